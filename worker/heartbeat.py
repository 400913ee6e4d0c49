"""The heartbeat: sleep until the next row is due or something wakes us, then wake the actors for it.

It decides nothing: it only looks which kinds have due rows. Losing it costs time, never a mail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import structlog

from worker import sweep
from worker.clock import monotonic
from worker.discretion import words_of
from worker.ingest import trouble
from worker.store import cold, ticks
from worker.store.patience import is_away
from worker.store.work import Workshop

LONGEST_SLEEP = 10.0  # machine seconds: even if every wake-up is lost, nothing waits longer
# Also when it is rung: what is written meanwhile, in a burst, is found by the same beat, and whoever rang is
# not held up by it.
SHORTEST_SLEEP = 0.1
# A beat may come many times a second; its sign of life, and the search for what the dead held, need not.
SIGN_EVERY = timedelta(seconds=5)
RESCUE_EVERY = 5.0  # machine seconds

log = structlog.get_logger()


class Heartbeat:
    """The loop of one process; any number of them may beat at one database.

    `wake` and `look` are given names of kinds and of inboxes; `rescue` takes back what a worker that died
    held.
    """

    def __init__(
        self,
        workshop: Workshop,
        *,
        wake: Callable[[str], None],
        look: Callable[[str], None],
        rescue: Callable[[], object],
    ) -> None:
        self._workshop = workshop
        self._wake = wake
        self._look = look
        self._rescue = rescue
        self._rung = Event()
        self._stopped = Event()
        self._away = False
        self._signed: datetime | None = None
        self._rescued = float("-inf")
        # When this loop last came round, in monotonic seconds.
        self.came_round = monotonic()

    def ring(self) -> None:
        """Something was committed, or arrived: look again now."""
        self._rung.set()

    def stop(self) -> None:
        """End the loop after what it is doing."""
        self._stopped.set()
        self._rung.set()

    def run(self) -> None:
        """Beat until stopped."""
        while not self._stopped.is_set():
            self._rung.clear()
            try:
                seconds = self.beat()
            except Exception as error:
                # A database that is down is red and tried again; the process lives on.
                self._complain(error)
                seconds = LONGEST_SLEEP / 2
            else:
                if self._away:
                    log.info("the database is there")
                self._away = False
            self.came_round = monotonic()
            if self._rung.wait(seconds):
                self._stopped.wait(SHORTEST_SLEEP)

    def beat(self) -> float:
        """Wake the actors for every kind that has due rows; return how long to sleep, in machine seconds."""
        now = self._workshop.clock.now()
        self._give_sign(now)
        self._take_back()
        with self._workshop.database.reading() as session:
            seen = sweep.survey(session, now)
        configured = {inbox.name for inbox in self._workshop.settings.inboxes}
        for inbox in configured.intersection(seen.looks):
            self._look(inbox)
        for name in seen.due:
            self._wake(name)
        if seen.following is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(SHORTEST_SLEEP, (seen.following - now).total_seconds()))

    def _complain(self, error: Exception) -> None:
        """Say what went wrong; of a database that is away once, however long it is."""
        if not is_away(error):
            log.exception("the heartbeat could not look what is due")
        elif not self._away:
            log.warning("the database is away; what is due waits for it", why=words_of(error))
        self._away = is_away(error)

    def _give_sign(self, now: datetime) -> None:
        """Tick, and notice where nobody did for a while: the machine slept, or the database is older."""
        if self._signed is not None and abs(now - self._signed) < SIGN_EVERY:
            return
        longest = self._workshop.settings.limits.cold_start
        with self._workshop.work() as work:
            if cold.begin_after_gap(work.session, now, longest):
                waiting = sweep.count_due(work.session, now)
                log.warning("nobody was up for a while; the mailboxes are looked at first", due_now=waiting)
            ticks.tick(work.session, ticks.HEARTBEAT, now)
            trouble.note_absent(work)
        self._signed = now

    def _take_back(self) -> None:
        if monotonic() - self._rescued >= RESCUE_EVERY:
            self._rescue()
            self._rescued = monotonic()
