"""`undo`: what an owner did in the last five minutes is taken back, never a mail that went.

`perform` keeps the lead as it stood before each command; after a day that is thrown away (rules, section 7).
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from worker.commands.grammar import Command
from worker.commands.said import Answer, Said, refuse, what_is_next, when
from worker.commands.words import Verb, word_of
from worker.leads import handoff, notices, offer, owners, taking_back
from worker.states import LeadState, OutboxState
from worker.store.models import Event, Lead, OutboxEmail, Undo
from worker.store.work import Work

WITHIN = timedelta(minutes=5)
_KEPT_FOR = timedelta(days=1)

# What can be taken back; for the others, what to do instead.
UNDOABLE = frozenset(
    {
        Verb.ACCEPT, Verb.DECLINE, Verb.NOT_ME, Verb.OFFER, Verb.SEND, Verb.SEND_NOW, Verb.SEND_TEXT,
        Verb.MAIL_IT, Verb.SKIP, Verb.SNOOZE, Verb.STOP, Verb.NEXT, Verb.WAITING, Verb.SENT, Verb.REPLIED,
        Verb.CALLED, Verb.BOOKED, Verb.SHOWED, Verb.NO_SHOW, Verb.STAGE, Verb.HANDOFF, Verb.CLOSE,
        Verb.NOT_A_LEAD, Verb.FORCE, Verb.LATER,
    }
)  # fmt: skip
INSTEAD = {
    Verb.NOTE: ("A note stays; write another one that says what is right.", "note: <text>"),
    Verb.RESEND: ("What is sent again cannot be called back.", "note: <text>"),
    Verb.LEAD: ("It stays a lead; close it if it is none.", "not a lead"),
    Verb.SPLIT: ("They are two leads now; `merge` makes one of them again.", "merge L-12"),
    Verb.MERGE: ("`unmerge` makes two leads of it again.", "unmerge"),
    Verb.UNMERGE: ("They are two leads now; `merge` makes one of them again.", "merge L-12"),
}
_LEFT = (OutboxState.PREPARING, OutboxState.COMMITTING, OutboxState.SENT, OutboxState.IN_DOUBT)
_WHOSE_IT_IS = ("offer", "handoff", "assigned", "escalation", "question")
_HARMLESS = ("note", "not believed", "undone")
_UNTIL = "last event"  # the newest event when the command came


def before(work: Work, said: Said, lead: Lead) -> dict[str, Any]:
    """Return the lead as it stands before a command; nothing where that cannot be taken back."""
    if said.command.verb not in UNDOABLE:
        return {}
    return {**taking_back.take(work, lead), _UNTIL: _last_event(work, lead)}


def can_undo(work: Work, lead: Lead, owner_id: str) -> bool:
    """Whether this owner did something about the lead in the last minutes that can be taken back."""
    said = Said(owner_id, Command(Verb.UNDO), work.now)
    together = _done_last(work, said, lead)
    return bool(together) and _why_not(work, said, lead, together) is None


def keep(work: Work, said: Said, lead: Lead, stood: dict[str, Any]) -> None:
    """A command was done: keep how the lead stood before it."""
    verb = said.command.verb
    work.session.execute(delete(Undo).where(Undo.lead_id == lead.id, Undo.at < work.now - _KEPT_FOR))
    work.session.add(
        Undo(
            lead_id=lead.id,
            owner_id=said.owner_id,
            at=said.at,
            said=_same_mail(said),
            verb=verb.value,
            words=" ".join(said.command.line.split())[:200] or word_of(verb),
            before=stood,
            last_event_id=_last_event(work, lead),
        )
    )


def undo(work: Work, said: Said, lead: Lead) -> Answer:
    """Take back what this owner's last mail did about the lead."""
    together = _done_last(work, said, lead)
    if not together:
        return refuse(f"There is nothing of yours to undo about {lead.ref}.", *_ways_on(work, said, lead))
    last, first = together[0], together[-1]
    done = "; ".join(one.words for one in reversed(together))
    why_not = _why_not(work, said, lead, together)
    if why_not is not None:
        return refuse(why_not[0], *(why_not[1:] or _ways_on(work, said, lead)))
    mails = taking_back.made_since(work, lead, first.before)
    taking_back.put_back(work, lead, first.before)
    for one in together:
        one.undone_at = work.now
    name = owners.name_of(work, said.owner_id)
    work.note(lead, "undone", who=said.owner_id, why=f"{name} took back: {done}.")
    for owner_id in _who_heard(mails, said.owner_id):
        key = f"undone/{last.at:%Y%m%dT%H%M%S}/{owner_id}"
        _tell_how_it_stands(work, lead, owner_id, key=key, why=f"{name} took it back")
    return Answer(f"Undone: {done}. {_as_before(work, said, lead)}")


def _done_last(work: Work, said: Said, lead: Lead) -> list[Undo]:
    """Return what this owner's last mail did about the lead, the newest first; [] for nothing."""
    rows = select(Undo).where(Undo.lead_id == lead.id, Undo.owner_id == said.owner_id)
    mine = list(work.session.scalars(rows.where(Undo.undone_at.is_(None)).order_by(Undo.id.desc())))
    together = [one for one in mine if one.said == mine[0].said]
    # A note beside other words stays; alone it says so.
    return [one for one in together if one.verb != Verb.NOTE] or together


def _why_not(work: Work, said: Said, lead: Lead, together: list[Undo]) -> tuple[str, ...] | None:
    last, first = together[0], together[-1]
    for one in together:
        verb = Verb(one.verb)
        if verb not in UNDOABLE:
            return INSTEAD.get(verb, (f"`{word_of(verb)}` cannot be undone.", "note: <text>"))
    if said.at - last.at > WITHIN:
        return (f"That was {when(work, last.at, said.owner_id)}; only the last 5 minutes can be undone.",)
    left = next((mail for mail in taking_back.made_since(work, lead, first.before) if _went(mail)), None)
    if left is not None:
        at = when(work, left.sent_at or work.now, said.owner_id)
        example = "send: Sorry, my last message was not meant for you."
        return (f"A mail went to {lead.name} {at}, and no mail can be taken back.", example, "note: <text>")
    later = _since(work, lead, last)
    if later is not None:
        return (f"Since then something else happened: {later.why}",)
    if lead.opted_out and not first.before["leads"][0]["opted_out"]:
        return ("They asked us to stop, and that stands.", "note: <text>")
    return None


def _since(work: Work, lead: Lead, last: Undo) -> Event | None:
    """Return the first thing that happened since and still stands: what was taken back does not count."""
    rows = select(Undo).where(Undo.lead_id == lead.id, Undo.id > last.id, Undo.undone_at.is_not(None))
    undone = [(one.before[_UNTIL], one.last_event_id) for one in work.session.scalars(rows)]
    events = select(Event).where(
        Event.lead_id == lead.id, Event.id > last.last_event_id, Event.what.not_in(_HARMLESS)
    )
    return next(
        (
            event
            for event in work.session.scalars(events.order_by(Event.id))
            if not any(start < event.id <= end for start, end in undone)
        ),
        None,
    )


def _went(mail: OutboxEmail) -> bool:
    return mail.audience == "customer" and mail.state in _LEFT


def _who_heard(mails: list[OutboxEmail], owner_id: str) -> list[str]:
    """Return who else was mailed that something is theirs, theirs to take or decide, or not any more."""
    heard = [mail for mail in mails if mail.kind in _WHOSE_IT_IS and mail.state in _LEFT]
    return sorted({mail.owner_id for mail in heard if mail.owner_id and mail.owner_id != owner_id})


def _tell_how_it_stands(work: Work, lead: Lead, owner_id: str, *, key: str, why: str) -> None:
    """Tell somebody who was mailed meanwhile what is true again."""
    asked, handed = offer.pending(lead), handoff.pending_to(lead, owner_id)
    if asked is not None and asked.owner_id == owner_id:
        # Without a window its own mail is still to come.
        if asked.expires_at is not None:
            notices.nudge(work, lead, asked, key=key)
    elif handed is not None:
        notices.handoff(work, lead, handed, key=key)
    elif lead.owner_id == owner_id and lead.state is not LeadState.CLOSED:
        notices.still_yours(work, lead, key=key, news=why)
    else:
        notices.over(work, lead, owner_id, key=key, why=why)


def _as_before(work: Work, said: Said, lead: Lead) -> str:
    asked = offer.pending(lead)
    if asked is not None and asked.owner_id == said.owner_id and asked.expires_at is not None:
        return f"{lead.ref} is offered to you until {when(work, asked.expires_at, said.owner_id)}."
    if lead.state is LeadState.CLOSED:
        return f"{lead.ref} is closed ({lead.close_reason})."
    return what_is_next(work, lead, said.owner_id)


def _ways_on(work: Work, said: Said, lead: Lead) -> tuple[str, ...]:
    """What helps instead, as the lead stands now."""
    if lead.state is LeadState.CLOSED:
        return ("lead", "note: <text>")
    if lead.owner_id == said.owner_id:
        return ("next: <action> by <when>", "offer", "snooze Fri")
    return ("ok", f"who {lead.name}")


def _same_mail(said: Said) -> str:
    """Name the mail that held the command; what is said on the command line or a page stands alone."""
    return f"mail {said.caused_by}" if said.caused_by is not None else f"alone {secrets.token_hex(8)}"


def _last_event(work: Work, lead: Lead) -> int:
    work.session.flush()
    return work.session.scalar(select(func.max(Event.id)).where(Event.lead_id == lead.id)) or 0
