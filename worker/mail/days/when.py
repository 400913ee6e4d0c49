"""When an owner means: "Fri", "Thu 12:00", "tomorrow 9am", "in 2 hours", "nächste Woche" (rules, section 7).

Pure; used by the commands. What was understood is always echoed to the owner by the caller.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from worker.hours import Calendar, business_day_after, closing, next_opening, opening
from worker.mail.days.day_names import NUMBERS, SPANS, one_of
from worker.mail.days.day_words import Grain, Stretch, read_day
from worker.mail.days.shorthand import written_out
from worker.week import WEEKDAYS

_EXAMPLES = 'Write for example "Fri", "Thu 12:00", "16:30", "tomorrow 9am", "14 Oct" or "in 2 hours".'
_STALE = timedelta(days=270)
_WEEK = timedelta(days=7)
_SLASHED = re.compile(r"\d/\d")

_TIME = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>a\.?m\.?|p\.?m\.?)"
    r"|(?P<hour24>\d{1,2})(?::(?P<minute24>\d\d)(?:\s*(?:uhr|h))?|\.(?P<minute_dot>\d\d)\s*uhr"
    # "16.30" is no day of a month, "14.10" is one.
    r"|\.(?P<minute_alone>00|1[3-9]|[2-5]\d)(?![.\d])|\s*uhr)"
    r"|(?P<word>noon|midday|mittags?|afternoon|nachmittags?|morning|vormittags?|früh|morgens"
    r"|eod|end of day|end of business|cob|close of business|feierabend))"
)
_TIME_ALONE = re.compile(rf"(?:at |um |after |nach |@)?\s*{_TIME}", re.IGNORECASE)
_DAY_THEN_TIME = re.compile(
    rf"(?P<day>.+?)(?:,?\s+(?:at |um |after |nach |@)?\s*|,\s*){_TIME}", re.IGNORECASE
)
_TIME_THEN_DAY = re.compile(rf"(?:at |um |after |nach )?{_TIME},?\s+(?:on |am )?(?P<day>.+)", re.IGNORECASE)
_HOURS_AHEAD = re.compile(
    r"(?:in\s+)?(?P<number>\d{1,3}|an?|one|two|three|einer|zwei|drei)\s*"
    r"(?P<unit>h|hrs?|hours?|stunden?|m|mins?|minutes?|minuten)",
    re.IGNORECASE,
)
_SMALL = {"a": 1, "an": 1, "one": 1, "einer": 1, "two": 2, "zwei": 2, "three": 3, "drei": 3}
_BARE_SPAN = re.compile(
    rf"(?:\d+(?:[.,]\d+)?|half an?|{one_of(NUMBERS)})\s*(?:of )?"
    rf"(?:h|hrs?|hours?|stunden?|m|mins?|minutes?|minuten|d|w|wks?|bd|{one_of(SPANS)})",
    re.IGNORECASE,
)
# The price of something, or its time: too much alike to take it out of an action.
_DOTTED = re.compile(r"(?:at\s+)?\d{1,2}\.\d\d", re.IGNORECASE)
_CONNECTOR = r"(?:by|due|until|till|til|before|on|at|bis|spätestens|am|um|ab|im|vor)"
# "am 20." needs its "am"; of "bis zum 14.10." only the date is left.
_LEADING = re.compile(rf"(?:(?:{_CONNECTOR}|zum|dem|den|for|für)\s+(?!\d{{1,2}}\.$))+", re.IGNORECASE)
_DOTTED_END = re.compile(r"(?:\d\.(?:0?[1-9]|1[0-2])|\b(?:am|den|dem|zum) \d{1,2})\.\s*$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?P<day>mo|di|mi|do|fr|sa|so)\b\.?(?=$|[\s,])", re.IGNORECASE)
_WRITTEN_OUT = {
    "mo": "montag",
    "di": "dienstag",
    "mi": "mittwoch",
    "do": "donnerstag",
    "fr": "freitag",
    "sa": "samstag",
    "so": "sonntag",
}
_LONGEST = 6  # words of a time at the end of a next action
# Words that alone name a day only after a "by": "May", "sun", "do".
_LOOSE = re.compile(
    r"(?!(?:tomorrow|today|morgen|heute|übermorgen|\w+(?:day|tag|woch)|mon|tue|wed|thu|fri)$)\w+",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"\b(?:for|from|of|the|a|an|about|für|vom|von|über|der|die|das)$", re.IGNORECASE)
_IS_FOR = re.compile(r"(?:for|für)\s", re.IGNORECASE)


class Unreadable(ValueError):
    """No time could be read; the message says so in one sentence with examples."""

    def __init__(self, text: str) -> None:
        super().__init__(f'I could not read "{text}" as a time. {_EXAMPLES}')


class TwoDates(Unreadable):
    """A date that is one day here and another one overseas; the message says how to write either."""

    def __init__(self, text: str, day: date) -> None:
        # As written the day comes first; overseas the month does.
        other = date(day.year, day.day, day.month)
        either = f'"{day.day} {day:%b}" or "{other.day} {other:%b}"'
        ValueError.__init__(self, f'"{text}" could be two days. Write {either}.')


class InThePast(ValueError):
    """The time lies behind us; the message says so in one sentence with examples."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is already past. {_EXAMPLES}')


def read_when(text: str, now: datetime, cal: Calendar, zone: ZoneInfo | None = None) -> datetime:
    """Return the UTC instant an owner means, always after `now`. Raises Unreadable or InThePast.

    A day without a time is its opening, as is its morning; a time without a day is today, or when that is
    past the next business day; "next week" and "July" are their first business day; today's own name with
    a clock still ahead is today. Clocks are those of `zone`, by default the calendar's.
    """
    zone = zone or cal.zone
    phrase = _normal(text)
    ahead = _HOURS_AHEAD.fullmatch(phrase)
    if ahead:
        return now.astimezone(UTC) + _length(ahead)
    today = now.astimezone(zone).date()
    match = _TIME_ALONE.fullmatch(phrase)
    if match:
        found = _at(today, match, cal, zone, text)
        if found <= now:
            found = _at(business_day_after(cal, today, 1), match, cal, zone, text)
        return found
    day, match = _split(phrase, today)
    if day is None:
        raise Unreadable(text)
    if day.ambiguous and _SLASHED.search(phrase):
        raise TwoDates(text, day.first)
    if match and match["day"].strip(" .,").casefold() in WEEKDAYS and day.first - today == _WEEK:
        # Today's own name with a clock still ahead is today: our own mails write "due Fri 16:00".
        found = _at(today, match, cal, zone, text)
        if found > now:
            return found
    if day.next_year and day.first - today > _STALE:
        raise InThePast(text)
    chosen = _day_of(day, cal)
    if match is None and chosen > today:
        return opening(cal, chosen) or next_opening(cal, _local(chosen, time(), zone))
    # "Today" alone means before we close.
    found = (
        _at(chosen, match, cal, zone, text)
        if match
        else closing(cal, chosen) or _local(chosen, time(17), zone)
    )
    if found > now:
        return found
    # On a Friday afternoon "Fri 9:00" is already read as next week's; only a named date can be past.
    raise InThePast(text)


def find_when(text: str, now: datetime) -> tuple[str, int, int] | None:
    """Return the time at the end of a next action ("send two dates by Thu 12:00"), or None.

    The phrase is ready for read_when; start and end cover also the "by" before it. Dates that are part
    of the sentence ("the offer for Friday") are left alone, and so is how long something takes.
    """
    stripped = text.rstrip(" .!") + ("." if _DOTTED_END.search(text) else "")
    starts = [match.start() for match in re.finditer(r"\S+", stripped)][-_LONGEST:]
    for start in starts:
        lead = re.compile(rf"{_CONNECTOR}\s+", re.IGNORECASE).match(stripped, start)
        phrase = stripped[lead.end() if lead else start :]
        before = stripped[:start].rstrip(" ,;")
        if not lead and (_LOOSE.fullmatch(phrase) or _ATTACHED.search(before) or _IS_FOR.match(phrase)):
            continue
        # "It takes 6 weeks" says how long; "in 6 weeks" would say when.
        if before and (_DOTTED.fullmatch(stripped, start) or (not lead and _BARE_SPAN.fullmatch(phrase))):
            continue
        if _reads(_normal(phrase), now.date()):
            return phrase, len(before), len(stripped)
    return None


def _reads(phrase: str, today: date) -> bool:
    if _HOURS_AHEAD.fullmatch(phrase) or _TIME_ALONE.fullmatch(phrase):
        return True
    return _split(phrase, today)[0] is not None


def _normal(text: str) -> str:
    """Take the leading "by" and the closing full stop away, and write "Fr" out as "freitag"."""
    phrase = written_out(" ".join(text.split()).strip(" .,;!")) + ("." if _DOTTED_END.search(text) else "")
    phrase = _LEADING.sub("", phrase, count=1) if _LEADING.match(phrase) else phrase
    short = _ABBREVIATED.match(phrase)
    return _WRITTEN_OUT[short["day"].lower()] + phrase[short.end() :] if short else phrase


def _split(phrase: str, today: date) -> tuple[Stretch | None, re.Match[str] | None]:
    """Take a phrase apart into its day and, where it has one, its time."""
    day = read_day(phrase, today)
    if day is not None:
        return day, None
    for form in (_DAY_THEN_TIME, _TIME_THEN_DAY):
        match = form.fullmatch(phrase)
        day = read_day(match["day"].rstrip(","), today) if match else None
        if match and day is not None:
            return day, match
    return None, None


def _at(day: date, match: re.Match[str], cal: Calendar, zone: ZoneInfo, text: str) -> datetime:
    word = (match["word"] or "").lower()
    if word.startswith(("eod", "end", "cob", "close", "feier")):
        return closing(cal, day) or _local(day, time(17), zone)
    if word.startswith(("morning", "vor", "früh", "morgens")):
        return opening(cal, day) or _local(day, time(9), zone)
    if word:
        return _local(day, time(12 if word.startswith(("noon", "mid", "mittag")) else 14), zone)
    hour = int(match["hour"] or match["hour24"])
    minute = int(match["minute"] or match["minute24"] or match["minute_dot"] or match["minute_alone"] or 0)
    if match["minute_alone"] and re.match("[1-6]", match["hour24"]) and hour < 7:
        hour += 12  # "Mon 3.30" is in the afternoon, as "at 3" is; "03.30" says what it means
    if match["half"]:
        if not 1 <= hour <= 12:
            raise Unreadable(text)
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise Unreadable(text)
    return _local(day, time(hour, minute), zone)


def _local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _length(ahead: re.Match[str]) -> timedelta:
    said = ahead["number"].lower()
    number = int(said) if said.isdigit() else _SMALL[said]
    return timedelta(minutes=number) if ahead["unit"].lower().startswith("m") else timedelta(hours=number)


def _day_of(days: Stretch, cal: Calendar) -> date:
    if days.grain is Grain.PERIOD:
        return business_day_after(cal, days.first, 0)
    return days.last if days.grain is Grain.END else days.first
