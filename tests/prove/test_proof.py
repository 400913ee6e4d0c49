"""Five hundred steps on each database, always the same ones; `make prove` takes a hundred thousand."""

from __future__ import annotations

from pathlib import Path

from tests.prove.databases import OnPostgres, OnSqlite
from tests.prove.run import prove
from tests.prove.sayings import SAYINGS
from tests.servers.postgres import Postgres
from worker.commands.words import Verb

STEPS = 500


def test_every_promise_holds_on_sqlite(tmp_path: Path) -> None:
    prove(OnSqlite(tmp_path), STEPS)


def test_every_promise_holds_on_postgresql(postgres: Postgres) -> None:
    prove(OnPostgres(postgres), STEPS)


def test_the_machine_knows_how_owners_say_every_word() -> None:
    assert set(SAYINGS) == set(Verb)
