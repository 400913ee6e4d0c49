"""A lock that goes to whoever has waited longest.

SQLite has one writer at a time, and whoever waits asks again every so often: beside a judge with a backlog,
which writes again the moment it has written, neither the heartbeat nor a delivery would ever be lucky.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident


class InTurn:
    """One at a time, in the order in which the threads of this process asked."""

    def __init__(self) -> None:
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
        """Wait until it is our turn; it ends with the block. Raises RuntimeError where it is ours already."""
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
            called.acquire()
        except BaseException:
            # Whoever stops waiting must not be called; if they just were, the next one is.
            with self._counter:
                if called in self._waiting:
                    self._waiting.remove(called)
                    raise
            self._next()
            raise

    def _next(self) -> None:
        with self._counter:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
