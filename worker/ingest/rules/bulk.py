"""Newsletters, notices of shops and networks, other services' verification mails.

List headers that name one of our own addresses belong to a group in front of the inbox and say nothing about
the mail (rules, section 5). Without list headers the marks of mass_mail.py are weighed.
"""

from __future__ import annotations

import re

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import is_no_reply
from worker.mail.machines import mass_mail, order_notice
from worker.mail.machines.mass_words import VERIFY_SUBJECT
from worker.mail.message import ParsedEmail
from worker.mail.text import fold

# "noreply.news@": somebody may be called so, thus the mail must say by itself that nobody reads answers.
_CALLED_NO_REPLY = re.compile(
    r"(?:no[-_.]?reply|do[-_.]?not[-_.]?(?:reply|respond)|dont[-_.]?reply)[^@]{0,80}@"
    r"|[^@]{1,80}[-_.+]no[-_.]?reply[^@]{0,80}@",
    re.IGNORECASE,
)
_LIST = ("list-unsubscribe", "list-id", "list-post", "list-unsubscribe-post")


def newsletter(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A mail sent to many, or a notice that nobody expects an answer to."""
    if known.answers_customer_mail or mail.is_complaint:
        return None
    if _names_us(mail, known):
        return None
    for name in _LIST:
        if name in mail.headers:
            return Opinion(Verdict.BULK, f"It was sent to a list ({name.title()} header).")
    if mail.headers.get("precedence").lower() == "list":
        return Opinion(Verdict.BULK, "Its header says that it was sent to a list (Precedence).")
    takes_no_answers = is_no_reply(mail.sender.email) or (
        _CALLED_NO_REPLY.match(mail.sender.email) and mass_mail.wants_no_answer(mail)
    )
    if "@" in mail.sender.email and takes_no_answers and not _answerable(mail):
        what = (
            "A service's verification mail"
            if VERIFY_SUBJECT.search(fold(mail.subject))
            else "A service's notice"
        )
        return Opinion(Verdict.BULK, f"{what} from an address that takes no answers ({mail.sender.email}).")
    if known.known_person:
        return None
    if mass_mail.verifies(mail):
        return Opinion(Verdict.BULK, f"A service's verification mail ({mail.sender.email}).")
    if order_notice.tells_of_an_order(mail):
        return Opinion(Verdict.BULK, f"A shop's notice about an order ({mail.sender.email}).")
    if marks := mass_mail.why(mail):
        return Opinion(Verdict.BULK, f"It was written for many: it has {marks}.")
    return None


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
