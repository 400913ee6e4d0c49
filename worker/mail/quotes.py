"""What stands above a quoted mail: an attribution line, "Original Message", a header block. Pure.

An attribution is told by what it holds (an address, a day, a time, a word for "wrote") rather than by one
pattern a language, so that a program in a tongue we do not know is still understood.
Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from worker.mail import forward_mark, header_block
from worker.mail import quote_words as words

_READ = 200_000  # characters
_LINES = 4  # of one attribution, wrapped
_MOST = 40  # of each kind; a conversation that was quoted more often is cut at the first anyway
_LONGEST = 400  # characters of one attribution
_MARGIN = " \t>*_|\u00a0\u3000"

_ADDRESS = r"[\w.+'=/-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_MAIL = re.compile(_ADDRESS)
_MAIL_LAST = re.compile(
    rf"{_ADDRESS}[\s>)\]]{{0,3}}(?:[<(\[](?:mailto:)?{_ADDRESS}[>)\]]{{1,2}})?[\s>)\]*,]{{0,4}}[:：]"
)
_BRACKETED = re.compile(rf"[<(\[]\s?(?:mailto:)?{_ADDRESS}")
_TIME = re.compile(r"\d{1,2}\s?[:.h時时点시]\s?\d\d|\d{1,2}\s?[時点시]|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_DAY = re.compile(
    r"(?:19|20|٢٠|۲۰)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}"
    r"|\d{1,2}\.?\s(?:de )?[^\W\d]{3,12}\.?,?\s'?\d\d\b"
)
_WROTE = re.compile(rf"(?<!\w)(?:{words.WROTE})(?!\w)|(?:{words.WROTE_UNSPACED})", re.IGNORECASE)
_PERSON_WROTE = re.compile(rf"(?<!\w)(?:{words.PERSON_WROTE})(?!\w)", re.IGNORECASE)
_CITES = re.compile(rf"(?:{words.CITES})\b", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?:[\W_]{{0,4}}(?:{words.OPENINGS})(?![^\W\d_])|[\W_]{{0,4}}\d|[^\W\d]{{1,14}}[.,]{{0,2}}\s{{1,2}}\d)"
)
_NAME_FIRST = re.compile(r"[\"'“„«‹]?[^\W\d_a-zà-ÿ]")
# "That is fine On Wed, 4 Apr 2012 at 3:59 PM": some programs lose the line end in between.
_INSIDE = re.compile(r"(?:\s|-{2,4}\s{0,2})(?:On|Am|Le|El|Il|Op|Em)\s(?=[^\n]{0,20}\d)")
# How it ends; Zoho ends with dashes, and some programs begin the quote on the same line.
_END = re.compile(
    rf"[:：][\s*_\"”]{{0,4}}$|(?:{words.WROTE})[:\s]{{0,3}}-{{2,6}}\s?$|[:：]\s{{0,3}}>", re.IGNORECASE
)

_ANSWER = re.compile(
    rf"\s{{0,5}}(?:{words.ANSWER})\s{{0,2}}(?:[\[(]\d{{1,3}}[\])]|\^\d{{1,3}})?\s{{0,2}}[:：]", re.IGNORECASE
)
_BLANK = re.compile(r"\n[ \t>]{0,20}\n")
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


def intros(text: str) -> list[Intro]:
    """The first attributions, marks and header blocks of a text, in their order."""
    text = text[:_READ]
    found = list(islice(attributions(text), _MOST))
    for sign in (forward_mark.ORIGINAL, forward_mark.FORWARD, _REPLY_ABOVE):
        found += [_sure(text, mark.start(), mark.end()) for mark in islice(sign.finditer(text), _MOST)]
    found += islice(_blocks(text), _MOST)
    return sorted(found, key=lambda intro: intro.start)


def _blocks(text: str) -> Iterator[Intro]:
    """The header blocks of a text; each ends at the first empty line."""
    begin = 0
    while (start := header_block.start(text[begin:])) is not None:
        blank = _BLANK.search(text, begin + start)
        end = blank.start() if blank else len(text)
        yield _sure(text, begin + start, end)
        begin = end


def _sure(text: str, start: int, end: int) -> Intro:
    return Intro(start, end, sure=True, marked=is_quoted_line(text[start:end]))


def attributions(text: str) -> Iterator[Intro]:
    """The attributions of a text in their order, sure ones and others."""
    lines = text[:_READ].split("\n")
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    for last, line in enumerate(lines):
        stripped = line.rstrip()
        if stripped[-1:] not in ':：*_-"”' and ":" not in stripped:
            continue
        end = _END.search(stripped[-200:])
        if end is None or len(stripped) > 2 * _LONGEST:
            continue
        # What stands behind the colon on the same line is quoted already.
        closing = max(0, len(stripped) - 200) + end.start() + 1
        found = _window(lines, last, closing)
        if found is None:
            continue
        first, offset, sure = found
        stop = starts[last] + (closing if end.group().endswith(">") else len(line))
        yield Intro(starts[first] + offset, stop, sure, is_quoted_line(lines[first]))


def _window(lines: list[str], last: int, closing: int) -> tuple[int, int, bool] | None:
    """First line, offset in it and sureness of the attribution that ends on line `last`, if one does."""
    best: tuple[int, int, bool] | None = None
    most, joined = 0, ""
    for first in range(last, max(-1, last - _LINES), -1):
        line = lines[first][:closing] if first == last else lines[first]
        piece = line.strip(_MARGIN)
        if not piece:
            break
        joined = f"{piece} {joined}".strip()
        if len(joined) > _LONGEST:
            break
        evidence = _evidence(joined)
        if len(evidence) <= most:
            continue
        offset = _offset(line, joined)
        if offset is not None:
            most, best = len(evidence), (first, offset, _is_sure(joined, evidence))
    return best


def _offset(line: str, joined: str) -> int | None:
    """Where in its first line an attribution begins."""
    if _OPENING.match(joined) or _CITES.match(joined):
        return 0
    if inside := _INSIDE.search(line):
        return inside.start()
    # "Ana Lopez <ana@a.example> wrote:", "Ana kirjoitti 16.11.2026 klo 10.00:"
    name = _MAIL.search(line) or _WROTE.search(line)
    return 0 if name and _NAME_FIRST.match(joined) and len(line[: name.start()].split()) <= 6 else None


def _evidence(joined: str) -> frozenset[str]:
    """Which of the marks of an attribution a line holds; empty when they say nothing together."""
    found = frozenset(
        name
        for name, pattern in (("mail", _MAIL), ("time", _TIME), ("day", _DAY), ("wrote", _WROTE))
        if pattern.search(joined)
    )
    if found & {"mail", "wrote"} or found >= {"time", "day"}:
        return found | {"opening"} if _OPENING.match(joined) else found
    return frozenset()


def _is_sure(joined: str, evidence: frozenset[str]) -> bool:
    """Whether only a mail program writes like this."""
    if _PERSON_WROTE.search(joined):
        return False
    dated = bool(evidence & {"time", "day"})
    if "mail" in evidence:
        if "wrote" in evidence or _CITES.match(joined):
            return dated or bool(_BRACKETED.search(joined))
        return dated and bool(_MAIL_LAST.search(joined))
    return evidence >= {"wrote", "time", "day"}


def quote_start(text: str) -> int | None:
    """Where the first sure sign of a quoted mail stands, or nothing."""
    text = text[:_READ]
    attribution = find_attribution(text)
    starts = [attribution.start] if attribution else []
    starts += [
        found.start() for sign in (forward_mark.ORIGINAL, _REPLY_ABOVE) if (found := sign.search(text))
    ]
    block = header_block.start(text)
    return min([*starts, *([block] if block is not None else [])], default=None)


def find_attribution(text: str) -> Intro | None:
    """The first line in which only a mail program says who wrote the mail below."""
    return next((intro for intro in attributions(text) if intro.sure), None)


def is_marked_below(text: str, intro: Intro) -> bool:
    """Whether the text below these words is marked with ">"."""
    return is_quoted_line(text[intro.end : intro.end + 2_000].lstrip()[:1])


def is_quoted_line(line: str) -> bool:
    """Whether the line is marked with ">"."""
    return line.lstrip(" \t\u00a0")[:1] == ">"


def has_quote(text: str, *, subject: str = "") -> bool:
    """Whether it quotes a mail it answers, told by sure signs, or by marks and "Re:" in the subject.

    A customer may write ">" before his own lines: alone they say nothing.
    """
    text = text[:_READ]
    lines = [line.lstrip() for line in text.split("\n") if is_quoted_line(line)]
    found = next((intro for intro in intros(text) if intro.sure or is_marked_below(text, intro)), None)
    if found is not None:
        return not forward_mark.FORWARD.match(text, found.start)
    by_program = len(lines) >= 2 and any(line[1:].strip()[:1] in ("", ">") for line in lines)
    return by_program or bool(lines and _ANSWER.match(subject))
