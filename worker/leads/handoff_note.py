"""What a receiver must know, filled from facts (rules, section 2, "Handoff").

What the customer wants, what was said or sent, what is missing, what comes next and when, and whom to ask;
the giver writes only what a person knows. It stays on the lead, so its times name their day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worker.leads import draft, owners
from worker.outbox.saying import say_clock, say_day
from worker.outbox.vocabulary import newest_first
from worker.states import HandoffState, Turn
from worker.store.models import Lead, Message
from worker.store.work import Work

SAID = 2  # of our messages that are repeated


def write(work: Work, lead: Lead, *, giver_id: str, words: str, action: str, due_at: datetime) -> str:
    """Return the note, one fact a line; the giver's own words stand first."""
    facts = (*_facts(work, lead, action, due_at), f"Before: {owners.name_of(work, giver_id)}")
    return "\n".join(line for line in (words, *facts) if line)


def in_short(work: Work, lead: Lead) -> str:
    """Say whose lead it was and the first line of the note, for where a lead is one line; or ""."""
    taken = [handed for handed in lead.handoffs if handed.state is HandoffState.ACCEPTED]
    if not taken or not lead.handoff_note:
        return ""
    return f"from {owners.name_of(work, taken[-1].giver_id)}: {lead.handoff_note.splitlines()[0]}"


def _facts(work: Work, lead: Lead, action: str, due_at: datetime) -> Iterator[str]:
    yield f"Wants: {lead.asked or lead.subject or 'they left no words'}"
    ours = newest_first(lead, "out")
    said = [_said(work, lead, message) for message in reversed(ours[:SAID])]
    yield f"Said so far: {'; '.join(said) if said else 'nothing yet by a person'}"
    missing = ", ".join(_missing(lead))
    yield f"Missing: {missing or 'nothing that I know of'}"
    promised = [str(fact["value"]) for fact in lead.facts if fact.get("kind") == "promise"]
    if lead.promised_at is not None:
        promised.append(f"an answer by {_at(work, lead.promised_at)}")
    if promised:
        yield f"Promised: {', '.join(promised)}"
    yield f"Next: {action.rstrip('.')}, by {_at(work, due_at)}"
    last = next((one for one in _all(lead) if one.medium != "note"), None)
    yield f"Last contact: {_said(work, lead, last) if last else 'none yet'}"
    yield f"Source: {_source(work, lead)}"


def _all(lead: Lead) -> list[Message]:
    return sorted((*newest_first(lead, "in"), *newest_first(lead, "out")), key=lambda one: one.at)[::-1]


def _said(work: Work, lead: Lead, message: Message) -> str:
    who = lead.name if message.direction == "in" else owners.name_of(work, message.who)
    verb = {"call": "rang"}.get(message.medium, "wrote")
    return f'{who} {verb} {_at(work, message.at)}: "{message.line}"'


def _missing(lead: Lead) -> Iterator[str]:
    """Name what a person would look for and not find."""
    if lead.first_response_at is None:
        yield "our first answer"
    elif lead.answer_due_at is not None:
        yield "our answer to their last message"
    words = draft.open_draft(lead)
    if words is not None:
        yield from (gap.strip("[]").lower() for gap in draft.gaps(words.text))
    if lead.turn is Turn.INSIDE and lead.turn_note:
        yield f"an answer from inside ({lead.turn_note})"
    if not any(fact.get("kind") == "phone" for fact in lead.facts):
        yield "a phone number"


def _source(work: Work, lead: Lead) -> str:
    known = {inbox.name: inbox.address for inbox in work.settings.inboxes}
    where = [str(lead.source.get("address") or known.get(lead.inbox, lead.inbox))]
    where += [f"{name} {lead.source[name]}" for name in ("form", "page") if lead.source.get(name)]
    if lead.source.get("forwarded_by"):
        where.append(f"passed on by {owners.name_of(work, lead.source['forwarded_by'])}")
    return ", ".join(where)


def _at(work: Work, instant: datetime) -> str:
    """Say an instant so that it is still true when it is read days later."""
    zone = work.settings.team_calendar.zone
    today = work.now.astimezone(zone).date()
    return f"{say_day(instant.astimezone(zone).date(), today)} {say_clock(instant, zone)}"
