"""The block of From, Sent, To and Subject that mail programs put above a forwarded or quoted mail. Pure.

Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import islice

from worker.mail.quoting import forward_mark
from worker.mail.quoting import forward_words as words

_READ = 200_000  # characters
_MARGIN = r"^[ \t>*]{0,20}"
_QUOTED = re.compile(r"[ \t]{0,20}>")
_MARK = re.compile(r"^[ \t]{0,9}>[ \t]?")
# A line of a header block as Outlook and its kin write it.
_LABEL = "|".join(f"(?P<{name}>{spelt})" for name, spelt in words.LABELS.items())
_LABEL_LINE = re.compile(
    rf"{_MARGIN}(?:{_LABEL})[ \t*]{{0,9}}[:：][ \t*]{{0,9}}(?P<value>\S.*)", re.IGNORECASE | re.MULTILINE
)
# "Cc:" and the like belong to the block; what they say is not needed.
_OTHER_LABEL = re.compile(rf"{_MARGIN}[^\W\d_][^:：\n]{{0,30}}[:：]", re.MULTILINE)
# Yahoo writes the whole block on the line of its mark, with nothing between a value and the next label.
_ON_ONE_LINE = re.compile(
    rf"{_MARGIN}-{{2,20}}[ \t]{{0,9}}(?:{words.FORWARDED})[ \t]{{0,9}}-{{2,20}}[ \t]{{1,9}}"
    r"(?P<block>\S[^\n]{20,3000})",
    re.IGNORECASE | re.MULTILINE,
)
_GLUED = re.compile(rf"(?:{_LABEL})[ \t]?:")
_BLOCK = 6  # lines of such a block that are looked at
_LONG_BLOCK = 12  # where it is known to be a forward


def start(text: str, lines: int = _BLOCK) -> int | None:
    """Where a header block stands: From with two more, one of them Subject or Sent, within so many lines.

    "From: Leipzig, To: Berlin, Date: 12 June" is a customer's own list, not a quote.
    """
    text = text[:_READ]
    # Most lines have no label at all: the long pattern is tried on those that have one.
    labelled = islice(_OTHER_LABEL.finditer(text), 2_000)
    found = (_LABEL_LINE.match(text, line.start()) for line in labelled)
    labels = [(label.start(), _name(label)) for label in found if label]
    for index, (first, _) in enumerate(labels):
        near = {name for at, name in labels[index : index + lines] if text.count("\n", first, at) < lines}
        if "from" in near and len(near) >= 3 and near & {"subject", "sent"}:
            return first
    return None


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: where it stands, its fields by their English names, the text below it.

    `english` tells whether its labels are: in other languages the day stands before the month.
    """

    start: int
    fields: dict[str, str]
    below: str
    english: bool


def read(text: str) -> Block | None:
    """The first header block of a text, read. Below the mark of a forward From and one more are enough."""
    starts = [at for at in (start(text, _LONG_BLOCK), _start_below_mark(text)) if at is not None]
    if not starts:
        return _on_one_line(text)
    begins = min(starts)
    fields: dict[str, str] = {}
    lines, name = _quoted_part(text[begins:]).split("\n"), ""
    english = True
    for number, line in enumerate(lines):
        following = next((one for one in lines[number + 1 : number + 3] if one.strip()), "")
        more = _is_label(following, fields)
        if found := _LABEL_LINE.match(line):
            name = _name(found)
            fields.setdefault(name, found["value"].strip(" \t*"))
            english = english and not (name == "from" and found[name].lower() != "from")
        elif _OTHER_LABEL.match(line) and (more or "subject" not in fields or "@" in line):
            continue
        elif line.strip() and name and _is_label(following):
            # A long value goes on in the next line.
            fields[name] += f" {line.strip()}"
        elif line.strip() or not more:
            return Block(begins, fields, "\n".join(lines[number:]).strip(), english)
        # Else some programs leave an empty line between the fields.
    return Block(begins, fields, "", english)


def _is_label(line: str, read: Container[str] = ()) -> bool:
    """Whether a line is a field of a block, none of those that were read already."""
    found = _LABEL_LINE.match(line)
    return found is not None and _name(found) not in read


def _start_below_mark(text: str) -> int | None:
    """Where a block stands that has too few fields to be sure of, but the mark of a forward above it."""
    signs = (forward_mark.FORWARD, forward_mark.ORIGINAL)
    marks = [mark.end() for sign in signs for mark in islice(sign.finditer(text[:_READ]), 3)]
    for mark in sorted(marks):
        end = text.find("\n", mark)
        labels = list(islice(_LABEL_LINE.finditer(text, end, end + 2_000), _BLOCK)) if end >= 0 else []
        near = [found for found in labels if text.count("\n", end, found.start()) <= _BLOCK + 2]
        if len({_name(found) for found in near}) >= 2 and any(found["from"] for found in near):
            return near[0].start()
    return None


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
    if "from" not in fields:
        return None
    return Block(mark.start(), fields, text[mark.end() :].strip(), english="From:" in line)


def _name(label: re.Match[str]) -> str:
    """The English name of the label that was found."""
    return next(name for name in words.LABELS if label[name])


def _quoted_part(text: str) -> str:
    """The text as far as its lines are marked with ">" if its first one is, without the marks."""
    if not _QUOTED.match(text):
        return text
    lines = text.split("\n")
    # A long line may have been broken in two, the second half without a mark.
    last = max(number for number, line in enumerate(lines) if _QUOTED.match(line))
    return "\n".join(_MARK.sub("", line) for line in lines[: last + 1])
