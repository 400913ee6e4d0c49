"""A desk without servers: raw mails go in, rows come out, the test moves the clock.

desk.arrives("Ana Bo <ana@customer.example>", "Garden office", "What does it cost?")
desk.judges()
assert desk.lead("ana").state == "offered"
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.homes.migrated import sqlite_in
from worker.clock import StandingClock
from worker.ingest import pipeline
from worker.leads import offer
from worker.settings import load
from worker.states import InboundState, LeadState, OutboxState
from worker.store import schema
from worker.store.database import Database
from worker.store.models import Event, InboundEmail, Lead, Mailbox, Message, Offer, OutboxEmail
from worker.store.work import Work, Workshop

BERLIN = ZoneInfo("Europe/Berlin")
SALES = "sales@acme.example"
PEOPLE = {"jamie": "Jamie Doe", "sam": "Sam Poe", "max": "Max Roe"}
CONFIGURATION = """
database = "sqlite:///{folder}/keepwarm.db"

[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "max"

[[inbox]]
name = "sales"
address = "sales@acme.example"
aliases = ["info@acme.example"]
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
pool = ["jamie", "sam"]

{owners}

[security]
{security}

{more}
"""


def when(text: str) -> datetime:
    """Read "2026-06-10 10:00" as a time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class Desk:
    """One team, one inbox, one database, no network."""

    def __init__(
        self,
        folder: Path,
        *,
        now: str = "2026-06-10 10:00",
        security: str = 'owner_replies = "token"',
        more: str = "",
        database: str = "",
    ) -> None:
        owners = "\n".join(
            f'[[owner]]\nid = "{owner}"\nname = "{name}"\nemail = "{owner}@acme.example"'
            for owner, name in PEOPLE.items()
        )
        config = folder / "keepwarm.toml"
        config.write_text(CONFIGURATION.format(folder=folder, owners=owners, security=security, more=more))
        self.clock = StandingClock(when(now))
        opened = Database(database or sqlite_in(folder))
        schema.make_ready(opened)
        self.workshop = Workshop(opened, load(config, {}), self.clock, secret="a secret")
        self._uids = itertools.count(1)

    # --- what happens ---

    def passes(self, **span: float) -> None:
        self.clock.advance_to(self.clock.now() + timedelta(**span))

    def stores(
        self,
        raw: bytes,
        *,
        folder: str = "INBOX",
        at: datetime | None = None,
        internal: datetime | None = None,
    ) -> int:
        """A collected mail, not judged yet; returns its row's id."""
        uid, now = next(self._uids), self.clock.now()
        arrived = at or now
        with self.workshop.work() as work:
            row = InboundEmail(
                inbox="sales",
                folder=folder,
                role="sent" if folder == "Sent" else "inbox",
                uidvalidity=1,
                uid=uid,
                state=InboundState.STORED,
                due_at=now,
                arrived_at=arrived,
                internal_at=internal or arrived,
                collected_at=now,
                size=len(raw),
                raw=raw,
                raw_hash=hashlib.sha256(raw).hexdigest(),
            )
            work.session.add(row)
            work.session.flush()
            work.session.merge(Mailbox(inbox="sales", looked_at=now))
            return row.id

    def arrives(
        self, sender: str, subject: str = "Garden office", text: str = "What does it cost?", **more: object
    ) -> int:
        """A mail arrives and everything stored is judged; `more` is what `written` and `stores` take."""
        stored = {name: more.pop(name) for name in ("folder", "at", "internal") if name in more}
        row_id = self.stores(self.written(sender, subject, text, **more), **stored)  # type: ignore[arg-type]
        self.judges()
        return row_id

    def written(
        self,
        sender: str,
        subject: str = "Garden office",
        text: str = "What does it cost?",
        *,
        to: str = SALES,
        message_id: str = "",
        answers: str = "",
        headers: dict[str, str] | None = None,
    ) -> bytes:
        message = EmailMessage()
        message["From"] = sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(self.clock.now())
        message["Message-ID"] = message_id or f"<{next(self._uids)}@mail.customer.example>"
        if answers:
            message["In-Reply-To"] = message["References"] = answers
        for name, value in (headers or {}).items():
            message[name] = value
        message.set_content(text)
        return message.as_bytes()

    def judges(self) -> int:
        return pipeline.judge_due(self.workshop)

    def goes_out(self) -> None:
        """Everything owed is taken as sent, and the windows of its offers start."""
        with self.work() as work:
            for mail in work.session.scalars(
                select(OutboxEmail).where(OutboxEmail.state == OutboxState.QUEUED)
            ).all():
                mail.state, mail.sent_at = OutboxState.SENT, work.now
                made = work.session.get(Offer, mail.offer_id) if mail.offer_id else None
                if made is not None:
                    offer.started(work, made)

    # --- what came of it ---

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.workshop.work() as work:
            yield work

    def mail(self, row_id: int) -> InboundEmail:
        with self.work() as work:
            return work.session.get_one(InboundEmail, row_id)

    def verdict(self, row_id: int) -> str:
        found = self.mail(row_id)
        assert found.reason, "every verdict has its reason"
        return found.verdict or ""

    def leads(self) -> list[Lead]:
        with self.work() as work:
            return list(work.session.scalars(select(Lead).order_by(Lead.id)))

    def lead(self, name: str = "") -> Lead:
        """The one lead whose name or address holds `name`."""
        found = [lead for lead in self.leads() if name.lower() in f"{lead.name} {lead.address}".lower()]
        assert len(found) == 1, f"{len(found)} leads like {name!r}"
        return found[0]

    def owed(self, kind: str = "", to: str = "") -> list[OutboxEmail]:
        """The mails owed or sent, of one kind, to one recipient (owner id or address)."""
        recipient = f"{to}@acme.example" if to in PEOPLE else to
        with self.work() as work:
            every = select(OutboxEmail).options(undefer(OutboxEmail.raw)).order_by(OutboxEmail.id)
            rows = list(work.session.scalars(every))
        return [
            row for row in rows if kind in ("", row.kind) and (not recipient or row.recipient == recipient)
        ]

    def messages(self, lead: Lead) -> list[Message]:
        with self.work() as work:
            rows = select(Message).where(Message.lead_id == lead.id).order_by(Message.id)
            return list(work.session.scalars(rows))

    def offers(self, lead: Lead) -> list[Offer]:
        with self.work() as work:
            return list(
                work.session.scalars(select(Offer).where(Offer.lead_id == lead.id).order_by(Offer.id))
            )

    def events(self, lead: Lead | None = None) -> list[str]:
        with self.work() as work:
            rows = select(Event).where(Event.lead_id == (lead.id if lead else None)).order_by(Event.id)
            return [event.why for event in work.session.scalars(rows)]

    def closes(self, lead: Lead, reason: str) -> None:
        """Close a lead that had Jamie as its owner."""
        from worker.cadence.closing import close_lead
        from worker.leads.lead import own

        with self.work() as work:
            row = work.session.get_one(Lead, lead.id)
            offer.withdraw(work, row, "test")
            if row.state is not LeadState.OWNED:
                own(work, row, "jamie", LeadState.OWNED, who="jamie", why="said yes")
            close_lead(work, row, reason, who="jamie", why=reason)
