"""What a mail is once it has been read: frozen values, and nothing else.

Made by parse.py, judged by the rules, used by everything above. No value here knows a
business word; all text is clean (no U+0000, no lone surrogates), so it may be stored anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

FEEDBACK_REPORT = "message/feedback-report"  # RFC 5965, section 2


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as a header names it: display name as written, email lower-cased ("" when missing)."""

    name: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.email)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the mail. The name is only ever shown, never used as a path."""

    name: str
    content_type: str
    size: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A machine-readable part (delivery status, feedback report, receipt) as plain text."""

    content_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Headers:
    """The header fields in their order: names lower-cased, values decoded and unfolded."""

    fields: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The first (topmost) value of a field, whatever its case."""
        wanted = name.lower()
        for field_name, value in self.fields:
            if field_name == wanted:
                return value
        return default

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field, topmost first."""
        wanted = name.lower()
        return tuple([value for field_name, value in self.fields if field_name == wanted])

    def __contains__(self, name: str) -> bool:
        return bool(self.all(name))


@dataclass(frozen=True, slots=True)
class ParsedEmail:
    """One mail, read. Lists are in the order of the headers; addresses are lower-case."""

    # Which mail it is and which mails it answers; ids keep their angle brackets.
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    subject: str = ""

    # Who speaks to whom. `from_count` counts mailboxes over all From lines:
    # only exactly one may be believed (reliability: owner commands).
    sender: Address = Address()
    from_count: int = 0
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None  # "" is the empty path of a bounce, None a missing field

    # What was said. `new_text` is what this mail adds: quote and signature cut,
    # but a first mail is never cut.
    text: str = ""
    new_text: str = ""
    html: bool = False
    quoted: bool = False
    language: str = "en"
    attachments: tuple[Attachment, ...] = ()
    enclosed: tuple[ParsedEmail, ...] = ()  # mails attached as message/rfc822
    reports: tuple[Report, ...] = ()

    # How it was built.
    headers: Headers = Headers()
    content_type: str = "text/plain"
    control_characters: bool = False  # bare CR, NUL and their kin in the header block
    received_count: int = 0
    size: int = 0
    parse_fallback: bool = False  # the parser gave up; only the simplest reading is here
    source: bytes = field(default=b"", repr=False, compare=False)  # what the parser saw, after the caps

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Everybody in To and Cc."""
        return self.to + self.cc

    @property
    def is_complaint(self) -> bool:
        """Whether a provider reports a mail of ours as unwanted (RFC 5965)."""
        return any(report.content_type == FEEDBACK_REPORT for report in self.reports)

    @property
    def answers_something(self) -> bool:
        """Whether it names an earlier mail or quotes one."""
        return bool(self.in_reply_to or self.references or self.quoted)
