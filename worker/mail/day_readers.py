"""What words for days mean, seen from the day they are said: one reader a form of day_words.py.

Pure. Every reader gets the match of its form and the speaker's today, and raises ValueError for what
looks like a date and is none ("31.2.").
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from worker.quiet import MONTHS
from worker.week import WEEKDAYS


class Grain(StrEnum):
    """How much the words fix."""

    DAY = "day"  # one day
    PERIOD = "period"  # a week, month, quarter or season: some day early in it
    END = "end"  # the end of such a stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days meant, both included."""

    first: date
    last: date
    grain: Grain = Grain.DAY
    ambiguous: bool = False
    next_year: bool = False  # a date without a year lay behind us and was read as next year's


NUMBERS = {
    word: number
    for number, words in {
        1: "a an one ein eine einem einer einen",
        2: "two zwei couple",
        3: "three drei few paar",
        4: "four vier",
        5: "five fünf",
        6: "six sechs",
        7: "seven sieben",
        8: "eight acht",
        9: "nine neun",
        10: "ten zehn",
        11: "eleven elf",
        12: "twelve zwölf",
    }.items()
    for word in words.split()
}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "erstes": 1, "ersten": 1}
QUARTERS |= {
    "zweites": 2,
    "zweiten": 2,
    "drittes": 3,
    "dritten": 3,
    "viertes": 4,
    "vierten": 4,
    "letzten": 4,
}
_SEASONS = {
    3: "spring frühling frühjahr",
    6: "summer sommer sommerferien",
    9: "autumn fall herbst",
    12: "winter",
}
SEASON_MONTHS = {name: month for month, names in _SEASONS.items() for name in names.split()}


def _read(match: re.Match[str], name: str, default: str = "") -> str:
    return (match.groupdict().get(name) or default).lower()


def _month(year: int, month: int, **more: bool) -> Stretch:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Grain.PERIOD, **more)


def _months_later(day: date, months: int) -> date:
    there = _month(day.year, day.month + months)
    return date(there.first.year, there.first.month, min(day.day, there.last.day))


def _dated(day: str, month: int, year: str, today: date, *, ambiguous: bool = False) -> Stretch:
    if year:
        found = date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
        return Stretch(found, found, ambiguous=ambiguous)
    found = date(today.year, month, int(day))
    past = found < today
    if past:
        found = date(today.year + 1, month, int(day))
    return Stretch(found, found, ambiguous=ambiguous, next_year=past)


def iso(match: re.Match[str], today: date) -> Stretch:
    found = date.fromisoformat(match[0])
    return Stretch(found, found)


def dotted(match: re.Match[str], today: date) -> Stretch:
    return _dated(match["day"], int(match["month"]), _read(match, "year"), today)


def slashed(match: re.Match[str], today: date) -> Stretch:
    day, month = match["day"], match["month"]
    if int(month) > 12:
        return _dated(month, int(day), _read(match, "year"), today)
    return _dated(day, int(month), _read(match, "year"), today, ambiguous=int(day) <= 12 and day != month)


def named(match: re.Match[str], today: date) -> Stretch:
    return _dated(match["day"], MONTHS[_read(match, "month")], _read(match, "year"), today)


def numbered_day(match: re.Match[str], today: date) -> Stretch:
    found = date(today.year, today.month, int(match["day"]))
    if found <= today:
        found = _months_later(found, 1)
    return Stretch(found, found)


def named_month(match: re.Match[str], today: date) -> Stretch:
    month, year = MONTHS[_read(match, "month")], _read(match, "year")
    if year:
        return _month(int(year), month)
    if month == today.month:
        # Said in July, "in July" can only mean what is left of it.
        return Stretch(today, _month(today.year, month).last, Grain.END, ambiguous=True)
    return _month(today.year + (month < today.month), month)


def week(match: re.Match[str], today: date) -> Stretch:
    weeks = 2 if re.match(r"übernächste|uebernaechste|(?:the )?week after", match[0], re.I) else 1
    monday = today + timedelta(days=7 * weeks - today.weekday())
    return Stretch(monday, monday + timedelta(days=6), Grain.PERIOD)


def numbered_week(match: re.Match[str], today: date) -> Stretch:
    monday = date.fromisocalendar(today.year, int(match["week"]), 1)
    if monday + timedelta(days=6) < today:
        monday = date.fromisocalendar(today.year + 1, int(match["week"]), 1)
    return Stretch(monday, monday + timedelta(days=6), Grain.PERIOD)


def next_month(match: re.Match[str], today: date) -> Stretch:
    return _month(today.year, today.month + 1)


def next_year(match: re.Match[str], today: date) -> Stretch:
    return Stretch(date(today.year + 1, 1, 2), date(today.year + 1, 12, 31), Grain.PERIOD)


def quarter(match: re.Match[str], today: date) -> Stretch:
    said = _read(match, "number") or str(QUARTERS.get(_read(match, "word"), (today.month - 1) // 3 + 2))
    quarter, year = int(said), _read(match, "year")
    first = _month(int(year or today.year), 3 * quarter - 2)
    last = _month(first.first.year, first.first.month + 2).last
    if not year and last < today:
        return _quarter_of(today.year + 1, quarter)
    if first.first <= today:
        return Stretch(today, last, Grain.END, ambiguous=True)
    return Stretch(first.first, last, Grain.PERIOD)


def _quarter_of(year: int, quarter: int) -> Stretch:
    return Stretch(_month(year, 3 * quarter - 2).first, _month(year, 3 * quarter).last, Grain.PERIOD)


def season(match: re.Match[str], today: date) -> Stretch:
    month = SEASON_MONTHS[_read(match, "season")] + (
        3 if match[0].lower().startswith(("after", "nach")) else 0
    )
    first = _month(today.year, month).first
    if first <= today:
        first = _months_later(first, 12)
    return Stretch(first, _months_later(first, 3), Grain.PERIOD, ambiguous=True)


def end(match: re.Match[str], today: date) -> Stretch:
    words, coming = match[0].lower(), bool(_read(match, "coming"))
    if _read(match, "month"):
        stretch = named_month(match, today)
    elif re.search(r"week|woche", words):
        friday = today + timedelta(days=4 - today.weekday() + 7 * (coming or today.weekday() > 3))
        return Stretch(friday, friday, Grain.END)
    elif re.search(r"month|monat", words):
        stretch = _month(today.year, today.month + coming)
    elif re.search(r"quart", words):
        quarter = _quarter_of(today.year, (today.month - 1) // 3 + 1)
        stretch = (
            _quarter_of(quarter.last.year, quarter.last.month // 3) if not coming else _next_quarter(today)
        )
    else:
        stretch = Stretch(date(today.year + coming, 1, 1), date(today.year + coming, 12, 31))
    return Stretch(stretch.last, stretch.last, Grain.END)


def _next_quarter(today: date) -> Stretch:
    after = _quarter_of(today.year, (today.month - 1) // 3 + 1).last + timedelta(days=1)
    return _quarter_of(after.year, (after.month - 1) // 3 + 1)


def middle(match: re.Match[str], today: date) -> Stretch:
    month = named_month(match, today)
    middle = date(month.last.year, month.last.month, 15)
    return Stretch(max(middle, today), month.last, Grain.DAY)


def ahead(match: re.Match[str], today: date) -> Stretch:
    said = _read(match, "number", "1")
    number = int(said) if said.isdigit() else NUMBERS[said]
    unit = _read(match, "unit")
    vague = said in ("few", "paar") or bool(_read(match, "upper"))
    if re.match(r"fortnight|vierzehn", unit):
        found = today + timedelta(days=14)
    elif re.match(r"day|tag", unit):
        found = today + timedelta(days=number)
    elif re.match(r"week|woche", unit):
        found = today + timedelta(weeks=number)
    elif re.match(r"half|halb", unit):
        found = _months_later(today, 6)
    else:
        found = _months_later(today, number * (12 if re.match(r"year|jahr", unit) else 1))
    return Stretch(found, found, ambiguous=vague)


def weekday(match: re.Match[str], today: date) -> Stretch:
    wanted = WEEKDAYS[_read(match, "weekday")]
    nearest = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    if not _read(match, "next"):
        return Stretch(nearest, nearest)
    # "Next Friday" is the one of next week; while this week's is still ahead people differ.
    found = today + timedelta(days=7 - today.weekday() + wanted)
    return Stretch(found, found, ambiguous=found != nearest)


def near(match: re.Match[str], today: date) -> Stretch:
    words = match[0].lower()
    days = 2 if re.match(r"(the )?day after|übermorgen|uebermorgen", words) else 1
    found = today + timedelta(days=0 if words in ("today", "heute") else days)
    return Stretch(found, found)


def weekend(match: re.Match[str], today: date) -> Stretch:
    monday = today + timedelta(days=7 - today.weekday())
    return Stretch(monday, monday + timedelta(days=4), Grain.PERIOD)
