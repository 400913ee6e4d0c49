"""SQLite's write-ahead log, turned on by whoever opens the file first."""

from __future__ import annotations

import sqlite3
from threading import Event

from worker.clock import monotonic
from worker.store.in_turn import PATIENCE

PAUSE = 0.01  # machine seconds between two attempts


def write_ahead(connection: sqlite3.Connection) -> None:
    """Use WAL. Raises sqlite3.OperationalError where others hold the file for too long.

    Of processes that find a new file at once, all but one are refused: whatever its timeout, SQLite waits
    for no lock here. A file that is in WAL stays in it, so only the first start of all asks again.
    """
    give_up = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > give_up:
                raise
            Event().wait(PAUSE)
        else:
            return
