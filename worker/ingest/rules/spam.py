"""Mail that the receiving host has marked as spam.

We have no filter of our own; somebody who answers us or whom we know is never spam.
"""

from __future__ import annotations

import re

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail

_SUBJECT = re.compile(
    r"^\s?(?:\*{2,6}\s*(?:SUSPECTED )?SPAM\s*\*{2,6}|\[\**\s?(?:SUSPECTED |PROBABLE "
    r"|POSSIBLE )?SPAM(?:[- ]VERDACHT)?\s?\**\]"
    r"|\{(?:Spam|Spam Not Delivered|Disarmed Spam)\?\}|\(SPAM\)|SPAM:|\[!! SPAM\])",
    re.IGNORECASE,
)
# How hosts and their filters write it: SpamAssassin, rspamd, Barracuda, Exchange, DSPAM, Bogofilter, Vade.
_MARKS = (
    ("x-spam-flag", re.compile(r"yes|true", re.I)),
    ("x-spam-status", re.compile(r"yes|true", re.I)),
    ("x-spam", re.compile(r"yes|true|spam", re.I)),
    ("x-spam-detected", re.compile(r"yes|true", re.I)),
    ("x-spam-action", re.compile(r"add header|rewrite subject|reject", re.I)),
    ("x-rspamd-action", re.compile(r"add header|rewrite subject|reject", re.I)),
    ("x-barracuda-spam-flag", re.compile(r"yes", re.I)),
    ("x-spamcatcher-flag", re.compile(r"yes", re.I)),
    ("x-dspam-result", re.compile(r"spam", re.I)),
    ("x-bogosity", re.compile(r"(?:yes|spam)\b", re.I)),
    ("x-vade-spamstate", re.compile(r"spam", re.I)),
    ("x-ovh-spam-reason", re.compile(r"(?:vr|spam)\b", re.I)),
    ("x-proofpoint-spam-details", re.compile(r"rule=spam", re.I)),
    ("x-mimecast-spam-signature", re.compile(r"yes", re.I)),
    ("x-spam-category", re.compile(r"spam", re.I)),
    ("x-ms-exchange-organization-scl", re.compile(r"[5-9]\s*$")),
    ("x-forefront-antispam-report", re.compile(r"(?:.{0,900}?;)?\s?SFV:(?:SPM|SKB)", re.I)),
)


def marked(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A spam filter's mark in the header or at the head of the subject."""
    if known.answers_customer_mail or known.known_person or known.is_us(mail.sender.email):
        return None
    for name, yes in _MARKS:
        value = mail.headers.get(name).strip()
        if value and yes.match(value):
            return Opinion(
                Verdict.SPAM, f"The receiving host marked it as spam ({name.title()}: {value[:40]})."
            )
    if _SUBJECT.match(mail.subject):
        return Opinion(Verdict.SPAM, f'A spam filter marked its subject: "{mail.subject[:60]}".')
    return None
