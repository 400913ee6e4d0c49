"""Files a copy of what customers were sent in Sent, where the mail server does not do that itself.

Done at a look, some time after the mail went. Sent is searched first, so that a process that died between
filing and noting it files no second one. A copy of ours is never evidence that its mail went: it is only
filed once that is known.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Lock

import structlog
from sqlalchemy import select

from worker.mail.imap import ImapSession
from worker.mail.mailbox import ConnectionLost, MailboxError
from worker.outbox import evidence
from worker.store.claims import give_back, take_lease
from worker.store.models import OutboxEmail
from worker.store.work import Work, Workshop

SEEN = b"\\Seen"
LEASE = timedelta(minutes=2)  # of the machine's time, for one batch
BATCH = 50
AGAIN, GIVE_UP = timedelta(hours=1), timedelta(days=1)

log = structlog.get_logger()
# The lease keeps other processes out, this lock the other threads of ours.
_filing = Lock()


def file_copies(workshop: Workshop, session: ImapSession, inbox: str, sent: str) -> None:
    """File what is due. Raises ConnectionLost; what a server refuses is noted and tried again."""
    if not _due(workshop, inbox) or not _filing.acquire(blocking=False):
        return
    lease = f"file:{inbox}"
    try:
        if take_lease(workshop.database, lease, LEASE):
            for outbox_id in _due(workshop, inbox):
                _file(workshop, session, sent, outbox_id)
            give_back(workshop.database, lease)
    finally:
        _filing.release()


def inboxes_to_file(work: Work) -> set[str]:
    """Make everything due that was never tried, as at the end of a run; return the inboxes it is of."""
    rows = select(OutboxEmail).where(
        OutboxEmail.file_at > work.now, OutboxEmail.file_at <= work.now + AGAIN / 2
    )
    mails = work.session.scalars(rows).all()
    for mail in mails:
        mail.file_at = work.now
    return {mail.inbox for mail in mails}


def _due(workshop: Workshop, inbox: str) -> list[int]:
    with workshop.database.reading() as session:
        rows = select(OutboxEmail.id).where(
            OutboxEmail.inbox == inbox, OutboxEmail.file_at <= workshop.clock.now()
        )
        return list(session.scalars(rows.order_by(OutboxEmail.file_at).limit(BATCH)))


def _file(workshop: Workshop, session: ImapSession, sent: str, outbox_id: int) -> None:
    with workshop.work() as work:
        mail = work.session.get_one(OutboxEmail, outbox_id)
        if evidence.went_at(work, mail) is not None:
            mail.file_at = None
            return
        raw, message_id, sent_at = mail.raw, mail.message_id, mail.sent_at or work.now
    try:
        session.examine(sent)
        if not session.find_our_message_id(message_id):
            session.append(sent, raw, flags=[SEEN], when=sent_at)
    except ConnectionLost:
        raise
    except MailboxError as error:
        log.warning("a copy could not be filed in Sent", outbox=outbox_id, why=error.sentence)
        with workshop.work() as work:
            late = work.now - sent_at > GIVE_UP
            work.session.get_one(OutboxEmail, outbox_id).file_at = None if late else work.now + AGAIN
        return
    with workshop.work() as work:
        work.session.get_one(OutboxEmail, outbox_id).file_at = None
