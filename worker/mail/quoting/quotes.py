"""What stands above a quoted mail: an attribution, "Original Message", a header block. Pure.

Positions only; reply_text.py cuts by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from worker.mail.quoting import forward_mark, header_block
from worker.mail.quoting import quote_words as words
from worker.mail.quoting.attribution import attributions

_READ = 200_000  # characters
_MOST = 40  # of each kind; a conversation that was quoted more often is cut at the first anyway
_MOST_BLOCKS = 3
_ANSWER = re.compile(
    rf"\s{{0,5}}(?:{words.ANSWER})\s{{0,2}}(?:[\[(]\d{{1,3}}[\])]|\^\d{{1,3}})?\s{{0,2}}[:：]", re.IGNORECASE
)
_BLANK = re.compile(r"\n[ \t>]{0,20}\n")
_SPACED_BLOCK = re.compile(r"(?:[ \t>*]{0,9}[^\W\d_][^:：\n]{0,30}[:：][^\n]{0,1000}\n[ \t>]{0,20}\n){3,8}")
_REPLY_ABOVE = re.compile(
    rf"^[^\w\n]{{0,20}}(?:{words.REPLY_ABOVE})[^\n]{{0,40}}$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Intro:
    """The words above a quote, as positions in the text. `sure` ones need no ">" below them."""

    start: int
    end: int
    sure: bool
    marked: bool  # it stands behind a ">" itself


def intros(text: str) -> tuple[Intro, ...]:
    """The first attributions, marks and header blocks of a text, in their order."""
    text = text[:_READ]
    found = [_intro(text, line.start, line.end, sure=line.sure) for line in islice(attributions(text), _MOST)]
    for sign in (forward_mark.ORIGINAL, forward_mark.FORWARD):
        marks = islice(sign.finditer(text), _MOST)
        found += [_intro(text, mark.start(), _line_end(text, mark.end())) for mark in marks]
    # Where a ticket system's own mail begins with this line, its words stand below.
    if (line := _REPLY_ABOVE.search(text)) and text[: line.start()].strip():
        found.append(_intro(text, line.start(), line.end()))
    found += islice(_blocks(text), _MOST_BLOCKS)
    return tuple(sorted(found, key=lambda intro: intro.start))


def _blocks(text: str) -> Iterator[Intro]:
    """The header blocks of a text up to the first whose quote runs to the end; each ends at an empty line."""
    begin = 0
    while (start := header_block.start(text[begin:])) is not None:
        block = _intro(text, begin + start, _block_end(text, begin + start))
        yield block
        if not block.marked and not is_marked_below(text, block):
            return
        begin = block.end


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)


def _block_end(text: str, start: int) -> int:
    """Where a header block ends: at the first empty line, unless there is one below each of its lines."""
    spaced = _SPACED_BLOCK.match(text, start)
    blank = _BLANK.search(text, start)
    return spaced.end() if spaced else blank.start() if blank else len(text)


def _intro(text: str, start: int, end: int, *, sure: bool = True) -> Intro:
    return Intro(start, end, sure, marked=is_quoted_line(text[start : start + 100]))


def is_marked_below(text: str, intro: Intro) -> bool:
    """Whether the text below these words is marked with ">"."""
    return is_quoted_line(text[intro.end : intro.end + 2_000].lstrip()[:1])


def is_quoted_line(line: str) -> bool:
    """Whether the line is marked with ">"."""
    return line.lstrip(" \t\u00a0")[:1] == ">"


def has_quote(text: str, found: tuple[Intro, ...], *, subject: str = "") -> bool:
    """Whether it quotes a mail it answers, told by `found` intros, or by marks and "Re:" in the subject.

    A customer may write ">" before his own lines: alone they say nothing.
    """
    first = next((intro for intro in found if intro.sure or is_marked_below(text, intro)), None)
    answering = _ANSWER.match(subject) is not None
    if first is not None:
        # A mail that is nothing but another one passes it on.
        alone = not text[: first.start].strip() and not is_marked_below(text, first)
        return not forward_mark.FORWARD.match(text, first.start) and (answering or not alone)
    if "\n>" not in text and ">" not in text[:20]:
        return False
    lines = [line.lstrip() for line in text[:_READ].split("\n") if is_quoted_line(line)]
    by_program = len(lines) >= 2 and any(line[1:].strip()[:1] in ("", ">") for line in lines)
    return by_program or bool(lines and answering)
