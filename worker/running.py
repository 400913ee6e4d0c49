"""`keepwarm run`: everything in one process, until it is told to stop.

One thread watches each inbox, the heartbeat finds what is due, and the Dramatiq workers do it. A kill at
any time heals at the next start; SIGTERM ends it within five seconds.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType

import structlog

from worker import broker as brokers
from worker import sweep
from worker.actors import Actors
from worker.app import App
from worker.clock import Clock, FastClock
from worker.heartbeat import LAST_BEAT, Heartbeat
from worker.ingest.watch import Watch
from worker.settings import Settings
from worker.store.models import Tick

log = structlog.get_logger()


class Runner:
    """The threads of one process around one App."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.app = App(settings, clock, wake=lambda _names: self.heartbeat.ring())
        self.watches = {name: Watch(collector) for name, collector in self.app.collectors.items()}
        self._broker = brokers.connect(settings.broker)
        self.actors = Actors(self._broker, self._act)
        self.heartbeat = Heartbeat(
            self.app.workshop,
            wake=self.actors.send,
            look=lambda inbox: self.watches[inbox].kick(),
            seconds_until=seconds_until(clock),
            rescue=self.app.delivery.take_back,
        )
        self._beating = threading.Thread(target=self.heartbeat.run, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin: take back what a dead predecessor held, then watch, work and beat."""
        self.app.record_instant()
        self.app.delivery.take_back(starting=True)
        if self._is_cold():
            self._look_first()
        self._workers = brokers.start_workers(self._broker)
        for watch in self.watches.values():
            watch.start()
        self._beating.start()

    def stop(self) -> None:
        """End every thread; what was begun is finished or taken back by the next start."""
        self.heartbeat.stop()
        stopping = [threading.Thread(target=watch.stop) for watch in self.watches.values()]
        for thread in stopping:
            thread.start()
        self._workers.stop(timeout=3000)
        for thread in [*stopping, self._beating]:
            thread.join(timeout=1)
        self.app.close()

    def _is_cold(self) -> bool:
        """Whether nobody was up for a while: an outage, or a backup put back (reliability, "Late work")."""
        now = self.app.clock.now()
        with self.app.database.reading() as session:
            tick = session.get(Tick, LAST_BEAT)
        return tick is not None and now - tick.at > self.app.settings.limits.cold_start

    def _look_first(self) -> None:
        """Look at every mailbox before anything is sent, and say what waits: Sent knows what went already."""
        for name in self.app.collectors:
            self.app.look(name)
        with self.app.database.reading() as session:
            waiting = sweep.count_due(session, self.app.clock.now())
        log.warning("nobody was up for a while; the mailboxes were looked at first", due_now=waiting)

    def _act(self, name: str) -> None:
        self.app.act(name)
        self.heartbeat.ring()


def run(settings: Settings, clock: Clock) -> None:
    """Run until SIGTERM or SIGINT. Raises ValueError for a broker this version does not run."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    runner = Runner(settings, clock)
    runner.start()
    log.info("running", inboxes=[inbox.name for inbox in settings.inboxes], mode=settings.mode.value)
    stopped.wait()
    log.info("stopping")
    runner.stop()


def seconds_until(clock: Clock) -> Callable[[datetime], float]:
    """Return how many machine seconds lie between now and an instant of the business clock."""
    if isinstance(clock, FastClock):
        return clock.seconds_until
    return lambda instant: (instant - clock.now()).total_seconds()
