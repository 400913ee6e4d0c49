"""Copies a whole database into an empty one of either kind, row by row, and proves that both hold the same.

The way from SQLite to PostgreSQL, when one process is no longer enough. Tables go in the order of their
references, all in one transaction: a copy that breaks off has copied nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from worker.store import schema
from worker.store.backups.file import BackupError
from worker.store.database import Database
from worker.store.in_use import refuse_in_use
from worker.store.models import Base, Lease

# Rows a statement, and about how many of them are in memory at once.
BATCH = 200
# Who runs where is not true of the copy.
LEFT_BEHIND = (Lease.__tablename__,)


@dataclass(frozen=True, slots=True)
class Copied:
    """One table: how many rows each side has, and whether every value of them is the same."""

    table: str
    there: int
    here: int
    same: bool


def copy(source: Database, target: Database) -> list[Copied]:
    """Copy every table into the empty `target`, whose tables are made first; return both sides compared.

    Raises BackupError while somebody works on the source, and where the target is not empty.
    """
    refuse_in_use(source)
    schema.make_ready(target)
    with target.reading() as session:
        # Any command that wrote once has left a row, if only its secret.
        if any(session.execute(select(table).limit(1)).first() is not None for table in tables()):
            raise BackupError("The database to copy into is not empty: make a new one (createdb).")
    with source.reading() as reading, target.writing() as writing:
        one, other = reading.connection(), writing.connection()
        if not target.sqlite:
            # Copying years takes longer than any statement of daily work may.
            other.execute(text("SET LOCAL statement_timeout = 0"))
        for table in tables():
            for batch in _batches(one, table):
                other.execute(insert(table), batch)
            _go_on_counting(other, table)
        compared = [_compared(one, other, table) for table in tables()]
        if not all(copied.same for copied in compared):
            named = ", ".join(copied.table for copied in compared if not copied.same)
            raise BackupError(f"The copy differs in {named}, so nothing was kept of it.")
    return compared


def tables() -> list[Table]:
    """Return what is copied, each table after those it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_BEHIND]


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows = connection.execution_options(yield_per=BATCH).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    for part in rows.mappings().partitions():
        yield [dict(row) for row in part]


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let the next row that is written there have a number of its own."""
    key = table.autoincrement_column
    if connection.dialect.name == "postgresql" and key is not None:
        highest = connection.scalar(select(func.max(key)))
        if highest is not None:
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(select(func.setval(sequence, highest)))


def _compared(one: Connection, other: Connection, table: Table) -> Copied:
    (here, digest), (there, digest_there) = _digest(one, table), _digest(other, table)
    return Copied(table.name, there=there, here=here, same=(here, digest) == (there, digest_there))


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    """Return how many rows the table has, and a hash over every value of them."""
    rows, said = 0, hashlib.sha256()
    for batch in _batches(connection, table):
        rows += len(batch)
        for row in batch:
            said.update(repr(list(row.values())).encode("utf-8", "replace"))
    return rows, said.hexdigest()
