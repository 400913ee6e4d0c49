"""What one of us promised in a mail, and its day: "I'll send the quote by Friday" (rules, section 4).

Pure. The cadence is held until it is kept; a promise without a day gets one from the settings there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worker.hours import Calendar, is_business_day, local_day
from worker.mail import phrases
from worker.mail.day_words import find_days

# What is said for a wait would be a day gone by; what is promised for this week is due at its end.
_THIS_WEEK = re.compile(r"\b(?:this|diese[rn]?|cette|esta) (?:week|woche|semaine|semana)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in its words; `day` is the last business day in what it names ("next week"), if it does."""

    words: str
    day: date | None


def promised(text: str, said: datetime, cal: Calendar) -> Promise | None:
    """The first promise in `text`, or None."""
    words = phrases.promise(text)
    if words is None:
        return None
    today = local_day(cal, said)
    named = [found.days.last for found in find_days(words, today) if found.days.last >= today]
    if _THIS_WEEK.search(words):
        named.append(today + timedelta(days=6 - today.weekday()))
    day = min(named, default=None)
    while day is not None and day > today and not is_business_day(cal, day):
        day -= timedelta(days=1)
    return Promise(words, day)
