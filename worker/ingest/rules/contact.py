"""One of us wrote to the customer: found in Sent, or copied to the inbox.

Counts as a human message to the customer, which no reminder and no cadence may talk over.
"""

from __future__ import annotations

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail


def one_of_us_wrote(mail: ParsedEmail, known: Known) -> Opinion | None:
    """From one of us, with somebody outside among the recipients; or anything in Sent."""
    if known.sent_folder:
        return Opinion(Verdict.CONTACT, "It lies in the Sent folder: one of us wrote it.")
    if not known.is_us(mail.sender.email):
        return None
    if any(not known.is_us(address.email) for address in mail.reply_to):
        # Our own address in From with somebody else in Reply-To is that person speaking.
        return None
    outside = [address.email for address in mail.recipients if not known.is_us(address.email)]
    if not outside:
        return None
    if mail.from_count != 1 or mail.control_characters:
        return Opinion(Verdict.UNSURE, "It claims to be from one of us, but its header is malformed.")
    return Opinion(Verdict.CONTACT, f"{mail.sender.email} wrote to {outside[0]}, with a copy to us.")
