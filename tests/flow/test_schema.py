"""The migrations make exactly the schema that the models describe, and the schema keeps its promises."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from worker.store import schema
from worker.store.database import Database
from worker.store.models import Base, Secret


def migrated(url: str) -> Database:
    database = Database(url)
    schema.make_ready(database)
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


def test_a_database_of_a_newer_version_is_refused_by_migrate_too(tmp_path: Path) -> None:
    database = migrated(f"sqlite:///{tmp_path}/keepwarm.db")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for opens in (schema.make_ready, schema.migrate):
        with pytest.raises(schema.NewerSchema, match=r"newer version.* restore --replace the backup"):
            opens(database)


@pytest.mark.parametrize("home", ["sqlite", "postgresql"])
def test_an_older_database_waits_for_migrate_and_keeps_its_rows(
    home: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/k.db" if home == "sqlite" else request.getfixturevalue("postgres_url")
    database = Database(url)
    made_by_first_version(database)
    with database.writing() as session:
        session.add(Secret(name="message-id", value="kept"))
    with pytest.raises(schema.OlderSchema, match="keepwarm backup FILE, then keepwarm migrate"):
        schema.make_ready(database)
    assert schema.migrate(database) == ("0001", schema.newest())
    assert schema.migrate(database) == (schema.newest(), schema.newest())
    schema.make_ready(database)
    assert differences(database) == []
    assert database.secret() == "kept"
    database.close()


@pytest.mark.parametrize("home", ["sqlite", "postgresql"])
def test_six_processes_find_an_empty_database_and_make_it_once(
    home: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/k.db" if home == "sqlite" else request.getfixturevalue("postgres_url")
    opening = (
        "import sys; from worker.store import schema; from worker.store.database import Database; "
        "database = Database(sys.argv[1]); "
        "print('ready', flush=True); sys.stdin.readline(); "
        "schema.make_ready(database); print(database.secret())"
    )
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", opening, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    for process in racing:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in racing:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    secrets = [process.communicate(timeout=60)[0] for process in racing]
    assert [process.returncode for process in racing] == [0] * 6
    assert len(set(secrets)) == 1, "all of them read one secret"


def test_whoever_meets_a_new_file_that_another_just_writes_waits_for_it(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "k.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = Timer(0.1, other.execute, ["ROLLBACK"])
    done.start()
    migrated(f"sqlite:///{tmp_path}/k.db").close()
    done.join()
    other.close()


def made_by_first_version(database: Database) -> None:
    """Leave the database as the first version of Keepwarm would."""
    config = schema._config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


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


def test_every_migration_is_named_among_the_versions() -> None:
    scripts = ScriptDirectory.from_config(schema._config()).walk_revisions()
    assert tuple(script.revision for script in scripts) == schema.VERSIONS
