"""What is due and still waits, by kind: the oldest of each. Zero rows of each kind is the normal case.

What rightly waits for a look at its mailbox is left out: that the mailbox is not read is a check of its own.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from worker import sweep
from worker.states import InboundState
from worker.store.looks import settled
from worker.store.models import InboundEmail, Lead, Mailbox


def oldest(session: Session, now: datetime) -> dict[str, datetime]:
    """Return since when the oldest due row of each kind waits; kinds without any are left out."""
    found = {kind.name: since for kind in sweep.DUE if (since := _since(session, kind, now)) is not None}
    due_at = func.coalesce(InboundEmail.due_at, InboundEmail.arrived_at)
    unjudged = session.scalar(
        select(func.min(due_at)).where(InboundEmail.state == InboundState.STORED, due_at <= now)
    )
    return found | ({"judge": unjudged} if unjudged is not None else {})


def _since(session: Session, kind: sweep.Due, now: datetime) -> datetime | None:
    first = func.min(kind.due_at)
    if not kind.after_look:
        found: datetime | None = session.scalar(select(first).where(kind.due_at <= now, kind.when))
        return found
    model = kind.due_at.class_
    of_inboxes = (
        select(Lead.inbox, first)
        .join(model, model.lead_id == Lead.id)
        .where(kind.due_at <= now, kind.when)
        .group_by(Lead.inbox)
    )
    waiting = [
        # Until the look that settled it nothing could be done.
        max(since, session.get_one(Mailbox, inbox).looked_at or since)
        for inbox, since in session.execute(of_inboxes).all()
        if settled(session, inbox, since)
    ]
    return min(waiting, default=None)
