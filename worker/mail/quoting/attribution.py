"""The line a mail program writes above the mail it quotes: "On Monday Ana <ana@a.example> wrote:". Pure.

It is told by what it holds (an address, a day, a time, a word for "wrote") rather than by one pattern a
language, so that a program in a tongue we do not know is still understood; wrapped over up to four lines.
Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.mail.quoting import quote_words as words

_READ = 200_000  # characters
_LINES = 4  # of one attribution, wrapped
_LONGEST = 400  # characters of one attribution
_MOST = 400  # lines of a text that are looked at
_MARGIN = " \t>*_|–—-\u00a0\u3000"
_LAST = ' \t*_"”'

_ADDRESS = r"[\w.+'=/-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_MAIL = re.compile(_ADDRESS)
_MAIL_LAST = re.compile(
    rf"{_ADDRESS}[\s>)\]]{{0,3}}(?:[<(\[](?:mailto:)?{_ADDRESS}[>)\]]{{1,2}})?[\s>)\]*,]{{0,4}}[:：]"
)
_BRACKETED = re.compile(rf"[<(\[]\s?(?:mailto:)?{_ADDRESS}")
_TIME = re.compile(r"\d{1,2}\s?[:.h時时点시]\s?\d\d|\d{1,2}\s?[時点시]|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_DAY = re.compile(
    r"(?:19|20|٢٠|۲۰)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}"
    r"|\b\d{1,2}\.\s?\d{1,2}\.(?!\d)|\d{1,2}\.?\s(?:de )?[^\W\d]{3,12}\.?,?\s'?\d\d\b"
)
# Searched in lower case, which is faster than a search in any case.
_WROTE = re.compile(rf"(?<!\w)(?:{words.WROTE})(?!\w)|(?:{words.WROTE_UNSPACED})")
_PERSON_WROTE = re.compile(rf"(?<!\w)(?:{words.PERSON_WROTE})(?!\w)".casefold())
_YOU_WROTE = re.compile(rf"(?<!\w)(?:{words.YOU_WROTE})(?!\w)")
_CITES = re.compile(rf"(?:{words.CITES})\b", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?:[\W_]{{0,4}}(?:{words.OPENINGS})(?![^\W\d_])|[\W_]{{0,4}}\d|[^\W\d]{{1,14}}[.,]{{0,2}}\s{{1,2}}\d)"
)
_NAME_FIRST = re.compile(r"[\"'“„«‹]?[^\W\d_a-zà-ÿ]")
# "That is fine On Wed, 4 Apr 2012 at 3:59 PM": some programs lose the line end in between.
_INSIDE = re.compile(r"(?:\s|-{2,4}\s{0,2})(?:On|Am|Le|El|Il|Op|Em)\s(?=[^\n]{0,20}\d)")
_EVIDENCE = (("mail", _MAIL), ("time", _TIME), ("day", _DAY))
# Zoho ends with dashes; some programs begin the quote on the same line.
_DASHED = re.compile(rf"(?:{words.WROTE})[:\s]{{0,3}}-{{2,6}}$")
_GLUED = re.compile(r"[:：]\s{0,3}>")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where it stands in the text. A `sure` one needs no ">" below it."""

    start: int
    end: int
    sure: bool


def attributions(text: str) -> Iterator[Attribution]:
    """All of a text in their order, sure ones and others."""
    lines = text.split("\n")
    position, looked_at = 0, 0
    starts = []
    for last, line in enumerate(lines):
        starts.append(position)
        position += len(line) + 1
        closing = _closing(line)
        if closing is None:
            continue
        looked_at += 1
        if looked_at > _MOST:
            return
        found = _window(lines, last, closing)
        if found is not None:
            first, offset, sure = found
            yield Attribution(starts[first] + offset, starts[last] + closing, sure)


def _closing(line: str) -> int | None:
    """Where on its last line an attribution ends, if one may end there."""
    if not line or len(line) > 2 * _LONGEST:
        return None
    bare = line.rstrip(_LAST)
    if bare[-1:] in (":", "："):
        return len(line)
    if bare[-2:] == "--" and _DASHED.search(bare.lower()):
        return len(line)
    # "2026/11/16 Jana Berg <jana@berg.example>", as Gmail once wrote.
    if bare[-1:] == ">" and bare[:1].isdigit() and "@" in bare:
        return len(line)
    glued = _GLUED.search(line) if ">" in line else None
    return glued.start() + 1 if glued else None


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
    name = _MAIL.search(joined) or _WROTE.search(joined.lower())
    return 0 if name and _NAME_FIRST.match(joined) and len(joined[: name.start()].split()) <= 6 else None


def _evidence(joined: str) -> frozenset[str]:
    """Which of the marks of an attribution a line holds; empty when they say nothing together."""
    if _PERSON_WROTE.search(joined.lower()):
        return frozenset()
    found = frozenset(name for name, pattern in _EVIDENCE if pattern.search(joined))
    if _YOU_WROTE.search(joined.lower()) and not found >= {"time", "day"}:
        return frozenset()
    if _WROTE.search(joined.lower()):
        found |= {"wrote"}
    if found & {"mail", "wrote"} or found >= {"time", "day"}:
        return found | {"opening"} if _OPENING.match(joined) else found
    return frozenset()


def _is_sure(joined: str, evidence: frozenset[str]) -> bool:
    """Whether only a mail program writes like this."""
    if _YOU_WROTE.search(joined.lower()):
        return False
    dated = bool(evidence & {"time", "day"})
    if "mail" in evidence:
        if "wrote" in evidence and _MAIL.match(joined) and len(joined.split()) <= 3:
            return True
        if "wrote" in evidence or _CITES.match(joined):
            return dated or bool(_BRACKETED.search(joined))
        return evidence >= {"time", "day"} and bool(_MAIL_LAST.search(joined))
    return evidence >= {"wrote", "time", "day"}


def find_attribution(text: str) -> Attribution | None:
    """The first line in which only a mail program says who wrote the mail below."""
    return next((line for line in attributions(text[:_READ]) if line.sure), None)
