"""Raw bytes in, one ParsedEmail out: the only importer of mail-parser.

Never raises on any bytes: what mail-parser cannot read gets the simplest reading, because
it is still somebody's mail (reliability: "Parsing hostile bytes"). The steps:
1. the unusual goes apart  2. caps  3. the standard parser with its old policy  4. enclosed mails and
machine reports are taken out  5. mail-parser reads bodies and files  6. quote and signature are cut.
"""

from __future__ import annotations

import hashlib
import logging
import re
from copy import copy
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from mailparser import MailParser

from worker.mail import (
    apart,
    caps,
    charset,
    enclosed,
    headers,
    html,
    language,
    minimal,
    reply_text,
    threads,
    uuencode,
)
from worker.mail.message import Address, Attachment, ParsedEmail
from worker.mail.quoting import line_breaks, quotes
from worker.mail.text import clean, collapse

__all__ = ["body_hash", "clean", "content_key", "parse"]

# It would warn of every part it does not show; what we read is kept in the mail itself.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)

_LONGEST_TEXT = 200_000  # characters of body text that are read
_FEW_WORDS = 4
_ENCLOSED = 3  # enclosed mails that are read
_ONLY_HTML = re.compile(
    r"html[- ]?(?:e-?mail|mail|message|format|capable|version|ansicht)|in (?:your|a|the) browser|im browser",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Body:
    """The words of a mail and what came with them; `simplest`: no parser could read more."""

    text: str
    html: bool = False
    attachments: tuple[Attachment, ...] = ()
    simplest: bool = False


def parse(raw: bytes) -> ParsedEmail:
    """Read one mail. Never raises; `parse_fallback` tells when only the simplest reading worked."""
    if not caps.is_unusual(raw):
        return parse_here(raw)
    capped = caps.cap(raw)
    found = apart.parse_apart(raw)
    return replace(found, source=capped.source) if found else _simplest(capped, len(raw))


def parse_here(raw: bytes) -> ParsedEmail:
    """Read one mail in this process, however unusual it is. Never raises."""
    capped = caps.cap(raw)
    try:
        return _parse(capped, len(raw), enclosed_levels=1)
    except Exception:
        # A mistake of a library, or more than the memory we may take.
        return _simplest(capped, len(raw))


def _simplest(capped: caps.Capped, size: int) -> ParsedEmail:
    message = BytesHeaderParser().parsebytes(capped.source)
    return _made(message, _Body(minimal.first_text(capped.source), simplest=True), capped, size)


def _parse(capped: caps.Capped, size: int, *, enclosed_levels: int) -> ParsedEmail:
    try:
        message = message_from_bytes(capped.source)
        caps.prune(message)
        inner, reports = enclosed.take_out(message)
    except Exception:
        # Nesting deeper than the interpreter's stack, for one.
        return _simplest(capped, size)
    found = _made(message, _read_body(message, capped.source), capped, size)
    mails = tuple(
        _parse(caps.cap(mail), len(mail), enclosed_levels=0) for mail in inner[: _ENCLOSED * enclosed_levels]
    )
    return replace(found, enclosed=mails, reports=reports) if mails or reports else found


def _made(message: Message, body: _Body, capped: caps.Capped, size: int) -> ParsedEmail:
    """The header fields of a message beside the words that were found in it."""
    fields = headers.read_headers(message)
    text, in_text = uuencode.without_files(clean(body.text[: 2 * _LONGEST_TEXT])[:_LONGEST_TEXT])
    text = text.strip("\n")
    in_reply_to = _ids(message, "In-Reply-To")
    references = _ids(message, "References")
    intros = quotes.intros(text)
    quoted = quotes.has_quote(text, intros, subject=fields.get("subject"))
    from_values = headers.raw_values(message, "From")
    senders = headers.read_addresses(from_values)
    new_text = reply_text.new_text(text, intros, answer=bool(in_reply_to or references or quoted))
    return ParsedEmail(
        message_id=next(iter(_ids(message, "Message-ID")), ""),
        in_reply_to=in_reply_to,
        references=references,
        date=headers.read_date(fields.get("date")),
        subject=fields.get("subject"),
        sender=senders[0] if senders else Address(),
        from_count=headers.count_mailboxes(from_values),
        reply_to=_addresses(message, "Reply-To"),
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        delivered_to=tuple(
            address.email
            for name in ("Delivered-To", "X-Original-To", "Envelope-To")
            for address in _addresses(message, name)
        ),
        return_path=_return_path(message),
        text=text,
        new_text=new_text,
        html=body.html,
        quoted=quoted,
        # Few words of an answer are mostly in the language of the mail that they answer.
        language=language.guess(new_text if len(new_text.split()) >= _FEW_WORDS else text),
        attachments=body.attachments + in_text,
        headers=fields,
        content_type=clean(message.get_content_type()),
        control_characters=capped.control_characters,
        received_count=len(fields.all("received")),
        size=size,
        parse_fallback=body.simplest,
        source=capped.source,
    )


def body_hash(mail: ParsedEmail) -> str:
    """SHA-256 (hex) of what was said and enclosed, the same in every copy of a mail.

    White space is collapsed, because servers re-wrap and re-encode on the way.
    """
    digest = hashlib.sha256(collapse(mail.text).encode())
    for attachment in sorted(mail.attachments, key=lambda a: (a.digest, a.name)):
        digest.update(f"\0{attachment.digest}".encode())
    return digest.hexdigest()


def content_key(mail: ParsedEmail) -> str | None:
    """One key per content: Message-ID, Date, From and body (rules, section 6); None without an id."""
    if not mail.message_id:
        return None
    parts = (mail.message_id, mail.headers.get("date"), mail.sender.email, body_hash(mail))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _ids(message: Message, name: str) -> tuple[str, ...]:
    return threads.message_ids(" ".join(headers.raw_values(message, name)))


def _addresses(message: Message, name: str) -> tuple[Address, ...]:
    return headers.read_addresses(headers.raw_values(message, name))


def _return_path(message: Message) -> str | None:
    values = headers.raw_values(message, "Return-Path")
    if not values:
        return None
    found = headers.read_addresses(values[:1])
    return found[0].email if found and "@" in found[0].email else ""


def _read_body(message: Message, source: bytes) -> _Body:
    # A boundary that never comes leaves the parser with one lump.
    lump = message.get_content_maintype() == "multipart" and not message.is_multipart()
    try:
        body = _Body("", simplest=True) if lump else _read_with_mailparser(message)
    except Exception:
        # mail-parser raises plain AttributeErrors on some real mails: read what is left by hand.
        body = _Body("", simplest=True)
    return replace(body, text=minimal.first_text(source)) if body.simplest else body


def _read_with_mailparser(message: Message) -> _Body:
    for part in message.walk():
        charset.correct(part)
    parsed = MailParser(_only_the_content(message))
    plain = "\n\n".join(part.strip("\r\n") for part in parsed.text_plain if part.strip())
    markup = "\n".join(parsed.text_html)
    stub = len(plain) < 300 and _ONLY_HTML.search(plain)
    rendered = html.to_text(markup) if markup and (not plain.strip() or stub) else ""
    if markup and not rendered and line_breaks.may_be_lost(plain, markup):
        rendered = line_breaks.restored(plain, html.to_text(markup))
    if not plain.strip() and not rendered and message.get_content_maintype() == "text":
        plain = "\n\n".join(parsed.text_not_managed)
    return _Body(rendered or plain, bool(rendered), enclosed.files(parsed.attachments, markup))


def _only_the_content(message: Message) -> Message:
    """The message without the fields that say nothing of its body: mail-parser would read them all.

    Those we read ourselves, because it loses 8-bit bytes in them, and its patterns for Received are costly.
    """
    content = copy(message)
    for name in {field.lower() for field in message.keys()}:  # noqa: SIM118 - names repeat
        if not name.startswith("content-"):
            del content[name]
    return content
