"""The last rule: a person wants something, and that is a lead. In doubt `unsure`, never nothing."""

from __future__ import annotations

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import is_no_reply
from worker.mail.message import ParsedEmail

# Roles that every domain must have (RFC 2142); who writes there wants no offer.
_ROLES = frozenset({"postmaster", "abuse", "hostmaster", "security"})


def asks_us(mail: ParsedEmail, known: Known) -> Opinion | None:
    """Any person's mail with something to read; what cannot be told is `unsure`."""
    if known.is_us(mail.sender.email):
        return Opinion(Verdict.UNSURE, "From one of us, with nobody else behind it and no lead named.")
    if not mail.sender or is_no_reply(mail.sender.email):
        return Opinion(Verdict.UNSURE, "Nobody can be told from it whom we could answer.")
    addressed = {address.email.split("@")[0] for address in mail.recipients}
    if addressed and addressed <= _ROLES:
        return Opinion(
            Verdict.UNSURE, f"A person writes to {min(addressed)}, which is no request for an offer."
        )
    if mail.text.strip() or mail.attachments:
        what = "asks us something" if "?" in mail.new_text else "writes to us"
        return Opinion(Verdict.INQUIRY, f"{mail.sender.email} {what}, and no earlier rule claims it.")
    if len(mail.subject.split()) >= 2:
        return Opinion(Verdict.INQUIRY, f'{mail.sender.email} wrote a subject only: "{mail.subject[:60]}".')
    return Opinion(Verdict.UNSURE, "Nothing in it can be read.")
