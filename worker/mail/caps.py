"""Limits on hostile bytes, set before any parser sees them.

The caps are those of the reliability rules: they cut what the *parser* gets, never what is
kept. A mail beyond them is still read, and still a lead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

HEADER_BLOCK = 256 * 1024  # bytes
FIELDS = 1_000
FIELD = 16 * 1024  # bytes of one field, folded lines included
DEPTH = 50
PARTS = 500
# Every part begins with a line that starts with two hyphens (RFC 2046, 5.1.1); so does
# many a text. Far above PARTS it is an attack on the parser's memory.
HYPHEN_LINES = 5_000

# More of these, anywhere in its bytes, than people's mail programs write: such a mail is parsed apart.
_LARGE = 4 * 1024 * 1024  # bytes
_UNUSUAL = ((b"\n--", 500), (b"boundary", 60), (b"message/rfc822", 30), (b"=?", 5_000), (b"<", 40_000))

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Capped:
    """The bytes for the parser, and whether the header block held control characters."""

    source: bytes
    control_characters: bool


def is_unusual(raw: bytes) -> bool:
    """Whether a mail is so large, deep or odd that it may take a parser's time or memory."""
    return len(raw) > _LARGE or any(raw.count(sign) > most for sign, most in _UNUSUAL)


def cap(raw: bytes) -> Capped:
    """Cut header block, fields and parts down to their limits."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    blank = _BLANK_LINE.search(raw)
    head, body = (raw[: blank.start()], raw[blank.end() :]) if blank else (raw, b"")
    control = bool(_CONTROL.search(head))
    # Python's parser takes a bare CR for a line end, so that it would start a new field.
    head = _CONTROL.sub(b" ", head)
    # Each field is cut before all of them: behind 20,000 recipients there still stands a subject.
    return Capped(b"\n".join(_fields(head))[:HEADER_BLOCK] + b"\n\n" + _first_parts(body), control)


def _fields(head: bytes) -> list[bytes]:
    """The first FIELDS fields of a header block, each cut to FIELD bytes."""
    fields: list[bytearray] = []
    for line in head.split(b"\n"):
        line = line.rstrip(b"\r")
        if line[:1] in (b" ", b"\t") and fields:
            if len(fields[-1]) < FIELD:
                fields[-1] += b"\n" + line
        elif len(fields) < FIELDS:
            fields.append(bytearray(line))
        else:
            break
    return [bytes(field[:FIELD]) for field in fields]


def _first_parts(body: bytes) -> bytes:
    """The body up to the last hyphen line that is allowed."""
    if body.count(b"\n--") <= HYPHEN_LINES:
        return body
    position = 0
    for _ in range(HYPHEN_LINES):
        position = body.index(b"\n--", position) + 1
    return body[:position]


def prune(message: Message) -> None:
    """Drop, in place, what lies deeper than DEPTH or beyond PARTS, and long fields of parts."""
    left = PARTS
    level = [message]
    for depth in range(DEPTH + 1):
        below: list[Message] = []
        for part in level:
            _shorten_fields(part)
            children = part.get_payload()
            if not isinstance(children, list):
                continue
            if depth == DEPTH:
                part.set_payload([])
                continue
            del children[max(left, 0) :]
            left -= len(children)
            below += [child for child in children if isinstance(child, Message)]
        level = below


def _shorten_fields(part: Message) -> None:
    fields = list(part.raw_items())
    if len(fields) <= FIELDS and all(len(str(value)) <= FIELD for _, value in fields):
        return
    for name in part.keys():  # noqa: SIM118 - a Message is no dictionary: names repeat
        del part[name]
    for name, value in fields[:FIELDS]:
        part.set_raw(name, str(value)[:FIELD])
