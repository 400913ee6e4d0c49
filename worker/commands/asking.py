"""Questions about no single lead, or about all: list, who, help (rules, section 7)."""

from __future__ import annotations

import re

from sqlalchemy import or_, select

from worker import hours
from worker.commands.said import Answer, Said, refuse, when
from worker.commands.words import WORDS
from worker.leads import owners
from worker.states import LeadState, Turn
from worker.store.models import Lead, Person, PersonAddress
from worker.store.work import Work

MOST_LISTED = 30


def list_(work: Work, said: Said, _lead: Lead | None) -> Answer:
    """`list`: their live leads, the most urgent first, numbered to be answered by number."""
    rows = select(Lead).where(
        Lead.state != LeadState.CLOSED,
        or_(Lead.owner_id == said.owner_id, Lead.accountable_id == said.owner_id),
    )
    found = [
        lead
        for lead in work.session.scalars(rows.order_by(Lead.due_at, Lead.id))
        if _wanted(work, said, lead)
    ]
    if not found:
        return Answer("No lead of yours is open." if not said.rest else "None of your leads is in that list.")
    shown = found[:MOST_LISTED]
    lines = [f"{number}  {_line(work, said, lead)}" for number, lead in enumerate(shown, 1)]
    if len(found) > len(shown):
        lines.append(f"and {len(found) - len(shown)} more")
    return Answer("\n".join([f"Your open leads: {len(found)}.", *lines]), listed=tuple(shown))


def who(work: Work, said: Said, lead: Lead | None) -> Answer:
    """`who <name>`: whose lead it is, what is next and by when."""
    name = re.sub(r"^(?:has|owns|hat)\s+", "", said.rest.strip(" ?."), flags=re.IGNORECASE)
    if not name and lead is None:
        return refuse("Who has whom?", "who ana")
    found = _named(work, name) if name else [one for one in (lead,) if one is not None]
    if not found:
        return Answer(f'Nobody called "{name}" among the leads.')
    lines = [f"{_whose(work, one)}: {_line(work, said, one)}" for one in found[:MOST_LISTED]]
    return Answer("\n".join(lines))


def help_(_work: Work, _said: Said, _lead: Lead | None) -> Answer:
    """`help`: every word, one line each."""
    lines = [f"{word.usage}  -  {word.explained}" for word in WORDS]
    return Answer("\n".join(["Reply with one of these, above the quote:", "", *lines]))


def _wanted(work: Work, said: Said, lead: Lead) -> bool:
    """Whether a lead is in the list that was asked for ("list overdue"); any other word lists all."""
    words = said.rest.lower()
    assert lead.due_at is not None
    if re.search(r"overdue|late|überfällig", words):
        return lead.due_at < work.now
    calendar = work.settings.calendar(said.owner_id)
    days = (hours.local_day(calendar, lead.due_at) - hours.local_day(calendar, work.now)).days
    if re.search(r"today|heute", words):
        return days <= 0
    if re.search(r"week|woche", words):
        return days <= 6 - hours.local_day(calendar, work.now).weekday()
    if re.search(r"waiting|wartend", words):
        return lead.turn is Turn.INSIDE
    if "unaccepted" in words:
        return lead.state in (LeadState.OFFERED, LeadState.ESCALATED)
    return True


def _line(work: Work, said: Said, lead: Lead) -> str:
    if lead.due_at is None:
        return f"{lead.ref} {lead.name}, closed ({lead.close_reason})"
    late = ", late" if lead.due_at < work.now else ""
    action = (lead.next_action or "").rstrip(" .")
    return f"{lead.ref} {lead.name}: {action} (due {when(work, lead.due_at, said.owner_id)}{late})"


def _whose(work: Work, lead: Lead) -> str:
    if lead.owner_id is None:
        return "nobody yet" if lead.state is not LeadState.CLOSED else "closed"
    return owners.name_of(work, lead.owner_id)


def _named(work: Work, name: str) -> list[Lead]:
    """Find leads by a part of name, address or reference; live ones first."""
    by_address = select(PersonAddress.person_id).where(PersonAddress.address.icontains(name, autoescape=True))
    by_name = select(Person.id).where(Person.name.icontains(name, autoescape=True))
    rows = select(Lead).where(
        or_(
            Lead.name.icontains(name, autoescape=True),
            Lead.ref == name.upper(),
            Lead.person_id.in_(by_address),
            Lead.person_id.in_(by_name),
        )
    )
    found = list(work.session.scalars(rows.order_by(Lead.arrived_at.desc())))
    return sorted(found, key=lambda lead: lead.state is LeadState.CLOSED)
