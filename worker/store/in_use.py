"""Whether somebody works on a database: what is put in its place, or copied, must stand still meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import inspect, or_, select

from worker.clock import machine_now
from worker.store import ticks
from worker.store.backups import sqlite
from worker.store.backups.file import BackupError
from worker.store.claims import is_dead
from worker.store.database import Database
from worker.store.models import Lease, Tick

# Every loop ticks three times within it.
ALIVE = timedelta(minutes=1)


def refuse_in_use(database: Database) -> None:
    """Raise BackupError while any process of ours works on it.

    SQLite knows who has its file open. On PostgreSQL the signs are leases, and ticks of the last minute.
    """
    if database.sqlite:
        database.close()
        file = Path(database.url.database or "")
        if file.is_file():
            sqlite.refuse_in_use(file)
        return
    now = machine_now()
    with database.reading() as session:
        if not inspect(session.connection()).has_table(Lease.__tablename__):
            return
        held = session.scalars(select(Lease.holder).where(Lease.until > now))
        loops = or_(Tick.name == ticks.HEARTBEAT, Tick.name.startswith("watch:"))
        beats = session.scalars(select(Tick.name).where(loops, Tick.at.between(now - ALIVE, now + ALIVE)))
        signs = [holder for holder in held if not is_dead(holder)] + list(beats)
    if signs:
        raise BackupError(
            "Somebody works on the database: stop every keepwarm and dramatiq process, "
            "wait a minute, and say it again."
        )
