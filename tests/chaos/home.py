"""The two homes of the product, as real processes: one `keepwarm run` on SQLite, or seven on PostgreSQL.

The configuration lets a thousand inquiries through in minutes: the limits that protect people from
floods are off, offers wait for hours, and what waits for a server waits seconds instead of minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.chaos.processes import Child, ForkServer
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
retry_first = "20s"
retry_longest = "20s"

[security]
owner_replies = "token"

[board]
listen = "127.0.0.1:{board}"
url = "http://127.0.0.1:{board}"
"""

OWNER = """
[[owner]]
id = "{id}"
name = "{name}"
email = "{id}@acme.example"
"""


@dataclass(frozen=True)
class Site:
    """Where a home stands: its folder, its mailbox, and the ports of its servers."""

    folder: Path
    mailbox: Mailbox
    imap: int
    smtp: int
    board: int

    @property
    def config(self) -> Path:
        return self.folder / "keepwarm.toml"

    @property
    def data(self) -> Path:
        """The folder of the database, which may be a disk of its own."""
        return self.folder / "data"

    @property
    def clock(self) -> Path:
        """The file that sets the clock of the processes, where they have one of their own."""
        return self.folder / "clock"

    def configure(self, database: str, broker: str) -> None:
        """Write the configuration."""
        words = CONFIGURATION.format(
            database=database,
            broker=broker,
            address=SHARED,
            user=self.mailbox.user.replace("@", "%40"),
            imap=self.imap,
            smtp=self.smtp,
            board=self.board,
            password=self.mailbox.password,
            lease=LEASE,
        )
        owners = "".join(OWNER.format(id=one, name=name) for one, name in OWNERS.items())
        self.config.write_text(words + owners)


@dataclass
class Home:
    """One installation: its configuration, its database and the commands that make it up."""

    name: Name
    site: Site
    database: str
    server: ForkServer
    commands: tuple[tuple[str, ...], ...]
    postgres: Postgres | None = None
    redis: Redis | None = None
    running: list[Child] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.site.config

    @property
    def data(self) -> Path:
        return self.site.data

    @property
    def log(self) -> Path:
        return self.site.folder / "run.log"

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

    def supervise(self) -> None:
        """Start again whatever ended by itself and was right to, as systemd does."""
        for place, child in enumerate(self.running):
            if not child.runs:
                child.expected = True
                self.running[place] = self.start_one(child.command)

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


def sqlite_home(site: Site, server: ForkServer) -> Home:
    """A home in one process, with nothing to install."""
    database = f"sqlite:///{site.data}/keepwarm.db"
    site.configure(database, "memory:")
    server.ports += [site.imap, site.smtp]
    return Home("sqlite", site, database, server, (("keepwarm", "run"),))


def scaled_home(site: Site, server: ForkServer, postgres: Postgres, redis: Redis) -> Home:
    """A home in seven processes, two of most kinds, as they would stand on two machines."""
    database = postgres.database()
    site.configure(database, redis.url)
    server.ports += [site.imap, site.smtp, redis.port]
    worker = ("dramatiq", "worker.actors:connect", "--processes", "1", "--threads", "2")
    commands = (*(("keepwarm", "collect"), ("keepwarm", "heartbeat"), worker) * 2, ("keepwarm", "board"))
    return Home("postgresql", site, database, server, commands, postgres, redis)
