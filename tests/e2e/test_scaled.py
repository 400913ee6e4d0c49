"""Many processes on PostgreSQL and Redis: two of each kind, started as an operator would.

The database is the only truth: Redis may vanish, and whoever is killed is replaced by whoever is left.
"""

from __future__ import annotations

import collections
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.keepwarm import COMMAND, asked, environment, keepwarm
from tests.e2e.small_team import CONFIGURATION, mail
from tests.servers.daemon import wait_until
from tests.servers.dovecot import Mailbox
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.smtp_sink import SmtpSink

DRAMATIQ = Path(sys.executable).parent / "dramatiq"
Process = subprocess.Popen[bytes]


class Plant:
    """One configuration and the processes that run it."""

    def __init__(self, mailbox: Mailbox, sink: SmtpSink, folder: Path, *, database: str, broker: str) -> None:
        self.mailbox, self.sink = mailbox, sink
        self.config = folder / "keepwarm.toml"
        written = CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port)
        where = f'database = "{database}"\nbroker = "{broker}"\n'
        self.config.write_text(where + written.replace('database = "sqlite:///keepwarm.db"', ""))
        self.log = folder / "log"
        self.processes: list[Process] = []
        assert keepwarm("run", "--until-idle", config=self.config).returncode == 0, "first contact"

    def starts(self, *what: str) -> list[Process]:
        """Start processes: `collect`, `heartbeat` or `work`."""
        begun = [self._worker() if one == "work" else self._command(one) for one in what]
        self.processes += begun
        return begun

    def receives(self, *numbers: int) -> None:
        self.mailbox.seed([mail(number) for number in numbers])

    def acknowledged(self) -> collections.Counter[str]:
        """How often each customer was acknowledged."""
        return collections.Counter(
            one.recipients[0] for one in self.sink.mails if b"X-Keepwarm-Kind: acknowledgement" in one.raw
        )

    def all_have_answered(self, count: int, *, seconds: float = 30) -> None:
        """Wait until so many customers, and the owners of their leads, have their mail."""
        wait_until(lambda: len(self.sink.mails) >= 2 * count, seconds=seconds, what=f"{count} answers")
        assert set(self.acknowledged().values()) == {1}
        assert len(self.acknowledged()) == count

    def all_say(self, words: str, count: int) -> None:
        """Wait until the processes have said this so often."""
        wait_until(lambda: self.log.read_text().count(words) >= count, seconds=60, what=f"{count} x {words}")

    def kills(self, process: Process) -> None:
        """End a process and its children at once, as a machine does that loses its power."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=5)
        self.processes.remove(process)

    def stops(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=20)

    def _command(self, name: str) -> Process:
        return self._begin([str(COMMAND), name])

    def _worker(self) -> Process:
        return self._begin([str(DRAMATIQ), "worker.actors:connect", "--processes", "1", "--threads", "2"])

    def _begin(self, command: list[str]) -> Process:
        with self.log.open("ab") as output:
            return subprocess.Popen(
                command,
                stdout=output,
                stderr=output,
                env=environment() | {"KEEPWARM_CONFIG": str(self.config)},
                start_new_session=True,
            )


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis of this test's own, which it may kill."""
    server = Redis()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this test's own, which it may stop."""
    server = Postgres()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def plant(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path, postgres_url: str, redis: Redis
) -> Iterator[Callable[[], Plant]]:
    built: list[Plant] = []

    def build() -> Plant:
        built.append(Plant(mailbox, sink, tmp_path, database=postgres_url, broker=redis.url))
        return built[-1]

    yield build
    for one in built:
        for process in list(one.processes):
            one.kills(process)


def test_two_of_each_answer_everybody_once_with_redis_and_without(
    plant: Callable[[], Plant], redis: Redis
) -> None:
    acme = plant()
    acme.starts("collect", "heartbeat", "work", "collect", "heartbeat", "work")
    acme.receives(*range(10))
    acme.all_have_answered(10)

    redis.kill()
    acme.receives(10, 11)
    acme.all_have_answered(12)

    redis.start()
    acme.receives(12, 13)
    acme.all_have_answered(14)

    acme.stops()
    assert {row["state"] for row in asked("inbound", config=acme.config)} == {"judged"}
    assert keepwarm("audit", config=acme.config).returncode == 0


def test_whoever_is_killed_is_replaced_by_whoever_is_left(plant: Callable[[], Plant]) -> None:
    acme = plant()
    first = acme.starts("collect", "heartbeat", "work")
    acme.receives(0, 1)
    acme.all_have_answered(2)
    acme.starts("collect", "heartbeat", "work")

    for process in first:
        acme.kills(process)
    acme.receives(2, 3)
    acme.all_have_answered(4, seconds=60)

    acme.stops()
    assert [process.returncode for process in acme.processes] == [0, 0, 0]


def test_who_begins_while_the_database_is_away_waits_for_it(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path, redis: Redis, postgres: Postgres
) -> None:
    acme = Plant(mailbox, sink, tmp_path, database=postgres.database(), broker=redis.url)
    postgres.stop()
    acme.starts("collect", "heartbeat", "work", "work")
    acme.all_say("waiting for it", 4)

    *others, last = acme.processes
    last.send_signal(signal.SIGTERM)
    assert last.wait(timeout=20) == 0
    acme.processes = others

    postgres.start()
    acme.receives(0, 1)
    acme.all_have_answered(2, seconds=60)
    acme.stops()
    assert [process.returncode for process in acme.processes] == [0, 0, 0]


def test_a_database_that_is_not_there_is_not_waited_for(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path, redis: Redis, postgres: Postgres
) -> None:
    acme = Plant(mailbox, sink, tmp_path, database=postgres.database(), broker=redis.url)
    acme.config.write_text(acme.config.read_text().replace(postgres.url("test1"), postgres.url("tset1")))
    refused = keepwarm("heartbeat", config=acme.config)
    assert refused.returncode == 2
    assert 'database "tset1" does not exist' in refused.stderr
    (worker,) = acme.starts("work")
    assert worker.wait(timeout=20) == 2
    acme.all_say('database "tset1" does not exist', 1)
    assert "Traceback" not in acme.log.read_text()
    acme.processes = []


@pytest.mark.parametrize("what", ["collect", "heartbeat"])
def test_one_of_several_processes_needs_a_broker_that_reaches_the_others(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path, what: str
) -> None:
    config = tmp_path / "keepwarm.toml"
    config.write_text(CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port))
    refused = keepwarm(what, config=config)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert 'write broker = "redis://127.0.0.1:6379/0"' in refused.stderr


def test_a_worker_without_redis_says_what_to_write(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path) -> None:
    config = tmp_path / "keepwarm.toml"
    config.write_text(CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port))
    done = subprocess.run(
        [str(DRAMATIQ), "worker.actors:connect", "--processes", "1"],
        env=environment() | {"KEEPWARM_CONFIG": str(config)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert 'workers of their own need broker = "redis://127.0.0.1:6379/0"' in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
