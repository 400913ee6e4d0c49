"""Claims: one worker at a time at a row, and one holder at a time of a lease.

On PostgreSQL a row that another worker holds is skipped; on SQLite there is one writer, so it never is.
A lease is taken for a while of the machine's time, and asked for again (`holds`) in every transaction that
rests on it: who was stopped for longer than it lasts finds that somebody else has it, and changes nothing.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from worker.clock import machine_now
from worker.store.database import Database
from worker.store.models import Base, Lease

Row = TypeVar("Row", bound=Base)

_LEASE = (
    select(Lease)
    .where(Lease.name == bindparam("name"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
# So far apart the clocks of two machines may be.
CLOCKS_APART = timedelta(minutes=1)
# The advisory lock of PostgreSQL that whoever decides about leads holds.
_DECIDING = 4_242_002


def claimed(
    session: Session, model: type[Row], row_id: object, *options: ORMOption, wait: bool = False
) -> Row | None:
    """Return the row, locked until the transaction ends; None when it is gone or another worker has it.

    With `wait` nobody else can have it for long, and it is waited for.
    """
    key = model.__mapper__.primary_key[0]
    row = select(model).options(*options).where(key == row_id)
    return session.scalar(row.with_for_update(skip_locked=not wait, of=model))


def decide_alone(session: Session) -> None:
    """Wait until nobody else decides anything about leads, and let nobody until this transaction ends.

    To be asked before anything is read. Two kinds of due rows of one lead, or one of them and a mail, would
    otherwise be acted on by two workers that each know the lead as it was. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_DECIDING)))


def take_lease(database: Database, name: str, length: timedelta) -> bool:
    """Take or extend the lease `name` for `length` of the machine's time; False while another has it.

    The lease of a process of this machine that is dead is taken over at once; one that is in use at this
    moment (see `holds`) is never waited for.
    """
    with database.writing() as session:
        return take(session, name, length)


def take(session: Session, name: str, length: timedelta) -> bool:
    """Do the same in a transaction of the caller's, for what else it does."""
    now, me = machine_now(), holder()
    # Two who begin together must not both insert it.
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    made = insert(Lease).values(name=name, holder=me, until=now + length).on_conflict_do_nothing()
    if session.execute(made).rowcount == 1:  # type: ignore[attr-defined]  # a CursorResult
        return True
    lease = claimed(session, Lease, name)
    if lease is None or (lease.holder != me and not is_over(lease.holder, lease.until, length)):
        return False
    lease.holder, lease.until = me, now + length
    return True


def holds(session: Session, name: str) -> bool:
    """Whether the lease is still ours; if so it stays ours until this transaction ends.

    It may have run out, as long as nobody else took it.
    """
    lease = session.scalar(_LEASE, {"name": name})
    return lease is not None and lease.holder == holder()


def give_back(database: Database, name: str) -> None:
    """End a lease of ours."""
    with database.writing() as session:
        lease = session.get(Lease, name)
        if lease is not None and lease.holder == holder():
            session.delete(lease)


def holder() -> str:
    """Return the name under which this process holds leases: machine, process id and when it was born."""
    return _named(os.getpid())


def is_over(other: str, until: datetime, length: timedelta) -> bool:
    """Whether a lease that is taken for `length` holds no more: it ran out, or its holder is dead.

    One that would last longer than any can was taken by a clock that went ahead. A process of this machine
    that lives puts that right itself.
    """
    left = until - machine_now()
    too_long = left > length + CLOCKS_APART and other.rpartition("|")[0] != _machine()
    return left <= timedelta() or too_long or is_dead(other)


def is_dead(other: str) -> bool:
    """Whether a holder was a process of this machine that no longer runs.

    A process of another machine, or of another container on this one, may live as long as its lease.
    """
    machine, _, rest = other.rpartition("|")
    pid, _, born = rest.partition(".")
    if machine != _machine() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        # Process ids come again, in containers even the same one at every start.
        return other != holder()
    if _birth(os.getpid()) is not None:
        return _birth(int(pid)) != born
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@lru_cache(maxsize=4)
def _named(pid: int) -> str:
    return f"{_machine()}|{pid}.{_birth(pid) or secrets.token_hex(4)}"


def _birth(pid: int) -> str | None:
    """Return when a living process began, as Linux counts it; None for one that is dead, or elsewhere.

    One that has ended is dead although its parent may not have heard of it: in a container nobody may.
    """
    try:
        # The name of the program, in brackets, may hold anything: proc(5), the fields after it.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] in ("Z", "X") else fields[19]
    except (OSError, IndexError):
        return None


@lru_cache(maxsize=1)
def _machine() -> str:
    """Return what tells this machine since its start, and this container, from every other."""
    known = [socket.gethostname()]
    boot, namespace = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    if boot.exists() and namespace.is_symlink():
        known += [boot.read_text().strip(), os.readlink(namespace)]
    return "/".join(known)
