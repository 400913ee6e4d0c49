"""What a customer's message says, as far as the cadence cares: read once, then asked row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from worker.mail import phrases, wants
from worker.mail.dates import Deferral, deferral
from worker.mail.message import ParsedEmail
from worker.mail.wants import Intent, Mark
from worker.store.models import InboundEmail, Lead, Message
from worker.store.work import Work

# A picture in a signature is no file somebody sent.
SIGNATURE_PICTURE = 20_000  # bytes

_CLOSE_OUT = re.compile(r"^\W*1\b.*\n\W*2\b.*\n\W*3\b", re.MULTILINE)
_TIME = re.compile(r"\b\d{1,2}:\d\d\b|\b\d{1,2} ?(?:am|pm|uhr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the customer. `ours` is what we wrote to them last, "" when nothing.

    `unheard`: we spoke last in words we do not have, by telephone or from elsewhere.
    """

    at: datetime
    text: str
    line: str
    intent: Intent
    question: str
    files: int
    wait: Deferral | None
    marks: tuple[Mark, ...]
    ours: str
    unheard: bool

    @property
    def digit(self) -> tuple[int, str] | None:
        """The close-out digit with what follows it, only where our last message offered the three."""
        return phrases.digit(self.text) if _CLOSE_OUT.search(self.ours) else None

    @property
    def we_asked(self) -> bool:
        """Whether our last message asked something or named a time, or may have."""
        return self.unheard or "?" in self.ours or bool(_TIME.search(self.ours))


def read(work: Work, lead: Lead, mail: InboundEmail, parsed: ParsedEmail) -> Said:
    """Read a customer's mail; only its new text counts."""
    text = parsed.new_text.strip()
    calendar = work.settings.team_calendar
    files = [
        file
        for file in parsed.attachments
        if not (file.content_type.startswith("image/") and file.size < SIGNATURE_PICTURE)
    ]
    asked = wants.asked(text)
    wait = deferral(text, mail.arrived_at, calendar, parsed.language)
    return Said(
        at=mail.arrived_at,
        text=text,
        line=asked or " ".join(text.split())[:200] or _names(parsed) or parsed.subject,
        intent=wants.intent(text, parsed.language, waits=wait is not None),
        question=asked,
        files=len(files),
        wait=wait,
        marks=wants.marks(text, parsed.subject),
        ours=_our_last(work, lead),
        unheard=_unheard(work, lead),
    )


def _our_last(work: Work, lead: Lead) -> str:
    work.session.flush()
    rows = select(Message.text).where(
        Message.lead_id == lead.id, Message.direction == "out", Message.medium == "mail"
    )
    return work.session.scalar(rows.order_by(Message.at.desc(), Message.id.desc()).limit(1)) or ""


def _unheard(work: Work, lead: Lead) -> bool:
    rows = select(Message).where(
        Message.lead_id == lead.id, Message.direction == "out", Message.medium != "note"
    )
    last = work.session.scalar(rows.order_by(Message.at.desc(), Message.id.desc()).limit(1))
    return last is not None and (last.medium == "call" or not last.text.strip())


def _names(parsed: ParsedEmail) -> str:
    return ", ".join(file.name for file in parsed.attachments)
