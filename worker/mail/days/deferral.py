"""Words that ask us to wait: "check back next week", "not before July", "später" (rules, section 4).

Pure. A rule or route gives the new text of a customer's mail and gets the day to hold until. A date or a
time alone is an answer and never a hold, so nothing is read in a sentence without a cue; only a stretch of
days named right after a "not now" is taken as its date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from worker.hours import Calendar, business_day_after, is_business_day, local_day
from worker.mail.days.day_words import DayWords, Grain, Stretch, find_days, read_day
from worker.mail.days.holiday_block import after_holidays
from worker.mail.phrase_book import Book, book_for
from worker.mail.phrases import CLOCK, begins_a_question, says_question, sentences_of
from worker.mail.text import fold

_READ = 6_000  # characters of new text in which a request to wait is looked for
_QUOTED = 200
_WITHOUT_A_DATE = 20  # business days
_NO_DATE = "no date was named"
_FURTHEST = timedelta(days=366)
# Whether words ask to wait does not hang on the day they are said.
_ANY_DAY = date(2000, 1, 3)

_HOLIDAYS = re.compile(
    r"(?<!\w)(?:after|nach|après|después de|tras|until after|bis nach|past|pasad[ao]s?)\s+"
    r"(?:(?:the|den|dem|der|les|la|las|el|los|le)\s+)?(?:\w+\s+)?"
    r"(?P<which>holidays?|christmas|xmas|new year'?s?|easter"
    r"|feiertagen?|weihnachten|neujahr|jahreswechsel|ostern"
    r"|fêtes|noël|nouvel an|pâques|vacances"
    r"|navidad(?:es)?|fiestas|año nuevo|semana santa|reyes|vacaciones)(?!\w)"
)
_CLAUSE_END = re.compile(r"[,;:]")
# Somebody who is away from a day on is there until then: that day ends no wait.
_FROM = re.compile(
    r"(?<!\w)(?:from|starting|as (?:of|from)|ab|vom|à partir d[ue']|dès|desde|a partir del?)"
    r"(?: (?:the|le|la|el|dem|den))? $"
)
# A question that is itself the wish to wait: "Can we speak after Easter?".
_TALKS = re.compile(
    r"(?<!\w)(?:talk|speak|chat|discuss|decide|wait|catch up|come back|look at|sprechen|reden|telefonieren"
    r"|entscheiden|warten|parler|reparler|discuter|se voir|hablar|hablamos|vernos|esperar)(?!\w)"
)
# What they ask of us is no time of theirs: "Will it be ready in spring?".
_IS_OURS = re.compile(
    r"(?<!\w)(?:(?:it|they|that|you) (?:\w+ )?(?:be ready|have (?:time|capacity|room)))(?!\w)"
)
# "Later", said as an answer, begins it: "two days later" does not.
_LATER = re.compile(
    r"[^\w]{0,3}(?:(?:yes|ok|thanks|bitte|gerne?|oui|merci|sí|gracias|lieber|vielleicht|maybe"
    r"|perhaps)\W{1,3}){0,3}"
    r"(?:later|später|spaeter|plus tard|más tarde|luego)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Deferral:
    """Until when a customer asked us to wait, in their words.

    Every date is proposed to the owner; with `ask` it is only a stand-in that the owner must confirm,
    `reason` says why. `until` is a business day.
    """

    until: date
    quote: str
    ambiguous: bool = False
    ask: bool = False
    reason: str = ""


def deferral(text: str, said: datetime, cal: Calendar, language: str = "en") -> Deferral | None:
    """Return until when `text` asks us to wait, or None when it does not; of several days the earliest.

    `language` is a hint only: whatever language the words may be is read.
    """
    del language
    book, today = book_for(fold(text[:_READ])), local_day(cal, said)
    if not _may_wait(text, book):
        return None
    sentences = [" ".join(sentence.split()) for sentence in sentences_of(text[:_READ])]
    waiting = [sentence for sentence in sentences if _waits(sentence, today, book)]
    # "We have a baby due in August. Call me in October." names its day where we are asked to come.
    asking = [one for one in waiting if book["contact"].search(fold(one)) and _later_days(one, today, book)]
    found = [_until(sentence, today, cal, book) for sentence in asking or waiting]
    for sentence, following in pairwise(sentences):
        # "Not a priority now. In November we get our new budget."
        if _is_cue(sentence, book) and not _later_days(sentence, today, book):
            named = [words for words in _later_days(following, today, book) if _is_long(words.days)]
            found += [_held(named, following, today, cal)] if named and "?" not in fold(following) else []
        # "The permit comes by the end of July. I'd rather talk after that."
        elif _speaks_of_afterwards(following, today, book):
            named = [words for words in find_days(sentence, today) if words.days.last > today]
            found += [_held(named, following, today, cal)] if named else []
    wish = min(found, key=lambda wish: (wish.ask, wish.until), default=None)
    # "I have not ordered yet. Does it come in red?" waits for our answer, and names no day.
    if wish is not None and wish.reason == _NO_DATE and _asks_elsewhere(sentences, book):
        return None
    return wish


def deferred_to(phrase: str, said: datetime, cal: Calendar) -> Deferral:
    """Read the words after a "later" that was already recognised, such as the close-out's "2 in July"."""
    today = local_day(cal, said)
    phrase = " ".join(phrase.split()).strip(" .,:;!-–")
    bare = read_day(phrase, today)
    if bare is not None:
        return _held([DayWords(phrase, 0, len(phrase), bare)], phrase, today, cal)
    return _until(phrase, today, cal, book_for(fold(phrase)))


def asks_to_wait(text: str) -> bool:
    """Whether words ask us to wait, whenever they were said."""
    book = book_for(fold(text[:_READ]))
    return _may_wait(text, book) and any(
        _waits(sentence, _ANY_DAY, book) for sentence in sentences_of(text[:_READ])
    )


def wants_contact(clause: str) -> bool:
    """Whether a clause speaks of getting in touch, which beside a "later" is part of it."""
    folded = fold(clause)
    return bool(book_for(folded)["contact"].search(folded))


def _asks_elsewhere(sentences: list[str], book: Book) -> bool:
    return any(says_question(one, book) and not _is_cue(one, book) for one in sentences)


def _speaks_of_afterwards(sentence: str, today: date, book: Book) -> bool:
    folded = fold(sentence)
    if not book["afterwards"].search(folded) or CLOCK.search(folded) or find_days(sentence, today):
        return False
    return bool(book["contact"].search(folded) or book["wait"].search(folded))


def _may_wait(text: str, book: Book) -> bool:
    """Whether a word of waiting stands anywhere; most mails are done with here."""
    folded = fold(text[:_READ])
    return any(book[table].search(folded) for table in ("wait", "contact", "perhaps")) or any(
        _LATER.match(sentence) or _HOLIDAYS.search(sentence) for sentence in sentences_of(folded)
    )


def _is_cue(sentence: str, book: Book) -> bool:
    plain = book["not_waiting"].sub(_dashes, fold(sentence))
    if book["wait"].search(plain) or _LATER.match(plain):
        return True
    return bool(_HOLIDAYS.search(plain)) and not _asks_when(plain, book)


def _asks_when(folded: str, book: Book) -> bool:
    """Whether it asks what is possible on a day, and not to speak on it: "Is that possible for spring?"."""
    return "?" in folded and begins_a_question(folded, book) and not _TALKS.search(folded)


def _waits(sentence: str, today: date, book: Book) -> bool:
    if _is_cue(sentence, book):
        return True
    plain = book["not_waiting"].sub(_dashes, fold(sentence))
    contact, perhaps = book["contact"].search(plain), book["perhaps"].search(plain)
    # A contact at a clock time is an appointment.
    if not (contact or perhaps) or CLOCK.search(plain):
        return False
    days = _later_days(sentence, today, book)
    if _asks_when(plain, book):
        return bool(days and contact) and not _IS_OURS.search(plain)
    return bool(days and contact) or any(_is_long(words.days) for words in days)


def _is_long(days: Stretch) -> bool:
    """Whether the words name a whole week or more: "maybe Thursday" answers a proposed time."""
    return days.grain is not Grain.DAY


def _later_days(sentence: str, today: date, book: Book) -> list[DayWords]:
    """Return the days named that lie ahead, no deadline of ours and not the first day of an absence."""
    away = book["absence"].search(fold(sentence))
    return [
        words
        for words in find_days(sentence, today)
        if words.days.last > today
        and not _is_deadline(sentence, words, book)
        and not (away and _FROM.search(fold(sentence[: words.start])))
    ]


def _is_deadline(sentence: str, words: DayWords, book: Book) -> bool:
    folded, before = fold(sentence), len(sentence[: words.start].rstrip())
    clause = _CLAUSE_END.split(folded[words.end :], maxsplit=1)[0]
    # "before July" is one phrase to day_words, "before Friday" two.
    named = any(
        words.start in (found.start(), found.end() + 1) or found.end() == before
        for found in book["deadline"].finditer(folded[: words.end])
    )
    return named and not book["not_a_deadline"].search(folded[: words.end] + clause)


def _until(sentence: str, today: date, cal: Calendar, book: Book) -> Deferral:
    quote = sentence[:_QUOTED]
    plain = book["not_waiting"].sub(_dashes, fold(sentence))
    holidays = _HOLIDAYS.search(plain)
    # Read without what is no wait, and quoted as they wrote it.
    named = [
        replace(words, text=sentence[words.start : words.end]) for words in _later_days(plain, today, book)
    ]
    if holidays and not named:
        until = after_holidays(holidays["which"], today, cal)
        if until is not None:
            return Deferral(until, quote, reason="after the holidays")
        return _stand_in(quote, today, cal, "it is not clear which holidays are meant")
    if not named:
        return _stand_in(quote, today, cal, _NO_DATE)
    return _held(named, quote, today, cal)


def _held(named: list[DayWords], quote: str, today: date, cal: Calendar) -> Deferral:
    until, words = min(
        ((_day_of(words.days, today, cal), words) for words in named), key=lambda pair: pair[0]
    )
    if until - today > _FURTHEST:
        return _stand_in(quote, today, cal, f"{words.text} is more than twelve months away")
    return Deferral(until, quote[:_QUOTED], ambiguous=words.days.ambiguous, reason=words.text)


def _stand_in(quote: str, today: date, cal: Calendar, reason: str) -> Deferral:
    until = business_day_after(cal, today, _WITHOUT_A_DATE)
    return Deferral(until, quote, ask=True, reason=reason)


def _day_of(days: Stretch, today: date, cal: Calendar) -> date:
    """Choose the day of a stretch: the second business day of a period, because Mondays are full."""
    if days.grain is Grain.DAY:
        return business_day_after(cal, days.first, 0)
    if days.grain is Grain.PERIOD:
        return business_day_after(cal, days.first - timedelta(days=1), 2)
    last = days.last
    while last > today and not is_business_day(cal, last):
        last -= timedelta(days=1)
    return business_day_after(cal, max(last, today + timedelta(days=1)), 0)


def _dashes(found: re.Match[str]) -> str:
    return "-" * len(found[0])
