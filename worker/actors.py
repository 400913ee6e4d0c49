"""The Dramatiq actors: a name in, everything of that name that is due is done.

One wake-up stands for a batch. What an actor cannot do is logged and tried again when its row is due; no
exception leaves it, because a broker in memory would keep each failed message for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import dramatiq
import structlog

log = structlog.get_logger()


class Actors:
    """The one actor of this process, and which wake-ups it has not seen to yet."""

    def __init__(self, broker: dramatiq.Broker, act: Callable[[str], None]) -> None:
        self._act = act
        self._waiting: set[str] = set()
        self._lock = Lock()
        # Always with its broker named: without one, Dramatiq would quietly build one on Redis.
        register = dramatiq.actor(broker=broker, actor_name="wake", queue_name="keepwarm")
        self._actor = register(self._wake)

    def send(self, name: str) -> None:
        """Wake the actor for `name`, unless such a wake-up is on its way already."""
        with self._lock:
            if name in self._waiting:
                return
            self._waiting.add(name)
        self._actor.send(name)

    def _wake(self, name: str) -> None:
        with self._lock:
            self._waiting.discard(name)
        try:
            self._act(name)
        except Exception:
            log.exception("an actor failed; its rows stay due", name=name)
