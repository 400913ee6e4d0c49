"""Who has waited longest writes next (worker/store/in_turn.py)."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.servers.daemon import wait_until
from worker.store.database import Database
from worker.store.in_turn import InTurn


class Interrupted(Exception):
    """A signal came."""


@contextmanager
def interrupted_soon() -> Iterator[None]:
    """Raise Interrupted in this thread in a moment, wherever it is."""

    def interrupt(*_: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_whoever_waits_comes_before_whoever_was_just_there() -> None:
    lock, order = InTurn(), []

    def writes(name: str) -> None:
        with lock.turn():
            order.append(name)

    waiters = [Thread(target=writes, args=[name]) for name in ("first", "second", "third")]
    with lock.turn():
        for count, waiter in enumerate(waiters, start=1):
            waiter.start()
            wait_until(lambda count=count: lock.waiting == count, seconds=10, what="a place in the queue")
    writes("again")
    for waiter in waiters:
        waiter.join()
    assert order == ["first", "second", "third", "again"]


def test_whoever_stops_waiting_is_not_called() -> None:
    lock, held, over, order = InTurn(), Event(), Event(), []

    def holds() -> None:
        with lock.turn():
            held.set()
            over.wait(10)

    def writes() -> None:
        wait_until(lambda: lock.waiting == 1, seconds=10, what="the one before")
        with lock.turn():
            order.append("behind")

    holder, behind = Thread(target=holds), Thread(target=writes)
    holder.start()
    held.wait(10)
    behind.start()
    with pytest.raises(Interrupted), interrupted_soon(), lock.turn():
        order.append("never")
    wait_until(lambda: lock.waiting == 1, seconds=10, what="the one behind")
    over.set()
    holder.join()
    behind.join()
    with lock.turn():
        assert order == ["behind"]


def test_nobody_waits_for_ever() -> None:
    lock = InTurn(patience=0.05)
    held, over = Event(), Event()

    def holds() -> None:
        with lock.turn():
            held.set()
            over.wait(10)

    holder = Thread(target=holds)
    holder.start()
    held.wait(10)
    with pytest.raises(OperationalError, match=r"others wrote for 0\.05 s"), lock.turn():
        pass
    over.set()
    holder.join()
    with lock.turn():
        assert not lock.waiting


def test_nobody_waits_for_themselves() -> None:
    lock = InTurn()
    with pytest.raises(RuntimeError, match="would wait for itself"), lock.turn(), lock.turn():
        pass
    with lock.turn():
        assert not lock.waiting


def test_a_backlog_lets_others_write_in_between(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/keepwarm.db")
    writers = database.writers
    assert writers is not None

    def beats() -> None:
        with database.writing() as session:
            session.execute(text("INSERT INTO seen VALUES (1)"))

    heartbeat = Thread(target=beats)
    with database.writing() as session:
        session.execute(text("CREATE TABLE seen (id INTEGER)"))
        heartbeat.start()
        wait_until(lambda: writers.waiting == 1, seconds=10, what="the heartbeat")
    with database.writing() as session:
        assert session.execute(text("SELECT count(*) FROM seen")).scalar() == 1
    heartbeat.join()
    database.close()
