"""Delivery reports: what the mail system says of a mail that did not arrive (RFC 3464).

Asked before auto_reply, because many bounces carry `Auto-Submitted: auto-replied`. Reads the
machine-readable part first; flufl.bounce knows the many reports that have none.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes

from flufl.bounce import all_failures

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import normalise
from worker.mail.message import ParsedEmail
from worker.mail.threads import message_ids

# It logs a traceback for every detector that fails; the others still answer.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_READ = 512 * 1024  # bytes given to flufl.bounce; reports are short
_MACHINE = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|bounces?|mail\.?delivery.*)(?:@|$)"
)
_SUBJECT = re.compile(
    r"undeliver(?:able|ed)|delivery (?:status notification|failure|has failed|problem)"
    r"|mail delivery (?:failed|system)"
    r"|(?:returned|failed) mail|returned to sender|failure notice|message (?:not delivered"
    r"|could not be delivered)"
    r"|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|non remis|no se pudo entregar"
    r"|mancata consegna",
    re.IGNORECASE,
)
_POSITIVE = frozenset({"delivered", "relayed", "expanded"})
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Bounce:
    """One failed recipient. `permanent` is None where the report does not say."""

    recipient: str
    permanent: bool | None
    status: str
    original_message_id: str


def delivery_report(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A report that a mail was not delivered, or not yet."""
    bounce = None if known.sent_folder else details(mail)
    if bounce is None:
        return None
    how = {True: "for good", False: "for now", None: ""}[bounce.permanent]
    status = f" ({bounce.status})" if bounce.status else ""
    said = f"Mail to {bounce.recipient or 'somebody'} could not be delivered {how}".strip()
    return Opinion(Verdict.BOUNCE, f"{said}{status}.")


def details(mail: ParsedEmail) -> Bounce | None:
    """Who could not be reached and why, or nothing when the mail is no such report."""
    original = _original_id(mail)
    for report in mail.reports:
        if report.content_type in ("message/delivery-status", "message/global-delivery-status"):
            return _from_status(report.text, original)
    if not _looks_like_one(mail):
        return None
    temporary, permanent = _ask_flufl(mail)
    found = sorted(permanent) or sorted(temporary)
    failed = normalise(mail.headers.get("x-failed-recipients").split(",")[0])
    certain = bool(_SUBJECT.search(mail.subject)) or mail.sender.email.startswith("mailer-daemon")
    if not found and not failed and not certain:
        return None
    status = _STATUS.search(mail.text)
    is_permanent = True if permanent else False if temporary else None
    if status and is_permanent is None:
        is_permanent = status.group(1).startswith("5")
    return Bounce(found[0] if found else failed, is_permanent, status.group(1) if status else "", original)


def is_positive(mail: ParsedEmail) -> bool:
    """A delivery report that brings good news: delivered, relayed or expanded, and nothing failed."""
    actions = {
        action.lower()
        for report in mail.reports
        if report.content_type.endswith("delivery-status")
        for action in re.findall(r"^Action:\s*(\w+)", report.text, re.IGNORECASE | re.MULTILINE)
    }
    return bool(actions) and actions <= _POSITIVE


def _from_status(text: str, original: str) -> Bounce | None:
    """The first recipient that failed; a final failure before a delay (RFC 3464, 2.3)."""
    found: list[Bounce] = []
    for block in re.split(r"\n\s*\n", text):
        fields = dict(re.findall(r"^([\w-]+):[ \t]*(.*)$", block, re.MULTILINE))
        fields = {name.lower(): value.strip() for name, value in fields.items()}
        recipient = fields.get("original-recipient") or fields.get("final-recipient") or ""
        action, status = fields.get("action", "").lower(), _STATUS.search(fields.get("status", ""))
        if (not recipient and not action) or action in _POSITIVE:
            continue
        code = status.group(1) if status else ""
        permanent = (
            False if action == "delayed" or code.startswith("4") else (action == "failed" or code[:1] == "5")
        )
        found.append(Bounce(normalise(recipient.split(";")[-1]), permanent or False, code, original))
    return next((bounce for bounce in found if bounce.permanent), found[0] if found else None)


def _looks_like_one(mail: ParsedEmail) -> bool:
    """Whether a mail system speaks, so that a person who quotes a bounce is not taken for one."""
    by_machine = bool(_MACHINE.match(mail.sender.email)) or mail.return_path == "" or not mail.sender
    report = "delivery-status" in mail.headers.get("content-type").lower()
    failed = "x-failed-recipients" in mail.headers
    return failed or report or (by_machine and "auto-replied" not in _auto(mail)) or _bounce_subject(mail)


def _bounce_subject(mail: ParsedEmail) -> bool:
    return bool(_SUBJECT.search(mail.subject)) and ("auto-replied" in _auto(mail) or not mail.in_reply_to)


def _auto(mail: ParsedEmail) -> str:
    return mail.headers.get("auto-submitted").lower()


def _ask_flufl(mail: ParsedEmail) -> tuple[set[str], set[str]]:
    """The temporary and the permanent failures that flufl.bounce finds, lower-case."""
    try:
        temporary, permanent = all_failures(message_from_bytes(mail.source[:_READ]))
    except Exception:
        # It raises on mail without From, and on 8-bit From lines.
        return set(), set()
    return _addresses(temporary), _addresses(permanent)


def _addresses(found: Iterable[bytes | str]) -> set[str]:
    texts = (f.decode("ascii", "ignore") if isinstance(f, bytes) else str(f) for f in found)
    return {normalise(text) for text in texts if "@" in text}


def _original_id(mail: ParsedEmail) -> str:
    """The Message-ID of the mail that failed, from what the report encloses or quotes."""
    if mail.enclosed and mail.enclosed[0].message_id:
        return mail.enclosed[0].message_id
    texts = [report.text for report in mail.reports if "headers" in report.content_type] + [mail.text]
    for text in texts:
        if found := re.search(
            r"^[ \t>]{0,20}Message-ID:\s*(<[^<>\s]{1,900}>)", text, re.IGNORECASE | re.MULTILINE
        ):
            return message_ids(found.group(1))[0]
    return ""
