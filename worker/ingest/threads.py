"""Keeps which ids belong to a lead's thread, so that the next mail finds it (rules, section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from worker.ingest.place import THEIRS
from worker.mail.message import Address, ParsedEmail
from worker.mail.threads import cut
from worker.store.models import Lead, ThreadId

PARTICIPANTS = 50  # of one mail; a thread with more is a mailing


def remember(lead: Lead, said: ParsedEmail) -> None:
    """Keep the ids a customer's mail carries: its own as theirs, and all for our References."""
    ids = [*lead.thread_ids, *said.references, *said.in_reply_to, said.message_id]
    lead.thread_ids = list(cut([named for named in ids if named]))
    if said.message_id:
        keep_id(lead, said.message_id, side=THEIRS, named=(said.sender, *said.reply_to, *said.recipients))


def keep_id(lead: Lead, message_id: str, *, side: str, named: Iterable[Address]) -> None:
    """Keep that a mail of this id, which names these people, stands in the lead's thread."""
    if all(known.message_id != message_id for known in lead.threads):
        participants = list(dict.fromkeys(address.email for address in named if address))[:PARTICIPANTS]
        lead.threads.append(ThreadId(message_id=message_id, side=side, participants=participants))
