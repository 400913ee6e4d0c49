"""Waits at its start for a database that is away: a process that lives does not end over it.

Once it runs, each loop meets an absent database by itself (reliability, I21). A name or a password that is
wrong is the operator's mistake and never waited for.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import TypeVar

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from worker.discretion import words_of

Begun = TypeVar("Begun")

PAUSE = 1.0  # machine seconds between two attempts

# The codes, or their beginnings, with which PostgreSQL says that it is going, coming or full, or that two
# got in each other's way (its manual, appendix A).
_AWAY_CODES = ("08", "57P", "53300", "40")
# Before a connection stands there are no codes, only words. With these it refuses us, and not everybody.
_REFUSED = ("authentication failed", "does not exist", "no pg_hba.conf entry")

log = structlog.get_logger()


def when_there(begin: Callable[[], Begun], *, pause: float = PAUSE) -> Begun:
    """Return what `begin` returns; ask it again every `pause` seconds while its database is away.

    `begin` must bear to be begun anew. SIGTERM ends the waiting and the process, with 0.
    """
    waited = False
    with _ended_by_sigterm():
        while True:
            try:
                begun = begin()
            except Exception as error:
                if not is_away(error):
                    raise
                if not waited:
                    log.warning("the database is away; waiting for it", why=words_of(error))
                waited = True
                Event().wait(pause)
            else:
                if waited:
                    log.info("the database is there")
                return begun


def is_away(error: BaseException | None) -> bool:
    """Whether this, or what it was raised from, says that the database server cannot be reached now."""
    if error is None or not isinstance(error, OperationalError | InterfaceError):
        return error is not None and is_away(error.__cause__)
    if type(error.orig).__module__.partition(".")[0] == "sqlite3":
        return False
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return str(code).startswith(_AWAY_CODES)
    return not any(words in str(error.orig) for words in _REFUSED)


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the process at once: what has not begun has nothing to finish."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
