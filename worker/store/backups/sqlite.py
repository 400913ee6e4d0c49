"""Backups of SQLite: a file like the database itself, copied while everybody goes on working.

Put back, the file takes the place of the database in one step; what was there before is kept beside it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from worker.clock import machine_now
from worker.store import restored
from worker.store.backups.file import SQLITE, BackupError, sync, whole
from worker.store.backups.held import COUNTED, Held

# As worker/store/types.py writes an instant.
INSTANT = "%Y-%m-%d %H:%M:%S.%f"


def write(database: Path, file: Path) -> Held:
    """Copy the database as it is at this moment into a new file, and check the copy. Raises BackupError."""
    with whole(file) as part:
        with _troubles(database), closing(_open(database)) as live, closing(sqlite3.connect(part)) as copy:
            # All pages in one step: one moment, and writers wait for nobody.
            live.backup(copy, pages=-1)
            # One file, with no log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        return holds(part)


def holds(file: Path) -> Held:
    """Return what a file of SQLite holds, after checking that it is sound. Raises BackupError."""
    with _troubles(file), closing(_open(file)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise BackupError(f"{file} is damaged: {said}.")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not {"alembic_version", "ticks", *COUNTED.values()} <= tables:
            raise BackupError(f"{file} is no database of Keepwarm: name a file that keepwarm backup wrote.")
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for name, table in COUNTED.items()
        }
    return Held(SQLITE, version, **counts)


def put_back(file: Path, database: Path, *, now: datetime | None) -> Path | None:
    """Let a copy of the file take the place of the database; return where that was kept, if there was one.

    The copy is marked as put back at `now`: left out, where the clock of its last run stood still, else at
    the machine's time. Raises BackupError.
    """
    in_place = database.with_name(f"{database.name}.restoring")
    in_place.unlink(missing_ok=True)
    with (
        _troubles(file),
        whole(in_place) as part,
        closing(_open(file)) as kept,
        closing(sqlite3.connect(part, isolation_level=None)) as copy,
    ):
        kept.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("BEGIN")
        for statement in restored.marks(_instant(copy, now)):
            copy.execute(statement)
        copy.execute("COMMIT")
    _belongs_to_the_same(in_place, database)
    aside = _kept_aside(database)
    _move_logs_away(database)
    # At every moment there is one whole database of that name, so that nobody begins an empty one.
    os.replace(in_place, database)
    sync(database.parent)
    return aside


def refuse_in_use(database: Path) -> None:
    """Raise BackupError if any process has the database open; else fold its log into it.

    SQLite itself says so: it leaves its log behind only for somebody who is alone.
    """
    with (
        _troubles(database),
        closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection,
    ):
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as failed:
            # A damaged file is nobody's; that may be why a backup is put back.
            if failed.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BackupError(
                    f"Somebody works with {database}: stop keepwarm run, and every other keepwarm, first."
                ) from None


def _belongs_to_the_same(new: Path, database: Path) -> None:
    """Who used the database must be able to, also where root puts a backup back."""
    before = (database if database.exists() else database.parent).stat()
    if os.geteuid() == 0:
        os.chown(new, before.st_uid, before.st_gid)


def _kept_aside(database: Path) -> Path | None:
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.before-{machine_now():%Y%m%dT%H%M%S}")
    os.link(database, aside)
    return aside


def _move_logs_away(database: Path) -> None:
    """Move aside what a process that died left beside the database: SQLite would write it into the new one.

    It is kept: where only the database itself was moved away, it holds the newest of what was there.
    """
    for end in ("-wal", "-shm", "-journal"):
        left = database.with_name(database.name + end)
        if left.exists():
            left.replace(left.with_name(f"{left.name}.before-{machine_now():%Y%m%dT%H%M%S}"))


def _instant(copy: sqlite3.Connection, now: datetime | None) -> str:
    standing = copy.execute("SELECT at FROM ticks WHERE name = 'standing'").fetchone()
    if now is None and standing is not None:
        return str(standing[0])
    return (now or machine_now()).astimezone(UTC).strftime(INSTANT)


def _open(file: Path) -> sqlite3.Connection:
    """Open a database that is there; opened for reading only it would be left with an empty log."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=30)


@contextmanager
def _troubles(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as failed:
        raise BackupError(f"{file} cannot be used: {failed}.") from None
