"""Puts a backup back, on either kind of database, after everything that speaks against it was asked.

1. the file is a backup of this kind and of a version we know  2. nobody works on the database  3. nothing is
there that would be lost  4. it is put back in one step, marked so that nothing is sent (restored.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from worker.store import schema
from worker.store.backups import postgresql, sqlite
from worker.store.backups.file import POSTGRESQL, SQLITE, BackupError, kind_of
from worker.store.backups.held import Held, counted
from worker.store.database import Database
from worker.store.in_use import refuse_in_use


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was put back, and where the database that was there before is kept."""

    held: Held
    aside: Path | None


def write(database: Database, file: Path) -> Held:
    """Write a backup while everybody goes on working; return what it holds. Raises BackupError."""
    if not database.sqlite:
        return postgresql.write(database, file)
    return sqlite.write(database_file(database), file)


def put_back(file: Path, database: Database, *, replace: bool, now: datetime | None) -> PutBack:
    """Put the backup in the place of the database. Raises BackupError, NewerSchema.

    With `replace` a SQLite database that holds anything is kept aside; PostgreSQL wants an empty one.
    """
    kind, here = kind_of(file), SQLITE if database.sqlite else POSTGRESQL
    if kind != here:
        raise BackupError(
            f"{file} is a backup of {kind}, and the database is {here}: restore it where "
            f"database names {kind}, then: keepwarm copy URL."
        )
    refuse_in_use(database)
    if database.sqlite:
        held = sqlite.holds(file)
        schema.refuse_newer(held.version)
        _refuse_loss(database, replace=replace)
        return PutBack(held, sqlite.put_back(file, database_file(database), now=now))
    schema.refuse_newer(postgresql.version_of(database, file))
    _refuse_loss(database, replace=replace)
    postgresql.put_back(file, database, now=now)
    with database.reading() as session:
        return PutBack(counted(session, here), None)


def database_file(database: Database) -> Path:
    """Return the file of a SQLite database. Raises BackupError for one in memory."""
    if not database.url.database or database.url.database == ":memory:":
        raise BackupError('The database is in memory only: write database = "sqlite:///keepwarm.db".')
    return Path(database.url.database)


def _refuse_loss(database: Database, *, replace: bool) -> None:
    if database.sqlite and (replace or not database_file(database).exists()):
        return
    try:
        with database.reading() as session:
            there = counted(session, "")
    except DatabaseError:
        raise BackupError("The database that is there is damaged: --replace keeps it aside.") from None
    finally:
        database.close()
    if not there.anything:
        return
    holds = f"The database holds {there.leads} leads and {there.inbound} mails"
    if database.sqlite:
        raise BackupError(f"{holds}: --replace keeps it aside and puts the backup in its place.")
    raise BackupError(f"{holds}: make an empty one (createdb), name it in database, and restore there.")
