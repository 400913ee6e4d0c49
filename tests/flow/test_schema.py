"""The migrations make exactly the schema that the models describe, and the schema keeps its promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from worker.store import schema
from worker.store.database import Database
from worker.store.models import Base


def migrated(url: str) -> Database:
    database = Database(url)
    schema.upgrade(database)
    return database


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_the_migrations_make_the_schema_of_the_models_on_sqlite(tmp_path: Path) -> None:
    assert differences(migrated(f"sqlite:///{tmp_path}/keepwarm.db")) == []


def test_the_migrations_make_the_schema_of_the_models_on_postgresql(postgres_url: str) -> None:
    database = migrated(postgres_url)
    assert differences(database) == []
    database.close()


def test_bringing_it_up_to_date_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/keepwarm.db"
    migrated(url).close()
    assert differences(migrated(url)) == []


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    database = migrated(f"sqlite:///{tmp_path}/keepwarm.db")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerSchema, match="newer version"):
        schema.upgrade(database)


@pytest.mark.parametrize("missing", ["next_action", "due_at", "accountable_id", "turn"])
def test_a_live_lead_cannot_be_stored_without(missing: str, tmp_path: Path) -> None:
    database = migrated(f"sqlite:///{tmp_path}/keepwarm.db")
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO persons (id, language) VALUES (1, 'en')"))
    values = {
        "id": 1, "ref": "L-1", "inbox": "sales", "person_id": 1, "name": "Ana", "address": "ana@x.example",
        "language": "en", "state": "offered", "accountable_id": "max", "turn": "us", "stage": "New lead",
        "next_action": "Answer Ana", "due_at": "2026-06-10 10:00", "asked": "", "facts": "[]", "source": "{}",
        "subject": "", "mail_subject": "", "thread_ids": "[]", "numbers": "{}", "arrived_at": "2026-06-10",
        "judged_at": "2026-06-10", "round": 1,
        "offers_left": 1, "passed_on": 0, "reopened": 0, "opted_out": 0,
    }  # fmt: skip
    insert = f"INSERT INTO leads ({', '.join(values)}) VALUES ({', '.join(f':{name}' for name in values)})"
    with database.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text(insert), values | {missing: None})
    with database.engine.begin() as connection:
        connection.execute(text(insert), values)
