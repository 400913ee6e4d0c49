"""Which language a text is written in, from its writing, its commonest words and its letters. Pure.

A library was weighed: py3langid is as right on whole mails and no better on three words, and brings numpy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from worker.mail import language_words as words

_READ = 4_000  # characters are enough for a guess
_LATIN = re.compile(r"[a-zà-ɏ@:/._-]+")
_IS_LINK = re.compile(r"[@:/]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _turned(table: dict[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, keys in table.items():
        for key in dict.fromkeys(keys):
            found[key] = (*found.get(key, ()), language)
    return found


_OF_WORD = _turned({language: common.split() for language, common in words.WORDS.items()})
_OF_LETTER = _turned(dict(words.LETTERS))
_ORDER = {language: -place for place, language in enumerate(words.WORDS)}
_WRITINGS = {language: re.compile(f"[{letters}]") for language, letters in words.WRITINGS.items()}
_OTHERS = tuple((of, other, re.compile(marks)) for of, other, marks in words.OTHERS)


def guess(text: str) -> str:
    """The ISO 639-1 code of the likeliest language; English where nothing speaks for another."""
    if written := _writing(text[:_READ].lower()):
        return written
    scores = _scores(text)
    return max(scores, key=lambda language: (scores[language], _ORDER[language]), default="en")


def _writing(text: str) -> str:
    """The language of a text in a writing of its own; "" where Latin letters outweigh it."""
    if text.isascii():
        return ""
    found = {language: len(letters.findall(text)) for language, letters in _WRITINGS.items()}
    most = max(found, key=lambda language: found[language])
    # A word of Chinese or Japanese has one or two letters.
    dense = most in ("ja", "ko", "zh")
    latin = sum(len(word) for word in _LATIN.findall(text) if not _IS_LINK.search(word))
    if not found[most] or found[most] * (4 if dense else 1) < latin:
        return ""
    if most == "zh" and found["ja"]:
        return "ja"
    return next((other for of, other, marks in _OTHERS if of == most and marks.search(text)), most)


def spoken(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the `known` languages that the text may be written in; all of them where it is too short."""
    scores = _scores(text)
    best = max(scores.values(), default=0)
    if best < 4:
        return known
    return tuple(language for language in known if 2 * scores.get(language, 0) >= best) or known


# Of one mail the same sentences are asked about by several readers.
@lru_cache(maxsize=512)
def _scores(text: str) -> dict[str, int]:
    # Addresses and links are no words of any language.
    read = " ".join(word for word in text[:_READ].lower().split() if "@" not in word and "://" not in word)
    scores: dict[str, int] = {}
    for word in _WORD.findall(read):
        for language in _OF_WORD.get(word, ()):
            scores[language] = scores.get(language, 0) + 1
    for letter in _OF_LETTER.keys() & set(read):
        for language in _OF_LETTER[letter]:
            scores[language] = scores.get(language, 0) + 1
    return scores
