"""Which charset the bytes of a text are in, whatever its header claims. Pure.

Many programs write UTF-8 or Windows-1252 and call it something else. Bytes beyond ASCII that are
valid UTF-8 are UTF-8: in no other charset of one byte a letter do they spell words.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from email.message import Message

# What is written by programs that do not know what they write; Python's own names.
_VAGUE = frozenset({"ascii", "utf-8", "iso8859-1", "iso8859-15", "cp1252", ""})


def true_charset(content: bytes, claimed: str) -> str:
    """The Python name of the charset that reads these bytes best; it always exists."""
    name = _python_name(claimed)
    if content.isascii() and name not in _VAGUE:
        return name
    if name in _VAGUE:
        return "utf-8" if _is(content, "utf-8") else "cp1252"
    return name if _is(content, name) else "utf-8"


def declared(part: Message) -> str:
    """The charset that a part names, or "" where it names none that can be read."""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        return part.get_content_charset("") or ""
    return ""


def correct(part: Message) -> None:
    """Write the true charset of a text into its header, for the parser that believes it."""
    if part.is_multipart() or part.get_content_maintype() != "text":
        return
    content = part.get_payload(decode=True)
    claimed = declared(part)
    if not isinstance(content, bytes) or (content.isascii() and _python_name(claimed) in _VAGUE):
        return
    true = true_charset(content, claimed)
    if true != _python_name(claimed):
        with suppress(LookupError, ValueError, TypeError, AttributeError):
            part.set_param("charset", true)


def _python_name(name: str) -> str:
    """The name Python gives a charset; "" for what is none, or no charset of texts."""
    with suppress(LookupError, ValueError):
        found = codecs.lookup(name)
        # base64 and its kin are codecs too, and decode no text.
        return found.name if getattr(found, "_is_text_encoding", True) else ""
    return ""


def _is(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True
