"""A cold start: nobody was up, or the database is yesterday's (reliability, "Late work").

Since then every mailbox must have been looked at, Sent with it, and what came must be judged, before a
customer is mailed: Sent knows what went already, INBOX who has answered. It is one tick in the database,
so that every process keeps to it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from worker.store import ticks
from worker.store.looks import settled
from worker.store.models import Mailbox

# By so much the clocks of two machines may differ; a cold start later than this is of a clock set back.
CLOCKS_DIFFER = timedelta(minutes=1)


def begin(session: Session, now: datetime) -> None:
    """Note that from `now` on nothing is taken for known."""
    ticks.tick(session, ticks.COLD, now)


def begin_after_gap(session: Session, now: datetime, longest: timedelta) -> bool:
    """Note a cold start if no heartbeat was up for longer than `longest`; return whether it was so.

    A database that never had a heartbeat is worked by `run --until-idle`, which looks first anyway. A clock
    that was set back begins anew too: else nobody would be mailed until it is as late again.
    """
    beat = ticks.last(session, ticks.HEARTBEAT)
    noticed = ticks.last(session, ticks.COLD)
    if noticed is not None and noticed > now + CLOCKS_DIFFER:
        _forget_looks(session, after=now)
        begin(session, now)
        return True
    if beat is None or now - beat <= longest or (noticed is not None and noticed > beat + longest):
        return False
    begin(session, now)
    return True


def is_looked_at(session: Session, inbox: str) -> bool:
    """Whether the mailbox was looked at since the last cold start."""
    since = ticks.last(session, ticks.COLD)
    mailbox = session.get(Mailbox, inbox)
    return since is None or (
        mailbox is not None and mailbox.looked_at is not None and mailbox.looked_at >= since
    )


def is_over(session: Session, inbox: str) -> bool:
    """Whether the mailbox was looked at, and what came was judged, since the last cold start."""
    since = ticks.last(session, ticks.COLD)
    return since is None or settled(session, inbox, since)


def _forget_looks(session: Session, *, after: datetime) -> None:
    """A look that a clock since set back dates in the future says nothing of what came after it."""
    session.execute(update(Mailbox).where(Mailbox.looked_at > after).values(looked_at=None))
