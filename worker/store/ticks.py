"""Ticks: the last sign of life of each loop, by name. Anybody may read them; every loop writes its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from worker.store.models import Tick

HEARTBEAT = "heartbeat"
# The instant since which every mailbox must have been looked at before a customer is mailed (cold.py).
COLD = "cold"


def watch_of(inbox: str) -> str:
    """Return the name under which the watch of an inbox ticks."""
    return f"watch:{inbox}"


def tick(session: Session, name: str, at: datetime) -> None:
    """Write a sign of life; also one from before the last, because a clock may be set back."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    made = insert(Tick).values(name=name, at=at)
    session.execute(made.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


def last(session: Session, name: str) -> datetime | None:
    """Return when that loop last ticked, None when it never did."""
    found = session.get(Tick, name, populate_existing=True)
    return None if found is None else found.at
