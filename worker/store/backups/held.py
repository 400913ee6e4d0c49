"""How much a database or a backup holds: what a person compares before and after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, inspect, select, table, text
from sqlalchemy.orm import Session

COUNTED = {"leads": "leads", "inbound": "inbound_emails", "outbox": "outbox_emails"}


@dataclass(frozen=True, slots=True)
class Held:
    """The kind of database, the version of its tables ("" without any), and the rows of what matters."""

    kind: str
    version: str
    leads: int
    inbound: int
    outbox: int

    @property
    def anything(self) -> bool:
        return bool(self.leads or self.inbound or self.outbox)


def counted(session: Session, kind: str) -> Held:
    """Return what the database holds; nothing at all where our tables are not there."""
    there = set(inspect(session.connection()).get_table_names())
    version = ""
    if "alembic_version" in there:
        version = str(session.scalar(text("SELECT version_num FROM alembic_version")) or "")
    counts = {
        name: session.scalar(select(func.count()).select_from(table(rows))) or 0 if rows in there else 0
        for name, rows in COUNTED.items()
    }
    return Held(kind, version, **counts)
