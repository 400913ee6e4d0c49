"""A lock that goes to whoever has waited longest.

SQLite has one writer at a time, and whoever waits asks again every so often: beside a judge with a backlog,
which writes again the moment it has written, neither the heartbeat nor a delivery would ever be lucky.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

from sqlalchemy.exc import OperationalError

PATIENCE = 30.0  # seconds, as long as SQLite itself waits


class InTurn:
    """One at a time, in the order in which the threads of this process asked."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._counter = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()
        self._writer: int | None = None

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until it is our turn; it ends with the block.

        Raises OperationalError after `patience` seconds, as SQLite does, and RuntimeError where it is ours.
        """
        if self._writer == get_ident():
            raise RuntimeError("This thread has a transaction open already, and would wait for itself.")
        self._wait()
        self._writer = get_ident()
        try:
            yield
        finally:
            self._writer = None
            self._next()

    def _wait(self) -> None:
        called = Lock()
        called.acquire()
        with self._counter:
            if not self._taken:
                self._taken = True
                return
            self._waiting.append(called)
        try:
            in_time = called.acquire(timeout=self._patience)
        except BaseException:
            if not self._leaves(called):
                self._next()
            raise
        # Called in the very moment it stopped waiting, it takes its turn.
        if not in_time and self._leaves(called):
            waited = TimeoutError(f"others wrote for {self._patience:g} s")
            raise OperationalError("BEGIN IMMEDIATE", None, waited)

    def _leaves(self, called: Lock) -> bool:
        """Stop waiting, so as not to be called; False for whoever was called just now."""
        with self._counter:
            if called in self._waiting:
                self._waiting.remove(called)
                return True
            return False

    def _next(self) -> None:
        with self._counter:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
