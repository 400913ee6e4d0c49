"""The block of From, Sent, To and Subject that mail programs put above a forwarded or quoted mail. Pure.

Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from worker.mail import forward_words as words

_READ = 200_000  # characters
_MARGIN = r"^[ \t>*]{0,20}"
_QUOTED = re.compile(r"[ \t]{0,20}>")
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


def start(text: str) -> int | None:
    """Where a header block stands: From with two more, one of them Subject or Sent.

    "From: Leipzig, To: Berlin, Date: 12 June" is a customer's own list, not a quote.
    """
    labels = [(found.start(), _name(found)) for found in islice(_LABEL_LINE.finditer(text[:_READ]), 500)]
    for index, (first, _) in enumerate(labels):
        near = {name for at, name in labels[index : index + _BLOCK] if text.count("\n", first, at) < _BLOCK}
        if "from" in near and len(near) >= 3 and near & {"subject", "sent"}:
            return first
    return None


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: where it stands, its fields by their English names, the text below it."""

    start: int
    fields: dict[str, str]
    below: str


def read(text: str) -> Block | None:
    """The first header block of a text, read."""
    begins = start(text)
    if begins is None:
        return _on_one_line(text)
    fields: dict[str, str] = {}
    lines, name = _without_margin(text[begins:]).split("\n"), ""
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
            return Block(begins, fields, "\n".join(lines[number:]).strip())
    return Block(begins, fields, "")


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
    return re.sub(r"^[ \t]{0,9}>[ \t]?", "", text, flags=re.MULTILINE) if _QUOTED.match(text) else text
