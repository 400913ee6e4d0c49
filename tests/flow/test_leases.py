"""Leases: one holder at a time, whoever is stopped for too long finds out, the dead are not waited for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.servers.daemon import wait_until
from worker.clock import machine_now
from worker.store import schema, ticks
from worker.store.claims import decide_alone, give_back, holder, holds, is_dead, is_over, take_lease
from worker.store.database import Database
from worker.store.models import Lease

KEPT_ALIVE = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)
LONG, OVER = timedelta(minutes=2), timedelta(seconds=-1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of either kind."""
    url = f"sqlite:///{tmp_path}/keepwarm.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    opened = Database(url)
    schema.make_ready(opened)
    yield opened
    opened.close()


def somebody_else_has(database: Database, name: str, *, who: str = "another-machine|1.aa") -> None:
    """Give the lease to another process, as if it had taken it."""
    with database.writing() as session:
        lease = session.get(Lease, name)
        assert lease is not None
        lease.holder = who


def test_a_lease_has_one_holder_until_it_runs_out(database: Database) -> None:
    assert take_lease(database, "judge", LONG)
    assert take_lease(database, "judge", LONG), "its holder may extend it"
    somebody_else_has(database, "judge")
    assert not take_lease(database, "judge", LONG)
    with database.writing() as session:
        session.get_one(Lease, "judge").until += OVER - LONG
    assert take_lease(database, "judge", LONG), "theirs has run out"


@pytest.mark.parametrize("is_ours", [False, True])
def test_a_lease_that_lasts_longer_than_any_can_is_of_a_clock_that_went_ahead(
    database: Database, is_ours: bool
) -> None:
    """Its holder ran two days ahead and is gone; one of this machine that lives renews its own."""
    ahead, who = machine_now() + timedelta(days=2), holder() if is_ours else "another-container|7.123"
    take_lease(database, "collect:sales", LONG)
    somebody_else_has(database, "collect:sales", who=who)
    with database.writing() as session:
        session.get_one(Lease, "collect:sales").until = ahead
    assert is_over(who, ahead, LONG) is not is_ours
    assert take_lease(database, "collect:sales", LONG), "ours, or free"


def test_who_was_stopped_too_long_does_not_hold_it_any_more(database: Database) -> None:
    take_lease(database, "judge", OVER)
    with database.writing() as session:
        assert holds(session, "judge"), "run out, but nobody else wanted it"
    somebody_else_has(database, "judge")
    with database.writing() as session:
        assert not holds(session, "judge")
        assert not holds(session, "never taken")


def test_a_lease_in_use_at_this_moment_is_not_waited_for(postgres_url: str) -> None:
    database = Database(postgres_url)
    schema.make_ready(database)
    take_lease(database, "judge", OVER)
    answers: list[bool] = []
    with database.writing() as session:
        assert holds(session, "judge")
        other = threading.Thread(target=lambda: answers.append(take_lease(database, "judge", LONG)))
        other.start()
        other.join(timeout=5)
    assert answers == [False]
    database.close()


def test_the_lease_of_a_dead_process_of_this_machine_is_free_at_once(database: Database) -> None:
    source = "from worker.store.claims import holder; print(holder())"
    dead = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert is_dead(dead.stdout.strip())
    take_lease(database, "judge", LONG)
    somebody_else_has(database, "judge", who=dead.stdout.strip())
    assert take_lease(database, "judge", LONG)


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="tells the state of a process on Linux")
def test_a_process_whose_parent_has_not_heard_of_its_end_is_dead() -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, holder().encode())
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert is_dead(os.read(reading, 1000).decode())
    os.waitpid(child, 0)


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="tells the birth of a process on Linux")
def test_another_process_with_the_number_of_the_dead_one_is_not_taken_for_it() -> None:
    machine = holder().rpartition("|")[0]
    assert is_dead(f"{machine}|{os.getppid()}.0")


def test_nobody_is_called_dead_by_another_machine() -> None:
    assert not is_dead(holder())
    assert not is_dead("another-machine|999999.aa")
    assert not is_dead("older-version:12345")
    # The process id that we have now was somebody else's before a restart.
    assert is_dead(holder().rpartition(".")[0] + ".00000000")


def test_a_forked_process_has_a_name_of_its_own() -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, holder().encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1000).decode() != holder()


def test_a_database_whose_machine_vanished_is_not_waited_for_for_hours(postgres_url: str) -> None:
    """What waits for a lock has nothing to send, and hears nothing when the other machine loses its power."""
    database = Database(postgres_url)
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        with socket.socket(fileno=os.dup(driver.fileno())) as line:
            asks = [line.getsockopt(socket.IPPROTO_TCP, option) for option in KEPT_ALIVE]
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    database.close()
    idle, between, count, unanswered = asks
    assert idle + between * count <= 60
    assert unanswered == 60_000


def test_a_given_back_lease_is_anybodys(database: Database) -> None:
    take_lease(database, "judge", LONG)
    give_back(database, "judge")
    with database.writing() as session:
        assert session.get(Lease, "judge") is None


def test_a_tick_is_the_last_one_also_on_a_clock_that_was_set_back(database: Database) -> None:
    now = machine_now()
    with database.writing() as session:
        ticks.tick(session, "heartbeat", now)
        ticks.tick(session, "heartbeat", now - LONG)
        assert ticks.last(session, "heartbeat") == now - LONG
        assert ticks.last(session, "watch:sales") is None


def test_two_decide_one_after_the_other(postgres_url: str) -> None:
    database = Database(postgres_url)
    schema.make_ready(database)
    begun, order = threading.Event(), []

    def decides_too() -> None:
        with database.writing() as session:
            begun.set()
            decide_alone(session)
            order.append("second")

    other = threading.Thread(target=decides_too)
    with database.writing() as session:
        decide_alone(session)
        other.start()
        begun.wait()
        waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        wait_until(lambda: bool(session.scalar(waiting)), what="the second to wait")
        order.append("first")
    other.join()
    database.close()
    assert order == ["first", "second"]
