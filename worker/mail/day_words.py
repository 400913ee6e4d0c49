"""Words that name a day or a stretch of days: "14 October", "next week", "Ende Juli", "in two weeks".

Own short forms in English and German, read by position, never guessed from a whole text: a library's
search invents dates in most sentences without one. Pure. deferral.py, away.py and when.py ask here and
each makes its own day of a stretch (rules, section 4, "Check back next week").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from worker.mail import day_readers as read
from worker.mail.day_readers import NUMBERS, QUARTERS, SEASON_MONTHS, Grain, Stretch
from worker.quiet import MONTHS
from worker.week import WEEKDAYS

__all__ = ["DayWords", "Grain", "Stretch", "find_days", "read_day"]


@dataclass(frozen=True, slots=True)
class DayWords:
    """Where in a text the words stand, and what they mean."""

    text: str
    start: int
    end: int
    days: Stretch


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_MONTH = _any(MONTHS)
# German two-letter weekdays are words of their own ("so", "do"): when.py writes them out before asking.
_WEEKDAY = _any(name for name in WEEKDAYS if len(name) > 2)
_NUMBER = rf"(?:\d{{1,3}}|{_any(NUMBERS)})"
_COMING = r"(?:next|the coming|the following|coming|nächste[nrsm]?|naechste[nrsm]?|kommende[nrsm]?)"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_WEEKDAY_BEFORE = rf"(?:{_WEEKDAY},?\s+(?:the\s+|den\s+|dem\s+)?)?"
# A bare month needs one in running text: "may" is more often a verb.
_PREPOSITION = (
    r"(?:(?:in|im|until|till|before|by|from|since|during|bis|ab|vor|after|nach|anfang|early|start of"
    r"|beginning of)\s+)"
)
_Reader = Callable[[re.Match[str], date], Stretch]
_DAY = r"(?P<day>\d{1,2})"
_UNIT = (
    r"(?P<unit>days?|weeks?|months?|years?|fortnight|half (?:a )?year"
    r"|tage?n?|wochen?|monate?n?|jahre?n?|halben jahr)"
)

# Asked at every place in order; of two that begin together the first wins.
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (r"20\d\d-\d\d-\d\d", read.iso),
    (
        rf"{_WEEKDAY_BEFORE}{_DAY}\.\s?(?P<month>\d{{1,2}})(?:\.(?:\s?(?P<year>20\d\d|\d\d))?)?"
        r"(?![\d:])(?!\s*(?:uhr|h\b|%|€))",
        read.dotted,
    ),
    (rf"{_WEEKDAY_BEFORE}{_DAY}/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])", read.slashed),
    (
        rf"(?:the\s+)?{_WEEKDAY_BEFORE}{_DAY}(?:st|nd|rd|th|\.)?\s*(?:of\s+)?(?P<month>{_MONTH})\b\.?{_YEAR}",
        read.named,
    ),
    (rf"{_WEEKDAY_BEFORE}(?P<month>{_MONTH})\.?\s+{_DAY}(?:st|nd|rd|th)?(?![\d:]){_YEAR}", read.named),
    (
        r"(?:(?:the |at the |by the )?end of (?:the |this )?"
        r"|late |later this |ende (?:des |der |diese[sr] )?)"
        rf"(?P<coming>{_COMING} )?"
        rf"(?:week|month|quarter|year|woche|monate?s|quartale?s|jahre?s|(?P<month>{_MONTH})\b{_YEAR})",
        read.end,
    ),
    (r"(?:monats|jahres|wochen|quartals)ende", read.end),
    (rf"(?:mid[- ]?|(?:the )?middle of |mitte )(?P<month>{_MONTH})\b{_YEAR}", read.middle),
    (
        rf"(?:week after next|the week after|übernächste[nr]? woche|{_COMING} week|{_COMING} woche)",
        read.week,
    ),
    (r"(?:kw|calendar week|kalenderwoche)\s?(?P<week>\d{1,2})", read.numbered_week),
    (rf"{_COMING} (?:month|monate?s?)", read.next_month),
    (rf"(?:{_COMING} (?:year|jahre?s?)|(?:in )?the new year|(?:im )?neuen jahr)", read.next_year),
    (r"(?:in )?q(?P<number>[1-4])(?:[ /](?P<year>20\d\d))?", read.quarter),
    (
        rf"(?:the )?(?:(?P<word>{_any(QUARTERS)})|(?P<number>[1-4])\.|{_COMING}) quart(?:er|als?)",
        read.quarter,
    ),
    (
        rf"(?:in|in about|in around|in etwa|in ca\.)\s+(?:a |ein )?(?P<number>{_NUMBER})?"
        rf"(?:\s*(?:-|to|or|bis|oder)\s*(?P<upper>{_NUMBER}))?\s*(?:of )?{_UNIT}",
        read.ahead,
    ),
    (rf"(?:another )?(?P<number>{_NUMBER})\s+(?:of )?{_UNIT} (?:from (?:now|today)|later)", read.ahead),
    (
        rf"(?:after |nach )?(?:in |im |the |this |dem |den |diesen )+(?P<season>{_any(SEASON_MONTHS)})\b",
        read.season,
    ),
    (r"(?:after the|over the|nach dem|übers) (?:weekend|wochenende)", read.weekend),
    (
        rf"{_PREPOSITION}(?P<month>{_MONTH})\b(?!\.?\s*\d{{1,2}}\b(?!\d)){_YEAR}",
        read.named_month,
    ),
    (rf"(?:(?P<next>next|nächste[nrsm]?|naechste[nrsm]?)\s+)?(?P<weekday>{_WEEKDAY})s?", read.weekday),
    (r"(?:the )?day after tomorrow|übermorgen|uebermorgen|tomorrow|(?<!guten )morgen|today|heute", read.near),
    (r"(?:the|dem|den|am|zum) (?P<day>\d{1,2})(?:st|nd|rd|th|\.)(?!\s?\d)", read.numbered_day),
)
_BARE: tuple[tuple[str, _Reader], ...] = (
    (rf"(?P<month>{_MONTH})\.?{_YEAR}", read.named_month),
    (rf"(?P<number>{_NUMBER})\s+{_UNIT}", read.ahead),
    (rf"(?P<season>{_any(SEASON_MONTHS)})", read.season),
)
_COMPILED = tuple(
    (re.compile(rf"(?<![\w.])(?:{form})(?!\w)", re.IGNORECASE), reader) for form, reader in _FORMS
)
_COMPILED_BARE = tuple((re.compile(form, re.IGNORECASE), reader) for form, reader in _BARE)


def find_days(text: str, today: date) -> list[DayWords]:
    """Return the words in `text` that name days, in their order and without overlaps."""
    chosen: list[DayWords] = []
    for found in sorted(_candidates(text, today), key=lambda words: words.start):
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen


def read_day(phrase: str, today: date) -> Stretch | None:
    """Read a phrase that is nothing but a day, also a bare "July" or "2 weeks"; None when it is not."""
    for form, reader in _COMPILED + _COMPILED_BARE:
        match = form.fullmatch(phrase)
        stretch = _try(reader, match, today) if match else None
        if stretch is not None:
            return stretch
    return None


def _candidates(text: str, today: date) -> Iterator[DayWords]:
    for form, reader in _COMPILED:
        for match in form.finditer(text):
            stretch = _try(reader, match, today)
            if stretch is not None:
                yield DayWords(match[0], match.start(), match.end(), stretch)


def _try(reader: _Reader, match: re.Match[str], today: date) -> Stretch | None:
    try:
        return reader(match, today)
    except ValueError:
        # "31.2." or "KW 60": it looks like a date and is none.
        return None
