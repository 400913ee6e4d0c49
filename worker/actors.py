"""The Dramatiq actors: a name in, everything of that name that is due is done.

One wake-up stands for a batch. What an actor cannot do is logged and tried again when its row is due; no
exception leaves it, because a broker in memory would keep each failed message for ever.
Scaled, `dramatiq worker.actors:connect` makes a process that does nothing but act.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from functools import partial
from threading import Lock
from typing import NoReturn

import dramatiq
import structlog
from dramatiq.brokers.stub import StubBroker
from sqlalchemy.exc import DBAPIError

from worker import broker as brokers
from worker import garbage
from worker.app import App
from worker.clock import SystemClock
from worker.discretion import words_of
from worker.leads import missing
from worker.logs import log_to_stderr
from worker.settings import ConfigurationError, Settings, load
from worker.store.patience import when_there
from worker.store.schema import WrongSchema

# Milliseconds, on Redis: while no worker is up the heartbeat goes on sending, and nobody needs the oldest.
OLDEST = 60_000

log = structlog.get_logger()


class Actors:
    """The one actor, `wake`, at one broker.

    With the broker in memory a wake-up that is still waiting is not sent twice; on Redis nobody here knows
    what waits.
    """

    def __init__(self, broker: dramatiq.Broker, act: Callable[[str], object]) -> None:
        self._act = act
        self._waiting: set[str] | None = set() if isinstance(broker, StubBroker) else None
        self._lock = Lock()
        # What waits in memory is known to wait, and never sent again: it may be as old as the work before it.
        oldest = OLDEST if self._waiting is None else None
        # Always with its broker named: without one, Dramatiq would quietly build one on Redis.
        register = dramatiq.actor(broker=broker, actor_name="wake", queue_name="keepwarm", max_age=oldest)
        self._actor = register(self._wake)

    def send(self, name: str) -> None:
        """Wake the actor for `name`, unless such a wake-up is known to be on its way. Raises Unreachable."""
        if self._waiting is not None:
            with self._lock:
                if name in self._waiting:
                    return
                self._waiting.add(name)
        brokers.send(self._actor, name)

    def _wake(self, name: str) -> None:
        if self._waiting is not None:
            with self._lock:
                self._waiting.discard(name)
        try:
            self._act(name)
        except Exception:
            log.exception("an actor failed; its rows stay due", name=name)


class Wakening:
    """Wakes whoever acts: the workers at the broker or, while that is away, the stand-in of this process."""

    def __init__(self, far: Actors, near: Actors | None) -> None:
        self._far, self._near = far, near
        self._away = False

    def send(self, name: str) -> None:
        """Wake somebody for `name`. Where nobody can be reached the rows stay due for the next heartbeat."""
        try:
            self._far.send(name)
        except brokers.Unreachable as error:
            if not self._away:
                log.warning("the broker is away; what is due is found by the heartbeat", why=str(error))
            self._away = True
            if self._near is not None:
                self._near.send(name)
        else:
            if self._away:
                log.info("the broker is back")
            self._away = False

    def send_all(self, names: Collection[str]) -> None:
        """Wake somebody for each of these names."""
        for name in sorted(names):
            self.send(name)


def connect() -> None:
    """Make this process a worker: what `dramatiq worker.actors:connect` calls in each of its processes.

    The configuration is named by KEEPWARM_CONFIG, else ./keepwarm.toml. Exits with 2 where it is wrong.
    """
    try:
        settings = load(None, os.environ)
        log_to_stderr(settings.log.level or "info")
        broker = when_there(partial(connected, settings))
    except (ConfigurationError, ValueError, WrongSchema) as wrong:
        _refuse(*(getattr(wrong, "errors", None) or [str(wrong)]))
    except DBAPIError as wrong:
        _refuse(f"The database cannot be opened: {words_of(wrong)}")
    dramatiq.set_broker(broker)


def _refuse(*sentences: str) -> NoReturn:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    sys.exit(2)


def connected(settings: Settings) -> dramatiq.Broker:
    """Return the broker with the actor of this process on it.

    Raises ValueError for one in memory, and where an owner or an inbox of a live lead is missing.
    """
    if settings.broker.startswith("memory:"):
        raise ValueError(
            f'{settings.path.name}: workers of their own need broker = "redis://127.0.0.1:6379/0"; '
            'with "memory:" all is done by: keepwarm run'
        )
    broker = brokers.connect(settings.broker)
    app = App(settings, SystemClock(), wake=lambda names: wakening.send_all(names))
    wakening = Wakening(Actors(broker, app.act), near=None)
    with app.database.reading() as session:
        gone = missing.sentences(session, settings)
    if gone:
        raise ValueError("\n".join(gone))
    app.begin()
    garbage.spare_what_stays()
    return broker
