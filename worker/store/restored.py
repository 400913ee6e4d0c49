"""A database that was put back from a backup sends nothing until a person has looked at it.

It holds what was true when the backup was made; the mailbox shows what happened since. The mark is a row,
so every process on any machine keeps to it at once: it reads, decides and renders, and its mails wait
(outbox/guard.py). `keepwarm restore --finish` ends it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from worker.states import InboundState, OutboxState
from worker.store import ticks
from worker.store.models import InboundEmail, Mailbox, OutboxEmail, Tick

RESTORED = "restored"
# Why a mail is held back meanwhile.
WAITS = "a backup was put back: keepwarm restore --finish lets it go"


def since(session: Session) -> datetime | None:
    """Return when the backup was put back, None in a database that may send."""
    return ticks.last(session, RESTORED)


def unread(session: Session, inboxes: list[str]) -> list[str]:
    """Return the inboxes whose mail since the backup is not all read and judged yet."""
    looked_at = {row.inbox: row.looked_at for row in session.scalars(select(Mailbox))}
    waiting = select(InboundEmail.inbox).where(InboundEmail.state == InboundState.STORED).distinct()
    unjudged = set(session.scalars(waiting))
    return [inbox for inbox in inboxes if looked_at.get(inbox) is None or inbox in unjudged]


def end(session: Session, now: datetime) -> None:
    """Let mail go again: what was held meanwhile is due `now`; the send guard asks whether it still may."""
    session.execute(delete(Tick).where(Tick.name == RESTORED))
    held = update(OutboxEmail).where(OutboxEmail.state == OutboxState.QUEUED, OutboxEmail.reason == WAITS)
    session.execute(held.values(due_at=now, reason=None))


def marks(at: str) -> tuple[str, ...]:
    """Return the statements that mark a database as put back at `at`, an instant as its kind writes it.

    They fit the tables of every version. Nothing is taken for known, no mailbox has been looked at since,
    and whoever held a lease or ticked when the backup was made does so no more.
    """
    tick = "INSERT INTO ticks (name, at) VALUES ('{}', '{}')"
    return (
        f"DELETE FROM ticks WHERE name IN ('{RESTORED}', '{ticks.COLD}', '{ticks.HEARTBEAT}')",
        tick.format(RESTORED, at),
        tick.format(ticks.COLD, at),
        "UPDATE mailboxes SET looked_at = NULL",
        "DELETE FROM leases",
    )
