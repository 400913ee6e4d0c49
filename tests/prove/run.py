"""Runs the machine on a database: so many sequences of so many steps, always the same ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, core, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.prove.machine import Proof
from tests.servers.postgres import Postgres
from worker.store import schema
from worker.store.database import Database

STEPS_A_SEQUENCE = 50


def prove(
    database: Callable[[Path], str], steps: int, *, seed: int | None = None, shorten: bool = True
) -> None:
    """Run `steps` steps, always the same ones or those of a seed.

    Raises what was found wrong, with the sequence that leads there, made as short as can be.
    """

    class Machine(Proof):
        pass

    # As Hypothesis' own --hypothesis-seed does; without a seed it derives one from the test.
    core.global_force_seed = seed
    Machine.database = staticmethod(database)  # type: ignore[method-assign]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=-(-steps // STEPS_A_SEQUENCE),
            stateful_step_count=STEPS_A_SEQUENCE,
            derandomize=seed is None,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if shorten else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
        ),
    )


class OnSqlite:
    """Gives each sequence a file of its own, copied from an empty database with all tables."""

    def __init__(self, folder: Path) -> None:
        self._empty = folder / "empty.db"
        _made(f"sqlite:///{self._empty}")

    def __call__(self, folder: Path) -> str:
        shutil.copy(self._empty, folder / "keepwarm.db")
        return f"sqlite:///{folder}/keepwarm.db"


class OnPostgres:
    """Gives each sequence a database of its own, and drops the one before."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        url = server.database()
        _made(url)
        self._empty = url.rsplit("/", 1)[1]
        self._last: str | None = None

    def __call__(self, _folder: Path) -> str:
        if self._last is not None:
            self._server.drop(self._last)
        self._last = self._server.database(template=self._empty)
        return self._last


def _made(url: str) -> None:
    database = Database(url)
    schema.make_ready(database)
    database.close()
