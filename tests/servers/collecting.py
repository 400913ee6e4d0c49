"""A configured inbox over a real mailbox and a real database: what the tests of collecting stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.servers.dovecot import Mailbox
from worker.clock import StandingClock
from worker.ingest.collect import Collector
from worker.mail.mailbox import ImapServer
from worker.settings import load
from worker.store.database import Database
from worker.store.models import Base, Folder, InboundEmail, WrittenTo
from worker.store.models import Mailbox as MailboxRow
from worker.store.work import Workshop

CONFIGURATION = """
database = "{database}"
[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "sam"
[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "imap://{user}@127.0.0.1:{port}"
smtp = "smtp://127.0.0.1:25"
password = "{password}"
{inbox}
[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"
[[owner]]
id = "sam"
name = "Sam Ortiz"
email = "sam@acme.example"
[limits]
{limits}
"""


@dataclass
class Story:
    """An inbox, its collector, and a clock that the test moves."""

    mailbox: Mailbox
    workshop: Workshop
    clock: StandingClock
    server: ImapServer
    woken: list[str]

    def __post_init__(self) -> None:
        self.collector = self.restarted()

    def restarted(self) -> Collector:
        """A collector as a new process would have it."""
        self.collector = Collector(self.workshop, self.workshop.settings.inbox("sales"), self.server)
        return self.collector

    def look(self, at: datetime | None = None) -> bool:
        if at is not None:
            self.clock.advance_to(at)
        return self.collector.look()

    def mails(self, folder: str = "INBOX") -> list[InboundEmail]:
        wanted = select(InboundEmail).where(InboundEmail.folder == folder).order_by(InboundEmail.id)
        with self.workshop.database.reading() as session:
            return list(session.scalars(wanted.options(undefer(InboundEmail.raw))))

    def folder(self, name: str = "INBOX") -> Folder:
        with self.workshop.database.reading() as session:
            return session.scalars(select(Folder).where(Folder.name == name)).one()

    def row(self) -> MailboxRow:
        with self.workshop.database.reading() as session:
            return session.get_one(MailboxRow, "sales")

    def acquaintances(self) -> dict[str, tuple[datetime, str | None]]:
        with self.workshop.database.reading() as session:
            return {row.address: (row.last_at, row.owner_id) for row in session.scalars(select(WrittenTo))}


def story(
    mailbox: Mailbox, folder: Path, *, database: str, now: datetime, inbox: str = "", limits: str = ""
) -> Story:
    """Begin a story at `now`. `inbox` and `limits` are more lines for those tables."""
    path = folder / "keepwarm.toml"
    path.write_text(
        CONFIGURATION.format(
            database=database,
            user=mailbox.user.replace("@", "%40"),
            port=mailbox.server.port,
            password=mailbox.password,
            inbox=inbox,
            limits=limits,
        )
    )
    settings = load(path, {})
    rows = Database(settings.database)
    Base.metadata.create_all(rows.engine)
    clock = StandingClock(now)
    woken: list[str] = []
    workshop = Workshop(rows, settings, clock, "secret", wake=woken.extend)
    server = ImapServer("127.0.0.1", mailbox.server.port, "plain", mailbox.user, mailbox.password)
    return Story(mailbox, workshop, clock, server, woken)
