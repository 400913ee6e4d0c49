"""An outbox of its own for a test: one lead, real rows, a real SMTP server, and no other part of the house.

owed = outbox.owes_customer("Hello Ana")
outbox.sink.on("rcpt", refuse("450 4.2.1 Later"))
outbox.delivers()
assert outbox.state(owed) == "queued"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from tests.homes.migrated import sqlite_in
from tests.servers.smtp_sink import SmtpSink
from worker import sweep
from worker.clock import StandingClock
from worker.mail.courier import Attempt, Courier, SmtpServer
from worker.mail.smtp import SmtpCourier
from worker.outbox.compose import owe_customer, owe_owner
from worker.outbox.deliver import Delivery
from worker.settings import load
from worker.states import LeadState, RunState, TouchState, Turn
from worker.store import schema
from worker.store.claims import holder
from worker.store.database import Database
from worker.store.models import (
    Enrollment,
    Event,
    InboundEmail,
    Lead,
    Mailbox,
    Message,
    OutboxEmail,
    Person,
    PersonAddress,
    ThreadId,
    Touch,
)
from worker.store.work import Work, Workshop

BERLIN = ZoneInfo("Europe/Berlin")
OUTBOX = next(due for due in sweep.DUE if due.name == "outbox")
ANA = "ana@customer.example"
# What a closed lead has no more.
OWED = ("accountable_id", "next_action", "due_at", "turn")
THEIR_ID = "<first@mail.customer.example>"

CONFIGURATION = """
database = "{database}"
mode = "{mode}"

[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "max"
{team}

[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
pool = ["jamie", "sam"]
{inbox}

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "sam"
name = "Sam Poe"
email = "sam@acme.example"

[[owner]]
id = "max"
name = "Max Roe"
email = "max@acme.example"

{more}
"""


def when(text: str) -> datetime:
    """Read "2026-06-10 10:00" as a time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class Killed(BaseException):
    """The process ends here, as by `kill -9`: no `except Exception` sees it."""


class Port:
    """A courier that dies, or does something else, at a moment the test names."""

    def __init__(self, courier: Courier) -> None:
        self.courier = courier
        self.before_dot: Callable[[], None] = lambda: None
        self.after_dot: Callable[[], None] = lambda: None
        self.begin_with: Callable[[], None] = lambda: None

    def begin(self, *, sender: str, recipient: str, raw: bytes) -> Attempt:
        self.begin_with()
        return PortAttempt(self, self.courier.begin(sender=sender, recipient=recipient, raw=raw))

    def check(self) -> None:
        self.courier.check()

    def close(self) -> None:
        self.courier.close()


class PortAttempt:
    def __init__(self, port: Port, attempt: Attempt) -> None:
        self.port, self.attempt = port, attempt

    def finish(self) -> str:
        self.port.before_dot()
        answer = self.attempt.finish()
        self.port.after_dot()
        return answer

    def abandon(self) -> None:
        self.attempt.abandon()


class Heard:
    """What the rest of the house heard."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []

    def sent(self, work: Work, mail: OutboxEmail) -> None:
        self.said.append(("sent", mail.kind, ""))

    def failed(self, work: Work, mail: OutboxEmail, bad_address: bool) -> None:
        self.said.append(("failed", mail.kind, "bad address" if bad_address else ""))

    def cancelled(self, work: Work, mail: OutboxEmail, why: str) -> None:
        self.said.append(("cancelled", mail.kind, why))


class Outbox:
    """One inbox, one customer (Ana) with an owned lead, and everything a delivery needs."""

    def __init__(
        self,
        folder: Path,
        sink: SmtpSink,
        *,
        database: str = "",
        start: str = "2026-06-10 10:00",
        mode: str = "live",
        team: str = "",
        inbox: str = "",
        more: str = "",
    ) -> None:
        self.sink, self.heard, self.sent_folder = sink, Heard(), set[str]()
        config = folder / "keepwarm.toml"
        config.write_text(
            CONFIGURATION.format(
                database=database or sqlite_in(folder),
                mode=mode,
                team=team,
                inbox=inbox,
                more=more,
            )
        )
        settings = load(config, {})
        self.database = Database(settings.database)
        schema.make_ready(self.database)
        self.clock = StandingClock(when(start))
        self.workshop = Workshop(self.database, settings, self.clock, self.database.secret())
        self.port = Port(SmtpCourier(SmtpServer("127.0.0.1", sink.port, tls="plain")))
        self.delivery = Delivery(self.workshop, {"sales": self.port}, self.heard, self.find_in_sent)
        with self.work() as work:
            work.session.add(Mailbox(inbox="sales", looked_at=work.now))
        self.lead_id = self.has_lead(ANA, "Ana Bo")

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.workshop.work() as work:
            yield work

    def close(self) -> None:
        self.port.close()
        self.database.close()

    # --- time and mailbox ---

    def passes(self, **span: float) -> None:
        """Time passes, and the mailbox is looked at."""
        self.clock.advance_to(self.clock.now() + timedelta(**span))
        self.looks()

    def looks(self) -> None:
        with self.work() as work:
            self.mailbox(work).looked_at = work.now

    @staticmethod
    def mailbox(work: Work) -> Mailbox:
        found = work.session.get(Mailbox, "sales")
        assert found is not None
        return found

    def find_in_sent(self, _inbox: str, message_id: str) -> bool | None:
        return message_id in self.sent_folder

    # --- what there is ---

    def has_lead(self, address: str, name: str, **columns: Any) -> int:
        """A lead of Jamie's that asked an hour ago and waits for an answer."""
        with self.work() as work:
            asked_at = work.now - timedelta(hours=1)
            person = Person(name=name, addresses=[PersonAddress(address=address)])
            work.session.add(person)
            work.session.flush()
            lead = Lead(
                **{
                    "ref": f"L-{person.id}",
                    "inbox": "sales",
                    "person_id": person.id,
                    "name": name,
                    "address": address,
                    "state": LeadState.OWNED,
                    "owner_id": "jamie",
                    "accountable_id": "jamie",
                    "turn": Turn.US,
                    "next_action": f"Answer {name}",
                    "due_at": work.now,
                    "asked": "What would it cost?",
                    "facts": [],
                    "source": {},
                    "subject": "Garden office",
                    "mail_subject": f"{name}: Garden office",
                    "thread_ids": [THEIR_ID],
                    "numbers": {},
                    "arrived_at": asked_at,
                    "judged_at": asked_at,
                    "answer_asked_at": asked_at,
                    "answer_due_at": work.now + timedelta(hours=1),
                    **columns,
                }
            )
            work.session.add(lead)
            work.session.flush()
            work.session.add(ThreadId(message_id=THEIR_ID, lead_id=lead.id, side="theirs"))
            return lead.id

    def lead(self, work: Work, lead_id: int | None = None) -> Lead:
        found = work.session.get(Lead, lead_id or self.lead_id)
        assert found is not None
        return found

    def changes_lead(self, **columns: Any) -> None:
        """Change what is said, and what must go with it: whoever owns a lead answers for it."""
        with self.work() as work:
            lead = self.lead(work)
            if columns.get("state") is LeadState.CLOSED:
                columns = {"closed_at": work.now, **dict.fromkeys(OWED), "close_reason": "won", **columns}
            elif columns.get("owner_id"):
                columns = {"accountable_id": columns["owner_id"], **columns}
            for name, value in columns.items():
                setattr(lead, name, value)

    def has_step(self, step: int = 1, *, lead_id: int | None = None, **columns: Any) -> int:
        """A running cadence whose step is due; it is the customer's turn."""
        with self.work() as work:
            lead = self.lead(work, lead_id)
            lead.turn = Turn.CUSTOMER
            run = Enrollment(
                lead_id=lead.id,
                run=1,
                cadence="inbound",
                state=RunState.RUNNING,
                anchor_at=work.now - timedelta(days=step),
                started_at=work.now - timedelta(days=step),
            )
            work.session.add(run)
            work.session.flush()
            touch = Touch(
                **{
                    "enrollment_id": run.id,
                    "lead_id": lead.id,
                    "step": step,
                    "state": TouchState.DUE,
                    "due_at": work.now,
                    **columns,
                }
            )
            work.session.add(touch)
            work.session.flush()
            return touch.id

    def touched(self, at: datetime, *, touch_id: int, step: int) -> None:
        """Another step of the same run went out at `at`."""
        with self.work() as work:
            touch = work.session.get(Touch, touch_id)
            assert touch is not None
            work.session.add(
                Touch(
                    enrollment_id=touch.enrollment_id,
                    lead_id=touch.lead_id,
                    step=step,
                    state=TouchState.SENT,
                    due_at=at,
                    ended_at=at,
                )
            )

    def customer_writes(self, *, at: datetime | None = None) -> None:
        """A human message of theirs is in the conversation, judged now."""
        with self.work() as work:
            at = at or work.now
            work.session.add(
                Message(lead_id=self.lead_id, at=at, direction="in", who=ANA, line="One more thing", text="")
            )

    # --- what is owed, and what came of it ---

    def owes_customer(
        self, text: str = "Hello Ana, it costs 18,400.", *, key: str = "own/1", **how: Any
    ) -> int:
        """An owner's own words; `guard="answer"` unless the test says otherwise."""
        with self.work() as work:
            lead = self.lead(work, how.pop("lead_id", None))
            touch_id = how.pop("touch_id", None)
            touch = work.session.get(Touch, touch_id) if touch_id else None
            how = {"kind": "human", "guard": "answer", "owner_id": "jamie", **how}
            mail = owe_customer(work, lead, text=text, key=key, touch=touch, **how)
            work.session.flush()
            return mail.id

    def owes_owner(self, key: str = "nudge/1", *, kind: str = "nudge", **how: Any) -> int:
        with self.work() as work:
            values = {"by": "10:20"}
            lead = self.lead(work)
            owner = how.pop("owner", "jamie")
            mail = owe_owner(work, owner, "nudge", kind=kind, key=key, values=values, lead=lead, **how)
            work.session.flush()
            return mail.id

    def delivers(self) -> None:
        """Deliver until nothing is due at this instant."""
        for _ in range(20):
            with self.database.reading() as session:
                due = sweep.due_ids(session, OUTBOX, self.clock.now())
            if not due:
                return
            for outbox_id in due:
                self.delivery.deliver(outbox_id)

    def held_by_a_dead_process(self) -> None:
        """Whoever delivers at this moment has ended; their process id is ours by now."""
        with self.work() as work:
            held = update(OutboxEmail).where(OutboxEmail.holder.is_not(None))
            work.session.execute(held.values(holder=holder().rpartition(".")[0] + ".00000000"))

    def row(self, outbox_id: int) -> OutboxEmail:
        with self.database.reading() as session:
            found = session.get(OutboxEmail, outbox_id)
            assert found is not None
            return found

    def state(self, outbox_id: int) -> str:
        return self.row(outbox_id).state.value

    def due_in(self, outbox_id: int) -> timedelta:
        due_at = self.row(outbox_id).due_at
        assert due_at is not None
        return due_at - self.clock.now()

    def mails_to(self, address: str) -> list[str]:
        """What the server accepted for this address, oldest first."""
        return [mail.raw.decode() for mail in self.sink.to(address)]

    def questions(self, owner: str = "jamie") -> list[str]:
        """The questions that were written to an owner, sent or not."""
        with self.work() as work:
            rows = work.session.query(OutboxEmail).filter_by(kind="question", owner_id=owner)
            return [mail.text for mail in rows]

    def events(self) -> list[str]:
        with self.work() as work:
            return [event.why for event in work.session.query(Event).order_by(Event.id)]

    def copies_in_sent(self, outbox_id: int) -> None:
        """The provider filed its copy of a mail of ours, and we looked."""
        self.inbound(message_id=self.row(outbox_id).message_id, folder="Sent")

    def inbound(self, *, message_id: str = THEIR_ID, folder: str = "INBOX") -> InboundEmail:
        """A collected mail that is judged now."""
        with self.work() as work:
            uid = work.session.query(InboundEmail).count() + 1
            mail = InboundEmail(
                inbox="sales",
                folder=folder,
                role=folder.lower(),
                uidvalidity=1,
                uid=uid,
                arrived_at=work.now,
                internal_at=work.now,
                collected_at=work.now,
                size=1,
                message_id=message_id,
                sender=ANA,
            )
            work.session.add(mail)
            work.session.flush()
            return mail
