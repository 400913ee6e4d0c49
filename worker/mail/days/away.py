"""When somebody who is away is back, from the text of their automatic reply (rules, section 4).

Pure. The words for coming back win over the words for being away; a date with neither says nothing.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from worker.hours import Calendar, business_day_after, local_day
from worker.mail.days import away_words as words
from worker.mail.days.day_words import DayWords, Grain, find_days
from worker.mail.machines import absence_words
from worker.mail.text import fold

_READ = 4_000  # characters
# A date without a year that reads as this far ahead was last year's: the notice is stale.
_STALE = timedelta(days=300)


def return_date(text: str, said: datetime, cal: Calendar) -> date | None:
    """Return the first day on which the writer is there again, or None when the text does not say.

    "Until 3 Aug" gives 3 August, "until and including 3 Aug" the business day after.
    """
    text, today = " ".join(text[:_READ].split()), local_day(cal, said)
    back: list[date] = []
    until: list[date] = []
    for found in find_days(text, today):
        before, after = text[max(0, found.start - 60) : found.start], text[found.end : found.end + 50]
        day = _day(found, today, cal)
        if day is None or _begins_away(before, after):
            continue
        ends = words.UNTIL_BEFORE.search(before)
        if words.BACK_BEFORE.search(before) or (words.BACK_AFTER.search(after) and not ends):
            back.append(day)
        elif found.text.lower() in words.TODAY:
            if words.AWAY_TODAY.search(text):
                until.append(business_day_after(cal, today, 1))
        elif ends or words.UNTIL_HEAD.match(found.text):
            included = words.INCLUDING.search(before) or words.INCLUDED_AFTER.search(after)
            until.append(business_day_after(cal, day, 1) if included else day)
    return back[0] if back else max(until, default=None)


def _begins_away(before: str, after: str) -> bool:
    """Whether the day is the first of being away: "from 15 June I am on holiday"."""
    if words.BACK_AFTER.search(after):
        return False
    begins = words.FROM.search(before)
    if begins is None:
        return False
    head = re.split(r"[.,;]", before[: begins.start()])[-1]
    tail = re.split(r"[.,;]", after)[0]
    away = absence_words.AWAY.search(fold(head)) or words.AWAY_TODAY.search(head)
    away_before = away and not words.BACK_BEFORE.search(head)
    return bool(away_before or absence_words.AWAY.search(fold(tail)))


def _day(found: DayWords, today: date, cal: Calendar) -> date | None:
    days = found.days
    if days.last < today or (days.next_year and days.first - today > _STALE):
        return None
    if days.grain is Grain.PERIOD:
        return business_day_after(cal, days.first, 0)
    return days.last if days.grain is Grain.END else days.first
