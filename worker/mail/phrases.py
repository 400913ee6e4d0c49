"""Plain predicates over what a person wrote, in five languages (phrase_book/). Pure.

Each answers one question about a text, with the words that made it say so where they are quoted later; the
words themselves stand in phrase_book/. Negatives are asked before positives: "I'm not interested" holds
"interested".
"""

from __future__ import annotations

import re

from worker.mail.phrase_book import Book, book_for
from worker.mail.sentences import says_something
from worker.mail.sign_off import without_offers
from worker.mail.text import SENTENCE_END, fold

_READ = 20_000  # characters in which words are looked for
_BRIEF = 12  # words; thanks with more beside them say something else too
# The close-out digit alone on its line, with what may follow it.
_DIGIT = re.compile(r"^[\s*#(\"'>-]{0,3}([123])\s{0,3}[.):,–-]{0,2}(?:\s{1,9}(.{0,200}))?$")
# "2 pieces" and "3 people" are amounts, no digits of a close-out.
_UNIT = re.compile(
    r"(?:x|mal|[-–/+*]|pieces?|pcs|units?|stück|pièces?|piezas?|unidades|persons?|people|personen"
    r"|personnes|personas"
    r"|m2?|m²|cm|mm|kg|rooms?|days?|weeks?|months?|years?|hours?|times?|tage?|wochen?|jours?|semaines?"
    r"|días)(?!\w)",
    re.IGNORECASE,
)
_DATE_OR_NUMBER = re.compile(
    r"\d|(?<!\w)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes"
    r"|tomorrow|morgen|demain|mañana|next week|nächste\w?)(?!\w)"
)
CLOCK = re.compile(
    r"(?<!\w)\d{1,2}(?:[:.]\d\d(?!\d|\.)|\s?(?:am|pm|a\.m\.|p\.m\.|o'?clock|uhr|heures?|h\d\d|h|hrs?)(?!\w))"
    r"|(?<!\w)(?:at|um|à|a las?) \d{1,2}(?!\w)"
    r"|(?<!\w)(?:noon|midday|mittags?|midi|mediodía)(?!\w)"
)
_DAY = re.compile(
    r"(?<!\w)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|tomorrow|morgen|demain|mañana|(?:the )?\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.\s?\d{1,2}\.)(?!\w)"
)


def is_stop_word(line: str) -> bool:
    """Whether a line is nothing but "stop", "unsubscribe" and their kin."""
    words = re.sub(
        r"(?<!\w)(?:please|pls|bitte|por favor|s'il vous plaît|svp|merci(?: de)?|thanks|danke|gracias|graag"
        r"|me)(?!\w)|[^\w' -]",
        " ",
        fold(line[:80]),
    )
    said = " ".join(words.split())
    return bool(said) and bool(book_for(said)["stop_word"].fullmatch(said))


def opt_out_words(text: str) -> str | None:
    """The words that ask us never to write again; "not before July" is none of them.

    What the foot of their own mail offers its readers ("Newsletter abmelden") is none either.
    """
    first = next((line.strip() for line in text[:_READ].split("\n") if says_something(line)), "")
    if is_stop_word(first):
        return first
    if _search("opt_out", text) is None:
        return None
    # The book is that of the whole text: what is left of it may be too short to tell the language.
    found = book_of(text)["opt_out"].search(without_offers(text[:_READ]))
    return " ".join(text[found.start() : found.end()].split()) if found else None


def digit(text: str) -> tuple[int, str] | None:
    """The close-out digit alone on the first line, with what follows it ("2 in May" -> 2, "in May")."""
    found = _DIGIT.match(_first_line(text))
    if found is None:
        return None
    rest = (found.group(2) or "").strip(" -–:,")
    if len(rest.split()) > 6 or _UNIT.match(rest) or "?" in fold(rest):
        return None
    return int(found.group(1)), rest


def says_no(text: str) -> bool:
    """A clear no: "not interested", "went with another", "hat sich erledigt"; none with a wish after it."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    plain = book["not_a_no"].sub(_blank, folded)
    found = book["no"].search(plain)
    if found is None:
        return _is_bare_no(folded, book)
    # "We don't need the big one. What does the small one cost?" refuses one thing and asks for another.
    if not book["no"].search(book["weak_no"].sub(_blank, plain)) and "?" in _without_courtesy(folded, book):
        return False
    after = plain[found.end() :]
    # "We don't need the roof, but could you quote the door?" wants something still.
    return not (book["contrast"].search(after) and (asks(after) or bool(book["wish"].search(after))))


def is_taken_elsewhere(text: str) -> bool:
    """Whether somebody else has the order: a no, whatever is or is not wanted "at the moment"."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    return bool(book["elsewhere"].search(book["not_a_no"].sub(_blank, folded))) and says_no(text)


def without_for_now(text: str) -> str:
    """The text without its "at the moment", which alone asks for no wait where they are served."""
    folded = fold(text[:_READ])
    return book_for(folded)["for_now"].sub(_blank, folded)


def says_yes(text: str) -> bool:
    """A yes at the beginning, or a plain assent, with no "no" and no "but" anywhere."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    bare = book["not_a_no"].sub(_blank, folded)
    if any(book[table].search(bare) for table in ("no", "negation", "contrast", "suits_not")):
        return False
    return bool(book["yes"].match(folded.lstrip(_LEADING)) or book["assent"].search(folded))


def says_plainly_yes(text: str) -> bool:
    """Whether a text that says yes says it with more than the "great" of a thank-you."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    return bool(book["plain_yes"].match(folded.lstrip(_LEADING)) or book["assent"].search(folded))


def accepts_time(text: str) -> bool:
    """Whether a sentence says that a time suits them: "Thursday at 16:00 works", "the first one is best"."""
    folded = fold(text[:2_000])
    book = book_for(folded)
    bare = book["not_a_no"].sub(_blank, folded)
    if says_no(text) or "?" in folded or book["suits_not"].search(bare) or book["contrast"].search(folded):
        return False
    return any(
        book["suits"].search(sentence)
        and (_DAY.search(sentence) or CLOCK.search(sentence) or book["one_of_ours"].search(sentence))
        for sentence in sentences_of(folded)
    )


def only_thanks(text: str) -> bool:
    """Thanks or OK in under 12 words, with no question, date, number, or anything else that is said."""
    folded = fold(text.strip())
    if len(folded.split()) >= _BRIEF:
        return False
    book = book_for(folded)
    if not book["thanks"].search(folded) or _DATE_OR_NUMBER.search(folded) or asks(text):
        return False
    # A name under the thanks is three words at most.
    left = re.findall(r"\w+", book["polite"].sub(" ", folded))
    return len(left) <= 3 and not book["contrast"].search(folded) and not book["no"].search(folded)


def asks(text: str) -> bool:
    """Whether it asks something: a question mark, or a question or request without one."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    plain = _without_courtesy(folded, book)
    if "?" in plain or book["request"].search(plain) or book["wish"].search(plain):
        return True
    return any(begins_a_question(sentence, book) for sentence in sentences_of(plain))


def book_of(text: str) -> Book:
    """The phrases of the languages a whole text is written in, for those who read it by sentences."""
    return book_for(fold(text[:_READ]))


def requests(sentence: str, book: Book) -> bool:
    """Whether a sentence asks for something without a question mark."""
    folded = fold(sentence)
    return bool(
        book["request"].search(folded) or book["wish"].search(folded) or begins_a_question(folded, book)
    )


def says_question(sentence: str, book: Book) -> bool:
    """Whether a sentence has a question mark and is no courtesy: "How are you?", "OK?"."""
    return "?" in _without_courtesy(fold(sentence), book)


def begins_a_question(sentence: str, book: Book) -> bool:
    """Whether a sentence of more than three words begins as questions do."""
    found = book["question"].match(sentence.lstrip(_LEADING))
    return bool(found) and len(sentence.split()) > 3


def wants_call(text: str) -> bool:
    """Whether they ask to be called, or for an appointment."""
    return _search("call", text) is not None


def is_urgent(text: str) -> bool:
    """Whether they say that it is urgent, or must be today; "not urgent" is not."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    return bool(book["urgent"].search(book["not_urgent"].sub(_blank, folded)))


def complains(text: str) -> bool:
    """Whether they are unhappy with us and say so."""
    return _search("complaint", text) is not None


def promise(text: str) -> str | None:
    """What our own message promises ("I'll send the quote by Friday"), in its words, else nothing."""
    folded = fold(text[:_READ])
    book = book_for(folded)
    if not book["promise"].search(folded):
        return None
    begins = 0
    for sentence in sentences_of(folded):
        begins = folded.index(sentence, begins)
        found = None if "?" in sentence else book["promise"].search(sentence)
        if found and not book["on_condition"].search(sentence):
            start = begins + found.start()
            return " ".join(text[start : begins + found.end()].split()).rstrip(" .,;")
        begins += len(sentence)
    return None


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as they stand, without those that are empty."""
    return [sentence for sentence in SENTENCE_END.split(text) if sentence.strip()]


_LEADING = " \t\n¡¿!.,-–\"'*("


def _search(table: str, text: str) -> re.Match[str] | None:
    folded = fold(text[:_READ])
    return book_for(folded)[table].search(folded)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text[:_READ].split("\n") if line.strip()), "")


def _is_bare_no(folded: str, book: Book) -> bool:
    """Whether the whole answer is a "No.", with no more than a name or thanks below it."""
    first, *below = [line.strip(_LEADING + ",;") for line in folded.split("\n") if line.strip(_LEADING)] or [
        ""
    ]
    return (
        bool(book["bare_no"].fullmatch(first))
        and all(len(book["polite"].sub(" ", line).split()) <= 3 and "?" not in line for line in below)
        and len(below) <= 3
    )


def _without_courtesy(folded: str, book: Book) -> str:
    """The text with its "How are you?" and "OK?" blanked out, mark and all."""
    if "?" not in folded:
        return folded
    for found in book["courtesy"].finditer(folded):
        end = found.end()
        mark = re.compile(r"[\s ]{0,2}\?").match(folded, end)
        before = folded[: found.start()].rstrip()
        if mark and (not before or before[-1] in ".,!?;:¿\n-–)"):
            folded = folded[: found.start()] + " " * (mark.end() - found.start()) + folded[mark.end() :]
    return folded


def _blank(found: re.Match[str]) -> str:
    return "-" * len(found[0])
