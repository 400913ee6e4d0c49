"""Whether the words of a next action say what to do (rules, section 1). Pure; English and German.

What is left of "follow up with Ana by Friday" when the name, the date and the filler are gone is nothing
that somebody else could do. Every door asks here before it stores a person's words; so do the cadences.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from worker.leads.wording.vague_words import EMPTY, FILLER, IDIOMS, WHEN

_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'"})
# The endings a German verb may have, and those that make an English one out of a listed word.
_GERMAN_ENDINGS = "(?:e|en|n|t|st|te|ten|et|est|ung|ungen|end)?"
_ENGLISH_ENDINGS = ("s", "es", "d", "ed", "ing")

_NO_ACTION = frozenset(f"{WHEN} {FILLER}".split())
_PLAIN = re.compile(r"[^*()|?]+")
_EMPTY = frozenset(word for word in EMPTY.split() if _PLAIN.fullmatch(word))
_STEMS = re.compile(
    "|".join(word.replace("*", _GERMAN_ENDINGS) for word in EMPTY.split() if word not in _EMPTY)
)
_IDIOMS = re.compile(rf"(?<!\w)(?:{'|'.join(IDIOMS)})(?!\w)", re.IGNORECASE)

# A capital after one of these is somebody's name, whoever it is: "follow up with Peter", "Frau Meier".
_SOMEBODY = re.compile(
    r"\b(with|to|ping|contact|nudge|chase(?: up)?|Mr\.?|Mrs\.?|Ms\.?|Herrn?|Frau|Familie)"
    r"((?: (?:Mr|Mrs|Ms|Dr)\.?)?(?: [A-ZÄÖÜ][a-zäöüß][\w'’-]*){1,3})"
)
_ARTICLE = r"(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bour )(?<!\bdas )(?<!\bden )(?<!\bdie )(?<!\bder )(?<!\bdem )"
_PERSON_FOLLOWS = (
    r"(?:(?<=\bwith )|(?<=\bto )|(?<=\bmit )|(?<=\bping )|(?<=\bfrau )|(?<=\bherr )|(?<=\bherrn ))"
)
# A yes or no, a question of theirs word for word, "if Friday works": answers, however small the words.
_ANSWER = re.compile(
    r"\b(?:(?:reply|answer|say|tell \w+)\W+(?:yes|no|ja|nein)|works)\b"
    r"|\b(?:answer|reply)\b[^:]*:\s*\S.{9,}\?"
    r"|\bdrive (?:there|over|out|by)\b"
    r"|\b(?:answer|reply|tell|say|ask|antworten|fragen)\b.{0,20}\b(?:whether|ob)\s+\w+\s+\w+",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_](?:[\w'’./:+-]*[^\W_])?")
_DAY_OR_HOUR = re.compile(r"\d[\d:.,/-]*(?:st|nd|rd|th|h|m|d|w|am|pm|uhr|bd|bh)?$")


def is_vague(text: str, names: Collection[str] = ()) -> bool:
    """Say whether `text` names nothing to do.

    `names` are the people of the lead and the owners; with dates and filler they are taken away first.
    What is left must hold one word that is not "follow up", "check later", "handle this" or their kin.
    """
    for name in names:
        for part in sorted({name, *name.split()}, key=len, reverse=True):
            text = _without_name(text, part, surname=part in name.split()[1:])
    if _ANSWER.search(text):
        return False
    text = _IDIOMS.sub(" ", _SOMEBODY.sub(r"\1", text))
    return not any(_says_something(token.casefold().translate(_FOLDED)) for token in _TOKEN.findall(text))


def _without_name(text: str, name: str, *, surname: bool) -> str:
    """Take a name away; in small letters it may be a thing: "the price", "check price" with Anna Price.

    Behind an article it is one, and a surname unless somebody is spoken of ("check in with price").
    """
    if not name or name.casefold() not in text.casefold():
        return text
    whole = rf"(?<!\w){re.escape(name)}(?:'s|’s)?(?!\w)"
    text = re.sub(whole, " ", text)
    before = _PERSON_FOLLOWS if surname else _ARTICLE
    return re.sub(rf"{before}{whole}", " ", text, flags=re.IGNORECASE)


def _says_something(token: str) -> bool:
    if len(token) < 2 or _DAY_OR_HOUR.match(token) or not any(letter.isalpha() for letter in token):
        return False
    return not _is_empty(token) and not all(_is_empty(part) for part in re.split(r"[-/.:+]", token))


def _is_empty(word: str) -> bool:
    if len(word) < 2 or word in _NO_ACTION or word in _EMPTY or _STEMS.fullmatch(word):
        return True
    return any(base in _EMPTY for base in _bases(word))


def _bases(word: str) -> list[str]:
    """Return what an inflected English word may be a form of: "handling" -> "handl", "handle"."""
    cut = [word[: -len(ending)] for ending in _ENGLISH_ENDINGS if word.endswith(ending)]
    cut += [f"{word[:-3]}y"] if word.endswith("ies") else []
    cut += [base[:-1] for base in cut if len(base) > 3 and base[-1] == base[-2]]
    # "handling" and "handled" have lost an e; "card" is no form of "care".
    cut += [f"{base}e" for base in cut if word.endswith(("ing", "ed"))]
    return [base for base in cut if len(base) > 1]
