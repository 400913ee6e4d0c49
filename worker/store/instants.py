"""The last instant a run recorded, and whether its clock stood still (`--now`).

Business time never goes back behind it. A database whose clock stood still goes on standing there for
every command without `--now`, until it is run on the machine's clock: an owner's word on the command line
belongs to the time of the run before it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from worker.clock import machine_now
from worker.store import ticks
from worker.store.database import Database
from worker.store.models import Tick

LAST, STANDING = "instant", "standing"


def record(session: Session, instant: datetime, *, standing: bool) -> None:
    """Note that a run began at `instant`. Who begins at the same time waits until this transaction ends."""
    before = last(session)
    ticks.tick(session, LAST, instant if before is None else max(before, instant))
    if standing:
        ticks.tick(session, STANDING, instant)
    else:
        session.execute(delete(Tick).where(Tick.name == STANDING))


def last(session: Session) -> datetime | None:
    """The latest instant any run has recorded."""
    return ticks.last(session, LAST)


def standing(session: Session) -> datetime | None:
    """Where the clock of the last run stood still; None if it ran on the machine's clock."""
    return ticks.last(session, STANDING)


class ClockOfRuns:
    """The clock of a process beside runs with `--now`: it stands where they stand, else it goes as usual."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> datetime:
        with self._database.reading() as session:
            return standing(session) or machine_now()
