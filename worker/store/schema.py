"""The schema in the database: brought up to date by the migrations inside this package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from worker.store.database import Database


class NewerSchema(Exception):
    """The database was written by a newer version of Keepwarm."""


def upgrade(database: Database) -> None:
    """Create the tables, or bring them up to date. Raises NewerSchema.

    The check of the version costs a millisecond; Alembic is only started when something is to be done.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with database.engine.begin() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
        if now == scripts.get_current_head():
            return
        if now is not None and now not in {script.revision for script in scripts.walk_revisions()}:
            raise NewerSchema(
                "This database was written by a newer version of Keepwarm: install that version, "
                "or restore a backup made before it."
            )
        _upgrade(config, connection)


def _upgrade(config: Config, connection: Connection) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
