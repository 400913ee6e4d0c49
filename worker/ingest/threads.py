"""Keeps which ids belong to a lead's thread, so that the next mail finds it (rules, section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from worker.ingest.place import THEIRS
from worker.mail.message import Address, ParsedEmail
from worker.mail.threads import cut
from worker.store.models import Lead, ThreadId
from worker.store.work import Work

PARTICIPANTS = 50  # of one mail; a thread with more is a mailing


def remember(work: Work, lead: Lead, said: ParsedEmail) -> None:
    """Keep the ids a customer's mail carries: its own as theirs, and all for our References."""
    ids = [*lead.thread_ids, *said.references, *said.in_reply_to, said.message_id]
    lead.thread_ids = list(cut([named for named in ids if named]))
    if said.message_id:
        named = (said.sender, *said.reply_to, *said.recipients)
        keep_id(work, lead.id, said.message_id, side=THEIRS, named=named)


def keep_id(work: Work, lead_id: int, message_id: str, *, side: str, named: Iterable[Address]) -> None:
    """Keep that a mail of this id, which names these people, stands in the lead's thread."""
    work.session.flush()
    rows = select(ThreadId.id).where(ThreadId.message_id == message_id, ThreadId.lead_id == lead_id)
    if work.session.scalar(rows) is None:
        participants = list(dict.fromkeys(address.email for address in named if address))[:PARTICIPANTS]
        work.session.add(
            ThreadId(message_id=message_id, lead_id=lead_id, side=side, participants=participants)
        )
