"""Backups of PostgreSQL: its own pg_dump and psql do the work, in one snapshot and in one transaction.

The password goes to them by the environment, never on a command line, which every user of a machine can read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from worker.clock import machine_now
from worker.store import restored, schema
from worker.store.backups.file import POSTGRESQL, BackupError, whole
from worker.store.backups.held import Held, counted
from worker.store.database import Database
from worker.store.models import Base


def write(database: Database, file: Path) -> Held:
    """Dump the database as it is at this moment into a new file, and check it. Raises BackupError."""
    with whole(file) as part, database.engine.connect() as connection:
        # A long dump outlives any other statement, and this session only waits for it.
        connection.execution_options(isolation_level="REPEATABLE READ")
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        held = counted(Session(connection), POSTGRESQL)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run(database, "pg_dump", *options, f"--file={part}")
        _listed(database, part)
    return held


def put_back(file: Path, database: Database, *, now: datetime | None) -> None:
    """Fill an empty database from a dump and mark it as put back, in one transaction. Raises BackupError."""
    at = f"{(now or machine_now()).astimezone(UTC).isoformat()}"
    with tempfile.TemporaryDirectory(prefix="keepwarm-") as folder:
        script = Path(folder, "dump.sql")
        _run(
            database,
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            f"--file={script}",
            str(file),
            connect=False,
        )
        marks = Path(folder, "marks.sql")
        # A dump leaves the names of our tables unknown to the session that read it.
        marks.write_text(";\n".join(["RESET search_path", *restored.marks(at)]) + ";\n")
        _drop_unused(database)
        _run(
            database, "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
            f"--file={script}", f"--file={marks}",
        )  # fmt: skip


def version_of(database: Database, file: Path) -> str:
    """Return the version of the tables in a dump. Raises BackupError."""
    said = _run(
        database, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file), connect=False
    )
    lines = iter(said.splitlines())
    for line in lines:
        if line.startswith("COPY") and "alembic_version" in line:
            return next(lines).strip()
    raise BackupError(f"{file} is no backup of Keepwarm: name a file that keepwarm backup wrote.")


def _drop_unused(database: Database) -> None:
    """Take away the empty tables that any command makes; the dump brings its own."""
    if schema.revision_in(database) is not None:
        with database.engine.begin() as connection:
            Base.metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))


def _listed(database: Database, file: Path) -> None:
    if "TABLE DATA" not in _run(database, "pg_restore", "--list", str(file), connect=False):
        raise BackupError(f"{file} came out empty: is that the right database?")


def _run(database: Database, tool: str, *arguments: str, connect: bool = True) -> str:
    """Run one of PostgreSQL's programs and return what it said. Raises BackupError."""
    program = shutil.which(tool)
    if program is None:
        raise BackupError(f"{tool} is not installed: apt-get install postgresql-client.")
    done = subprocess.run(
        [program, *(_where(database) if connect else ()), *arguments],
        capture_output=True,
        text=True,
        env=os.environ | ({"PGPASSWORD": database.url.password} if database.url.password else {}),
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["it gave no reason"]
        raise BackupError(f"{tool} failed: {' '.join(lines[0].split())[:300]}")
    return done.stdout


def _where(database: Database) -> Sequence[str]:
    """Return the connection as an argument, without its password."""
    from psycopg.conninfo import make_conninfo

    named = database.url.set(password=None).translate_connect_args(username="user", database="dbname")
    options = {name: str(value) for name, value in database.url.query.items()}
    return ["--dbname", make_conninfo("", **named, **options)]
