"""Whether we have looked: a deadline that a mail could have met is judged only after a good look.

The look must have begun at or after the deadline, and what it brought must be judged (rules, section 2).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from worker.states import InboundState
from worker.store.models import InboundEmail, Mailbox


def settled(session: Session, inbox: str, deadline: datetime) -> bool:
    """Whether every mail of `inbox` that arrived by `deadline` is stored and judged."""
    return bool(session.scalar(select(all_judged(inbox, deadline))))


def all_judged(
    inbox: str | InstrumentedAttribute[str], deadline: datetime | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Return the same as a condition, also for a column of inboxes and one of deadlines."""
    unjudged = select(InboundEmail.id).where(
        InboundEmail.state == InboundState.STORED,
        InboundEmail.inbox == inbox,
        InboundEmail.arrived_at <= deadline,
    )
    return and_(looked_at_since(inbox, deadline), ~unjudged.exists())


def looked_at_since(
    inbox: str | InstrumentedAttribute[str], deadline: datetime | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Return the condition that a good look at `inbox` began at or after `deadline`."""
    return select(Mailbox.inbox).where(Mailbox.inbox == inbox, Mailbox.looked_at >= deadline).exists()


def want_look(session: Session, inbox: str, now: datetime) -> None:
    """Make the mailbox due: somebody waits for a look at it."""
    mailbox = session.get(Mailbox, inbox)
    if mailbox is None:
        session.add(Mailbox(inbox=inbox, due_at=now))
    elif mailbox.due_at is None or mailbox.due_at > now:
        mailbox.due_at = now
