"""What lies in Sent has gone: a mail that is owed, and has a copy there, is never mailed again.

It happens when a backup is put back: yesterday's database owes what today's mailbox shows was sent. The
same mail gets the same Message-ID then, because that is a keyed hash of what caused it (identity.py).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, or_, select

from worker.mail.message import ParsedEmail
from worker.outbox import identity
from worker.states import OutboxState
from worker.store.models import InboundEmail, OutboxEmail
from worker.store.work import Work

# So many mails before and after a doubt must have their copy before a missing one says anything.
WITNESSES = 3
_COPIED_AT = (
    select(InboundEmail.internal_at)
    .where(
        InboundEmail.role == "sent",
        or_(
            InboundEmail.message_id == bindparam("message_id"),
            InboundEmail.marker == bindparam("marker"),
        ),
    )
    .order_by(InboundEmail.internal_at)
    .limit(1)
)


def went_at(work: Work, mail: OutboxEmail) -> datetime | None:
    """Return when a mail of ours went, by its copy in Sent; None while none was read there.

    The copy has its Message-ID or, where a provider wrote another, our key in References.
    """
    key = identity.thread_key(work.secret, mail.message_id)
    at: datetime | None = work.session.scalar(_COPIED_AT, {"message_id": mail.message_id, "marker": key})
    return None if at is None else min(at, work.now)


def shows_every_mail(work: Work, mail: OutboxEmail) -> bool:
    """Whether Sent is proven to show what this server takes: then a mail that is not there has not gone.

    Proven by the mails nearest to it, some before and some after: each has a copy there that we did not
    file ourselves.
    """
    if work.settings.inbox(mail.inbox).files_copies or mail.committed_at is None:
        return False
    went = select(OutboxEmail).where(
        OutboxEmail.inbox == mail.inbox, OutboxEmail.state == OutboxState.SENT, OutboxEmail.id != mail.id
    )
    before = went.where(OutboxEmail.sent_at <= mail.committed_at).order_by(OutboxEmail.sent_at.desc())
    after = went.where(OutboxEmail.sent_at > mail.committed_at).order_by(OutboxEmail.sent_at)
    around = [work.session.scalars(side.limit(WITNESSES)).all() for side in (before, after)]
    return all(
        len(side) == WITNESSES and all(went_at(work, other) is not None for other in side) for side in around
    )


def built_here(work: Work, parsed: ParsedEmail) -> bool:
    """Whether we built this mail to a customer, proved by our key beside its id, known to us still or not."""
    key = identity.thread_key(work.secret, parsed.message_id)
    return bool(parsed.message_id) and marker_of(work.secret, parsed) == key


def marker_of(secret: str, parsed: ParsedEmail) -> str | None:
    """Return the id in References that is our key, if this is a mail of ours: beside the one it answers.

    In an answer to it other ids follow the key, or it is the key of the very mail that is answered.
    """
    answered = {*parsed.in_reply_to, *(identity.thread_key(secret, named) for named in parsed.in_reply_to)}
    return next((named for named in reversed(parsed.references) if named not in answered), None)
