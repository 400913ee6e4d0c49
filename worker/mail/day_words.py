"""Words that name a day or a stretch of days: "14 October", "next week", "Ende Juli", "dans deux semaines".

Read by the position of the forms in day_forms.py, never guessed from a whole text: a library's search
invents dates in most sentences without one. Pure. deferral.py, away.py and when.py ask here and each makes
its own day of a stretch (rules, section 4, "Check back next week").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from worker.mail import day_forms as forms
from worker.mail.day_readers import Grain, Stretch
from worker.mail.text import fold

__all__ = ["DayWords", "Grain", "Stretch", "find_days", "read_day"]


@dataclass(frozen=True, slots=True)
class DayWords:
    """Where in a text the words stand, and what they mean."""

    text: str
    start: int
    end: int
    days: Stretch


def _compiled(*languages: tuple[forms.Form, ...]) -> tuple[tuple[re.Pattern[str], forms.Reader], ...]:
    return tuple(
        (re.compile(rf"(?<![\w.])(?:{form})(?!\w)"), reader)
        for language in languages
        for form, reader in language
    )


_WORD = re.compile(r"[^\W\d_]{2,}")
_DATED = re.compile(r"\d")


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[re.Pattern[str], forms.Reader], ...]:
    """All forms, compiled when the first text is read."""
    return _compiled(forms.ANYWHERE, forms.ENGLISH, forms.GERMAN, forms.FRENCH, forms.SPANISH)


def find_days(text: str, today: date) -> list[DayWords]:
    """Return the words in `text` that name days, in their order and without overlaps."""
    folded = fold(text)
    if not _DATED.search(folded) and forms.HEADS.isdisjoint(_WORD.findall(folded)):
        return []
    chosen: list[DayWords] = []
    # Of two that begin together the longer says more: "in the second week of May".
    for found in sorted(_candidates(text, folded, today), key=lambda words: (words.start, -words.end)):
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen


def read_day(phrase: str, today: date) -> Stretch | None:
    """Read a phrase that is nothing but a day, also a bare "July" or "2 weeks"; None when it is not."""
    folded = fold(phrase)
    for form, reader in _forms() + _compiled(forms.BARE):
        match = form.fullmatch(folded)
        stretch = _read(reader, match, today) if match else None
        if stretch is not None:
            return stretch
    return None


def _candidates(text: str, folded: str, today: date) -> Iterator[DayWords]:
    for form, reader in _forms():
        for match in form.finditer(folded):
            stretch = _read(reader, match, today)
            if stretch is not None:
                yield DayWords(text[match.start() : match.end()], match.start(), match.end(), stretch)


def _read(reader: forms.Reader, match: re.Match[str], today: date) -> Stretch | None:
    try:
        return reader(match, today)
    except ValueError:
        # "31.2." or "KW 60": it looks like a date and is none.
        return None
