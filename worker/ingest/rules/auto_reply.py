"""What machines write by themselves: absences, receipts, ticket robots, challenges (RFC 3834).

`Auto-Submitted: no` is a human, `auto-forwarded` is somebody's mail passed on. A form's
robot is left to the form rule, because a person stands behind it.
"""

from __future__ import annotations

import re

from worker.ingest.rules import bounce, form
from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail import robot_phrases as robots
from worker.mail.addresses import is_no_reply
from worker.mail.message import ParsedEmail

_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-out-of-office",
)
_BEGINNING = 1_200  # characters; robots say what they are at once


def automatic(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A mail that no person wrote, and that reports no failed delivery."""
    token = mail.headers.get("auto-submitted").split(";")[0].strip().lower()
    if known.sent_folder and not token.startswith("auto-replied"):
        return None
    if mail.is_complaint:
        return None
    reason = _receipt(mail)
    if reason is None and token != "no":
        reason = _by_header(mail, known, token) or _by_words(mail)
    return Opinion(Verdict.AUTO_REPLY, reason) if reason else None


def is_robot(mail: ParsedEmail) -> bool:
    """A receipt, a calendar, a ticket robot or a challenge: it says nothing about a person being away."""
    return _receipt(mail) is not None or _by_words(mail) is not None


def is_absence(mail: ParsedEmail) -> bool:
    """Somebody's own notice that they are away, in the subject or the first words."""
    if is_robot(mail):
        return False
    said = f"{mail.subject}\n{mail.new_text[:_BEGINNING]}"
    return bool(_subject_says_so(mail) or robots.AWAY.search(said))


def _receipt(mail: ParsedEmail) -> str | None:
    """Receipts and answers that a mail program sends for its user."""
    if any("disposition-notification" in report.content_type for report in mail.reports):
        return "A read receipt, sent by a mail program."
    if bounce.is_positive(mail):
        return "A report that a mail was delivered."
    calendar = (
        any(a.content_type == "text/calendar" for a in mail.attachments) or b"text/calendar" in mail.source
    )
    if calendar and re.search(
        rb"method=\"?reply|^METHOD:REPLY", mail.source[:65536], re.IGNORECASE | re.MULTILINE
    ):
        return "A calendar's answer to an invitation."
    return None


def _by_header(mail: ParsedEmail, known: Known, token: str) -> str | None:
    if token.startswith("auto-replied"):
        return "Its header says that it answered by itself (Auto-Submitted)."
    if any(name in mail.headers for name in _HEADERS):
        return "Its header says that it answered by itself."
    if mail.headers.get("precedence").lower() == "auto_reply":
        return "Its header says that it answered by itself (Precedence)."
    if _subject_says_so(mail):
        return f'The subject is an automatic reply\'s: "{mail.subject[:60]}".'
    if "list-unsubscribe" in mail.headers or "list-id" in mail.headers or form.fields(mail, known):
        # News and forms are told by their own rules.
        return None
    generated = token.startswith("auto-") and token != "auto-forwarded"
    if generated and not is_no_reply(mail.sender.email):
        return "Its header says that a program wrote it (Auto-Submitted)."
    if known.answers_customer_mail and is_no_reply(mail.sender.email) and not mail.reply_to:
        return f"It answers us from an address that takes no answers itself ({mail.sender.email})."
    if mail.return_path == "" and mail.answers_something:
        return "It answers a mail and takes no answer itself, as automatic replies do (empty Return-Path)."
    if "x-auto-response-suppress" in mail.headers and mail.answers_something and token != "auto-forwarded":
        return "It asks not to be answered by machines, as automatic replies do."
    return None


def _subject_says_so(mail: ParsedEmail) -> bool:
    return bool(robots.AUTOMATIC_REPLY.match(mail.subject) or robots.ABSENCE.match(mail.subject))


def _by_words(mail: ParsedEmail) -> str | None:
    beginning = mail.new_text[:_BEGINNING]
    if robots.RECEIVED.search(beginning) and robots.NUMBER.search(f"{mail.subject}\n{beginning}"):
        return "A ticket robot says that it has received a mail."
    if robots.CHALLENGE.search(beginning):
        return "It asks the sender of a mail to prove to be human."
    return None
