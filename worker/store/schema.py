"""The schema in the database: made in an empty one, demanded of any other, changed by `keepwarm migrate`.

No process changes the tables under the others: a database with data is migrated on a person's word, after
a backup. Several processes that find an empty one at once make it once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from worker.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

# Every version there is, the newest first: the names of the migrations. Written out so that Alembic, which
# costs a third of a second, is only imported when there is something to make.
VERSIONS = ("0007", "0006", "0005", "0004", "0003", "0002", "0001")
# Whoever makes or migrates the tables on PostgreSQL holds this advisory lock; SQLite has one writer anyway.
_LOCK = 4_242_001


class WrongSchema(Exception):
    """The tables are of another version of Keepwarm; the message says what to do."""


class OlderSchema(WrongSchema):
    """The database waits for `keepwarm migrate`."""


class NewerSchema(WrongSchema):
    """The database was written by a newer version of Keepwarm."""


def make_ready(database: Database) -> None:
    """Create the tables of an empty database. Raises OlderSchema or NewerSchema for one of another version.

    The check costs a millisecond.
    """
    revision = revision_in(database)
    if revision is None:
        with database.altering() as connection:
            _upgrade(connection)
    elif revision != newest():
        refuse_newer(revision)
        raise OlderSchema("The database is of an older version: keepwarm backup FILE, then keepwarm migrate.")


def migrate(database: Database) -> tuple[str | None, str]:
    """Bring the tables up to date; return their version before and now. Raises NewerSchema."""
    before = revision_in(database)
    refuse_newer(before)
    if before != newest():
        with database.altering() as connection:
            _upgrade(connection)
    return before, newest()


def revision_in(database: Database) -> str | None:
    """Return the version of the tables, None in an empty database."""
    with database.reading() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def newest() -> str:
    """Return the version that this Keepwarm works with."""
    return VERSIONS[0]


def refuse_newer(revision: str | None) -> None:
    """Raise NewerSchema unless this Keepwarm knows that version of the tables."""
    if revision is not None and revision not in VERSIONS:
        raise NewerSchema(
            "This database was written by a newer version of Keepwarm: install that version, "
            "or keepwarm restore --replace the backup made before it."
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command

    if connection.dialect.name == "postgresql":
        # Tables of years take longer than any statement of daily work may.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    # Alembic asks for the version again: whoever held the lock before may have done it all.
    command.upgrade(config, "head")


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
