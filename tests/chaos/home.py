"""The two homes of the product, as real processes: one `keepwarm run` on SQLite, or six on PostgreSQL.

The configuration lets a thousand inquiries through in minutes: the limits that protect people from
floods are off, offers wait for hours, and what waits for a server waits seconds instead of minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.chaos.processes import PROJECT, Child, ForkServer
from tests.chaos.town import OWNERS, SHARED
from tests.servers.dovecot import Mailbox
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

Name = Literal["sqlite", "postgresql"]

# Machine seconds for which nobody else touches what a process holds; a stop of a process outlasts it.
LEASE = 2.0

CONFIGURATION = """
database = "{database}"
broker = "{broker}"

[team]
name = "Acme Garden Rooms"
timezone = "UTC"
hours = "Mon-Sun 00:00-24:00"
first_response = "48h"
nudge = false
fallback = "sam"

[[inbox]]
name = "sales"
address = "{address}"
imap = "imap://{user}@127.0.0.1:{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "{password}"

[offer]
max_pending = 0
longest_window = "6h"

[acknowledgement]
per_day = 0
per_domain_hour = 0
fuse = 0

[limits]
new_leads = 0
sender_mails = 0
customer_notices = 0
message_bytes = 1500000
lease = "{lease}s"
poll = "5s"
sent_poll = "5s"
connect_timeout = "5s"
read_timeout = "10s"
reconnect_first = "0.2s"
reconnect_longest = "1s"
retry_first = "3s"
retry_longest = "6s"

[security]
owner_replies = "token"
"""

OWNER = """
[[owner]]
id = "{id}"
name = "{name}"
email = "{id}@acme.example"
"""


@dataclass
class Home:
    """One installation: its configuration, its database and the commands that make it up."""

    name: Name
    folder: Path
    database: str
    server: ForkServer
    commands: tuple[tuple[str, ...], ...]
    postgres: Postgres | None = None
    redis: Redis | None = None
    running: list[Child] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "keepwarm.toml"

    @property
    def log(self) -> Path:
        return self.folder / "run.log"

    def begin(self) -> None:
        """First contact with the mailbox: what comes from now on is the product's to answer for."""
        status = self.run("run", "--until-idle")
        assert status == 0, f"first contact failed: {self.log.read_text()[-2000:]}"

    def start(self, **environment: str) -> None:
        """Start every process."""
        self.running = [self.start_one(command, **environment) for command in self.commands]

    def start_one(self, command: tuple[str, ...], **environment: str) -> Child:
        given = {"KEEPWARM_CONFIG": str(self.config), **environment}
        return self.server.start(*command, environment=given)

    def restart(self, child: Child) -> Child:
        """Kill one process and start another in its place, as whatever supervises it does."""
        child.kill()
        place = self.running.index(child)
        self.running[place] = self.start_one(child.command)
        return self.running[place]

    def terminate(self) -> list[int]:
        """Ask every process to end; return their exit statuses."""
        statuses = [child.terminate() for child in self.running]
        self.running = []
        return statuses

    def kill(self) -> None:
        for child in self.running:
            child.kill()
        self.running = []

    def run(self, *words: str, seconds: float = 600, **environment: str) -> int:
        """Run one command to its end and return its exit status."""
        given = {"KEEPWARM_CONFIG": str(self.config), **environment}
        return self.server.run("keepwarm", *words, environment=given, seconds=seconds)

    def close(self) -> None:
        self.server.close()


def sqlite_home(folder: Path, mailbox: Mailbox, *, imap: int, smtp: int, code: Path = PROJECT) -> Home:
    """A home in one process, with nothing to install."""
    database = f"sqlite:///{folder}/keepwarm.db"
    _configure(folder, mailbox, database, "memory:", imap=imap, smtp=smtp)
    server = ForkServer(folder, code=code, ports=[imap, smtp])
    return Home("sqlite", folder, database, server, (("keepwarm", "run"),))


def scaled_home(
    folder: Path,
    mailbox: Mailbox,
    *,
    imap: int,
    smtp: int,
    postgres: Postgres,
    redis: Redis,
    code: Path = PROJECT,
) -> Home:
    """A home in six processes, two of each kind, as they would stand on two machines."""
    database = postgres.database()
    _configure(folder, mailbox, database, redis.url, imap=imap, smtp=smtp)
    server = ForkServer(folder, code=code, ports=[imap, smtp, redis.port])
    worker = ("dramatiq", "worker.actors:connect", "--processes", "1", "--threads", "2")
    commands = (("keepwarm", "collect"), ("keepwarm", "heartbeat"), worker) * 2
    return Home("postgresql", folder, database, server, commands, postgres, redis)


def _configure(folder: Path, mailbox: Mailbox, database: str, broker: str, *, imap: int, smtp: int) -> None:
    words = CONFIGURATION.format(
        database=database,
        broker=broker,
        address=SHARED,
        user=mailbox.user.replace("@", "%40"),
        imap=imap,
        smtp=smtp,
        password=mailbox.password,
        lease=LEASE,
    )
    owners = "".join(OWNER.format(id=one, name=name) for one, name in OWNERS.items())
    (folder / "keepwarm.toml").write_text(words + owners)
