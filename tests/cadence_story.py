"""One lead and its cadence on a temporary database: no server, a clock the test moves.

    tale.we_answer("That is 18,400. Shall I come by?")
    tale.until("2026-06-11 10:00")
    assert tale.told("draft")

The outbox is emptied by accepting every due mail, as a friendly server would.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.homes.migrated import sqlite_in
from worker import sweep
from worker.cadence import contact, morning, replies
from worker.cadence.outcomes import Outcomes
from worker.clock import StandingClock
from worker.leads import draft, rounds
from worker.leads import lead as leads
from worker.leads.people import person_for
from worker.mail.parse import parse
from worker.outbox.compose import owe_customer
from worker.settings import load
from worker.states import InboundState, LeadState, OutboxState
from worker.store.database import Database
from worker.store.models import (
    Draft,
    Enrollment,
    Event,
    InboundEmail,
    Lead,
    Mailbox,
    OutboxEmail,
    Touch,
)
from worker.store.work import Work, Workshop

BERLIN = ZoneInfo("Europe/Berlin")
PETER = "peter@preis.example"
CONFIGURATION = """
mode = "live"
[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
holidays = ["2026-12-25"]
fallback = "max"
{team}
[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
pool = ["jamie", "sam"]
[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"
{jamie}
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
TIMED = frozenset({"mornings", "deadlines", "runs", "missed", "touches"})
_numbers = itertools.count(1)


def when(text: str) -> datetime:
    """Read "2026-06-10 10:00" as a time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class Tale:
    """A team of three, and the lead `peter` that Jamie said yes to."""

    def __init__(
        self,
        folder: Path,
        start: str = "2026-06-10 10:00",
        *,
        team: str = "",
        jamie: str = "",
        more: str = "",
    ) -> None:
        (folder / "keepwarm.toml").write_text(CONFIGURATION.format(team=team, jamie=jamie, more=more))
        database = Database(sqlite_in(folder))
        self.clock = StandingClock(when(start))
        self.shop = Workshop(database, load(folder / "keepwarm.toml", {}), self.clock, "secret")
        with self.shop.work() as work:
            work.session.add(Mailbox(inbox="sales", looked_at=work.now))
            morning.plan(work)
        self.ref = self.opens()

    # --- people ---

    def opens(self, name: str = "Peter Preis", address: str = PETER, **facts: str) -> str:
        """An inquiry that Jamie owns since this instant; returns its reference."""
        asked = "12 m2, heated. What does it cost?"
        with self.shop.work() as work:
            mail = self._arrived(work, "Garden office", asked)
            lead = leads.open_lead(
                work, mail, person=person_for(work, address, name=name), name=name, address=address,
                language="en", subject="Garden office", asked=asked,
                facts=[{"kind": kind, "value": value, "line": value} for kind, value in facts.items()],
            )  # fmt: skip
            leads.record(work, lead, at=work.now, direction="in", who=address, line=asked, text=asked)
            rounds.open_target(work, lead, work.now, work.settings.team.first_response)
            leads.own(work, lead, "jamie", LeadState.OWNED, who="jamie", why="Jamie said yes.")
            draft.first(work, lead, "jamie")
            return lead.ref

    def we_answer(
        self, text: str = "That is 18,400. Shall I come by?", *, who: str = "jamie", ref: str = ""
    ) -> None:
        """One of us writes by hand, seen in the copy."""
        with self.work(ref) as (work, lead):
            contact.we_wrote(work, lead, at=work.now, who=who, text=text, by_hand=True)

    def says(
        self, text: str, *, files: tuple[str, ...] = (), subject: str = "Re: Garden office", ref: str = ""
    ) -> None:
        """The customer writes."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = (
            f"Peter Preis <{PETER}>",
            "sales@acme.example",
            subject,
        )
        message["Message-ID"] = f"<{next(_numbers)}@preis.example>"
        message.set_content(text)
        for name in files:
            message.add_attachment(b"x" * 30_000, maintype="image", subtype="jpeg", filename=name)
        with self.work(ref) as (work, lead):
            mail = self._arrived(work, subject, text)
            replies.customer_wrote(work, lead, mail, parse(message.as_bytes()))

    def away(self, text: str) -> None:
        """The customer's mail program answers that they are away."""
        message = EmailMessage()
        message["From"], message["Subject"] = PETER, "Out of office"
        message.set_content(text)
        with self.work() as (work, lead):
            mail = self._arrived(work, "Out of office", text)
            replies.out_of_office(work, lead, mail, parse(message.as_bytes()))

    def sends(self, ref: str = "") -> None:
        """The owner says `send` to the open draft, and the server takes it at once."""
        with self.work(ref) as (work, lead):
            words = draft.open_draft(lead)
            assert words is not None, "there is a draft to send"
            touch = work.session.get(Touch, words.touch_id) if words.touch_id else None
            owe_customer(
                work, lead, kind="human", text=words.text, key=f"sent/{words.id}", guard="answer",
                owner_id="jamie", draft=words, touch=touch, times=words.times,
            )  # fmt: skip
            draft.mark_sent(work, words)
        self.deliver()

    # --- time ---

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(BERLIN)

    def until(self, instant: str | datetime) -> None:
        """Let time pass; everything due on the way happens in its time."""
        target = when(instant) if isinstance(instant, str) else instant
        while True:
            with self.shop.database.reading() as session:
                following = sweep.next_due(session, after=self.clock.now())
            if following is None or following > target:
                break
            self.jumps(following)
        self.jumps(target)

    def jumps(self, instant: str | datetime) -> None:
        """The clock stands at that instant at once, as after an outage."""
        self.clock.advance_to(when(instant) if isinstance(instant, str) else instant)
        for _ in range(20):
            with self.shop.work() as work:
                work.session.get_one(Mailbox, "sales").looked_at = work.now
            if not self._act() + self.deliver():
                return
        raise AssertionError("it never comes to rest")

    def _act(self) -> int:
        """Do what is due as the sweep would, but let every error through."""
        done = 0
        for due in sweep.DUE:
            if due.name in TIMED:
                with self.shop.database.reading() as session:
                    rows = sweep.due_ids(session, due, self.clock.now())
                for row_id in rows:
                    due.act(self.shop, None, due, row_id)  # type: ignore[arg-type]  # nothing is delivered here
                done += len(rows)
        return done

    def deliver(self) -> int:
        """A friendly server takes every due mail."""
        with self.shop.work() as work:
            due = select(OutboxEmail).where(
                OutboxEmail.state == OutboxState.QUEUED, OutboxEmail.due_at <= work.now
            )
            mails = work.session.scalars(due.order_by(OutboxEmail.id)).all()
            for mail in mails:
                work.move(mail, OutboxState.PREPARING, lease_until=work.now)
                work.move(mail, OutboxState.COMMITTING)
                work.move(mail, OutboxState.SENT, sent_at=work.now)
                Outcomes().sent(work, mail)
            return len(mails)

    # --- what came of it ---

    @contextmanager
    def work(self, ref: str = "") -> Iterator[tuple[Work, Lead]]:
        with self.shop.work() as work:
            lead = leads.find(work, ref or self.ref)
            assert lead is not None
            yield work, lead

    @property
    def lead(self) -> Lead:
        with self.work() as (_, lead):
            return lead

    @property
    def run(self) -> Enrollment:
        """The last run of the lead."""
        return self._all(Enrollment)[-1]

    @property
    def steps(self) -> list[tuple[int, str]]:
        """Every step of every run with its state, in order."""
        return [(touch.step, touch.state.value) for touch in self._all(Touch)]

    @property
    def next_at(self) -> str:
        """When the open step falls due, as "Thu 11 10:00"."""
        touch = self._all(Touch)[-1]
        return touch.due_at.astimezone(BERLIN).strftime("%a %-d %H:%M")

    @property
    def due(self) -> str:
        due_at = self.lead.due_at
        assert due_at is not None
        return due_at.astimezone(BERLIN).strftime("%a %-d %H:%M")

    @property
    def draft(self) -> Draft | None:
        with self.work() as (_work, lead):
            return draft.open_draft(lead)

    def told(self, kind: str, to: str = "jamie") -> list[OutboxEmail]:
        """The mails of one kind to an owner that were not cancelled."""
        with self.shop.work() as work:
            rows = select(OutboxEmail).where(
                OutboxEmail.kind == kind,
                OutboxEmail.owner_id == to,
                OutboxEmail.audience == "owner",
                OutboxEmail.state != OutboxState.CANCELLED,
            )
            return list(work.session.scalars(rows.order_by(OutboxEmail.id)))

    def events(self) -> list[str]:
        return [event.why for event in self._all(Event)]

    def _all(self, model: Any) -> list[Any]:
        with self.work() as (work, lead):
            return list(
                work.session.scalars(select(model).where(model.lead_id == lead.id).order_by(model.id))
            )

    def _arrived(self, work: Work, subject: str, text: str) -> InboundEmail:
        number = next(_numbers)
        mail = InboundEmail(
            inbox="sales", folder="INBOX", role="inbox", uidvalidity=1, uid=number, arrived_at=work.now,
            state=InboundState.JUDGED, internal_at=work.now, collected_at=work.now, size=len(text),
            message_id=f"<{number}@in.example>", subject=subject, raw_hash=str(number),
            judged_at=work.now - timedelta(seconds=1), verdict="reply", reason="It answers our mail.",
        )  # fmt: skip
        work.session.add(mail)
        work.session.flush()
        return mail
