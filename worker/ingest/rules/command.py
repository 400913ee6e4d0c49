"""An owner answers one of our mails to them (rules, sections 6.1 and 7).

Only tells that an owner speaks to us; whether the words are believed is the commands'
business. The same token or thread from anybody else opens no door.
"""

from __future__ import annotations

import re

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail

_LEAD = re.compile(r"^\W{0,3}L-\d+\b", re.IGNORECASE)


def owner_speaks(mail: ParsedEmail, known: Known) -> Opinion | None:
    """An owner's reply to a mail of ours, or a mail of theirs that begins with a lead's number."""
    if known.sent_folder:
        return None
    owner = known.owner_of(mail.sender.email)
    if known.token_owner is None and not known.answers_owner_mail:
        if owner and _LEAD.match(mail.new_text) and not _outsiders(mail, known):
            return Opinion(Verdict.COMMAND, f"{owner} writes to us about a lead by its number.")
        return None
    if owner is None or (known.token_owner is not None and known.token_owner != owner):
        return Opinion(Verdict.UNSURE, f"It answers a mail to an owner, but {_who(mail)} is not that owner.")
    if mail.from_count != 1 or mail.control_characters:
        return Opinion(Verdict.UNSURE, "It answers a mail to an owner, but its header is malformed.")
    if _outsiders(mail, known):
        # They wrote to the customer from our thread: that is an answer, not an order.
        return None
    if known.token_owner is None:
        return Opinion(Verdict.UNSURE, f"{owner} answers a mail of ours whose token is no longer valid.")
    return Opinion(Verdict.COMMAND, f"{owner} answers a mail we sent them.")


def _outsiders(mail: ParsedEmail, known: Known) -> bool:
    return any(not known.is_us(address.email) for address in mail.recipients)


def _who(mail: ParsedEmail) -> str:
    return mail.sender.email or "its sender"
