"""Real servers for the tests that ask for them, started on first use, isolated by user or database."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.chromium import Chromium
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.smtp_sink import SmtpSink
from worker import garbage

if TYPE_CHECKING:
    from tests.homes.home import Home
    from tests.homes.workers import Workers
    from tests.story import Story

_users = itertools.count(1)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """The IMAP server of this test run. A test that kills it starts it again before it ends."""
    server = Dovecot()
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def dovecot_tls() -> Iterator[Dovecot]:
    """A second IMAP server with a self-signed certificate: TLS on `tls_port`, STARTTLS on `port`."""
    server = Dovecot(tls=True)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """An empty mailbox of this test's own."""
    return dovecot.mailbox(f"sales{next(_users)}@acme.example")


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    """An SMTP server that keeps what it is given and misbehaves on request."""
    server = SmtpSink()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    url = postgres.database()
    yield url
    postgres.drop(url)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """The URL of an empty Redis."""
    redis_server.empty()
    return redis_server.url


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """The browser of one module's tests: while Playwright runs, no other test could run a loop of its own."""
    browser = Chromium()
    browser.start()
    yield browser
    browser.stop()


@pytest.fixture(scope="session")
def workers(redis_server: Redis) -> Iterator[Workers]:
    """The `dramatiq` processes that act for every scaled story of this test run."""
    # Only here, as with the story: whoever tests one part needs no worker.
    from tests.homes.workers import Workers

    started = Workers(redis_server.url)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """The name of a PostgreSQL database with all tables and no row, to be copied."""
    from tests.homes.migrated import make_tables

    url = postgres.database()
    make_tables(url)
    return url.rsplit("/", 1)[1]


def pytest_collection_finish() -> None:
    """Spare every story the search for garbage in what was imported, as a process of the product does."""
    garbage.spare_what_stays()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell every story in both homes, unless its test names one or says why it cannot be."""
    named = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "lives_in" in metafunc.fixturenames and "lives_in" not in named:
        embedded = metafunc.definition.get_closest_marker("embedded")
        if embedded is not None and not embedded.args:
            raise pytest.UsageError(f'{metafunc.definition.nodeid}: write @pytest.mark.embedded("why")')
        metafunc.parametrize("lives_in", ["sqlite"] if embedded else ["sqlite", "scaled"], indirect=True)


@pytest.fixture
def lives_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Where the stories of this test live: in one process on SQLite, or in many on PostgreSQL and Redis."""
    if request.param == "sqlite":
        from tests.homes.home import Embedded
        from tests.homes.migrated import sqlite_in

        yield Embedded(sqlite_in(tmp_path))
        return
    from tests.homes.scaled import Scaled

    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.database(template=request.getfixturevalue("migrated_postgres"))
    scaled = Scaled(request.getfixturevalue("workers"), url, tmp_path)
    yield scaled
    scaled.close()
    postgres.drop(url)


@pytest.fixture
def tell(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path, lives_in: Home) -> Iterator[Callable[..., Story]]:
    """Begin a story: `story = tell(start="2026-06-12 16:40", pool=("jamie", "sam", "max"))`."""
    # Only here: a story needs the whole product, which a test of one part must not.
    from tests.homes.home import Embedded
    from tests.story import Story

    told: list[Story] = []

    def begin(database: str = "", **how: Any) -> Story:
        lives = Embedded(database) if database else lives_in
        told.append(Story(mailbox, sink, tmp_path, home=lives, **how))
        return told[-1]

    yield begin
    for story in told:
        story.app.close()
