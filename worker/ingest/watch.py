"""Watches one inbox: a thread that looks, then waits for the server to push (IDLE).

Whatever the push may miss is found by a safety poll. A broken connection is made anew with a growing pause,
and a refused login is not repeated before the longest pause: hammering locks accounts. Of several watches
at one inbox only the one with the lease is connected; the others stand by.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from datetime import timedelta

import structlog

from worker.clock import monotonic
from worker.discretion import words_of
from worker.ingest.collect import Collector
from worker.mail.imap import ImapSession
from worker.mail.mailbox import LoginRefused, MailboxError
from worker.store import ticks
from worker.store.claims import give_back, take_lease
from worker.store.patience import is_away

# A watch shows that it lives this often, in machine seconds; one that died is replaced after the lease.
SIGN_EVERY = 15.0
LEASE_LENGTH = timedelta(seconds=45)

log = structlog.get_logger()


class Displaced(Exception):
    """Another watch has taken this inbox over, because we gave no sign of life for too long."""


class Watch:
    """One thread at one inbox. `kick` asks for a look now; `stop` ends it within five seconds."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._limits = collector.workshop.settings.limits
        self._thread = threading.Thread(target=self._run, name=f"watch {collector.inbox.name}", daemon=True)
        self._stopping = threading.Event()
        self._session: ImapSession | None = None
        self._pause = self._limits.reconnect_first
        self._database_away = False
        self._lease = f"collect:{collector.inbox.name}"
        # When this loop last came round, in monotonic seconds.
        self.came_round = monotonic()
        self._signed = float("-inf")
        # A byte in this pipe ends a wait, whether for the server or for time.
        self._kicked, self._kick = socket.socketpair()
        self._kicked.setblocking(False)
        self._kick.setblocking(False)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    @property
    def is_connected(self) -> bool:
        """Whether this watch reads the mailbox now, and does not stand by, rest or end."""
        return self._session is not None

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
                if not self._give_sign():
                    self._stopping.wait(SIGN_EVERY)
                    continue
                with self._collector.connected() as session:
                    self._session = session
                    session.after_answer = self._go_on
                    self._watch(session)
            except Displaced:
                log.warning("another collector has taken over", inbox=self._collector.inbox.name)
            except Exception as error:
                if not self._stopping.is_set():
                    self._rest(self._rest_after(error))
            finally:
                self._session = None
        with contextlib.suppress(Exception):
            # The next one need not wait for the lease to run out.
            give_back(self._collector.workshop.database, self._lease)

    def _watch(self, session: ImapSession) -> None:
        while not self._stopping.is_set():
            self._forget_kicks()
            self.came_round = monotonic()
            self._collector.look_with(session)
            self._pause = self._limits.reconnect_first
            self._wait(session)

    def _wait(self, session: ImapSession) -> None:
        """Wait for news, a kick or the next poll. Every look takes in Sent, which is never pushed."""
        limits = self._limits
        longest = min(limits.poll, limits.sent_poll) if session.can_idle else limits.poll_without_idle
        deadline = monotonic() + longest.total_seconds()
        while (left := deadline - monotonic()) > 0:
            if not self._is_quiet(session, min(left, SIGN_EVERY)):
                return
            self._go_on()

    def _is_quiet(self, session: ImapSession, seconds: float) -> bool:
        """Wait, and say whether nothing came meanwhile."""
        if session.can_idle:
            return session.idle_wait(seconds, wake=self._kicked.fileno()) == "timeout"
        return not select.select([self._kicked], [], [], seconds)[0]

    def _go_on(self) -> None:
        """Give a sign of life when it is time, also within a long look. Raises Displaced."""
        self.came_round = monotonic()
        if self.came_round - self._signed >= SIGN_EVERY and not self._give_sign():
            raise Displaced

    def _give_sign(self) -> bool:
        """Tick and hold on to the lease; False while another watch has it."""
        self.came_round = self._signed = monotonic()
        workshop = self._collector.workshop
        if not take_lease(workshop.database, self._lease, LEASE_LENGTH):
            return False
        with workshop.work() as work:
            ticks.tick(work.session, ticks.watch_of(self._collector.inbox.name), work.now)
        return True

    def _rest(self, length: timedelta) -> None:
        """Wait before the next attempt, and go on giving signs of life meanwhile."""
        deadline = monotonic() + length.total_seconds()
        while (left := deadline - monotonic()) > 0 and not self._stopping.wait(min(left, SIGN_EVERY)):
            with contextlib.suppress(Exception):
                self._give_sign()

    def _rest_after(self, error: Exception) -> timedelta:
        """Note the trouble and say how long to rest before the next attempt."""
        if not isinstance(error, MailboxError):
            # Our own database, most likely: it may be asked as often as we like.
            if not is_away(error):
                log.exception("a look at the mailbox failed", inbox=self._collector.inbox.name)
            elif not self._database_away:
                log.warning("the database is away; mail stays on the server", why=words_of(error))
            self._database_away = is_away(error)
            return self._limits.reconnect_first
        rest, self._pause = self._pause, min(self._pause * 2, self._limits.reconnect_longest)
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
