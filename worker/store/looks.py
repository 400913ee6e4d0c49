"""Whether we have looked: a deadline that a mail could have met is judged only after a good look.

The look must have begun at or after the deadline, and what it brought must be judged (rules, section 2).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.states import InboundState
from worker.store.models import InboundEmail, Mailbox


def settled(session: Session, inbox: str, deadline: datetime) -> bool:
    """Whether every mail of `inbox` that arrived by `deadline` is stored and judged."""
    mailbox = session.get(Mailbox, inbox)
    if mailbox is None or mailbox.looked_at is None or mailbox.looked_at < deadline:
        return False
    unjudged = select(InboundEmail.id).where(
        InboundEmail.inbox == inbox,
        InboundEmail.state == InboundState.STORED,
        InboundEmail.arrived_at <= deadline,
    )
    return session.scalar(unjudged.limit(1)) is None


def want_look(session: Session, inbox: str, now: datetime) -> None:
    """Make the mailbox due: somebody waits for a look at it."""
    mailbox = session.get(Mailbox, inbox)
    if mailbox is None:
        session.add(Mailbox(inbox=inbox, due_at=now))
    elif mailbox.due_at is None or mailbox.due_at > now:
        mailbox.due_at = now
