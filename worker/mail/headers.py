"""Reading header fields: decoding, addresses, dates. Never raises, whatever they hold.

Works on the raw values of the capped message, because mail-parser loses 8-bit bytes there.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache

from worker.mail.message import Address, Headers
from worker.mail.text import collapse

# Encoded words beyond this are left as they are: decoding them costs more than they say.
_DECODED = 4_096
_MAILBOX = re.compile(r"[^\s<>(),;:\"@\[\]]+@[^\s<>(),;:\"@]+")
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[qQ]\?[^?\s]*\?=")
_SPECIAL = re.compile(r"[()<>@,;:\\\"\[\].]")


def read_headers(message: Message) -> Headers:
    """Every field of a message, decoded."""
    return Headers(tuple((name.lower(), decode(value)) for name, value in message.raw_items()))


def raw_values(message: Message, name: str) -> list[str]:
    """The undecoded but readable values of a field: addresses must be split before decoding."""
    return [_eight_bit(str(value)) for field, value in message.raw_items() if field.lower() == name.lower()]


def decode(value: object) -> str:
    """One header value as a person reads it: decoded (RFC 2047), unfolded, on one line."""
    text = _eight_bit(str(value))
    if "=?" in text and "?=" in text:
        with suppress(MessageError, LookupError, ValueError, UnicodeError):
            text = str(make_header(decode_header(text[:_DECODED]))) + text[_DECODED:]
    return collapse(text)


def _eight_bit(text: str) -> str:
    """Raw 8-bit bytes, which the parser keeps as surrogates, read as UTF-8 or else Windows-1252."""
    try:
        raw = text.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_addresses(values: list[str]) -> tuple[Address, ...]:
    """The mailboxes named in the given raw values of address fields."""
    return tuple(address for value in values for address in _mailboxes(value))


# The same few fields of one mail are asked for by the parser and by many rules.
@lru_cache(maxsize=64)
def _mailboxes(value: str) -> tuple[Address, ...]:
    try:
        pairs = getaddresses([_ENCODED_WORD.sub(_as_one_word, collapse(value))])
    except (ValueError, IndexError, TypeError, RecursionError):
        # Comments within comments, thousands deep, for one.
        pairs = []
    if not any(email for _, email in pairs):
        # What the strict reading refuses (`Ana <ana@a.example> (home)>`) may still name somebody.
        pairs = [("", email) for email in _MAILBOX.findall(value)]
    return tuple(Address(decode(name), collapse(email).lower()) for name, email in pairs if email)


def _as_one_word(encoded: re.Match[str]) -> str:
    """An encoded word is one word whatever it holds: an `@` in it is part of a name (RFC 2047, 5 (3))."""
    return _SPECIAL.sub(lambda special: f"={ord(special[0]):02X}", encoded[0])


def count_mailboxes(values: list[str]) -> int:
    """How many mailboxes a cautious reader could see: the greater of two ways to count."""
    return sum(max(len(_mailboxes(value)), len(re.findall(r"<[^<>]*@", value)), 1) for value in values)


def read_date(value: str) -> datetime | None:
    """The Date field; without an offset where the sender gave none (RFC 5322, 3.3)."""
    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return date if 1990 <= date.year <= 2100 else None
