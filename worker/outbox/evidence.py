"""What lies in Sent has gone: a mail that is owed, and has a copy there, is never mailed again.

It happens when a backup is put back: yesterday's database owes what today's mailbox shows was sent. The
same mail gets the same Message-ID then, because that is a keyed hash of what caused it (identity.py).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from worker.mail.message import ParsedEmail
from worker.outbox import identity
from worker.store.models import InboundEmail, OutboxEmail
from worker.store.work import Work


def went_at(work: Work, mail: OutboxEmail) -> datetime | None:
    """Return when a mail of ours went, by its copy in Sent; None while none was read there.

    The copy has its Message-ID or, where a provider wrote another, our key in References.
    """
    key = identity.thread_key(work.secret, mail.message_id)
    rows = select(InboundEmail.internal_at).where(
        InboundEmail.role == "sent",
        or_(InboundEmail.message_id == mail.message_id, InboundEmail.marker == key),
    )
    at = work.session.scalar(rows.order_by(InboundEmail.internal_at).limit(1))
    return None if at is None else min(at, work.now)


def built_here(work: Work, parsed: ParsedEmail) -> bool:
    """Whether we built this mail to a customer, proved by our key beside its id, known to us still or not."""
    return bool(parsed.message_id) and marker_of(parsed) == identity.thread_key(
        work.secret, parsed.message_id
    )


def marker_of(parsed: ParsedEmail) -> str | None:
    """Return the id in References that is our key, if this is a mail of ours: beside the one it answers.

    In an answer to it other ids follow the key.
    """
    return next((named for named in reversed(parsed.references) if named not in parsed.in_reply_to), None)
