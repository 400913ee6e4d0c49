"""The last instant a run recorded, and whether its clock stood still (`--now`).

Business time never goes back behind it. A database whose clock stood still goes on standing there for
every command without `--now`, until it is run on the machine's clock: an owner's word on the command line
belongs to the time of the run before it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from worker.store.models import Tick

LAST, STANDING = "instant", "standing"


def record(session: Session, instant: datetime, *, standing: bool) -> None:
    """Note that a run began at `instant`."""
    last = session.get(Tick, LAST)
    if last is None:
        session.add(Tick(name=LAST, at=instant))
    else:
        last.at = max(last.at, instant)
    stood = session.get(Tick, STANDING)
    if standing and stood is None:
        session.add(Tick(name=STANDING, at=instant))
    elif standing and stood is not None:
        stood.at = instant
    elif stood is not None:
        session.delete(stood)


def last(session: Session) -> datetime | None:
    """The latest instant any run has recorded."""
    return _at(session, LAST)


def standing(session: Session) -> datetime | None:
    """Where the clock of the last run stood still; None if it ran on the machine's clock."""
    return _at(session, STANDING)


def _at(session: Session, name: str) -> datetime | None:
    tick = session.get(Tick, name)
    return None if tick is None else tick.at
