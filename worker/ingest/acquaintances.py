"""Remembers whom we wrote to before we came: addresses from Sent, read from headers only.

Somebody one of us wrote to in the last 24 months gets no automatic acknowledgement, and is offered first to
whoever wrote last (rules, section 5).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

from worker.ingest.fetch import UIDS_A_COMMAND
from worker.ingest.rules.known import Known
from worker.ingest.team import owner_among, us
from worker.mail.headers import raw_values, read_addresses
from worker.mail.imap import ImapSession
from worker.mail.message import Address
from worker.outbox import acquainted
from worker.store.work import Work, Workshop

MEMORY = timedelta(days=731)
# The newest of them: in a very full mailbox more would keep the first look waiting.
MOST_MAILS = 20_000
WRITERS, RECIPIENTS = ("From", "Sender", "Reply-To"), ("To", "Cc", "Bcc")


def remember(workshop: Workshop, session: ImapSession, *, below: int, now: datetime) -> None:
    """Keep the recipients of the mails in the examined folder with UIDs under `below`."""
    uids = [uid for uid in session.uids_since((now - MEMORY).date()) if uid < below][-MOST_MAILS:]
    for start in range(0, len(uids), UIDS_A_COMMAND):
        part = uids[start : start + UIDS_A_COMMAND]
        sizes = session.sizes(part)
        blocks = session.headers(part, (*WRITERS, *RECIPIENTS))
        with workshop.work() as work:
            for uid, block in sorted(blocks.items()):
                if uid in sizes:
                    _remember(work, us(work.settings), block, sizes[uid].arrived_at)


def _remember(work: Work, known: Known, block: bytes, at: datetime) -> None:
    message = message_from_bytes(block)
    owner_id = owner_among(known, _named(message, WRITERS))
    for address in {recipient.email for recipient in _named(message, RECIPIENTS)}:
        if address and not known.is_us(address):
            acquainted.note_written(work, address, at, owner_id)


def _named(message: Message, headers: tuple[str, ...]) -> tuple[Address, ...]:
    return read_addresses([value for name in headers for value in raw_values(message, name)])
