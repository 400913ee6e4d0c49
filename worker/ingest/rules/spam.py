"""Mail that the receiving host has marked as spam.

We have no filter of our own; somebody who answers us or whom we know is never spam.
"""

from __future__ import annotations

import re

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail

_SUBJECT = re.compile(r"^(?:\*{2,5}\s*SPAM\s*\*{2,5}|\[SPAM\]|\{Spam\?\}|\[\*+SPAM\*+\])")
_YES = ("x-spam-flag", "x-spam-status", "x-spam", "x-spam-detected")


def marked(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A spam filter's mark in the header or at the head of the subject."""
    if known.answers_customer_mail or known.known_person or known.is_us(mail.sender.email):
        return None
    for name in _YES:
        if mail.headers.get(name).strip().lower().startswith(("yes", "true")):
            return Opinion(Verdict.SPAM, f"The receiving host marked it as spam ({name.title()}).")
    level = mail.headers.get("x-ms-exchange-organization-scl").strip()
    if level.isdecimal() and int(level) >= 5:
        return Opinion(Verdict.SPAM, f"The receiving host gave it spam confidence level {level}.")
    if "SFV:SPM" in mail.headers.get("x-forefront-antispam-report"):
        return Opinion(Verdict.SPAM, "The receiving host's filter calls it spam.")
    if _SUBJECT.match(mail.subject):
        return Opinion(Verdict.SPAM, "A spam filter marked its subject.")
    return None
