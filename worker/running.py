"""The processes that live until they are told to stop: `keepwarm run`, `collect`, `heartbeat` and `board`.

PARTS says which threads each has: watches at the inboxes, workers that act, the heartbeat that finds what is
due; `run` has them all, and the pages of PageRunner. A kill at any time heals at the next start; SIGTERM ends
each within five seconds.
"""

from __future__ import annotations

import signal
import threading
from contextlib import AbstractContextManager, nullcontext
from enum import Flag, auto
from functools import partial
from types import FrameType

import structlog

from worker import broker as brokers
from worker import garbage
from worker.actors import Actors, Wakening
from worker.app import LOOK, App
from worker.board.serving import served
from worker.clock import SystemClock
from worker.health import systemd
from worker.health.watchdog import Loops
from worker.health.watching import watched
from worker.heartbeat import Heartbeat
from worker.ingest.watch import Watch
from worker.settings import Settings
from worker.store import schema, ticks
from worker.store.database import Database
from worker.store.instants import ClockOfRuns
from worker.store.patience import when_there
from worker.store.work import Workshop

log = structlog.get_logger()


class Part(Flag):
    """What a process does: look at mailboxes, act on what is due, find what is due."""

    WATCH = auto()
    ACT = auto()
    BEAT = auto()


PARTS = {
    "run": Part.WATCH | Part.ACT | Part.BEAT,
    "collect": Part.WATCH,
    "heartbeat": Part.BEAT,
}


class Runner:
    """The threads of one process around one App."""

    def __init__(self, settings: Settings, parts: Part) -> None:
        self.app = App(settings, SystemClock(), wake=self._committed)
        self._parts = parts
        self._broker = brokers.connect(settings.broker)
        # Who finds what is due can also do it: while Redis is away, nothing waits for its return.
        spare = Part.BEAT in parts and not settings.broker.startswith("memory:")
        self._spare = brokers.connect("memory:") if spare else None
        stand_in = Actors(self._spare, self._act) if self._spare else None
        self._wakening = Wakening(Actors(self._broker, self._act), stand_in)
        self._workers: list[brokers.Worker] = []
        watched = self.app.collectors if Part.WATCH in parts else {}
        self.watches = {name: Watch(collector) for name, collector in watched.items()}
        self.heartbeat = Heartbeat(
            self.app.workshop,
            wake=self._wakening.send,
            look=self._look,
            rescue=self.app.delivery.take_back,
        )
        self._beating = threading.Thread(target=self.heartbeat.run, name="heartbeat", daemon=True)

    @property
    def workshop(self) -> Workshop:
        return self.app.workshop

    @property
    def loops(self) -> Loops:
        """When each loop of this process last came round, for the watchdog."""
        loops = {
            ticks.watch_of(name): partial(getattr, watch, "came_round")
            for name, watch in self.watches.items()
        }
        if Part.BEAT in self._parts:
            loops[ticks.HEARTBEAT] = partial(getattr, self.heartbeat, "came_round")
        return loops

    def start(self) -> None:
        """Begin: take back what a dead predecessor held, then watch, work and beat."""
        when_there(partial(self.app.begin, cold_start=Part.BEAT in self._parts))
        if Part.ACT in self._parts:
            self._workers.append(brokers.start_workers(self._broker))
        if self._spare is not None:
            self._workers.append(brokers.start_workers(self._spare))
        for watch in self.watches.values():
            watch.start()
        if Part.BEAT in self._parts:
            self._beating.start()

    def stop(self) -> None:
        """End every thread; what was begun is finished or taken back by the next start."""
        self.heartbeat.stop()
        stopping = [threading.Thread(target=watch.stop) for watch in self.watches.values()]
        stopping += [threading.Thread(target=worker.stop, args=(3000,)) for worker in self._workers]
        for thread in stopping:
            thread.start()
        for thread in [*stopping, *([self._beating] if Part.BEAT in self._parts else [])]:
            thread.join(timeout=4)
        self.app.close()

    def _committed(self, names: set[str]) -> None:
        """Something was written: wake whom it concerns, and let the heartbeat look what is due next."""
        for name in sorted(names):
            if name.startswith(LOOK):
                self._look(name.removeprefix(LOOK))
            else:
                self._wakening.send(name)
        self.heartbeat.ring()

    def _look(self, inbox: str) -> None:
        """Have an inbox looked at: by the watch of this process, else by whoever acts."""
        watch = self.watches.get(inbox)
        if watch is not None and watch.is_connected:
            watch.kick()
        else:
            self._wakening.send(LOOK + inbox)

    def _act(self, name: str) -> None:
        # A beat for a look that nobody can take would ask for the very same look, at once and for ever.
        if self.app.act(name):
            self.heartbeat.ring()


class PageRunner:
    """What a process of its own for the pages needs: the database, and whoever acts on what a click wrote.

    With the broker in memory nobody hears it; the heartbeat of `keepwarm run` finds it within seconds.
    """

    loops: Loops = {}  # noqa: RUF012  nothing comes round: it waits for visitors

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings.database)
        schema.make_ready(self._database)
        wake = None
        if not settings.broker.startswith("memory:"):
            nothing_acts_here = Actors(brokers.connect(settings.broker), lambda _name: None)
            wake = Wakening(nothing_acts_here, near=None).send_all
        clock = ClockOfRuns(self._database)
        self.workshop = Workshop(self._database, settings, clock, self._database.secret(), wake)

    def start(self) -> None:
        """Nothing to take back: a click that died has written nothing."""

    def stop(self) -> None:
        self._database.close()


def run(settings: Settings, what: str) -> None:
    """Be one of PARTS, or the pages alone ("board"), until SIGTERM or SIGINT.

    Raises ValueError for a broker that wakes nobody else, and for a `listen` that is taken.
    """
    if what not in ("run", "board") and settings.broker.startswith("memory:"):
        raise ValueError(
            f"{settings.path.name}: keepwarm {what} is one of several processes that wake each other by "
            'Redis: write broker = "redis://127.0.0.1:6379/0", or do all in one with: keepwarm run'
        )
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    runner = when_there(partial(_runner, settings, what))
    with watched(runner.workshop, runner.loops), _pages(runner.workshop, what):
        runner.start()
        garbage.spare_what_stays()
        systemd.notify(systemd.READY)
        inboxes = [inbox.name for inbox in settings.inboxes]
        log.info("running", what=what, inboxes=inboxes, mode=settings.mode.value)
        stopped.wait()
        log.info("stopping")
    runner.stop()


def _runner(settings: Settings, what: str) -> Runner | PageRunner:
    return PageRunner(settings) if what == "board" else Runner(settings, PARTS[what])


def _pages(workshop: Workshop, what: str) -> AbstractContextManager[None]:
    return served(workshop) if what in ("run", "board") else nullcontext()
