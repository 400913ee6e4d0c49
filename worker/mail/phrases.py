"""Plain predicates over what a person wrote, in English and German. Pure.

Each answers one question about a text, with the words that made it say so where they are
quoted later; the words themselves stand in phrase_book.py. Negatives are asked before
positives: "I'm not interested" holds "interested".
"""

from __future__ import annotations

from worker.mail import deferral_cues as cues
from worker.mail import phrase_book as book
from worker.mail.text import SENTENCE_END

_LATER_READ = 6_000  # characters in which a request to wait is looked for


def is_stop_word(line: str) -> bool:
    """Whether a line is nothing but "stop", "unsubscribe" and their kin."""
    return bool(book.STOP_WORD.match(line.strip())) and bool(line.strip())


def opt_out_words(text: str) -> str | None:
    """The words that ask us never to write again; "not before July" is none of them."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if is_stop_word(first):
        return first.strip()
    found = book.OPT_OUT.search(text)
    return " ".join(found.group(0).split()) if found else None


def digit(text: str) -> tuple[int, str] | None:
    """The close-out digit alone on the first line, with what follows it ("2 in May" -> 2, "in May")."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    found = book.DIGIT.match(first)
    if found is None:
        return None
    rest = (found.group(2) or "").strip()
    if len(rest.split()) > 6 or book.UNIT.match(rest) or "?" in rest:
        return None
    return int(found.group(1)), rest


def says_no(text: str) -> bool:
    """A clear no: "not interested", "went with another", "hat sich erledigt"."""
    return bool(book.NO.search(_straight(text)))


def says_later(text: str) -> bool:
    """Words that ask us to wait; a date or time alone is an answer, never a hold."""
    return any(map(_waits, SENTENCE_END.split(_straight(text)[:_LATER_READ])))


def says_yes(text: str) -> bool:
    """A yes at the beginning, with no "no" anywhere."""
    return bool(book.YES.match(_straight(text))) and not says_no(text)


def only_thanks(text: str) -> bool:
    """Thanks or OK in under 12 words, with no question, date or number."""
    short = len(text.split()) < 12
    return short and bool(book.THANKS.search(text)) and not book.DAY_OR_DATE.search(text) and not asks(text)


def asks(text: str) -> bool:
    """Whether it asks something: a question mark, or a question or request without one."""
    return "?" in text or bool(book.QUESTION.search(text) or book.REQUEST.search(_straight(text)))


def requests(sentence: str) -> bool:
    """Whether a sentence asks for something without a question mark."""
    return bool(book.REQUEST.search(_straight(sentence)))


def wants_call(text: str) -> bool:
    """Whether they ask to be called, or for an appointment."""
    return bool(book.CALL.search(text))


def promise(text: str) -> str | None:
    """What our own message promises ("I'll send the quote by Friday"), in its words, else nothing."""
    for found in book.PROMISE.finditer(text):
        if not book.CONDITIONAL.search(found.group(0)):
            return " ".join(found.group(0).split())
    return None


def _waits(sentence: str) -> bool:
    plain = cues.NOT_WAITING.sub("-", sentence)
    if cues.WAIT.search(plain) or cues.HOLIDAYS.search(plain):
        return True
    if cues.CLOCK_TIME.search(plain):
        # "Call me next week at ten" is an appointment.
        return False
    return bool(cues.CONTACT.search(plain) and book.LATER_DAY.search(plain))


def _straight(text: str) -> str:
    return text.replace("’", "'")
