"""One beat of the heart with 100,000 running cadences and nothing due: what every wake-up costs.

Beside it the ceiling: one bare SELECT through the same SQLAlchemy, the least that a beat can cost. Every five
seconds a beat also writes its sign of life and takes back what the dead held; that one is told apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from benchmarks.claiming import INSTANT, grow, opened
from benchmarks.homes import HOMES, new_databases
from benchmarks.rounds import best_in_turns, seconds, top_lines
from benchmarks.table import Row, at_most
from worker.app import App
from worker.heartbeat import Heartbeat

RUNS = 100_000
QUICK = 20_000
BEATS = 20
TARGET = at_most(5)


def measure(quick: bool) -> list[Row]:
    runs = QUICK if quick else RUNS
    with new_databases() as new, TemporaryDirectory() as folder:
        return [row for home in HOMES for row in _rows(home, new(home), Path(folder), runs)]


def profile(quick: bool) -> list[str]:
    """Where a beat spends its time, on SQLite."""
    with new_databases() as new, TemporaryDirectory() as folder:
        app = _resting(new("SQLite"), Path(folder), QUICK)
        heartbeat = heartbeat_of(app)
        lines = top_lines(lambda: [heartbeat.beat() for _ in range(BEATS)])
        app.close()
    return lines


def _rows(home: str, database: str, folder: Path, runs: int) -> list[Row]:
    app = _resting(database, folder, runs)
    heartbeat = heartbeat_of(app)
    beat, bare = best_in_turns(partial(_mean, heartbeat.beat), partial(_mean, partial(_bare, app)))
    signed = min(seconds(heartbeat_of(app).beat) for _ in range(BEATS))
    app.close()
    what = f"{home}, {runs:,} running cadences"
    against = "one bare SELECT"
    return [
        Row(
            what=f"a beat, {what}",
            ours=beat * 1000,
            unit="ms",
            ceiling=bare * 1000,
            against=against,
            target=TARGET,
        ),
        Row(what=f"a beat with its sign of life, {what}", ours=signed * 1000, unit="ms", target=TARGET),
    ]


def heartbeat_of(app: App) -> Heartbeat:
    """A heart that wakes nobody: the benchmark has nothing due."""

    def nobody(name: str) -> None:
        raise AssertionError(f"nothing is due, yet {name} was woken")

    return Heartbeat(app.workshop, wake=nobody, look=nobody, rescue=app.delivery.take_back)


def _resting(database: str, folder: Path, runs: int) -> App:
    """The product with that many leads in the middle of a cadence, and everything due in the future."""
    app = opened(database, folder)
    grow(app.database, 0, runs * 5, due=0)
    _looked(app, INSTANT + timedelta(seconds=1))
    return app


def _looked(app: App, at: datetime) -> None:
    with app.database.writing() as session:
        session.execute(text("UPDATE mailboxes SET due_at = NULL"))


def _mean(call: object) -> float:
    assert callable(call)
    call()
    return seconds(lambda: [call() for _ in range(BEATS)]) / BEATS


def _bare(app: App) -> None:
    with app.database.reading() as session:
        session.execute(text("SELECT 1"))
