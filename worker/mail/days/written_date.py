"""The date of a quoted or forwarded mail, as mail programs write it in the language of their user. Pure.

"Wed, Oct 27, 2021 at 9:31 AM", "Mittwoch, 27. Oktober 2021 um 15:14", "2021年10月27日 9:31": a day with its
year and a time, so that nothing is invented. Digits alone may be day or month first: where nothing tells
which, it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from worker.mail.days.month_words import MONTHS
from worker.mail.headers import read_date

_LONGEST = 160  # characters that are looked at
_STEMS = sorted(
    ((stem, number) for number, row in enumerate(MONTHS, 1) for stem in row.split()),
    key=lambda pair: -len(pair[0]),
)
_LONGEST_WEEKDAY_TO_DAY = r"[.\s,]{0,3}(?:de\s|of\s|d['’])?\s?"
_DAY_MONTH = re.compile(
    rf"(?<![\d:.])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|e)?{_LONGEST_WEEKDAY_TO_DAY}([^\W\d_]{{2,12}}\.?)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,12})\.?\s(\d{1,2})(?![\d:])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[./-]\s?|\s?[年년]\s?)(\d{1,2})(?:[./-]\s?|\s?[月월]\s?)(\d{1,2})"
)
_DIGITS = re.compile(r"(?<![\d:.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)?\d\d)(?!\d)")
_TIME = re.compile(
    r"(?P<early>(?:午前|오전|上午|午後|오후|下午)\s?)?(?<![\d.:])(?P<hour>\d{1,2})\s?[:.h時시点]\s?(?P<minute>\d\d)분?"
    r"(?:[:.](?P<second>\d\d))?(?!\d)(?:[\s\u202f]?(?P<half>[ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_AFTERNOON = ("午後", "오후", "下午")
_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s?|(?<=\s)|(?<=\())([+\u2212-])(\d{1,2})(?::?(\d\d))?(?!\d)")
# Abbreviations that mean one zone only, in minutes east of Greenwich.
_ZONES = {
    **dict.fromkeys(("GMT", "UTC", "Z", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "SEČ", "BST", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "SELČ", "EET", "OEZ"), 120),
    **dict.fromkeys(("EEST", "OESZ", "MSK"), 180),
    "JST": 540,
    "KST": 540,
    "AEST": 600,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "AST": -240,
}
_AMERICAN = {
    "EDT": -240,
    "EST": -300,
    "CDT": -300,
    "CST": -360,
    "MDT": -360,
    "MST": -420,
    "PDT": -420,
    "PST": -480,
}
_ZONE = re.compile(
    rf"(?<![^\W_])({'|'.join(sorted({**_ZONES, **_AMERICAN}, key=len, reverse=True))})(?![^\W_])"
)
_CROATIAN = {"lip": 6, "srp": 7, "lis": 10, "listopada": 10}
_NEAR = timedelta(days=10)


def written_date(
    value: str, *, near: datetime | None = None, day_first: bool | None = None
) -> datetime | None:
    """The date in a field of a header block, without an offset where none is written; else nothing.

    Where 3/4 may be either, `near` (when the mail was passed on) and `day_first` (what the writer's language
    does, None where it does not tell) decide.
    """
    value = " ".join(value[:_LONGEST].replace("\u202f", " ").split())
    # The reader of RFC 5322 passes over "PM".
    if re.match(r"(?:\w{3}, )?\d{1,2} \w{3} \d{4} [\d:]+ [+-]\d{4}", value) and (found := read_date(value)):
        return found
    for day, first, last in _days(value, near, day_first):
        rest = f"{value[:first]} | {value[last:]}"
        if (time := _TIME.search(rest)) and (moment := _moment(day, time, rest[time.end() :])):
            return moment
    return None


def _moment(day: tuple[int, int, int], time: re.Match[str], behind: str) -> datetime | None:
    hour = int(time["hour"])
    half = (time["half"] or "").lower()
    early = (time["early"] or "").strip()
    if (half == "p" or early in _AFTERNOON) and hour < 12:
        hour += 12
    elif (half == "a" or (early and early not in _AFTERNOON)) and hour == 12:
        hour = 0
    try:
        read = datetime(*day, hour, int(time["minute"]), int(time["second"] or 0), tzinfo=_zone(behind))
    except ValueError:
        return None
    return read if 1990 <= read.year <= 2100 else None


def _zone(behind: str) -> timezone | None:
    """The offset written behind a time, if there is one."""
    if offset := _OFFSET.search(behind[:40]):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    zone = _ZONE.search(behind[:40])
    return timezone(timedelta(minutes={**_ZONES, **_AMERICAN}[zone[1]])) if zone else None


def _days(
    value: str, near: datetime | None, day_first: bool | None
) -> list[tuple[tuple[int, int, int], int, int]]:
    """Year, month and day wherever they stand in a text, with the place."""
    found = [((int(y[1]), int(y[2]), int(y[3])), y.start(), y.end()) for y in _YEAR_FIRST.finditer(value)]
    if year := _YEAR.search(value):
        found += _named_days(value, int(year[1]))
    if american := _ZONE.search(value):
        day_first = False if american[1] in _AMERICAN else day_first
    for digits in _DIGITS.finditer(value):
        if (read := _in_digits(digits, near, day_first)) is not None:
            found.append((read, digits.start(), digits.end()))
    return found


def _named_days(value: str, year: int) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """The days whose month is named, "2. November" before "November 2": a weekday may look like a month."""
    for match in _DAY_MONTH.finditer(value):
        if month := _month(match[2], dotted=value[match.end(1)] == "."):
            yield (year, month, int(match[1])), match.start(), match.end()
    for match in _MONTH_DAY.finditer(value):
        if month := _month(match[1], dotted=False):
            yield (year, month, int(match[2])), match.start(), match.end()


def _month(word: str, *, dotted: bool) -> int | None:
    """The month a word names. "2. listopada" is October in Croatian, "2 listopada" November in Polish."""
    word = word.lower()
    if dotted and (croatian := _CROATIAN.get(word.rstrip("."))):
        return croatian
    return next((number for stem, number in _STEMS if word.startswith(stem)), None)


def _in_digits(
    found: re.Match[str], near: datetime | None, day_first: bool | None
) -> tuple[int, int, int] | None:
    """Year, month and day of 4/3/2026, where something tells which is which."""
    one, other = int(found[1]), int(found[3])
    year = int(found[4]) if len(found[4]) == 4 else 2000 + int(found[4])
    as_day_first, as_month_first = (year, other, one), (year, one, other)
    if one == other or one > 12 or found[2] == ".":
        return as_day_first
    if other > 12:
        return as_month_first
    if near is not None:
        fitting = [day for day in (as_day_first, as_month_first) if _is_just_before(day, near)]
        if len(fitting) == 1:
            return fitting[0]
    if day_first is None:
        return None
    return as_day_first if day_first else as_month_first


def _is_just_before(day: tuple[int, int, int], near: datetime) -> bool:
    try:
        return -timedelta(days=1) <= near.date() - date(*day) <= _NEAR
    except ValueError:
        return False
