"""Claims: one worker at a time at a row, and one holder at a time of a lease.

On PostgreSQL a row that another worker holds is skipped; on SQLite there is one writer, so it never is.
"""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.clock import machine_now
from worker.store.database import Database
from worker.store.models import Base, Lease

Row = TypeVar("Row", bound=Base)


def claimed(session: Session, model: type[Row], row_id: object) -> Row | None:
    """Return the row, locked until the transaction ends; None when it is gone or another worker has it."""
    key = model.__mapper__.primary_key[0]
    return session.scalar(select(model).where(key == row_id).with_for_update(skip_locked=True, of=model))


def holder() -> str:
    """Return the name under which this process holds leases: machine and process id."""
    return f"{socket.gethostname()}:{os.getpid()}"


def take_lease(database: Database, name: str, length: timedelta) -> bool:
    """Take or extend the lease `name` for `length` of the machine's time; False while another has it.

    The lease of a process of this machine that is dead is taken over at once.
    """
    now, me = machine_now(), holder()
    with database.writing() as session:
        lease = session.scalar(select(Lease).where(Lease.name == name).with_for_update())
        if lease is None:
            session.add(Lease(name=name, holder=me, until=now + length))
            return True
        if lease.holder != me and lease.until > now and not is_dead(lease.holder):
            return False
        lease.holder, lease.until = me, now + length
        return True


def give_back(database: Database, name: str) -> None:
    """End a lease of ours."""
    with database.writing() as session:
        lease = session.get(Lease, name)
        if lease is not None and lease.holder == holder():
            session.delete(lease)


def is_dead(other: str) -> bool:
    """Whether a holder was a process of this machine that no longer runs."""
    host, _, pid = other.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
