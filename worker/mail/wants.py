"""What a person wants with their mail: the sentence that asks, and the intent of an answer. Pure.

`intent` reads only new text and follows the order of rules, section 4: the first that fits
decides. What a file means is decided by whoever sees the attachments.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from worker.mail.phrases import (
    asks,
    digit,
    is_stop_word,
    only_thanks,
    opt_out_words,
    promise,
    requests,
    says_later,
    says_no,
    says_yes,
    wants_call,
)

__all__ = [
    "Intent",
    "asked",
    "asks",
    "digit",
    "gist",
    "intent",
    "is_stop_word",
    "only_thanks",
    "opt_out_words",
    "promise",
    "says_later",
    "says_no",
    "says_yes",
    "shortened",
    "wants_call",
]

_LONGEST = 300  # characters of what they asked
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ0-9\"„(])|\n\s*\n|\n(?=[-*•])")
_CLAUSE = re.compile(r",\s*(?:but|and|aber|und)\s|;\s", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin"
    r"|servus|grüß"
    r"|sehr geehrte|liebe[rs]?|bonjour|hola|ciao|(?:kind|best|warm) regards|regards|thanks|thank you"
    r"|cheers|best,?$"
    r"|mit freundlichen|viele grüße|beste grüße|liebe grüße|vielen dank|danke)\b[^.?!]{0,60}[,.!]?$",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"(?:so that i get it right,? |damit ich sie richtig verstehe[:,]? |on \w{3} \d{1,2} \w{3} )?"
    r"\b(?:you wrote|sie schreiben|it was about):?\s*"
    r"[\"„“][^\"“”]{0,400}[\"“”](?:[.]|, so here i am[.])?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen|abend)|moin|sehr geehrte)\b[^,.!?\n]{0,60}[,!.]\s*",
    re.IGNORECASE,
)
# A name or two and no full stop, alone at the end.
_SIGNATURE = re.compile(r"^(?:[^\W\d_][\w.'-]*\s?){1,3}$")


class Intent(StrEnum):
    """What an answer means for the cadence (rules, section 4), in the order they are asked."""

    OPT_OUT = "opt_out"
    DIGIT = "digit"
    CLEAR_NO = "clear_no"
    QUESTION = "question"
    YES = "yes"
    LATER = "later"
    THANKS = "thanks"
    OTHER = "other"


def intent(new_text: str, language: str = "en", *, waits: bool | None = None) -> Intent:
    """The first intent that fits. `language` is a hint only: both languages are always read.

    `waits` says whether a request to wait was found, for callers who have read its date
    already (mail/dates.py); left out, the words alone decide.
    """
    del language
    later = says_later(new_text) if waits is None else waits
    asked_in_order = (
        (Intent.OPT_OUT, opt_out_words(new_text) is not None),
        (Intent.DIGIT, digit(new_text) is not None),
        (Intent.CLEAR_NO, says_no(new_text) and not later),
        (Intent.QUESTION, _really_asks(new_text, later=later)),
        (Intent.YES, says_yes(new_text) and not later and not only_thanks(new_text)),
        (Intent.LATER, later),
        (Intent.THANKS, only_thanks(new_text)),
    )
    return next((intent for intent, fits in asked_in_order if fits), Intent.OTHER)


def _really_asks(text: str, *, later: bool) -> bool:
    """Whether something is asked besides being asked to wait ("Can you call me next week?")."""
    if not later:
        return asks(text)
    clauses = (clause for sentence in sentences(text) for clause in _CLAUSE.split(sentence))
    return any("?" in clause and not says_later(clause) for clause in clauses)


def asked(text: str) -> str:
    """What they asked, in their own words: the sentences that ask, else the first that says something.

    At most 300 characters, never the greeting.
    """
    said = [sentence for sentence in sentences(text) if not _GREETING.match(sentence)]
    asking = [sentence for sentence in said if "?" in sentence] or [s for s in said if requests(s)]
    return shortened(" ".join(asking or said[:2]), _LONGEST)


def gist(text: str, length: int) -> str:
    """What was said, on one line of at most `length` characters: without greeting, signature, and what
    it only repeats of the other's words (`you wrote: "..."`)."""
    said = [sentence for sentence in sentences(_REPEATED.sub("", text)) if not _GREETING.match(sentence)]
    while len(said) > 1 and _SIGNATURE.match(said[-1]):
        said.pop()
    return shortened(" ".join(said), length)


def shortened(line: str, length: int) -> str:
    """At most `length` characters, cut between words, with an ellipsis where something is missing."""
    if len(line) <= length:
        return line
    head = line[: length - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' ,;:.-')}…"


# One mail is read for what it asks, for its gist and for every text that quotes it.
@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each on one line, a greeting at the head of one taken off."""
    lines = (" ".join(piece.split()) for piece in _SENTENCE.split(text[:20_000]))
    shorn = (_OPENING.sub("", line) or line for line in lines if line)
    return tuple(line[0].upper() + line[1:] for line in shorn)
