"""The heartbeat: sleep until the next row is due or something wakes us, then wake the actors for it.

It decides nothing: it only looks which kinds have due rows. Losing it costs time, never a mail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event

import structlog

from worker import sweep
from worker.store.models import Tick
from worker.store.work import Workshop

LONGEST_SLEEP = 20.0  # machine seconds: even if every wake-up is lost, nothing waits longer
SHORTEST_SLEEP = 0.05
LAST_BEAT = "heartbeat"

log = structlog.get_logger()


class Heartbeat:
    """The loop of one process.

    `seconds_until` maps an instant of the business clock to machine seconds; `rescue` takes back what a
    worker that died held.
    """

    def __init__(
        self,
        workshop: Workshop,
        *,
        wake: Callable[[str], None],
        look: Callable[[str], None],
        seconds_until: Callable[[datetime], float],
        rescue: Callable[[], object],
    ) -> None:
        self._workshop = workshop
        self._wake = wake
        self._look = look
        self._seconds_until = seconds_until
        self._rescue = rescue
        self._rung = Event()
        self._stopped = False

    def ring(self) -> None:
        """Something was committed, or arrived: look again now."""
        self._rung.set()

    def stop(self) -> None:
        """End the loop after what it is doing."""
        self._stopped = True
        self._rung.set()

    def run(self) -> None:
        """Beat until stopped."""
        while not self._stopped:
            self._rung.clear()
            try:
                seconds = self.beat()
            except Exception:
                # A database that is down is red and tried again; the process lives on.
                log.exception("the heartbeat could not look what is due")
                seconds = LONGEST_SLEEP / 4
            self._rung.wait(seconds)

    def beat(self) -> float:
        """Wake the actors for every kind that has due rows; return how long to sleep, in machine seconds."""
        now = self._workshop.clock.now()
        self._rescue()
        with self._workshop.database.reading() as session:
            due = ["judge"] if sweep.anything_to_judge(session, now) else []
            due += [kind.name for kind in sweep.DUE if sweep.due_ids(session, kind, now)]
            looks = sweep.wanted_looks(session, now)
            following = sweep.next_due(session, after=now)
        for inbox in looks:
            self._look(inbox)
        for name in due:
            self._wake(name)
        self._tick(now)
        if following is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(SHORTEST_SLEEP, self._seconds_until(following)))

    def _tick(self, now: datetime) -> None:
        with self._workshop.work() as work:
            work.session.merge(Tick(name=LAST_BEAT, at=now))
