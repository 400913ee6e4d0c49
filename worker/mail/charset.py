"""Which charset the bytes of a text are in, whatever its header claims. Pure.

Many programs write UTF-8 or Windows-1252 and call it something else. Bytes beyond ASCII that are
valid UTF-8 are UTF-8: in no other charset of one byte a letter do they spell words.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from email.message import Message

# What is written by programs that do not know what they write; Python's own names.
_VAGUE = frozenset({"ascii", "utf-8", "iso8859-1", "cp1252", ""})
# Who names Latin-9 means its euro sign, whichever way it is spelt: Python knows only some of them.
_LATIN_9 = "iso8859-15"
_SPELT_LATIN_9 = re.compile(
    r"(?:cs|iso[-_ ]?)?(?:8859[-_ ]?15(?::1998)?|885915)(?:-windows-latin-9)?|(?:cs)?(?:iso)?latin[-_ ]?9|l9",
    re.IGNORECASE,
)
# Control characters in Latin-9, dashes and quotation marks in Windows-1252.
_OF_WINDOWS = re.compile(rb"[\x80-\x9f]")
# What is called ISO-2022-JP holds more letters than it has, so its wider kin are tried as well.
_ISO_2022_JP = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_2")
_JAPANESE = re.compile(rb"\x1b\$[@B][\x21-\x7e]{2}")
# Written in seven bits, so that a parser which decodes only bytes beyond ASCII shows their code.
_SEVEN_BIT = frozenset({*_ISO_2022_JP, "iso2022_jp_1", "iso2022_kr", "hz", "utf-7"})


def true_charset(content: bytes, claimed: str) -> str:
    """The Python name of the charset that reads these bytes best; it always exists."""
    name = _python_name(claimed)
    if name in _ISO_2022_JP or (name in _VAGUE and _JAPANESE.search(content)):
        return next((kin for kin in _ISO_2022_JP if _is(content, kin)), _ISO_2022_JP[0])
    if content.isascii() and name not in _VAGUE:
        return name
    if name in _VAGUE:
        return "utf-8" if _is(content, "utf-8") else "cp1252"
    if name == _LATIN_9:
        if _is(content, "utf-8"):
            return "utf-8"
        return "cp1252" if _OF_WINDOWS.search(content) and b"\xa4" not in content else name
    return name if _is(content, name) else "utf-8"


def declared(part: Message) -> str:
    """The charset that a part names, or "" where it names none that can be read."""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        return part.get_content_charset("") or ""
    return ""


def correct(part: Message) -> None:
    """Write the true charset of a text into its header, for the parser that believes it.

    A text in seven bits becomes UTF-8, because the parser decodes only what has bytes beyond ASCII.
    """
    if part.is_multipart() or part.get_content_maintype() != "text":
        return
    content = part.get_payload(decode=True)
    claimed = declared(part)
    name = _python_name(claimed)
    if not isinstance(content, bytes) or (
        content.isascii() and name in _VAGUE and not _JAPANESE.search(content)
    ):
        return
    true = true_charset(content, claimed)
    if true in _SEVEN_BIT and not part.get_filename():
        del part["Content-Transfer-Encoding"]
        with suppress(LookupError, ValueError, TypeError, AttributeError):
            part.set_payload(content.decode(true, "replace"), "utf-8")
    elif true != name or name == _LATIN_9:
        with suppress(LookupError, ValueError, TypeError, AttributeError):
            part.set_param("charset", true)


def _python_name(name: str) -> str:
    """The name Python gives a charset; "" for what is none, or no charset of texts."""
    if _SPELT_LATIN_9.fullmatch(name.strip()):
        return _LATIN_9
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
