"""Remembers whom we wrote to before we came: addresses from Sent, read from headers only.

Somebody one of us wrote to in the last 24 months gets no automatic acknowledgement, and is offered first to
whoever wrote last (rules, section 5).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes

from worker.ingest.fetch import UIDS_A_COMMAND
from worker.mail.headers import raw_values, read_addresses
from worker.mail.imap import ImapSession
from worker.store.models import WrittenTo
from worker.store.work import Work, Workshop

MEMORY = timedelta(days=731)
# The newest of them: in a very full mailbox more would keep the first look waiting.
MOST_MAILS = 20_000


def remember(workshop: Workshop, session: ImapSession, *, below: int, now: datetime) -> None:
    """Keep the recipients of the mails in the examined folder with UIDs under `below`."""
    uids = [uid for uid in session.uids_since((now - MEMORY).date()) if uid < below][-MOST_MAILS:]
    for start in range(0, len(uids), UIDS_A_COMMAND):
        part = uids[start : start + UIDS_A_COMMAND]
        sizes = session.sizes(part)
        blocks = session.headers(part, ("From", "To", "Cc", "Bcc"))
        with workshop.work() as work:
            for uid, block in sorted(blocks.items()):
                if uid in sizes:
                    _remember(work, block, sizes[uid].arrived_at)


def _remember(work: Work, block: bytes, at: datetime) -> None:
    message = message_from_bytes(block)
    owners = (work.settings.owner_of(sender.email) for sender in read_addresses(raw_values(message, "From")))
    owner = next((found.id for found in owners if found), None)
    values = [value for name in ("To", "Cc", "Bcc") for value in raw_values(message, name)]
    for address in {recipient.email for recipient in read_addresses(values)} - work.settings.our_addresses:
        known = work.session.get(WrittenTo, address)
        if known is None:
            work.session.add(WrittenTo(address=address, last_at=at, owner_id=owner))
        elif known.last_at <= at:
            known.last_at, known.owner_id = at, owner
