"""Watches one inbox for `keepwarm run`: a thread that looks, then waits for the server to push (IDLE).

Whatever the push may miss is found by a safety poll. A broken connection is made anew with a growing pause,
and a refused login is not repeated before the longest pause: hammering locks accounts.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from datetime import timedelta

import structlog

from worker.ingest.collect import Collector
from worker.mail.imap import ImapSession
from worker.mail.mailbox import LoginRefused, MailboxError

log = structlog.get_logger()


class Watch:
    """One thread at one inbox. `kick` asks for a look now; `stop` ends it within five seconds."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._limits = collector.workshop.settings.limits
        self._thread = threading.Thread(target=self._run, name=f"watch {collector.inbox.name}", daemon=True)
        self._stopping = threading.Event()
        self._session: ImapSession | None = None
        self._pause = self._limits.reconnect_first
        # A byte in this pipe ends a wait, whether for the server or for time.
        self._kicked, self._kick = socket.socketpair()
        self._kicked.setblocking(False)
        self._kick.setblocking(False)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def kick(self) -> None:
        """Look as soon as possible, unless the mailbox is in trouble and resting."""
        # A full pipe is a kick already.
        with contextlib.suppress(BlockingIOError):
            self._kick.send(b"k")

    def stop(self) -> None:
        """End the thread; what it has kept is kept, what it was fetching is fetched again."""
        self._stopping.set()
        self.kick()
        self._thread.join(timeout=2)
        if self._thread.is_alive() and self._session is not None:
            self._session.interrupt()
            self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._collector.connected() as session:
                    self._session = session
                    self._watch(session)
            except Exception as error:
                if not self._stopping.is_set():
                    self._stopping.wait(self._rest_after(error).total_seconds())
            finally:
                self._session = None

    def _watch(self, session: ImapSession) -> None:
        while not self._stopping.is_set():
            self._forget_kicks()
            self._collector.look_with(session)
            self._pause = self._limits.reconnect_first
            self._wait(session)

    def _wait(self, session: ImapSession) -> None:
        """Wait for news, a kick or the next poll. Every look takes in Sent, which is never pushed."""
        if session.can_idle:
            longest = min(self._limits.poll, self._limits.sent_poll)
            session.idle_wait(longest.total_seconds(), wake=self._kicked.fileno())
        else:
            select.select([self._kicked], [], [], self._limits.poll_without_idle.total_seconds())

    def _rest_after(self, error: Exception) -> timedelta:
        """Note the trouble and say how long to rest before the next attempt."""
        rest, self._pause = self._pause, min(self._pause * 2, self._limits.reconnect_longest)
        if not isinstance(error, MailboxError):
            log.exception("a look at the mailbox failed", inbox=self._collector.inbox.name)
            return rest
        try:
            self._collector.note_trouble(error)
        except Exception:
            # A database that is down must not end the watch.
            log.exception("the trouble of a mailbox could not be noted")
        return self._limits.reconnect_longest if isinstance(error, LoginRefused) else rest

    def _forget_kicks(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._kicked.recv(1024):
                pass
