"""The simplest reading of a body, for bytes that no parser took: the first words a person can have meant.

Nothing is nested here and nothing recurses: the bytes are cut at lines that begin with two hyphens,
and each piece is asked whether it is text. Pure.
"""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesHeaderParser

from worker.mail import charset, html

_READ = 512 * 1024  # bytes of the body that are looked at
_PIECES = 5_000
_BOUNDARY = re.compile(rb"^--[^\r\n]{0,200}(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(rb"[\w-]{1,80}[ \t]{0,5}:")


def first_text(source: bytes) -> str:
    """The plain text of a mail given whole, its HTML as text, or "" where there is neither."""
    head, _, body = source[:_READ].replace(b"\r\n", b"\n").partition(b"\n\n")
    whole = _read(head + b"\n\n" + body)
    if whole.get_content_maintype() not in ("multipart", "message"):
        return _text(whole)
    pieces = [piece for piece in _BOUNDARY.split(body, _PIECES) if piece.strip()]
    # Behind its boundary a part may leave out all its fields; then it begins with an empty line.
    parts = [_read(piece if _FIELD.match(piece) else b"\n" + piece) for piece in pieces]
    readable = [part for part in parts if part.get_content_maintype() == "text"]
    readable.sort(key=lambda part: part.get_content_subtype() != "plain")
    return next(filter(str.strip, map(_text, readable)), "")


def _read(piece: bytes) -> Message:
    return BytesHeaderParser().parsebytes(piece)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = payload.decode(charset.true_charset(payload, charset.declared(part)), "replace")
    is_markup = part.get_content_subtype() == "html" or re.search(r"<(?:html|body|div|p)\b", text, re.I)
    return html.to_text(text) if is_markup else text
