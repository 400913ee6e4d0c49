"""Words that name a day or a stretch of days: "14 October", "next week", "Ende Juli", "dans deux semaines".

Read by the position of the forms in day_forms.py, never guessed from a whole text: a library's search
invents dates in most sentences without one. Pure. deferral.py, away.py and when.py ask here and each makes
its own day of a stretch (rules, section 4, "Check back next week").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from worker.mail.days import day_forms as forms
from worker.mail.days.day_readers import Grain, Stretch
from worker.mail.text import fold

__all__ = ["DayWords", "Grain", "Stretch", "find_days", "read_day"]


@dataclass(frozen=True, slots=True)
class DayWords:
    """Where in a text the words stand, and what they mean."""

    text: str
    start: int
    end: int
    days: Stretch


@dataclass(frozen=True, slots=True)
class _Form:
    """A form ready to be looked for, and what a text must hold for it: one of `stems`, else a digit."""

    pattern: re.Pattern[str]
    reader: forms.Reader
    stems: frozenset[str]

    def may_stand_in(self, stems: set[str], *, digits: bool) -> bool:
        return not self.stems.isdisjoint(stems) if self.stems else digits


def _compiled(*languages: tuple[forms.Form, ...]) -> tuple[_Form, ...]:
    return tuple(
        _Form(re.compile(rf"(?<![\w.])(?:{form})(?!\w)"), reader, _needed(form, language))
        for language in languages
        for form, reader in language
    )


def _needed(form: str, language: tuple[forms.Form, ...]) -> frozenset[str]:
    if language is forms.ANYWHERE:
        return frozenset()
    return frozenset(_stems(_GROUP_NAME.sub("", form)) & _HEADS)


def _stems(text: str) -> set[str]:
    """The beginnings of its words: enough to know "jahr" in "jahre?s?"."""
    return {word[:3] for word in _WORD.findall(text)}


_WORD = re.compile(r"[^\W\d_]{2,}")
_GROUP_NAME = re.compile(r"[?]P<\w+>")
_DATED = re.compile(r"\d")
_HEADS = _stems(" ".join(forms.HEADS))


@lru_cache(maxsize=1)
def _forms() -> tuple[_Form, ...]:
    """All forms, compiled when the first text is read."""
    return _compiled(forms.ANYWHERE, forms.ENGLISH, forms.GERMAN, forms.FRENCH, forms.SPANISH)


@lru_cache(maxsize=1)
def _forms_alone() -> tuple[_Form, ...]:
    """The forms of a phrase that is nothing but a day."""
    return _forms() + _compiled(forms.BARE)


def find_days(text: str, today: date) -> list[DayWords]:
    """Return the words in `text` that name days, in their order and without overlaps."""
    folded = fold(text)
    stems, digits = _stems(folded) & _HEADS, _DATED.search(folded) is not None
    if not stems and not digits:
        return []
    found = [
        DayWords(text[match.start() : match.end()], match.start(), match.end(), days)
        for form in _forms()
        if form.may_stand_in(stems, digits=digits)
        for match in form.pattern.finditer(folded)
        if (days := _read(form, match, today)) is not None
    ]
    chosen: list[DayWords] = []
    # Of two that begin together the longer says more: "in the second week of May".
    for words in sorted(found, key=lambda words: (words.start, -words.end)):
        if not chosen or words.start >= chosen[-1].end:
            chosen.append(words)
    return chosen


def read_day(phrase: str, today: date) -> Stretch | None:
    """Read a phrase that is nothing but a day, also a bare "July" or "2 weeks"; None when it is not."""
    folded = fold(phrase)
    for form in _forms_alone():
        match = form.pattern.fullmatch(folded)
        days = _read(form, match, today) if match else None
        if days is not None:
            return days
    return None


def _read(form: _Form, match: re.Match[str], today: date) -> Stretch | None:
    try:
        return form.reader(match, today)
    except ValueError:
        # "31.2." or "KW 60": it looks like a date and is none.
        return None
