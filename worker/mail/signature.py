"""What programs and firms put below a person's words: signatures, phones' own lines, disclaimers. Pure.

Only what is marked as such goes: a "-- " line (RFC 3676, section 4.3), the line of a mail program, a
disclaimer of a firm. "Best regards, Ana" is the person's and stays.
"""

from __future__ import annotations

import re

from worker.mail import signature_words as words
from worker.mail.text import any_of

_MARK = re.compile(r"^[ \t]{0,9}(?:-- ?|—)[ \t]{0,9}$")
_LONGEST_SIGNATURE = 30  # lines
_UNDERLINE = re.compile(r"^[ \t]{0,9}[_*=-]{3,200}[ \t]{0,9}$")
_DEVICE_LINE = 120  # characters
_SENT = any_of(*words.SENT_FROM, before=r"^[\s\-–—*_<\[(]{0,6}(?:", after=r")\s?")
_DEVICE = any_of(*words.DEVICES)
_SENT_BEHIND = any_of(*words.FROM_DEVICE_SENT)
_OUTLOOK = re.compile(
    r"\bOutlook\b.{0,20}\b(?:iOS|Android|Windows|Mac|mobile)\b|\b(?:iOS|Android)\b.{0,25}\bOutlook\b", re.I
)
_LINK = re.compile(r"[<(\[]?https?://[^\s<>]{1,300}[>)\]]?")
_LIST_FOOTER = any_of(*words.LIST_FOOTERS)
_DISCLAIMER = any_of(*words.DISCLAIMERS)
_THIS_MAIL = any_of(*words.THIS_MAIL)
_SHORTEST_DISCLAIMER = 100  # characters
_SCANNED = any_of(*words.SCANNED, before="^[^\\w\n]{0,20}(?:", after=")")
_BANNER = any_of(*words.BANNERS, before="^[^\\w\n]{0,20}(?:", after=")")


def without(text: str) -> str:
    """The text without what stands below the writer's own words; may be empty when there are none."""
    paragraphs = re.split(r"\n[ \t]{0,20}\n", text)
    if len(paragraphs) > 1 and _BANNER.match(paragraphs[0]):
        paragraphs = paragraphs[1:]
    kept = "\n\n".join(_without_disclaimer(paragraphs))
    lines = [line for line in kept.split("\n") if not _is_program_line(line)]
    lines = lines[: _signature_start(lines)]
    while lines and (not lines[-1].strip() or _UNDERLINE.match(lines[-1])):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_disclaimer(paragraphs: list[str]) -> list[str]:
    """The paragraphs above a firm's disclaimer or a list's footer."""
    for number, paragraph in enumerate(paragraphs):
        if _LIST_FOOTER.search(paragraph) or (number and _is_disclaimer(paragraph)):
            return paragraphs[:number]
    return paragraphs


def _is_disclaimer(paragraph: str) -> bool:
    """Whether it speaks of the mail itself and in two ways of whom it is not for."""
    return (
        len(paragraph) >= _SHORTEST_DISCLAIMER
        and _THIS_MAIL.search(paragraph) is not None
        and len({found.group().lower() for found in _DISCLAIMER.finditer(paragraph)}) >= 2
    )


def _is_program_line(line: str) -> bool:
    """Whether a mail program or a scanner wrote the line: "Sent from my iPhone", "Virus-free."."""
    line = _LINK.sub("", line).strip()
    if not 0 < len(line) <= _DEVICE_LINE:
        return False
    if _SCANNED.match(line):
        return True
    if sent := _SENT.match(line):
        return bool(_DEVICE.match(line, sent.end()))
    return bool(len(line) <= 60 and (_OUTLOOK.search(line) or _SENT_BEHIND.search(line)))


def _signature_start(lines: list[str]) -> int:
    """The first line of a marked signature, or the number of lines."""
    for number, line in enumerate(lines):
        if _MARK.match(line) and len(lines) - number <= _LONGEST_SIGNATURE:
            return number
    return len(lines)
