"""What a mail carries besides its own words: mails enclosed whole, machine reports, and files."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any

from worker.mail import headers
from worker.mail.message import FEEDBACK_REPORT, Attachment, Report
from worker.mail.text import clean, collapse

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


def take_out(message: Message) -> tuple[list[bytes], tuple[Report, ...]]:
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


def files(found: Iterable[Mapping[str, Any]], markup: str) -> tuple[Attachment, ...]:
    """The files mail-parser found, without the small pictures that the HTML shows as part of itself."""
    kept = []
    for file in found:
        payload = file["payload"]
        content = _base64(payload) if file["binary"] else payload.encode("utf-8", "replace")
        content_id = str(file["content-id"]).strip("<>")
        in_text = bool(content_id) and f"cid:{content_id}" in markup
        if in_text and file["mail_content_type"].startswith("image/") and len(content) < _SMALL_PICTURE:
            continue
        name, digest = _file_name(str(file["filename"])), hashlib.sha256(content).hexdigest()
        kept.append(Attachment(name, clean(file["mail_content_type"]), len(content), digest))
    return tuple(kept)


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
