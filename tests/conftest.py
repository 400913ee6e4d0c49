"""Real servers for the tests that ask for them, started on first use, isolated by user or database."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.smtp_sink import SmtpSink

if TYPE_CHECKING:
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


@pytest.fixture
def tell(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path) -> Iterator[Callable[..., Story]]:
    """Begin a story: `story = tell(start="2026-06-12 16:40", pool=("jamie", "sam", "max"))`."""
    # Only here: a story needs the whole product, which a test of one part must not.
    from tests.story import Story

    told: list[Story] = []

    def begin(**how: Any) -> Story:
        told.append(Story(mailbox, sink, tmp_path, **how))
        return told[-1]

    yield begin
    for story in told:
        story.app.close()
