"""Raw bytes in, one ParsedEmail out: the only importer of mail-parser.

Never raises on any bytes: what mail-parser cannot read gets the simplest reading, because
it is still somebody's mail (reliability: "Parsing hostile bytes"). The steps:
1. caps  2. the standard parser with its old policy  3. enclosed mails and machine reports are
taken out  4. mail-parser reads bodies and files  5. quote and signature are cut.
"""

from __future__ import annotations

import hashlib
import logging
import re
from base64 import b64decode
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import collapse_rfc2231_value

from mailparser import MailParser

from worker.mail import caps, headers, html, language, quotes, reply_text, threads
from worker.mail.message import FEEDBACK_REPORT, Address, Attachment, ParsedEmail, Report
from worker.mail.text import clean, collapse

__all__ = ["body_hash", "clean", "content_key", "parse"]

# It would warn of every part it does not show; what we read is kept in the mail itself.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)

_LONGEST_TEXT = 200_000  # characters of body text that are read
_ENCLOSED = 3  # enclosed mails that are read
_SMALL_PICTURE = 40 * 1024  # bytes; below this a picture inside the text is a logo
_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        FEEDBACK_REPORT,
        "message/disposition-notification",
        "text/rfc822-headers",
        "message/global-headers",
    }
)
_ONLY_HTML = re.compile(
    r"html[- ]?(?:e-?mail|mail|message|format|capable|version|ansicht)|in (?:your|a|the) browser|im browser",
    re.I,
)


def parse(raw: bytes) -> ParsedEmail:
    """Read one mail. Never raises; `parse_fallback` tells when only the simplest reading worked."""
    return _parse(raw, enclosed_levels=1)


def _parse(raw: bytes, *, enclosed_levels: int) -> ParsedEmail:
    capped = caps.cap(raw)
    message, inner, reports = _standard_reading(capped.source)
    content_type = message.get_content_type()
    # mail-parser takes Received lines off the message below.
    fields = headers.read_headers(message)
    fallback = content_type.startswith("multipart/") and not message.is_multipart()
    try:
        text, is_html, attachments = _read_with_mailparser(message)
    except Exception:
        # mail-parser raises plain AttributeErrors on some real mails: read what is left by hand.
        text, is_html, attachments, fallback = "", False, (), True
    if fallback and not text.strip():
        text = _read_by_hand(message)
    text = clean(text)[:_LONGEST_TEXT].strip("\n")
    in_reply_to = _ids(message, "In-Reply-To")
    references = _ids(message, "References")
    intros = quotes.intros(text)
    quoted = quotes.has_quote(text, intros, subject=fields.get("subject"))
    from_values = headers.raw_values(message, "From")
    senders = headers.read_addresses(from_values)
    enclosed = tuple(_parse(mail, enclosed_levels=0) for mail in inner[:_ENCLOSED]) if enclosed_levels else ()
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
        new_text=reply_text.new_text(text, intros, answer=bool(in_reply_to or references or quoted)),
        html=is_html,
        quoted=quoted,
        language=language.guess(text),
        attachments=attachments,
        enclosed=enclosed,
        reports=reports,
        headers=fields,
        content_type=content_type,
        control_characters=capped.control_characters,
        received_count=len(fields.all("received")),
        size=len(raw),
        parse_fallback=fallback,
        source=capped.source,
    )


def _standard_reading(source: bytes) -> tuple[Message, list[bytes], tuple[Report, ...]]:
    """The standard parser's message, with what it encloses taken out; only the fields if it fails."""
    try:
        message = message_from_bytes(source)
        caps.prune(message)
        inner, reports = _take_out(message)
    except Exception:
        # Nesting deeper than the interpreter's stack, for one.
        return BytesHeaderParser().parsebytes(source), [], ()
    return message, inner, reports


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


def _take_out(message: Message) -> tuple[list[bytes], tuple[Report, ...]]:
    """Remove enclosed mails and machine reports from the tree, so that only this mail's words stay."""
    inner: list[bytes] = []
    reports: list[Report] = []
    waiting = [message]
    while waiting:
        children = waiting.pop(0).get_payload()
        if not isinstance(children, list):
            continue
        for child in list(children):
            if not isinstance(child, Message):
                continue
            content_type = child.get_content_type()
            if content_type in ("message/rfc822", "message/global"):
                inner.append(_enclosed_bytes(child))
                children.remove(child)
            elif content_type in _REPORTS:
                reports.append(Report(content_type, clean(_report_text(child))))
                children.remove(child)
            else:
                waiting.append(child)
    return inner, tuple(reports)


def _enclosed_bytes(part: Message) -> bytes:
    payload = part.get_payload()
    enclosed = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(enclosed, Message):
        return b""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        # Not allowed (RFC 2046, 5.2.1) and yet sent: the parser then took the base64 for a header.
        return _base64(str(enclosed.get_payload()))
    return enclosed.as_bytes()


def _report_text(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        # The parser reads each block of a delivery status as a message of headers only.
        return "\n\n".join(
            "\n".join(f"{name}: {headers.decode(value)}" for name, value in block.raw_items())
            for block in payload
            if isinstance(block, Message)
        )
    decoded = part.get_payload(decode=True)
    return decoded.decode("utf-8", "replace") if isinstance(decoded, bytes) else str(payload or "")


def _read_with_mailparser(message: Message) -> tuple[str, bool, tuple[Attachment, ...]]:
    """Body text, whether it came from HTML, and the files."""
    # mail-parser reads every Received line with costly patterns, and we need none of that.
    del message["Received"]
    parsed = MailParser(message)
    plain = "\n\n".join(part.strip("\r\n") for part in parsed.text_plain if part.strip())
    markup = "\n".join(parsed.text_html)
    stub = len(plain) < 300 and _ONLY_HTML.search(plain)
    rendered = html.to_text(markup) if markup and (not plain.strip() or stub) else ""
    if not plain.strip() and not rendered and message.get_content_maintype() == "text":
        plain = "\n\n".join(parsed.text_not_managed)
    return rendered or plain, bool(rendered), _attachments(parsed, markup)


def _attachments(parsed: MailParser, markup: str) -> tuple[Attachment, ...]:
    files = []
    for found in parsed.attachments:
        payload = found["payload"]
        content = _base64(payload) if found["binary"] else payload.encode("utf-8", "replace")
        content_id = str(found["content-id"]).strip("<>")
        in_text = bool(content_id) and f"cid:{content_id}" in markup
        if in_text and found["mail_content_type"].startswith("image/") and len(content) < _SMALL_PICTURE:
            continue
        name = _file_name(str(found["filename"]))
        files.append(
            Attachment(
                name, clean(found["mail_content_type"]), len(content), hashlib.sha256(content).hexdigest()
            )
        )
    return tuple(files)


def _base64(text: str) -> bytes:
    """Decoded, however badly it was padded; b"" when it is no base64 at all."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    try:
        return b64decode(letters + "=" * (-len(letters) % 4))
    except ValueError:
        return b""


def _file_name(name: str) -> str:
    """A name fit to show: no folders, nothing invisible, at most 120 characters."""
    name = re.split(r"[/\\]", collapse(collapse_rfc2231_value(name)))[-1]
    return name.strip(". ")[-120:] or "attachment"


def _read_by_hand(message: Message) -> str:
    """The text of the first part that has any, tags dropped."""
    for part in message.walk():
        payload = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(payload, bytes) and part.get_content_maintype() in ("text", "multipart"):
            text = payload[:_LONGEST_TEXT].decode("utf-8", "replace")
            text = html.to_text(text) if re.search(r"<(?:html|body|div|p)\b", text, re.I) else text
            if text.strip():
                return text
    return ""
