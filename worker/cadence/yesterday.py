"""What happened since the last business day, in the few words that end a morning mail."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from worker import hours
from worker.states import LeadState
from worker.store.models import Event, Lead, Message
from worker.store.work import Work


def yesterday(work: Work, owner_id: str) -> str:
    """Say what was done: "2 sent, 1 answered, 1 closed"; "" for nothing."""
    since = _since(work, owner_id)
    sent = select(func.count()).where(
        Message.direction == "out", Message.who == owner_id, Message.at >= since, Message.at < work.now
    )
    answered = (
        select(func.count(func.distinct(Message.lead_id)))
        .join(Lead, Lead.id == Message.lead_id)
        .where(
            Message.direction == "in",
            Lead.owner_id == owner_id,
            Message.at >= since,
            Message.at > Lead.first_response_at,
        )
    )
    closed = select(func.count()).where(
        Lead.state == LeadState.CLOSED, Lead.owner_id == owner_id, Lead.closed_at >= since
    )
    counts = [
        (work.session.scalar(sent), "sent"),
        (work.session.scalar(answered), "answered"),
        (work.session.scalar(closed), "closed"),
    ]
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def said_thanks(work: Work, owner_id: str) -> tuple[dict[str, object], ...]:
    """The customers who only said thanks: nothing is due, but their owner likes to know."""
    rows = (
        select(Lead.name)
        .join(Event, Event.lead_id == Lead.id)
        .where(
            Lead.owner_id == owner_id,
            Event.what == "customer wrote",
            Event.why == "They said thanks.",
            Event.at >= _since(work, owner_id),
        )
    )
    return tuple({"number": "", "line": name} for name in dict.fromkeys(work.session.scalars(rows)))


def _since(work: Work, owner_id: str) -> datetime:
    """The beginning of the owner's last business day before today."""
    calendar = work.settings.calendar(owner_id)
    day = hours.local_day(calendar, work.now) - timedelta(days=1)
    while not hours.is_business_day(calendar, day):
        day -= timedelta(days=1)
    return hours.at_clock(calendar, day, time())
