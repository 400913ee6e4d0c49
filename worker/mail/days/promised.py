"""What one of us promised in a mail, and its day: "I'll send the quote by Friday" (rules, section 4).

Pure. The cadence is held until it is kept; a promise without a day gets one from the settings there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worker.hours import Calendar, is_business_day, local_day
from worker.mail import phrases
from worker.mail.days.day_words import find_days
from worker.mail.days.when import find_when, read_when

# What is said for a wait would be a day gone by; what is promised for this week is due at its end.
_THIS_WEEK = re.compile(r"\b(?:this|diese[rn]?|cette|esta) (?:week|woche|semaine|semana)\b", re.IGNORECASE)

_CLOCK = re.compile(r"\d[:.]\d\d|\d\s*(?:[ap]\.?m|uhr|h\b)|noon|mittag", re.IGNORECASE)
# How a call ended, and small words before what was said on it.
_OUTCOME = re.compile(
    r"^(?:\s*(?:yes|ok|reached|spoke(?:n)?|talked|got|had|answered|picked up|erreicht|gesprochen|ja)\b"
    r"(?: (?:to |with |mit )?(?:her|him|them|ihr|ihm|ihnen|she|he))?\s*[:,]?)+",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|i'll|we'll|i'm|we're|ich|wir)\b|^(?:will|werde)\b", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?:she|he|they|customer|her|his|their|sie|er|kund\w+|ihr\w*)\b", re.IGNORECASE)
# Done already, or only thought: "I told her the price", "we agreed", "ich habe".
_PAST = re.compile(
    r"\b(?:i|we|ich|wir) (?:\w+ed|told|said|left|sent|gave|spoke|made|met|had|was|were|got|went|took|have|has"
    r"|think|guess|hope|believe|know|could|couldn't|can't|cannot|didn't|don't|habe|haben|hatte|hatten|war|waren"
    r"|denke|glaube|hoffe|kann|konnte)\b|\b(?:yesterday|gestern|last (?:week|month))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in its words; `day` is the last business day in what it names ("next week"), if it does,
    and `at` the instant, where it names a clock time."""

    words: str
    day: date | None
    at: datetime | None = None


def promised(text: str, said: datetime, cal: Calendar) -> Promise | None:
    """The first promise in `text`, or None."""
    words = phrases.promise(text)
    return None if words is None else _dated(words, said, cal)


def promised_on_the_phone(text: str, said: datetime, cal: Calendar) -> Promise | None:
    """What an owner noted of a call and is to do: "reached, I measure on Wednesday"; or None."""
    for clause in re.split(r"[,;.!\n]\s+|\s+(?:and|und)\s+", text):
        words = _OUTCOME.sub("", clause).strip(" :,-–")
        if not words or "?" in words or _PAST.search(words):
            continue
        promise = _dated(words, said, cal)
        ours = _FIRST_PERSON.search(words) is not None
        if ours or (promise.day and len(words.split()) > 1 and not _THEIRS.search(words)):
            return promise
    return None


def _dated(words: str, said: datetime, cal: Calendar) -> Promise:
    today = local_day(cal, said)
    named = [found.days.last for found in find_days(words, today) if found.days.last >= today]
    if _THIS_WEEK.search(words):
        named.append(today + timedelta(days=6 - today.weekday()))
    day = min(named, default=None)
    while day is not None and day > today and not is_business_day(cal, day):
        day -= timedelta(days=1)
    return Promise(words, day, _clock(words, said, cal))


def _clock(words: str, said: datetime, cal: Calendar) -> datetime | None:
    """Return the instant that words end with ("Wed 16:00"); None where they name no clock time."""
    found = find_when(words, said.astimezone(cal.zone))
    if found is None or not _CLOCK.search(found[0]):
        return None
    try:
        return read_when(found[0], said, cal)
    except ValueError:
        return None
