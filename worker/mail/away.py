"""When somebody who is away is back, from the text of their automatic reply (rules, section 4).

Pure. The words for coming back win over the words for being away; a date with neither says nothing.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import dateparser

from worker.hours import Calendar, business_day_after, local_day
from worker.mail.day_words import DayWords, Grain, find_days

_READ = 4_000
# A date without a year that reads as this far ahead was last year's: the notice is stale.
_STALE = timedelta(days=300)

_LINK = (
    r"(?:\s+(?:on|from|by|in|as of|again|the|office|at|work|to|my|desk"
    r"|am|ab|vom|zum|den|dem|der|wieder|erst|im|büro))*\W*$"
)
_BACK_BEFORE = re.compile(
    r"\b(?:back|return(?:ing|s)?|available|reachable|resum(?:e|ing)|wieder|zurück|ab)" + _LINK, re.IGNORECASE
)
_BACK_AFTER = re.compile(
    r"^\W*(?:an\s+)?(?:(?:bin|sind|stehe|stehen|werde) (?:ich|wir) )?(?:\w+ ){0,3}?"
    r"(?:wieder|zurück)\b",
    re.IGNORECASE,
)
_INCLUDED = (
    r"(?:and )?including|inclusive|einschließlich|einschliesslich|einschl\.?|inklusive|inkl\.?|und mit"
)
_UNTIL_BEFORE = re.compile(
    rf"\b(?:until|till|til|through|thru|up to|to|and|bis)"
    rf"(?:\s+(?:{_INCLUDED}|zum|the|on|am|and))*\W*$|[-–]\s*$",
    re.IGNORECASE,
)
_INCLUDING = re.compile(rf"(?:\b(?:{_INCLUDED})\W*(?:the |zum )?|\b(?:through|thru)\s+)$", re.IGNORECASE)
_INCLUDED_AFTER = re.compile(rf"^\W*(?:{_INCLUDED})\b", re.IGNORECASE)
_AWAY_TODAY = re.compile(
    r"\b(?:out|away|unavailable|abwesend|nicht (?:im büro|erreichbar|da))\b", re.IGNORECASE
)
_ISOLATED = re.compile(
    r"\b(?:until|till|back on|returning on|bis(?: zum)?"
    r"|jusqu'au|de retour le|hasta el|fino al|tot(?: en met)?)\s+"
    r"(?P<phrase>(?:\w+\.?\s+){0,2}\d{1,2}\.?(?:er|st|nd|rd|th|º)?\s+(?:de\s+)?[^\W\d]{3,}\.?"
    r"(?:\s+(?:de\s+)?20\d\d)?)",
    re.IGNORECASE,
)


def return_date(text: str, said: datetime, cal: Calendar, language: str = "en") -> date | None:
    """Return the first day on which the writer is there again, or None when the text does not say.

    "Until 3 Aug" gives 3 August, "until and including 3 Aug" the business day after. `language` (ISO
    639-1) only matters for a date in a language other than English and German.
    """
    text, today = " ".join(text[:_READ].split()), local_day(cal, said)
    back: list[date] = []
    until: list[date] = []
    for words in find_days(text, today):
        before, after = text[max(0, words.start - 60) : words.start], text[words.end : words.end + 40]
        day = _day(words, today, cal)
        if day is None:
            continue
        if _BACK_BEFORE.search(before) or (_BACK_AFTER.search(after) and not _UNTIL_BEFORE.search(before)):
            back.append(day)
        elif words.text.lower() in ("today", "heute"):
            if _AWAY_TODAY.search(text):
                until.append(business_day_after(cal, today, 1))
        elif _UNTIL_BEFORE.search(before) or re.match(r"(?:until|till|bis)\b", words.text, re.IGNORECASE):
            included = _INCLUDING.search(before) or _INCLUDED_AFTER.search(after)
            until.append(business_day_after(cal, day, 1) if included else day)
    if back:
        return back[0]
    return max(until, default=None) or _isolated(text, today, said, language)


def _day(words: DayWords, today: date, cal: Calendar) -> date | None:
    days = words.days
    if days.last < today or (days.next_year and days.first - today > _STALE):
        return None
    if days.grain is Grain.PERIOD:
        return business_day_after(cal, days.first, 0)
    return days.last if days.grain is Grain.END else days.first


def _isolated(text: str, today: date, said: datetime, language: str) -> date | None:
    """Let the date library read the words after an "until" of another language, and nothing else."""
    found = _ISOLATED.search(text)
    if found is None:
        return None
    read = dateparser.parse(
        found["phrase"],
        languages=[language] if language else None,
        settings={
            "RELATIVE_BASE": said.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            # Without these it makes a date of a bare number.
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    if read is None or not today <= read.date() <= today + _STALE:
        return None
    return read.date()
