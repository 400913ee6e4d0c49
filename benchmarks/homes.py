"""What a benchmark runs on: real servers for as long as it lasts, and the product with its limits off.

The two homes are SQLite in a file and PostgreSQL; both are measured with the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

Server = TypeVar("Server", Dovecot, Postgres, Redis)

HOMES = ("SQLite", "PostgreSQL")
ADDRESS = "sales@acme.example"

# Every mail is a lead, is acknowledged and offered at once, at any hour.
CONFIGURATION = """
database = "{database}"
broker = "{broker}"

[team]
name = "Acme Garden Rooms"
timezone = "UTC"
hours = "Mon-Sun 00:00-24:00"
fallback = "sam"

[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "secret"

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "sam"
name = "Sam Poe"
email = "sam@acme.example"

[offer]
max_pending = 0

[acknowledgement]
per_day = 0
fuse = 0

[limits]
new_leads = 0

[security]
owner_replies = "token"
"""


def configured(
    folder: Path,
    database: str,
    *,
    imap: str = "imap://sales@127.0.0.1:1",
    smtp: int = 1,
    broker: str = "memory:",
) -> Path:
    """Write the configuration of a benchmark and return its path."""
    config = folder / "keepwarm.toml"
    config.write_text(CONFIGURATION.format(database=database, imap=imap, smtp=smtp, broker=broker))
    return config


@contextmanager
def new_databases() -> Iterator[Callable[[str], str]]:
    """Give a function that makes an empty database of a home and returns its URL."""
    numbers = count(1)
    with TemporaryDirectory(prefix="kwbench") as folder, running(Postgres()) as postgres:

        def new(home: str) -> str:
            return f"sqlite:///{folder}/{next(numbers)}.db" if home == "SQLite" else postgres.database()

        yield new


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.kill()
