"""Kinds of due rows of which one fails: noted as ticks, so that health sees what is only put off.

A row that fails is pushed ahead, and never looks overdue. It comes again, and notes it again, after the
wait; what was not noted for two waits is mended.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.store import ticks
from worker.store.models import Tick

# So long a row that failed waits.
WAIT = timedelta(minutes=5)
_LAST, _SINCE = "poison:", "poisoned:"


def note(session: Session, kind: str, now: datetime) -> None:
    """A row of this kind failed now."""
    if kind not in kinds(session, now):
        ticks.tick(session, _SINCE + kind, now)
    ticks.tick(session, _LAST + kind, now)


def kinds(session: Session, now: datetime) -> dict[str, datetime]:
    """Return since when rows of each kind fail, leaving out kinds that go well."""
    young = select(Tick.name).where(Tick.name.startswith(_LAST), Tick.at > now - 2 * WAIT)
    failing = [name.removeprefix(_LAST) for name in session.scalars(young)]
    return {kind: ticks.last(session, _SINCE + kind) or now for kind in sorted(failing)}
