"""An owner said `send`: their words go to the customer, at once or at the first instant that is allowed.

An answer to the customer's own message goes at once, at any hour. A touch waits for its time, the team's
hours, and 20 hours and one business day after the last touch to that person (rules, section 4).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from worker import hours
from worker.cadence import budget, enrollment
from worker.leads import draft
from worker.outbox.compose import owe_customer
from worker.states import OutboxState, Turn
from worker.store.models import Draft, Lead, OutboxEmail, Touch
from worker.store.work import Work

DID_NOT_GO = (OutboxState.CANCELLED, OutboxState.FAILED, OutboxState.SUPPRESSED)


def send(
    work: Work,
    lead: Lead,
    owner_id: str,
    text: str,
    *,
    words: Draft | None = None,
    now: bool = False,
    caused_by: int | None = None,
    knows_until: datetime | None = None,
) -> OutboxEmail:
    """Owe the customer `text` in the name of `owner_id`; its `due_at` says when it goes.

    `words` is the draft it came from, None for the owner's own text; `now` (`send now`) waits for the
    team's hours only. `caused_by` is the command's mail, so that a repeated command never sends twice.
    """
    touch = touch_of(work, lead, words)
    mail = owe_customer(
        work,
        lead,
        kind="human",
        text=text,
        key=_key(work, lead, touch, words, caused_by),
        guard="touch" if touch is not None and words is not None else "answer",
        owner_id=owner_id,
        draft=words,
        touch=touch,
        times=words.times if words is not None else (),
        due_at=goes_at(work, lead, touch, now=now),
        caused_by=caused_by,
        knows_until=knows_until,
    )
    if words is not None:
        draft.mark_sent(work, words)
    else:
        draft.withdraw(work, lead, "The owner sent their own words.")
    return mail


def goes_at(work: Work, lead: Lead, touch: Touch | None, *, now: bool = False) -> datetime:
    """Return when a message said to be sent now may leave."""
    if touch is None:
        return work.now
    return (
        hours.next_opening(work.settings.team_calendar, work.now)
        if now
        else budget.earliest(work, lead, touch)
    )


def touch_of(work: Work, lead: Lead, words: Draft | None) -> Touch | None:
    """Return the step that these words are; None for an answer, which is no touch."""
    if words is not None:
        return work.session.get(Touch, words.touch_id) if words.touch_id else None
    run = enrollment.current(work, lead)
    if run is None or lead.turn is not Turn.CUSTOMER:
        return None
    return enrollment.open_touch(work, run)


def _key(work: Work, lead: Lead, touch: Touch | None, words: Draft | None, caused_by: int | None) -> str:
    """One key a step and run, so that the same step never goes twice; a mail that could not go is no
    obstacle to the next try."""
    if touch is not None:
        key, same = f"run:{touch.enrollment.run}/step:{touch.step}", OutboxEmail.touch_id == touch.id
    elif words is not None:
        key, same = f"{words.purpose}/{words.written_at:%Y%m%dT%H%M%S}", OutboxEmail.draft_id == words.id
    else:
        return f"own/{work.now:%Y%m%dT%H%M%S}/{caused_by or 0}"
    work.session.flush()
    tries = select(func.count()).where(
        same, OutboxEmail.audience == "customer", OutboxEmail.state.in_(DID_NOT_GO)
    )
    tried = work.session.scalar(tries) or 0
    return f"{key}/again:{tried}" if tried else key
