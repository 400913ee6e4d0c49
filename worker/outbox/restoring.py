"""Lets a restored database send again, but no customer get twice what went after its backup was made.

What lies in Sent has gone (evidence.py). What does not lie there may have gone as well, where nobody files
every mail in Sent: a mail to a customer that was due in the time nobody remembers is doubted then, and a
person asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from worker.outbox import evidence, in_doubt
from worker.states import OutboxState
from worker.store import restored
from worker.store.models import InboundEmail, OutboxEmail
from worker.store.work import Work


def finish(work: Work, since: datetime) -> Sequence[OutboxEmail]:
    """Let mail go again in a database that was put back at `since`; return what is doubted instead."""
    # What was decided since, after closing time, is due at the next opening and was never held.
    decided = or_(OutboxEmail.reason == restored.WAITS, OutboxEmail.created_at >= since)
    held = select(OutboxEmail).where(
        OutboxEmail.state == OutboxState.QUEUED, OutboxEmail.audience == "customer", decided
    )
    vouches = {inbox.name: _sent_vouches(work, inbox.name) for inbox in work.settings.inboxes}
    doubted = [
        mail
        for mail in work.session.scalars(held.order_by(OutboxEmail.id))
        # An inbox that is configured no more cannot vouch for anything.
        if not vouches.get(mail.inbox) and _wanted_at(work, mail) <= since
    ]
    for mail in doubted:
        in_doubt.begin(work, mail, "a backup was put back, and Sent cannot tell")
    work.session.flush()
    restored.end(work.session, work.now)
    return doubted


def _wanted_at(work: Work, mail: OutboxEmail) -> datetime:
    """Return when what caused the mail came, else when it was to go."""
    cause = work.session.get(InboundEmail, mail.caused_by) if mail.caused_by else None
    return mail.planned_at if cause is None else min(cause.arrived_at, mail.planned_at)


def _sent_vouches(work: Work, inbox: str) -> bool:
    """Whether Sent shows what went: the last mails to customers lie there, and not because we filed them.

    We file a copy some time after its mail went, so that a missing one says nothing.
    """
    if work.settings.inbox(inbox).files_copies:
        return False
    went = select(OutboxEmail).where(
        OutboxEmail.inbox == inbox, OutboxEmail.audience == "customer", OutboxEmail.state == OutboxState.SENT
    )
    last = work.session.scalars(went.order_by(OutboxEmail.sent_at.desc()).limit(evidence.WITNESSES)).all()
    return bool(last) and all(evidence.went_at(work, mail) is not None for mail in last)
