"""The mails to owners about who owns a lead and what is late: one function a mail.

Nothing is mailed to an owner outside their own hours: a notice due then waits for their next opening.
Keys make each mail unique, so that a repeated step can never mail twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from worker import hours
from worker.leads import linking, owners
from worker.leads.draft import shown
from worker.leads.replying import words_for
from worker.leads.standing_in import covering
from worker.outbox.compose import owe_admins, owe_owner
from worker.outbox.saying import say_at, say_moment, say_when
from worker.store.models import Draft, Handoff, Lead, Offer, OutboxEmail, Touch
from worker.store.work import Work


def offer(work: Work, lead: Lead, made: Offer, draft: Draft | None, *, until: datetime) -> None:
    """The offer, with the first answer drafted; `until` is when its window will end."""
    values = {
        "by": _at(work, until, made.owner_id),
        "why": made.why,
        "linked": linking.said(work, lead),
        "draft": shown(draft),
    }
    tell(
        work, lead, made.owner_id, "offer", kind="offer",
        key=f"offer/{lead.round}.{made.position}", values=values, offer=made, draft=draft, at_once=True,
    )  # fmt: skip


def nudge(work: Work, lead: Lead, made: Offer, *, key: str = "") -> None:
    """The one nudge, half way through the window; for any other reason with a `key` of its own."""
    assert made.expires_at is not None
    values = {"by": _at(work, made.expires_at, made.owner_id)}
    key = key or f"nudge/{lead.round}.{made.position}"
    tell(
        work, lead, made.owner_id, "nudge", kind="nudge",
        key=key, values=values, offer=made, at_once=True,
    )  # fmt: skip


def assigned(work: Work, lead: Lead, draft: Draft | None, *, why: str) -> None:
    """To the only person there is, at their next opening."""
    assert lead.owner_id is not None
    assert lead.due_at is not None
    values = _yours(work, lead, draft, why=why)
    tell(
        work, lead, lead.owner_id, "assigned", kind="assigned",
        key=f"assigned/{lead.round}", values=values, draft=draft,
    )  # fmt: skip


def escalation(work: Work, lead: Lead, draft: Draft | None, *, why: str) -> None:
    """To the fallback: yours, nobody said yes."""
    assert lead.owner_id is not None
    assert lead.due_at is not None
    values = _yours(work, lead, draft, why=why)
    key = f"escalation/{lead.round}/{work.now:%Y%m%dT%H%M%S}"
    tell(work, lead, lead.owner_id, "escalation", kind="escalation", key=key, values=values, draft=draft)


def _yours(work: Work, lead: Lead, draft: Draft | None, *, why: str) -> dict[str, Any]:
    assert lead.due_at is not None
    return {
        "due": when(work, lead.due_at, lead.owner_id),
        "why": why,
        "linked": linking.said(work, lead),
        "draft": shown(draft),
    }


def handoff(work: Work, lead: Lead, handed: Handoff, *, key: str = "") -> None:
    """To whoever a lead is handed to: what they must know, and until when the giver waits for their yes.

    Said a second time it needs a `key` of its own.
    """
    assert handed.expires_at is not None
    values = {
        "by": _at(work, handed.expires_at, handed.receiver_id),
        "giver": owners.name_of(work, handed.giver_id),
        "note": {"text": handed.note},
    }
    key = key or f"handoff/{handed.given_at:%Y%m%dT%H%M%S}"
    tell(work, lead, handed.receiver_id, "handoff", kind="handoff", key=key, values=values)


def handed_back(work: Work, lead: Lead, handed: Handoff, *, news: str) -> None:
    """To whoever has the lead again: nobody said yes."""
    still_yours(work, lead, key=f"handed-back/{handed.given_at:%Y%m%dT%H%M%S}", news=news)


def still_yours(work: Work, lead: Lead, *, key: str, news: str) -> None:
    """To its owner: what looked otherwise is over, so it is still theirs, with what is next."""
    owner_id = lead.owner_id
    assert owner_id is not None
    assert lead.due_at is not None
    following = {"action": lead.next_action or "", "due": when(work, lead.due_at, owner_id)}
    tell(
        work,
        lead,
        owner_id,
        "handed_back",
        kind="assigned",
        key=key,
        values={"news": news, "next": following},
    )


def handoff_over(work: Work, lead: Lead, handed: Handoff, *, why: str) -> None:
    """To whoever was asked and need not answer any more."""
    over(work, lead, handed.receiver_id, key=f"handoff-over/{handed.given_at:%Y%m%dT%H%M%S}", why=why)


def over(work: Work, lead: Lead, owner_id: str, *, key: str, why: str) -> None:
    """To whoever had the lead, or was asked, and need do nothing any more; once they are back."""
    tell(
        work, lead, owner_id, "handoff_over", kind="assigned",
        key=key, values={"why": why}, due_at=_back_at_work(work, owner_id),
    )  # fmt: skip


def nobody_is_there(work: Work, lead: Lead) -> None:
    """The fallback is away and nobody stands in: the lead stays there, and the managers are told."""
    what = f"{lead.ref} ({lead.name}) is with {owners.name_of(work, lead.owner_id)}, who is away"
    todo = "Name a deputy, or answer with an admin's force <owner>: <reason>."
    owe_admins(
        work,
        "alarm",
        key=f"{lead.ref}/nobody/{lead.round}/{work.now:%Y%m%dT%H%M%S}",
        values={"what": what, "todo": todo, "details": {"text": ""}},
    )


def passed_on(work: Work, lead: Lead, owner_id: str, *, why: str) -> None:
    """To an owner whose lead went on to somebody else."""
    key = f"passed/{lead.round}/{work.now:%Y%m%dT%H%M%S}"
    tell(work, lead, owner_id, "passed_on", kind="assigned", key=key, values={"why": why})


def taken(work: Work, lead: Lead, holder: str, *, by: str, at: datetime) -> None:
    """To whoever held the offer: since `at` somebody else has it; once they are back."""
    if not owners.is_known(work, holder):
        return
    back = _back_at_work(work, holder)
    moment = say_moment(at, back, work.settings.calendar(holder).zone)
    values = {"taken": {"by": owners.name_of(work, by), "at": moment}, "why": ""}
    key = f"taken/{by}/{at:%Y%m%dT%H%M%S}"
    tell(work, lead, holder, "taken", kind="assigned", key=key, values=values, due_at=back)


def was_it_you(work: Work, lead: Lead, asked: Offer, at: datetime) -> None:
    """To the offeree, once: somebody answered from the shared address, was it you?"""
    zone = work.settings.calendar(asked.owner_id).zone
    moment = say_moment(at, opening_of(work, asked.owner_id), zone)
    question = f"Somebody answered {lead.name} {moment}. Was it you?"
    choices = [
        {"word": "accept", "meaning": "it was me, and it is mine"},
        {"word": "not me", "meaning": "it was somebody else"},
    ]
    _ask(work, lead, asked.owner_id, key=f"was-it-you/{lead.round}", question=question, choices=choices)


def who_takes(work: Work, lead: Lead, *, question: str, why: str) -> None:
    """To the fallback, who decides what becomes of the lead."""
    assert lead.owner_id is not None
    choices = [
        {"word": "accept", "meaning": "I take it"},
        {"word": "offer", "meaning": "offer it to the others"},
        {"word": "not a lead", "meaning": "nobody's"},
        {"word": "close: <reason>", "meaning": "done with it"},
    ]
    key = f"who-takes/{lead.round}/{work.now:%Y%m%dT%H%M%S}"
    _ask(work, lead, lead.owner_id, key=key, question=question, choices=choices, why=why)


def reminder(
    work: Work, lead: Lead, *, key: str, due: datetime, promised: bool = False, draft: Draft | None = None
) -> None:
    """To whoever owns the lead: what is due, once; `promised`: `due` is what the customer was told."""
    covering.stand_in(work, lead)
    owner_id = lead.owner_id or lead.accountable_id
    assert owner_id is not None
    values = {
        "next": {"action": lead.next_action or "", "due": when(work, due, owner_id)},
        "words": words_for(lead, draft),
        "why": f"{lead.name} was told: by {_at(work, due, owner_id)}" if promised else "",
        "draft": shown(draft),
    }
    tell(work, lead, owner_id, "reminder", kind="reminder", key=f"reminder/{key}", values=values, draft=draft)


def late(work: Work, lead: Lead) -> None:
    """To manager and admins at once: a customer waits longer than one business day."""
    assert lead.answer_due_at is not None
    for owner_id in owners.managers(work):
        values = {
            "next": {"action": lead.next_action or "", "due": when(work, lead.answer_due_at, owner_id)},
            "words": "",
            "why": "",
        }
        key = f"late/{lead.answer_asked_at:%Y%m%dT%H%M%S}/{owner_id}"
        tell(work, lead, owner_id, "late", kind="late", key=key, values=values)


def reminded_since(work: Work, lead: Lead, instant: datetime) -> bool:
    """Whether a reminder about this lead was written at or after `instant`."""
    work.session.flush()
    rows = select(OutboxEmail.id).where(
        OutboxEmail.lead_id == lead.id, OutboxEmail.kind == "reminder", OutboxEmail.created_at >= instant
    )
    return work.session.scalar(rows.limit(1)) is not None


def opening_of(work: Work, owner_id: str) -> datetime:
    """Return when a notice may reach this owner: now, or at their next opening."""
    return hours.next_opening(work.settings.calendar(owner_id), work.now)


def _back_at_work(work: Work, owner_id: str) -> datetime:
    """Return the next opening at which they are there; no mail comes on a holiday."""
    if not owners.is_known(work, owner_id):
        return work.now
    back = max(work.now, owners.away_until(work, owner_id) or work.now)
    return hours.next_opening(work.settings.calendar(owner_id), back)


def _ask(
    work: Work,
    lead: Lead,
    owner_id: str,
    *,
    key: str,
    question: str,
    choices: list[dict[str, str]],
    why: str = "",
) -> None:
    values = {"question": question, "choices": choices, "why": why}
    tell(work, lead, owner_id, "question", kind="question", key=key, values=values)


def tell(
    work: Work,
    lead: Lead,
    owner_id: str,
    purpose: str,
    *,
    kind: str,
    key: str,
    values: Mapping[str, Any],
    offer: Offer | None = None,
    draft: Draft | None = None,
    touch: Touch | None = None,
    due_at: datetime | None = None,
    at_once: bool = False,
) -> OutboxEmail | None:
    """Owe an owner the mail `purpose`: at their next opening, at `due_at` if that is later, or `at_once`
    (the time of an offer or a morning mail is within their hours). None for somebody who is no owner."""
    if not owners.is_known(work, owner_id):
        return None
    opening = work.now if at_once else opening_of(work, owner_id)
    return owe_owner(
        work,
        owner_id,
        purpose,
        kind=kind,
        key=key,
        values=values,
        lead=lead,
        offer=offer,
        draft=draft,
        touch=touch,
        due_at=max(opening, due_at) if due_at else opening,
    )


def when(work: Work, instant: datetime, owner_id: str | None) -> str:
    """Say an instant on the clock of this owner, or of the team, as it is true when they can read it.

    At their opening that is "today", not "tomorrow".
    """
    calendar = work.settings.calendars.get(owner_id or "")
    if calendar is None or owner_id is None:
        return say_when(instant, work.now, work.settings.team_calendar.zone)
    return say_when(instant, opening_of(work, owner_id), calendar.zone)


def _at(work: Work, instant: datetime, owner_id: str) -> str:
    return say_at(instant, opening_of(work, owner_id), work.settings.calendar(owner_id).zone)
