"""What people write when they mean stop, no, yes, later, call me or "I will send it", by language.

Data for phrases.py and deferral.py: one module a language, all with the tables of table.py. Texts are
matched in lower case with plain apostrophes (text.fold).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from worker.mail import language
from worker.mail.phrase_book.dutch import DUTCH
from worker.mail.phrase_book.english import ENGLISH
from worker.mail.phrase_book.french import FRENCH
from worker.mail.phrase_book.german import GERMAN
from worker.mail.phrase_book.spanish import SPANISH
from worker.mail.phrase_book.table import Phrases

__all__ = ["Book", "book_for"]

_LANGUAGES: dict[str, Phrases] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
_FOUR = tuple(_LANGUAGES)
_LANGUAGES["nl"] = DUTCH


class Book:
    """The tables of some languages, each as one pattern: `book["no"]`, compiled when first asked."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = tuple(_LANGUAGES[code] for code in languages)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, table: str) -> re.Pattern[str]:
        pattern = self._patterns.get(table)
        if pattern is None:
            lines = "|".join(line for language in self._languages for line in getattr(language, table))
            pattern = self._patterns[table] = re.compile(rf"(?<!\w)(?:{lines})(?!\w)")
        return pattern


@lru_cache(maxsize=512)
def book_for(text: str) -> Book:
    """The phrases of the languages a text may be written in; of all of them where it is short."""
    spoken = language.spoken(text, tuple(_LANGUAGES))
    # The Dutch tables are small: what else the words may be is read beside them.
    return _book((*language.spoken(text, _FOUR), "nl") if "nl" in spoken else spoken)


@cache
def _book(languages: tuple[str, ...]) -> Book:
    return Book(languages)
