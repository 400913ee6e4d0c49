"""The sure signs of a quoted mail: attribution line, "Original Message", header block. Pure.

Each sign is what mail programs write by themselves, in the languages our customers' have.
Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

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

_DASHES = r"(?:-{2,20}|_{2,20})"
_ORIGINAL = re.compile(
    rf"{_MARGIN}{_DASHES}[ \t]{{0,9}}(?:{words.ORIGINAL})[ \t]{{0,9}}{_DASHES}",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD_MARK = re.compile(
    rf"{_MARGIN}(?:-{{2,20}}[ \t]{{0,9}}(?:{words.FORWARDED})|(?:{words.BEGINS})[ \t]?[:：][ \t]{{0,9}}$)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]{0,20}>")

# A line of a header block as Outlook and its kin write it.
_LABEL = "|".join(f"(?P<{name}>{spelt})" for name, spelt in words.LABELS.items())
_LABEL_LINE = re.compile(
    rf"{_MARGIN}(?:{_LABEL})[ \t*]{{0,9}}[:：][ \t*]{{0,9}}(?P<value>\S.*)", re.IGNORECASE | re.MULTILINE
)
# "Cc:" and the like belong to the block; what they say is not needed.
_OTHER_LABEL = re.compile(rf"{_MARGIN}[^\W\d_][^:：\n]{{0,30}}[:：]")
# Yahoo writes the whole block on the line of its mark, with nothing between a value and the next label.
_ON_ONE_LINE = re.compile(
    rf"{_MARGIN}-{{2,20}}[ \t]{{0,9}}(?:{words.FORWARDED})[ \t]{{0,9}}-{{2,20}}[ \t]{{1,9}}"
    r"(?P<block>\S[^\n]{20,3000})",
    re.IGNORECASE | re.MULTILINE,
)
_GLUED = re.compile(rf"(?:{_LABEL})[ \t]?:")
_BLOCK = 6  # lines of such a block that are looked at


def quote_start(text: str) -> int | None:
    """Where the first sure sign of a quoted mail stands, or nothing."""
    text = text[:_READ]
    starts = [found.start() for sign in (ATTRIBUTION, _ORIGINAL) if (found := sign.search(text))]
    block = header_block(text)
    return min([*starts, *([block] if block is not None else [])], default=None)


def header_block(text: str) -> int | None:
    """Where a header block stands: From with two more, one of them Subject or Sent.

    "From: Leipzig, To: Berlin, Date: 12 June" is a customer's own list, not a quote.
    """
    labels = [(found.start(), _name(found)) for found in islice(_LABEL_LINE.finditer(text[:_READ]), 500)]
    for index, (start, _) in enumerate(labels):
        near = {name for at, name in labels[index : index + _BLOCK] if text.count("\n", start, at) < _BLOCK}
        if "from" in near and len(near) >= 3 and near & {"subject", "sent"}:
            return start
    return None


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: where it stands, its fields by their English names, the text below it."""

    start: int
    fields: dict[str, str]
    below: str


def read_block(text: str) -> Block | None:
    """The first header block of a text, read."""
    start = header_block(text)
    if start is None:
        return _on_one_line(text)
    fields: dict[str, str] = {}
    lines, name = _without_margin(text[start:]).split("\n"), ""
    for number, line in enumerate(lines):
        if found := _LABEL_LINE.match(line):
            name = _name(found)
            fields.setdefault(name, found["value"].strip(" \t*"))
        elif _OTHER_LABEL.match(line):
            continue
        elif name and line.strip() and any(map(_LABEL_LINE.match, lines[number + 1 : number + 2])):
            # A long value goes on in the next line.
            fields[name] += f" {line.strip()}"
        else:
            return Block(start, fields, "\n".join(lines[number:]).strip())
    return Block(start, fields, "")


def _on_one_line(text: str) -> Block | None:
    """The header block that Yahoo writes on one line."""
    mark = _ON_ONE_LINE.search(text[:_READ])
    if mark is None:
        return None
    line, fields, name, begins = mark["block"], {}, "", 0
    for label in _GLUED.finditer(line):
        if _name(label) in fields or (not name and label.start()):
            continue
        fields[name] = line[begins : label.start()].strip()
        name, begins = _name(label), label.end()
        fields[name] = ""
        if name == "subject":
            # It is the last, and may hold anything.
            break
    fields[name] = line[begins:].strip()
    return Block(mark.start(), fields, text[mark.end() :].strip()) if "from" in fields else None


def _name(label: re.Match[str]) -> str:
    """The English name of the label that was found."""
    return next(name for name in words.LABELS if label[name])


def _without_margin(text: str) -> str:
    """The text without the ">" that stands before its first line, and before each of the others."""
    return re.sub(r"^[ \t]{0,9}>[ \t]?", "", text, flags=re.MULTILINE) if is_quoted_line(text) else text


def is_quoted_line(line: str) -> bool:
    """Whether the line is marked with ">"."""
    return bool(_QUOTED_LINE.match(line))


def has_quote(text: str) -> bool:
    """Whether it quotes a mail it answers: a sure sign, or two lines that begin with ">"."""
    if has_forward_mark(text):
        return False
    return quote_start(text) is not None or sum(map(is_quoted_line, text[:_READ].split("\n"))) >= 2


def has_forward_mark(text: str) -> bool:
    """Whether it holds the line that mail programs put above a forwarded mail."""
    return bool(_FORWARD_MARK.search(text[:_READ]))


def above_mark(text: str) -> str:
    """What stands above the line that mail programs put above a forwarded or quoted mail; all without one."""
    marks = [found.start() for mark in (_FORWARD_MARK, _ORIGINAL) if (found := mark.search(text[:_READ]))]
    above = text[: min(marks)] if marks else text
    # Outlook draws a line and nothing more.
    return re.sub(r"\n[ \t>]*_{5,80}\s*\Z", "", f"\n{above}").strip()


def without_attributions(text: str) -> str:
    """The text without its "Ana wrote:" lines."""
    return ATTRIBUTION.sub("", text)
