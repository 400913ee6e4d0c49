"""The sure signs of a quoted mail: attribution line, "Original Message", header block. Pure.

Each sign is what mail programs write by themselves, in the languages our customers' have.
Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re

from worker.mail import forward_mark, header_block
from worker.mail import quote_words as words

_READ = 200_000  # characters
_MARGIN = r"^[ \t>*]{0,20}"
_OPENING = (
    r"(?:On|Am|Le|El|Il|Op|Em|Den|Dnia|W dniu|pe)\b|\d{1,4}[./-]\d|[^\n]{0,80}<[^<>\n]{1,200}@[^<>\n]{1,200}>"
)

# "On Mon, 8 Jun 2026 at 10:00, Ana <ana@a.example> wrote:", on one to three lines.
_WITH_VERB = (
    rf"(?:{_OPENING})[^\n]{{0,300}}(?:\n[ \t>*]{{0,20}}[^\n]{{0,200}}){{0,2}}?"
    rf"\b(?:{words.WROTE})\b[^\n]{{0,120}}?[:：][ \t*]{{0,9}}$"
)
# '26.06.2014, 14:41, "Ana" <ana@a.example>:'
_WITHOUT_VERB = r"[^\n]{0,80}\d[:.]\d\d[^\n]{0,120}<[^<>\n]{1,200}@[^<>\n]{1,200}>[ \t]?:[ \t]{0,9}$"
ATTRIBUTION = re.compile(f"{_MARGIN}(?:{_WITH_VERB}|{_WITHOUT_VERB})", re.MULTILINE)

_QUOTED_LINE = re.compile(r"^[ \t]{0,20}>")


def quote_start(text: str) -> int | None:
    """Where the first sure sign of a quoted mail stands, or nothing."""
    text = text[:_READ]
    starts = [found.start() for sign in (ATTRIBUTION, forward_mark.ORIGINAL) if (found := sign.search(text))]
    block = header_block.start(text)
    return min([*starts, *([block] if block is not None else [])], default=None)


def is_quoted_line(line: str) -> bool:
    """Whether the line is marked with ">"."""
    return bool(_QUOTED_LINE.match(line))


def has_quote(text: str) -> bool:
    """Whether it quotes a mail it answers: a sure sign, or two lines that begin with ">"."""
    if forward_mark.is_in(text):
        return False
    return quote_start(text) is not None or sum(map(is_quoted_line, text[:_READ].split("\n"))) >= 2


def without_attributions(text: str) -> str:
    """The text without its "Ana wrote:" lines."""
    return ATTRIBUTION.sub("", text)
