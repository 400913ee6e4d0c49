"""What moves with a merged lead, row by row, and moves back (see merging.py).

Messages, thread ids, words and mails on their way, a run that still goes on, the tokens of its owner; and
from person to person the addresses and all their leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from worker.cadence import enrollment
from worker.leads import draft
from worker.outbox.suppression import suppress_person, suppression
from worker.states import DraftState, OutboxState, Turn
from worker.store.models import (
    Draft,
    Enrollment,
    Lead,
    Message,
    OutboxEmail,
    Person,
    PersonAddress,
    ThreadId,
    Token,
    Touch,
)
from worker.store.work import Work

# By the name under which their ids are kept.
_TABLES: dict[str, Any] = {
    "messages": Message,
    "threads": ThreadId,
    "mails": OutboxEmail,
    "tokens": Token,
    "drafts": Draft,
    "runs": Enrollment,
    "touches": Touch,
}


def move(work: Work, lead: Lead, other: Lead, who: str) -> dict[str, Any]:
    """Let all that belongs to `other` and goes on belong to `lead`; return the ids of what moved."""
    moved = _move_rows(work, lead, other, who)
    return moved | _move_person(work, lead, other)


def _move_rows(work: Work, lead: Lead, other: Lead, who: str) -> dict[str, Any]:
    work.session.flush()
    theirs = set(work.session.scalars(select(ThreadId.message_id).where(ThreadId.lead_id == lead.id)))
    rows: dict[str, Iterable[Any]] = {
        "messages": _of(work, Message, other),
        "threads": [row for row in _of(work, ThreadId, other) if row.message_id not in theirs],
        "mails": [mail for mail in _of(work, OutboxEmail, other) if _belongs_to_them(mail)],
        # What this owner answers to a mail about the other lead is about this one now.
        "tokens": [token for token in _of(work, Token, other) if token.owner_id == who],
        "drafts": [words for words in _of(work, Draft, other) if _goes_on(lead, words)],
        "runs": [],
        "touches": [],
    }
    run = enrollment.current(work, other)
    if run is not None and enrollment.current(work, lead) is None and lead.turn is not Turn.US:
        earlier = work.session.scalar(select(func.max(Enrollment.run)).where(Enrollment.lead_id == lead.id))
        rows |= {
            "runs": [run],
            "touches": [one for one in _of(work, Touch, other) if one.enrollment_id == run.id],
        }
        run.run = (earlier or 0) + 1
    ids = {name: [row.id for row in found] for name, found in rows.items()}
    for found in rows.values():
        for row in found:
            row.lead_id = lead.id
    _read_anew(work, lead, other)
    return ids


def _of(work: Work, table: Any, lead: Lead) -> list[Any]:
    return list(work.session.scalars(select(table).where(table.lead_id == lead.id).order_by(table.id)))


def _belongs_to_them(mail: OutboxEmail) -> bool:
    """Whether a mail is part of the conversation, or tells an owner what the customer said."""
    return mail.audience == "customer" or (mail.kind == "customer" and mail.state is OutboxState.QUEUED)


def _goes_on(lead: Lead, words: Draft) -> bool:
    """Whether the words are on their way, or wait for `send` and would not be the second to."""
    if words.state is DraftState.OPEN:
        return draft.open_draft(lead) is None
    return words.state is DraftState.SENT


def _move_person(work: Work, lead: Lead, other: Lead) -> dict[str, Any]:
    """Let the addresses and leads of the other person be this one's."""
    person = other.person
    if person is lead.person:
        return {"person": None, "addresses": [], "leads": []}
    addresses, leads = list(person.addresses), list(person.leads)
    moved = {
        "person": person.id,
        "addresses": [row.id for row in addresses],
        "leads": [row.id for row in leads],
    }
    _belong_to(work, lead.person, addresses, leads)
    _stay_silent(work, lead.person)
    return moved


def _stay_silent(work: Work, person: Person) -> None:
    """Who asked us to stop from one address asked us to stop."""
    reasons = {found.reason for one in person.addresses if (found := suppression(work, one.address))}
    for reason in ("complaint", "opted_out"):
        if reason in reasons:
            suppress_person(work, person, reason)
            return


def _belong_to(work: Work, person: Person, addresses: Iterable[PersonAddress], leads: Iterable[Lead]) -> None:
    for address in addresses:
        address.person_id = person.id
        work.learn(("person", address.address), person)
    for one in leads:
        one.person = person
    work.session.flush()
    work.session.expire_all()


def _read_anew(work: Work, *leads: Lead) -> None:
    work.session.flush()
    for lead in leads:
        work.session.expire(lead, ["messages", "threads", "drafts"])


def move_back(work: Work, lead: Lead, other: Lead, moved: dict[str, Any]) -> None:
    """Let what `move` moved belong to `other` again."""
    for name, table in _TABLES.items():
        for row in work.session.scalars(select(table).where(table.id.in_(moved[name]))):
            row.lead_id = other.id
    for run in work.session.scalars(select(Enrollment).where(Enrollment.id.in_(moved["runs"]))):
        earlier = select(func.max(Enrollment.run)).where(
            Enrollment.lead_id == other.id, Enrollment.id != run.id
        )
        run.run = (work.session.scalar(earlier) or 0) + 1
    _read_anew(work, lead, other)
    if moved["person"] is not None:
        person = work.session.get_one(Person, moved["person"])
        addresses = work.session.scalars(
            select(PersonAddress).where(PersonAddress.id.in_(moved["addresses"]))
        )
        leads = work.session.scalars(select(Lead).where(Lead.id.in_(moved["leads"])))
        _belong_to(work, person, list(addresses), list(leads))
