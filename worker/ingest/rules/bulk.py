"""Newsletters, notices of shops and networks, other services' verification mails.

List headers that name one of our own addresses belong to a group in front of the inbox
and say nothing about the mail (rules, section 5).
"""

from __future__ import annotations

import re

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import is_no_reply
from worker.mail.message import ParsedEmail

_LIST = ("list-unsubscribe", "list-id", "list-post", "list-unsubscribe-post")
_CAMPAIGN = (
    "feedback-id",
    "x-campaign",
    "x-campaignid",
    "x-campaign-id",
    "x-mc-user",
    "x-mailchimp-id",
    "x-newsletter",
)
_VERIFICATION = re.compile(
    r"verif(?:y|ication)|confirm (?:your|you) (?:e-?mail|account|subscription|registration|identity)"
    r"|(?:security|one-time|login|sign-in|access) (?:code|pass)|\bOTP\b|password reset|reset your password"
    r"|best[äa]tig(?:en sie|ung|ungscode)|sicherheitscode|passwort zurücksetzen|anmeldecode",
    re.IGNORECASE,
)

_SERVICE = re.compile(
    r"^(?:accounts?|verify|verification|auth|log-?in|sign-?(?:in|up)|register|registration|security|alerts?"
    r"|notifications?|notify|mailer|confirm(?:ation)?)(?:[-+._].*)?@"
)
_CODE = re.compile(r"\b(?:\d{4,8}|\d{3}[- ]\d{3}|[A-Z0-9]{6})\b|https?://")


def newsletter(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A mail sent to many, or a notice that nobody expects an answer to."""
    if known.answers_customer_mail or mail.is_complaint:
        return None
    if _names_us(mail, known):
        return None
    for name in _LIST:
        if name in mail.headers:
            return Opinion(Verdict.BULK, f"It was sent to a list ({name.title()} header).")
    if mail.headers.get("precedence").lower() in ("bulk", "list", "junk"):
        return Opinion(Verdict.BULK, "Its header says that it was sent to many (Precedence).")
    if any(name in mail.headers for name in _CAMPAIGN) and not mail.answers_something:
        return Opinion(Verdict.BULK, "It belongs to a mail campaign.")
    if "@" in mail.sender.email and is_no_reply(mail.sender.email) and not _answerable(mail):
        what = "A service's verification mail" if _VERIFICATION.search(mail.subject) else "A service's notice"
        return Opinion(Verdict.BULK, f"{what} from an address that takes no answers ({mail.sender.email}).")
    if _verifies(mail) and not known.known_person:
        return Opinion(Verdict.BULK, f"A service's verification mail ({mail.sender.email}).")
    return None


def _verifies(mail: ParsedEmail) -> bool:
    """Whether a service sends the code or link by which somebody proves that an address is theirs."""
    speaks_for_a_service = bool(_SERVICE.match(mail.sender.email)) and not mail.answers_something
    return speaks_for_a_service and bool(_VERIFICATION.search(mail.subject) and _CODE.search(mail.text))


def _names_us(mail: ParsedEmail, known: Known) -> bool:
    """Whether the list headers name one of our own addresses."""
    for name in _LIST:
        for value in mail.headers.all(name):
            listed = value.lower().replace("%40", "@")
            as_list_id = [address.replace("@", ".") for address in known.inbox_addresses]
            if any(address in listed for address in (*known.inbox_addresses, *as_list_id)):
                return True
    return False


def _answerable(mail: ParsedEmail) -> bool:
    return any(not is_no_reply(address.email) for address in mail.reply_to)
