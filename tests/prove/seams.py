"""Where things can go wrong between two steps of the product: where transactions begin and end.

A seam is reached when a transaction begins, before it is committed, and at every answer of the mail server.
At the one that was chosen the process dies, or another worker goes first.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, event


class Killed(BaseException):
    """The process ends here, as by `kill -9`: no `except Exception` sees it."""


class Seams:
    """Counts the seams of one process and acts at the chosen one."""

    def __init__(self) -> None:
        self._left = 0
        self._act: Callable[[], None] | None = None
        self._dies = False
        self._open = 0
        # Whoever only looks at the product reaches no seam.
        self.alive = False

    def watch(self, engine: Engine) -> None:
        """Reach a seam with every transaction of this engine."""
        # A connection is taken before its transaction begins: nothing is locked yet.
        event.listen(engine, "checkout", self._begins)
        event.listen(engine, "commit", self._commits)
        event.listen(engine, "checkin", self._ends)

    def die_at(self, seam: int) -> None:
        """Die at that seam, counted from now."""
        self._left, self._act, self._dies = seam, _die, True

    def meddle_at(self, seam: int, meddle: Callable[[], None]) -> None:
        """At that seam, or the first one after it where nothing is locked, another worker goes first."""
        self._left, self._act, self._dies = seam, meddle, False

    def forget(self) -> None:
        """Nothing goes wrong any more, and no connection is in use."""
        self._act, self._open = None, 0

    def reach(self) -> None:
        """One more place to go wrong."""
        if self._act is None or not self.alive:
            return
        self._left -= 1
        if self._left <= 0 and (self._dies or not self._open):
            act, self._act = self._act, None
            act()

    def _begins(self, *_: object) -> None:
        self.reach()
        self._open += 1

    def _commits(self, _: Connection) -> None:
        self.reach()

    def _ends(self, *_: object) -> None:
        self._open -= 1


def _die() -> None:
    raise Killed
