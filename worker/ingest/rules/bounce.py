"""Delivery reports: what the mail system says of a mail that did not arrive (RFC 3464).

Asked before auto_reply, because many bounces carry `Auto-Submitted: auto-replied`. The machine-readable
part decides; where there is none the report's words do, with flufl.bounce as a second opinion.
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
from worker.mail.machines import delivery_status, failure_text, failure_words, robot_phrases
from worker.mail.machines.delivery_status import Failed
from worker.mail.machines.failure_text import Sure
from worker.mail.message import ParsedEmail
from worker.mail.text import fold
from worker.mail.threads import message_ids

# It logs a traceback for every detector that fails; the others still answer.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_READ = 16 * 1024  # bytes given to flufl.bounce, which takes seconds for hostile long ones
_ANSWER = re.compile(r"^\W{0,3}(?:re|aw|sv|antw|fwd?|wg|tr|rv|i|vs)\s?:", re.IGNORECASE)
_ORIGINAL_ID = re.compile(
    r"^[ \t>]{0,20}(?:X-)?(?:Original-)?Message-ID:\s{0,5}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE
)
_ORIGINAL_TO = re.compile(
    r"^[ \t>]{0,20}To:[^\n@]{0,200}?([^\s<>@,;\"]{1,64}@[^\s<>@,;\"]{1,190})[^\n@]{0,20}$", re.I | re.M
)


@dataclass(frozen=True, slots=True)
class Bounce:
    """One failed recipient. `permanent` is None where the report does not say."""

    recipient: str
    permanent: bool | None
    status: str
    original_message_id: str

    @property
    def refuses_us(self) -> bool:
        """Whether our mail or server was refused (RFC 3463, X.7.X: security or policy), not the address."""
        return self.status.startswith("5.7.")


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
    if not _is_report(mail):
        return None
    failed = _by_fields(mail) or _by_words(mail)
    return Bounce(failed.recipient, failed.permanent, failed.status, _original_id(mail))


def is_positive(mail: ParsedEmail) -> bool:
    """A delivery report that brings good news: delivered, relayed or expanded, and nothing failed."""
    return delivery_status.brings_good_news(_status_texts(mail))


def _is_report(mail: ParsedEmail) -> bool:
    """Whether a mail system speaks of a failure, so that a person who quotes a report is heard."""
    by_machine = _by_machine(mail)
    if is_positive(mail) or (not by_machine and _ANSWER.match(mail.subject)):
        return False
    if "x-failed-recipients" in mail.headers or _says_so_by_its_form(mail):
        return True
    if not by_machine:
        return _encloses_what_failed(mail)
    if robot_phrases.CHALLENGE.search(fold(mail.text[:2_000])):
        return False
    failed = failure_text.says_failed(mail.subject, mail.text)
    return failed and (_by_machine_name(mail) or _by_empty_path(mail))


def _says_so_by_its_form(mail: ParsedEmail) -> bool:
    """A delivery status with somebody who failed, or a mail that is nothing but such a report."""
    is_report = "delivery-status" in mail.headers.get("content-type").lower()
    return is_report or any(delivery_status.failures(text) for text in _status_texts(mail))


def _by_machine(mail: ParsedEmail) -> bool:
    return mail.return_path == "" or _by_machine_name(mail)


def _by_machine_name(mail: ParsedEmail) -> bool:
    """Whether the sender calls itself a mail system."""
    return "@" not in mail.sender.email or bool(
        failure_words.MACHINE_ADDRESS.match(mail.sender.email)
        or failure_words.MACHINE_NAME.search(mail.sender.name)
    )


def _by_empty_path(mail: ParsedEmail) -> bool:
    """Absent people's programs take no answers either, so more is asked than the empty path."""
    if robot_phrases.AUTOMATIC_REPLY.search(mail.subject):
        return False
    return bool(failure_words.SUBJECT.search(mail.subject) or _listed(mail))


def _listed(mail: ParsedEmail) -> str:
    """Who failed, where the text says so plainly."""
    return failure_text.failed_address(mail.text, _not_theirs(mail), _addressed(mail), Sure.BLAMED)


def _encloses_what_failed(mail: ParsedEmail) -> bool:
    """A report under a person's address: a failure in the subject, with the mail or its header below."""
    if mail.in_reply_to or not failure_words.SUBJECT.search(mail.subject):
        return False
    copied = bool(mail.enclosed) or failure_text.has_copy(mail.text)
    return copied and bool(failure_text.says_failed("", mail.text) and _listed(mail))


def _by_fields(mail: ParsedEmail) -> Failed | None:
    """The first recipient that failed for good, else the first that waits (RFC 3464, 2.3)."""
    found = [failed for text in _status_texts(mail) for failed in delivery_status.failures(text)]
    named = [failed for failed in found if failed.recipient]
    best = next((failed for failed in named if failed.permanent), named[0] if named else None)
    if best is None or best.permanent is not None:
        return best
    return Failed(best.recipient, failure_text.is_permanent(mail.subject, mail.text), best.status)


def _by_words(mail: ParsedEmail) -> Failed:
    """Who failed as the text says it; where it names nobody, to whom the enclosed mail went."""
    recipient = normalise(mail.headers.get("x-failed-recipients").split(",")[0]) or _listed(mail)
    if not recipient:
        temporary, permanent = _ask_flufl(mail)
        recipient = next(iter(sorted(permanent) + sorted(temporary)), "")
    if not recipient:
        to = _addressed(mail)
        recipient = failure_text.failed_address(mail.text, _not_theirs(mail), to) or next(iter(to), "")
    said = f"{mail.text}\n{_diagnosis(mail)}"
    return Failed(recipient, failure_text.is_permanent(mail.subject, said), failure_text.status(said))


def _addressed(mail: ParsedEmail) -> frozenset[str]:
    """To whom the mail that failed went, as far as a copy of it tells."""
    if mail.enclosed:
        return frozenset(address.email for address in mail.enclosed[0].to)
    texts = [report.text for report in mail.reports if "headers" in report.content_type] + [mail.text]
    found = (_ORIGINAL_TO.search(text) for text in texts)
    return frozenset(to[1].lower() for to in found if to)


def _diagnosis(mail: ParsedEmail) -> str:
    return "\n".join(
        report.text for report in mail.reports if report.content_type.endswith("delivery-status")
    )


def _status_texts(mail: ParsedEmail) -> list[str]:
    """The machine-readable parts; where a report is broken, its text or its bytes instead."""
    texts = [report.text for report in mail.reports if report.content_type.endswith("delivery-status")]
    if texts or not mail.headers.get("content-type"):
        return texts
    if mail.content_type.endswith("delivery-status"):
        return [mail.source[:_READ].decode("utf-8", "replace")]
    return [mail.text] if "\nFinal-Recipient:" in mail.text and _by_machine(mail) else []


def _not_theirs(mail: ParsedEmail) -> frozenset[str]:
    """Those who report, and those to whom the report goes: they wrote the mail that failed."""
    return frozenset(address.email for address in (mail.sender, *mail.recipients, *mail.reply_to))


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
    """The Message-ID of the mail that failed, from what the report encloses, quotes or answers."""
    if mail.enclosed and mail.enclosed[0].message_id:
        return mail.enclosed[0].message_id
    for text in (*(report.text for report in mail.reports), mail.text):
        if found := _ORIGINAL_ID.search(text):
            return message_ids(found[1])[0]
    return next(iter(mail.in_reply_to + mail.references[-1:]), "")
