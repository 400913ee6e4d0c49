"""Reads the mails of a batch, and asks once for all of them what each will ask.

Most of judging is asking: who is that, did we write to them, is it here already? What is found is kept in
the Work under the key by which it is looked up singly, and whoever changes it says so there: the second
mail of a batch finds what the first one did.
"""

from __future__ import annotations

from collections.abc import Sequence

from worker.ingest import awaiting, conversation, duplicates, floods
from worker.leads import lead as leads
from worker.leads import people
from worker.mail.message import ParsedEmail
from worker.mail.parse import body_hash, content_key, parse
from worker.outbox import acquainted, suppression
from worker.outbox.evidence import marker_of
from worker.store.models import InboundEmail
from worker.store.work import Work


def reading(work: Work, mail: InboundEmail) -> ParsedEmail:
    """Return the mail, read once in this transaction, with all others of its batch."""
    read = work.once("read", dict)
    if mail.id not in read:
        mails = work.once("batch", lambda: [mail])
        read.update({one.id: _described(work, one) for one in mails})
        look_ahead(work, mails, list(read.values()))
    found: ParsedEmail = read[mail.id]
    return found


def look_ahead(work: Work, mails: Sequence[InboundEmail], read: Sequence[ParsedEmail]) -> None:
    """Ask what these mails, of which none is judged yet, will ask."""
    named = [address.email for parsed in read for address in (parsed.sender, *parsed.reply_to)]
    addresses = list(dict.fromkeys(address for address in named if address))
    ids = list(dict.fromkeys(parsed.message_id for parsed in read if parsed.message_id))
    # What was noted of these mails is changed by nobody until they are judged.
    with work.session.no_autoflush:
        duplicates.look_ahead(work, mails)
        floods.look_ahead(work, mails)
        conversation.look_ahead(work, ids)
        awaiting.look_ahead(work, ids)
        people.look_ahead(work, addresses)
        leads.look_ahead(work, [mail.raw_hash for mail in mails if mail.raw_hash])
        acquainted.look_ahead(work, addresses)
        suppression.look_ahead(work, addresses)


def _described(work: Work, mail: InboundEmail) -> ParsedEmail:
    """Read a mail, and note what it is known by."""
    assert mail.raw is not None, "a stored mail has its bytes"
    parsed = parse(mail.raw)
    mail.message_id = parsed.message_id or None
    mail.subject = parsed.subject
    mail.sender = parsed.sender.email or None
    mail.marker = marker_of(work.secret, parsed) if mail.role == conversation.SENT else None
    mail.body_hash = body_hash(parsed)
    mail.content_hash = content_key(parsed)
    return parsed
