"""The mails to owners about a lead's conversation: drafts, what the customer wrote, questions.

One event is one mail to one person. Nothing is mailed to an owner outside their own hours; keys make
each mail unique, so that a repeated step never mails twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from worker import hours
from worker.leads import offer, owners
from worker.leads.deadlines import deadline
from worker.leads.draft import shown
from worker.leads.notices import tell, when
from worker.leads.people import is_customer
from worker.leads.replying import A_NEW_LEAD, BESIDES_SENDING, BESIDES_SENDING_A_STEP
from worker.outbox.saying import say_at, say_day
from worker.states import DeadlineKind, LeadState, OutboxState
from worker.store.models import Draft, Lead, Message, OutboxEmail, Touch
from worker.store.work import Work

Choice = tuple[str, str]


def reader(work: Work, lead: Lead) -> str:
    """Return who is to hear of this lead: its owner, the one it is offered to, else who is accountable."""
    if lead.state is LeadState.OFFERED:
        asked = offer.pending(lead)
        if asked is not None:
            return asked.owner_id
    owner_id = lead.owner_id or lead.accountable_id or owners.fallback(work)
    if owners.present(work, owner_id):
        return owner_id
    return owners.deputy(work, owner_id) or owners.fallback(work)


def step_due(
    work: Work,
    lead: Lead,
    words: Draft | None,
    *,
    key: str,
    step: str,
    goes_at: datetime,
    touch: Touch | None = None,
    ring: str = "",
    at_once: bool = False,
) -> OutboxEmail | None:
    """A step, or the day they asked us to wait for: its draft in full, ready for `send`."""
    values = {
        "step": step,
        "goes": goes(work, goes_at),
        "ring": ring,
        "words": BESIDES_SENDING if touch is None else BESIDES_SENDING_A_STEP,
        "last": last_words(work, lead),
        "bypass": lead.answers_to is not None,
        "draft": shown(words),
    }
    return tell(
        work, lead, reader(work, lead), "draft", kind="draft", key=f"draft/{key}", values=values, draft=words,
        touch=touch, at_once=at_once,
    )  # fmt: skip


def customer_wrote(
    work: Work,
    lead: Lead,
    *,
    key: str,
    writer: str,
    text: str,
    files: Sequence[str],
    wrote_at: datetime,
    why: str,
    due: datetime | None,
    words: str = "",
    to: str | None = None,
    draft: Draft | None = None,
    due_at: datetime | None = None,
) -> OutboxEmail | None:
    """What the customer wrote, what it changed, and the words or the draft to answer with.

    `writer` is the address it came from: not always the customer's own.
    """
    to = to or reader(work, lead)
    theirs = {"", lead.address, *(known.address for known in lead.person.addresses)}
    bought = is_customer(lead)
    if due is not None and lead.address and writer not in ("", lead.address):
        # What only this writer is to know is not sent to somebody else unawares.
        why = f"{why.rstrip(' .')}. " if why else ""
        why += f"An answer goes to {lead.name} at {lead.address}."
    values = {
        "due": when(work, due, to) if due else "",
        "bought": bought,
        "offered": lead.state is LeadState.OFFERED,
        "words": f"{words}, {A_NEW_LEAD}" if words and bought else words,
        "why": why,
        "message": {
            "who": lead.name if writer in theirs else f"{writer}, in the thread of {lead.name},",
            "wrote": when(work, wrote_at, to),
            "text": text,
            "files": ", ".join(files),
        },
        "draft": shown(draft),
    }
    return tell(
        work, lead, to, "customer", kind="customer", key=f"customer/{key}", values=values, draft=draft,
        due_at=due_at,
    )  # fmt: skip


def confirm_date(
    work: Work, lead: Lead, *, key: str, until: datetime, stands: datetime | None, said: datetime, quote: str,
    why: str,
) -> OutboxEmail | None:  # fmt: skip
    """Proposes the date we read in a "later"; `stands`: from when it counts without an answer."""
    calendar, to = work.settings.team_calendar, reader(work, lead)
    today = work.now.astimezone(calendar.zone).date()
    values = {
        "read_as": say_day(until.astimezone(calendar.zone).date(), today),
        "stands": when(work, stands, to) if stands else "",
        "wait": {"said": say_day(said.astimezone(calendar.zone).date(), today), "quote": quote},
        "why": why,
    }
    return tell(work, lead, to, "confirm", kind="confirm", key=f"confirm/{key}", values=values)


def ask(
    work: Work, lead: Lead, *, key: str, question: str, choices: Sequence[Choice] = (), why: str = "",
    owner_id: str | None = None,
) -> OutboxEmail | None:  # fmt: skip
    """One question about the lead, with the words that answer it."""
    values = {
        "question": question,
        "choices": [{"word": word, "meaning": meaning} for word, meaning in choices],
        "why": why,
    }
    to = owner_id or reader(work, lead)
    return tell(work, lead, to, "question", kind="question", key=f"question/{key}", values=values)


def colleague_wrote(work: Work, lead: Lead, who: str, *, at: datetime, text: str) -> None:
    """To the owner: one of us wrote to their customer; it counts, and the lead stays theirs."""
    line = " ".join(text.split())[:200]
    name = owners.name_of(work, who)
    question = f'{name} wrote to {lead.name} {when(work, at, lead.owner_id)}: "{line}"'
    why = "It counts as our message; the draft is withdrawn. The lead stays yours."
    ask(work, lead, key=f"colleague/{who}/{at:%Y%m%dT%H%M%S}", question=question, why=why)


def told_lately(work: Work, lead: Lead, owner_id: str) -> bool:
    """Whether a mail about this lead is on its way to this owner or reached them within 4 bh, or its
    reminder falls due at this very instant (rules, section 4, "Morning mail")."""
    late = work.settings.cadence.late_notice
    for kind in (DeadlineKind.ANSWER_REMINDER, DeadlineKind.ACTION_REMINDER, DeadlineKind.PROMISE_WARNING):
        reminder = deadline(lead, kind)
        if reminder is not None and work.now - late < reminder.due_at <= work.now:
            return True
    rows = select(OutboxEmail.sent_at).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.owner_id == owner_id,
        OutboxEmail.audience == "owner",
        OutboxEmail.state.in_((OutboxState.QUEUED, OutboxState.PREPARING, OutboxState.SENT)),
    )
    calendar, within = work.settings.calendar(owner_id), work.settings.cadence.reminder_after
    return any(
        sent_at is None or hours.between(calendar, sent_at, work.now) < within
        for sent_at in work.session.scalars(rows)
    )


def last_words(work: Work, lead: Lead) -> str:
    """Say what passed last between us and the customer: "You wrote Tue 10:12: 18,400, 6 weeks."."""
    work.session.flush()
    rows = select(Message).where(Message.lead_id == lead.id, Message.medium != "note")
    last = work.session.scalar(rows.order_by(Message.at.desc(), Message.id.desc()).limit(1))
    if last is None:
        return ""
    who = "They" if last.direction == "in" else "You" if last.who == lead.owner_id else "We"
    verb = "rang" if last.medium == "call" else "wrote"
    said = f"{who} {verb} {when(work, last.at, lead.owner_id)}"
    return f'{said}: "{last.line}"' if last.line else f"{said}."


def goes(work: Work, at: datetime) -> str:
    """Say when a `send` lets the mail go: "at once", "at 10:40", "Thu 10:40"."""
    if at <= work.now:
        return "at once"
    zone = work.settings.team_calendar.zone
    said = say_at(at, work.now, zone)
    return f"at {said}" if said[0].isdigit() else said
