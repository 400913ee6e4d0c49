"""An empty database for each sequence, on the same engines: statements are compiled once in a process."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

from sqlalchemy import text

from tests.prove.seams import Seams
from tests.servers.postgres import Postgres
from worker.store import schema
from worker.store.database import Database
from worker.store.models import Base


class Place(Protocol):
    """Where the product of a sequence keeps its rows: how its process sees them, and how another one does."""

    database: Database
    others: Database
    seams: Seams

    def empty(self) -> None:
        """Begin anew: all tables, no row."""


class OnSqlite:
    """A file, replaced by an empty one."""

    def __init__(self, folder: Path) -> None:
        self._file, self._empty = folder / "keepwarm.db", folder / "empty.db"
        self.database, self.others, self.seams = _opened(f"sqlite:///{self._file}")
        self.database.close()
        shutil.copy(self._file, self._empty)

    def empty(self) -> None:
        self.database.close()
        self.others.close()
        for behind in self._file.parent.glob("keepwarm.db*"):
            behind.unlink()
        shutil.copy(self._empty, self._file)


class OnPostgres:
    """A database of a server, emptied."""

    def __init__(self, server: Postgres) -> None:
        self.database, self.others, self.seams = _opened(server.database())

    def empty(self) -> None:
        self.database.close()
        self.others.close()
        names = ", ".join(table.name for table in Base.metadata.sorted_tables)
        with self.others.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


def _opened(url: str) -> tuple[Database, Database, Seams]:
    database, others, seams = Database(url), Database(url), Seams()
    schema.make_ready(database)
    seams.watch(database.engine)
    return database, others, seams
