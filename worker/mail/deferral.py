"""Words that ask us to wait: "check back next week", "not before July", "später" (rules, section 4).

Pure. A rule or route gives the new text of a customer's mail and gets the day to hold until. A date or a
time alone is an answer and never a hold, so nothing is read in a sentence without a cue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worker.hours import Calendar, business_day_after, is_business_day, local_day
from worker.mail import deferral_cues as cues
from worker.mail.day_words import DayWords, Grain, Stretch, find_days, read_day
from worker.mail.holiday_block import after_holidays
from worker.mail.text import SENTENCE_END

_READ = 6_000  # characters of new text in which a request to wait is looked for
_QUOTED = 200
_WITHOUT_A_DATE = 20  # business days
_FURTHEST = timedelta(days=366)


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

    `language` is accepted for other languages to come: English and German are always read.
    """
    del language
    found = [wish for sentence in _sentences(text) if (wish := _wish(sentence, said, cal))]
    return min(found, key=lambda wish: (wish.ask, wish.until), default=None)


def deferred_to(phrase: str, said: datetime, cal: Calendar) -> Deferral:
    """Read the words after a "later" that was already recognised, such as the close-out's "2 in July"."""
    today = local_day(cal, said)
    phrase = " ".join(phrase.split()).strip(" .,:;!-–")
    bare = read_day(phrase, today)
    if bare is not None:
        return _held([DayWords(phrase, 0, len(phrase), bare)], phrase, today, cal)
    return _until(phrase, phrase, today, cal)


def _sentences(text: str) -> list[str]:
    return [" ".join(part.split()) for part in SENTENCE_END.split(text[:_READ]) if part.strip()]


def _wish(sentence: str, said: datetime, cal: Calendar) -> Deferral | None:
    plain = cues.NOT_WAITING.sub(lambda match: "-" * len(match[0]), sentence)
    today = local_day(cal, said)
    if cues.WAIT.search(plain) or cues.HOLIDAYS.search(plain):
        return _until(plain, sentence, today, cal)
    # A contact at a clock time is an appointment.
    if cues.CONTACT.search(plain) and not cues.CLOCK_TIME.search(plain) and _later_days(plain, today):
        return _until(plain, sentence, today, cal)
    return None


def _later_days(sentence: str, today: date) -> list[DayWords]:
    """Return the days named that lie ahead and are no deadline of ours."""
    return [
        words
        for words in find_days(sentence, today)
        if words.days.last > today and not _is_deadline(sentence[: words.start].rstrip() + " ", words.text)
    ]


def _is_deadline(before: str, words: str) -> bool:
    # "before July" is one phrase to day_words, "before Friday" two.
    if words.lower().startswith(("before ", "by ")):
        return not before.lower().endswith("not ")
    return bool(cues.DEADLINE.search(before)) and not cues.AWAY_UNTIL.search(before)


def _until(sentence: str, quote: str, today: date, cal: Calendar) -> Deferral:
    quote = quote[:_QUOTED]
    holidays = cues.HOLIDAYS.search(sentence)
    named = _later_days(sentence, today)
    if holidays and not named:
        until = after_holidays(holidays["which"], today, cal)
        if until is not None:
            return Deferral(until, quote, reason="after the holidays")
        return _stand_in(quote, today, cal, "it is not clear which holidays are meant")
    if not named:
        return _stand_in(quote, today, cal, "no date was named")
    return _held(named, quote, today, cal)


def _held(named: list[DayWords], quote: str, today: date, cal: Calendar) -> Deferral:
    until, words = min(
        ((_day_of(words.days, today, cal), words) for words in named), key=lambda pair: pair[0]
    )
    if until - today > _FURTHEST:
        return _stand_in(quote, today, cal, f"{words.text} is more than twelve months away")
    return Deferral(until, quote, ambiguous=words.days.ambiguous, reason=words.text)


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
