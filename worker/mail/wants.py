"""What a person wants with their mail: the sentence that asks, and the intent of an answer. Pure.

`intent` reads only new text and follows the order of rules, section 4: the first that fits decides, and an
unclear answer is `other`, which a person looks at. What a file means is decided by whoever sees it.
"""

from __future__ import annotations

import re
from enum import StrEnum

from worker.mail.days.deferral import asks_to_wait, wants_contact
from worker.mail.phrases import (
    accepts_time,
    asks,
    book_of,
    complains,
    digit,
    is_stop_word,
    is_taken_elsewhere,
    is_urgent,
    only_thanks,
    opt_out_words,
    promise,
    requests,
    says_no,
    says_plainly_yes,
    says_question,
    says_yes,
    wants_call,
    without_for_now,
)
from worker.mail.sentences import is_signature, says_something, sentences
from worker.mail.text import fold

__all__ = [
    "Intent",
    "Mark",
    "asked",
    "asks",
    "digit",
    "gist",
    "intent",
    "is_stop_word",
    "marks",
    "only_thanks",
    "opt_out_words",
    "promise",
    "says_no",
    "says_yes",
    "shortened",
    "wants_call",
]

_LONGEST = 300  # characters of what they asked
_CLAUSE = re.compile(
    r",\s*(?:but|and|so|aber|und|also|daher|mais|et|donc|pero|y|así que)\s|[;:]\s|\s[-–]\s"
    r"|,\s*(?=¿|(?:can|could|können|könnten|pouvez|pourriez)\b)",
    re.IGNORECASE,
)
_OLD_SUBJECT = re.compile(r"\s{0,9}(?:re|aw|sv|antw|rv|r|res|rif)(?:\[\d{1,3}\])?\s?:", re.IGNORECASE)
_REPEATED = re.compile(
    r"(?:so that i get it right,? |damit ich sie richtig verstehe[:,]? |on \w{3} \d{1,2} \w{3} )?"
    r"\b(?:you wrote|sie schreiben|it was about):?\s*"
    r"[\"„“][^\"“”]{0,400}[\"“”](?:[.]|, so here i am[.])?",
    re.IGNORECASE,
)


class Intent(StrEnum):
    """What an answer means for the cadence (rules, section 4), in the order they are asked."""

    OPT_OUT = "opt_out"
    DIGIT = "digit"
    CLEAR_NO = "clear_no"
    QUESTION = "question"
    ACCEPTANCE = "acceptance"  # of a time we proposed
    YES = "yes"
    LATER = "later"
    THANKS = "thanks"
    OTHER = "other"


class Mark(StrEnum):
    """What else an owner should know of a message; it changes nothing by itself."""

    URGENT = "urgent"
    COMPLAINT = "complaint"


def intent(new_text: str, language: str = "en", *, waits: bool | None = None) -> Intent:
    """The first intent that fits. `language` is a hint only: whatever the words may be is read.

    `waits` says whether a request to wait was found, for callers who have read its date already
    (mail/dates.py); left out, the words alone decide.
    """
    del language
    later = asks_to_wait(new_text) if waits is None else waits
    if opt_out_words(new_text) is not None:
        return Intent.OPT_OUT
    if digit(new_text) is not None:
        return Intent.DIGIT
    if says_no(new_text) if not later else _is_served(new_text):
        return Intent.CLEAR_NO
    if _asks_besides(new_text) if later else asks(new_text):
        return Intent.QUESTION
    if later:
        return Intent.LATER
    if accepts_time(new_text):
        return Intent.ACCEPTANCE
    yes = says_yes(new_text)
    if only_thanks(new_text) and not (yes and says_plainly_yes(new_text)):
        return Intent.THANKS
    return Intent.YES if yes else Intent.OTHER


def _is_served(text: str) -> bool:
    """Whether somebody else has the order and nothing but an "at the moment" asks us to wait."""
    return is_taken_elsewhere(text) and not asks_to_wait(without_for_now(text))


def marks(new_text: str, subject: str = "") -> tuple[Mark, ...]:
    """What should catch the owner's eye, whatever the intent.

    A first mail's `subject` counts ("URGENT - no hot water"); that of an answer is an old one.
    """
    new_subject = "" if _OLD_SUBJECT.match(subject) else subject
    found = (
        (Mark.URGENT, is_urgent(new_text) or is_urgent(new_subject)),
        (Mark.COMPLAINT, complains(new_text)),
    )
    return tuple(mark for mark, holds in found if holds)


def _asks_besides(text: str) -> bool:
    """Whether something is asked besides being asked to wait ("Can you call me next week?")."""
    book = book_of(text)
    clauses = (
        clause for sentence in sentences(text) if "?" in fold(sentence) for clause in _CLAUSE.split(sentence)
    )
    return any(
        says_question(clause, book) and not asks_to_wait(clause) and not wants_contact(clause)
        for clause in clauses
    )


def asked(text: str) -> str:
    """What they asked, in their own words: the sentences that ask, else the first that says something.

    At most 300 characters, never the greeting. Where all that asks is too long, questions go before wishes.
    """
    book = book_of(text)
    said = [sentence for sentence in sentences(text) if says_something(sentence)]
    asking = [sentence for sentence in said if says_question(sentence, book) or requests(sentence, book)]
    if len(" ".join(asking)) > _LONGEST:
        asking = [sentence for sentence in asking if says_question(sentence, book)] or asking
    return shortened(" ".join(asking or said[:2]), _LONGEST)


def gist(text: str, length: int) -> str:
    """What was said, on one line of at most `length` characters: without greeting, signature, and what
    it only repeats of the other's words (`you wrote: "..."`)."""
    said = [sentence for sentence in sentences(_REPEATED.sub("", text)) if says_something(sentence)]
    while len(said) > 1 and is_signature(said[-1]):
        said.pop()
    return shortened(" ".join(said), length)


def shortened(line: str, length: int) -> str:
    """At most `length` characters, cut between words, with an ellipsis where something is missing."""
    if len(line) <= length:
        return line
    head = line[: length - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' ,;:.-')}…"
