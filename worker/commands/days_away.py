"""Reads "1 Jul - 14 Jul sam": the first and the last instant of an absence, and who stands in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from worker import hours
from worker.commands.said import Said
from worker.mail.dates import TwoDates, Unreadable, read_when
from worker.mail.days.day_words import Grain, read_day
from worker.store.work import Work

# Between two days; the hyphens of 2026-07-01 stand between digits without a blank.
_TO = re.compile(
    r"\s+(?:to|until|till|til|through|thru|bis(?: zum)?)\s+|\s+[-–—]+\s*|\s*[–—]+\s*|(?<=\.)-(?=\d)"
    r"|(?<=^\d)-(?=\d)|(?<=^\d\d)-(?=\d)|(?<=[a-zä])-(?=\w)|(?<=:\d\d)-(?=\d)",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:from|on|starting|vom|von|ab|am)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|til|bis(?: zum)?|through)\s+", re.IGNORECASE)
_DEPUTY = re.compile(
    r"[\s,;:(]*(?:(?:my |meine )?(?:deputy|vertretung|cover|covered by|stand-?in)\s*(?:is|ist)?[:\s]*"
    r"|with\s+|mit\s+)?(?P<name>[^\s,;:()][^,;:()]*?)(?:\s+(?:covers|stands in|vertritt(?: mich)?))?[\s).]*",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?:for |für )?(?P<number>\d{1,2}|an?|one|two|three|eine?|zwei|drei)\s+"
    r"(?P<unit>days?|weeks?|tage?|wochen?)\b",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "zwei": 2, "three": 3, "drei": 3}
_CLOCK = re.compile(
    r"\d[:.]\d\d|\b(?:noon|midday|mittags?|afternoon)\b|nachmittags?\b|\d\s*(?:am|pm|uhr|h)\b"
    r"|\b(?:at|um) \d",
    re.IGNORECASE,
)
# Who is away until Friday morning is back when Friday opens.
_MORNING = re.compile(r"(?:\bmorning|\bfrüh|vormittags?|\bmorgens)[\s.,]*$", re.IGNORECASE)


class NoEnd(Unreadable):
    """A morning that does not say when it is over; the message says how to write it."""

    def __init__(self, text: str) -> None:
        named = " ".join(text.split())
        examples = 'Write for example "away tomorrow 9:00 - 12:00" or "away until noon".'
        ValueError.__init__(self, f'"{named}" does not say until when. {examples}')


def read(work: Work, said: Said, words: str) -> tuple[datetime, datetime, str]:
    """Return first instant, last instant and the deputy's name. Raises Unreadable or InThePast.

    Days count whole, the last one too: somebody away until Friday is back on the next business day.
    """
    lasting = _LASTING.match(words)
    if lasting is not None:
        words = f"until {_last_of(work, said, lasting):%Y-%m-%d}{words[lasting.end() :]}"
    only_until = _UNTIL.match(words)
    first, _, rest = ("today", "", words[only_until.end() :]) if only_until else _split(words)
    if not rest and not only_until:
        when_words, at, name = _longest(work, said, first, said.at)
        if _MORNING.search(when_words):
            raise NoEnd(when_words)
        return (*_span(work, said, when_words, at, when_words, at), name)
    start = _instant(work, said, _with_month_of(first, rest), said.at)
    when_words, until, name = _longest(work, said, rest, said.at)
    if until < start:
        until = _instant(work, said, when_words, start - timedelta(seconds=1))
    return (*_span(work, said, first, start, when_words, until), name)


def _last_of(work: Work, said: Said, lasting: re.Match[str]) -> date:
    """Return the last of "three days" or "a week" from today on."""
    number = lasting["number"].lower()
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 1)
    days = count * (7 if lasting["unit"].lower().startswith("w") else 1)
    return hours.local_day(work.settings.calendar(said.owner_id), said.at) + timedelta(days=days - 1)


def _split(words: str) -> tuple[str, str, str]:
    words = _FROM.sub("", words, count=1) if _FROM.match(words) else words
    found = _TO.search(words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else (words, "", "")


def _with_month_of(first: str, rest: str) -> str:
    """Read "1 - 14 Jul" as "1 Jul - 14 Jul"."""
    month = re.match(r"\d{1,2}\.?\s*(?P<month>[^\W\d_]{3,}\.?)", rest.strip())
    return f"{first} {month['month']}" if month and re.fullmatch(r"\d{1,2}\.?", first.strip()) else first


def _longest(work: Work, said: Said, words: str, after: datetime) -> tuple[str, datetime, str]:
    """Take the longest time from the front of `words`; what stands behind it is the deputy's name."""
    ends = [match.end() for match in re.finditer(r"\S+", words)]
    for end in reversed(ends):
        try:
            at = _instant(work, said, words[:end].rstrip(" ,;("), after)
        except TwoDates:
            raise
        except Unreadable:
            continue
        named = _DEPUTY.fullmatch(words[end:]) if words[end:].strip(" ,;().") else None
        return words[:end], at, named["name"].strip() if named else ""
    raise Unreadable(words)


def _instant(work: Work, said: Said, words: str, after: datetime) -> datetime:
    if re.fullmatch(r"(?:today|heute|now|jetzt)", words.strip(" .,"), re.IGNORECASE):
        return said.at
    # Also a Sunday is a day to leave on: which days are business days is asked afterwards.
    return read_when(words, after, _every_day(work.settings.calendar(said.owner_id).zone.key))


@lru_cache(maxsize=64)
def _every_day(zone: str) -> hours.Calendar:
    return hours.calendar("Mon-Sun 00:00-24:00", zone)


def _last_day(words: str, until: date, today: date) -> date:
    """Return the last day that the words name: of "next week" the Sunday."""
    named = read_day(words.strip(" .,"), today)
    return named.last if named is not None and named.grain is Grain.PERIOD else until


def _span(
    work: Work, said: Said, first: str, start: datetime, last: str, until: datetime
) -> tuple[datetime, datetime]:
    """Let a day without a clock time count whole: from its midnight to the next opening behind it."""
    calendar = work.settings.calendar(said.owner_id)
    begins = start if _CLOCK.search(first) else _midnight(calendar, hours.local_day(calendar, start))
    if _CLOCK.search(last) and last != first:
        ends = until
    elif _MORNING.search(last):
        day = hours.business_day_after(calendar, hours.local_day(calendar, until), 0)
        ends = hours.opening(calendar, day) or until
    else:
        last_day = _last_day(last, hours.local_day(calendar, until), hours.local_day(calendar, said.at))
        day = hours.business_day_after(calendar, last_day, 1)
        ends = hours.opening(calendar, day) or until
    return max(begins, said.at).astimezone(UTC), ends


def _midnight(calendar: hours.Calendar, day: date) -> datetime:
    return hours.at_clock(calendar, day, time())
