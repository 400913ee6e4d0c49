"""The closed list of what a mail can be, and the opinion a rule gives about one.

Rules return an Opinion or nothing; the pipeline keeps verdict and reason with the mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a mail is. The first thirteen come from rules, the last four are never judged."""

    INQUIRY = "inquiry"
    REPLY = "reply"
    COMMAND = "command"
    CONTACT = "contact"
    FORM = "form"
    FORWARD = "forward"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    OPT_OUT = "opt_out"
    BULK = "bulk"
    SPAM = "spam"
    LOOP = "loop"
    UNSURE = "unsure"
    DUPLICATE = "duplicate"
    HISTORIC = "historic"
    UNFETCHABLE = "unfetchable"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict and, in one plain line, why."""

    verdict: Verdict
    reason: str
