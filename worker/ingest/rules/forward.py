"""A teammate passes on somebody's mail: the original sender is the lead.

Told by the subject, the line mail programs put above a forward, or a mail enclosed whole.
quotequail reads the text; it calls some replies "forward", so the headers decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import quotequail

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail import forward_mark, header_block
from worker.mail.attribution import find_attribution
from worker.mail.headers import read_addresses
from worker.mail.message import Address, ParsedEmail
from worker.mail.text import collapse
from worker.mail.written_date import written_date

_SUBJECT = re.compile(
    r"^(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|enc|doorst|vs|vb|i|fs|vl|pd|转发|転送)\s*[:：]", re.I
)
_WRITER = re.compile(
    r"(?:\"(?P<name>[^\"<>\n]{1,80})\"\s*)?\(?<(?:mailto:)?(?P<email>[^\s<>@]{1,64}@[^\s<>@]{1,190})>"
)
_LINES = 300  # quotequail grows slow beyond


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail that was passed on, and what the colleague wrote above it."""

    sender: Address
    subject: str
    date: datetime | None
    text: str
    comment: str


def colleague_passes(mail: ParsedEmail, known: Known) -> Opinion | None:
    """One of us forwards a mail of somebody else. Without a team, anybody's forward counts."""
    if known.sent_folder or (known.database and not known.is_us(mail.sender.email)):
        return None
    found = original(mail)
    if found is None or known.is_us(found.sender.email):
        return None
    return Opinion(Verdict.FORWARD, f"{mail.sender.email} passes on a mail of {found.sender.email}.")


def original(mail: ParsedEmail) -> Forwarded | None:
    """The forwarded mail with its sender, or nothing when this is no forward."""
    if mail.reports:
        # A report encloses the mail it is about; nobody passes it on.
        return None
    if not (_SUBJECT.match(mail.subject) or forward_mark.is_in(mail.text) or mail.enclosed):
        return None
    if mail.enclosed and mail.enclosed[0].sender:
        inner = mail.enclosed[0]
        return Forwarded(inner.sender, inner.subject, inner.date, inner.text, mail.text.strip())
    return _in_text(mail.text)


def _in_text(text: str) -> Forwarded | None:
    return _from_block(text) or _from_quotequail(text) or _from_attribution(text)


def _from_block(text: str) -> Forwarded | None:
    """The forward as its header block tells it: From, Subject and a date, in many languages."""
    block = header_block.read(text)
    senders = read_addresses([_bare_mailto(block.fields.get("from", ""))]) if block else ()
    if block is None or not senders or "@" not in senders[0].email:
        return None
    date = written_date(block.fields.get("date", "") or block.fields.get("sent", ""))
    comment = forward_mark.above(text[: block.start])
    return Forwarded(senders[0], collapse(block.fields.get("subject", "")), date, block.below, comment)


def _from_quotequail(text: str) -> Forwarded | None:
    try:
        found = quotequail.unwrap("\n".join(text.split("\n")[:_LINES])) or {}
    except Exception:
        # A text it cannot read is no forward we could tell the sender of.
        return None
    senders = read_addresses([_bare_mailto(found.get("from", ""))])
    sender = next((address for address in senders if "@" in address.email), None)
    if sender is None:
        return None
    return Forwarded(
        sender,
        collapse(found.get("subject", "")),
        written_date(found.get("date", "")),
        found.get("text", "").strip(),
        found.get("text_top", "").strip(),
    )


def _from_attribution(text: str) -> Forwarded | None:
    """The forward that only says "On Monday Ana <ana@a.example> wrote:", as Outlook on a Mac does."""
    found = find_attribution(text)
    sender = _WRITER.search(text[found.start : found.end]) if found else None
    if found is None or sender is None:
        return None
    # A name without quotation marks cannot be told from the words before it.
    name = sender["name"] or ""
    below = text[found.end :].strip()
    return Forwarded(
        Address(name.strip(), sender["email"].lower()), "", None, below, text[: found.start].strip()
    )


def _bare_mailto(value: str) -> str:
    """`Ana [mailto:ana@a.example]` and `Ana <mailto:...>` as an ordinary address."""
    value = re.sub(r"[\[<(]\s*(?:mailto:\s*)?([^\s<>\[\]()]+@[^\s<>\[\]()]+?)\s*[\])>]", r"<\1>", value)
    return re.sub(r"<([^<>]+)>\s*<[^<>]*>", r"<\1>", value.replace("*", ""))
