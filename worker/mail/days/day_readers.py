"""What words for days mean, seen from the day they are said: one reader a form of day_forms.py.

Pure. Every reader gets the match of its form and the speaker's today, and raises ValueError for what
looks like a date and is none ("31.2.").
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from worker.mail.days.day_names import MONTHS, NEAR, NUMBERS, ORDINALS, SEASONS, SPANS, VAGUE, WEEKDAYS, Span


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
    if _read(match, "after"):
        passed = _month_named(month, year, today)
        return _month(passed.last.year, passed.last.month + 1)
    return _month_named(month, year, today)


def _month_named(month: int, year: str, today: date) -> Stretch:
    if year:
        return _month(int(year), month)
    if month == today.month:
        # Said in July, "in July" can only mean what is left of it.
        return Stretch(today, _month(today.year, month).last, Grain.END, ambiguous=True)
    return _month(today.year + (month < today.month), month)


def week(match: re.Match[str], today: date) -> Stretch:
    """Read the week after next, as this week counts from Monday."""
    return _week(today, 2)


def following(match: re.Match[str], today: date) -> Stretch:
    """Read the next week, month, quarter or year; "not this year" means the same."""
    span = SPANS[_read(match, "span", "year")]
    if span is Span.WEEK:
        return _week(today, 1)
    if span is Span.QUARTER:
        return _next_quarter(today)
    if span is Span.YEAR:
        return Stretch(date(today.year + 1, 1, 2), date(today.year + 1, 12, 31), Grain.PERIOD)
    return _month(today.year, today.month + 1)


def _week(today: date, ahead: int) -> Stretch:
    monday = today + timedelta(days=7 * ahead - today.weekday())
    return Stretch(monday, monday + timedelta(days=6), Grain.PERIOD)


def numbered_week(match: re.Match[str], today: date) -> Stretch:
    monday = date.fromisocalendar(today.year, int(match["week"]), 1)
    if monday + timedelta(days=6) < today:
        monday = date.fromisocalendar(today.year + 1, int(match["week"]), 1)
    return Stretch(monday, monday + timedelta(days=6), Grain.PERIOD)


def quarter(match: re.Match[str], today: date) -> Stretch:
    said = _read(match, "number") or ORDINALS.get(_read(match, "word"))
    if not said:
        return _next_quarter(today)
    quarter, year = int(said), _read(match, "year")
    found = _quarter_of(int(year or today.year), quarter)
    if not year and found.last < today:
        return _quarter_of(today.year + 1, quarter)
    return Stretch(today, found.last, Grain.END, ambiguous=True) if found.first <= today else found


def _quarter_of(year: int, quarter: int) -> Stretch:
    return Stretch(_month(year, 3 * quarter - 2).first, _month(year, 3 * quarter).last, Grain.PERIOD)


def season(match: re.Match[str], today: date) -> Stretch:
    month = SEASONS[_read(match, "season")] + (3 if _read(match, "after") else 0)
    first = _month(today.year, month).first
    last = _month(first.year, first.month + 2).last
    if last < today or (first <= today and _read(match, "after")):
        first, last = _months_later(first, 12), _months_later(last, 12)
    if first <= today:
        # Said in June, "in summer" means what is left of it.
        return Stretch(today, last, Grain.END, ambiguous=True)
    return Stretch(first, last, Grain.PERIOD, ambiguous=True)


def end(match: re.Match[str], today: date) -> Stretch:
    coming = bool(_read(match, "coming"))
    if _read(match, "month"):
        last = named_month(match, today).last
    elif (span := SPANS[_read(match, "span")]) is Span.WEEK:
        last = today + timedelta(days=4 - today.weekday() + 7 * (coming or today.weekday() > 3))
    elif span is Span.MONTH:
        last = _month(today.year, today.month + coming).last
    elif span is Span.QUARTER:
        last = _next_quarter(today).last if coming else _this_quarter(today).last
    else:
        last = date(today.year + coming, 12, 31)
    return Stretch(last, last, Grain.END)


def _this_quarter(today: date) -> Stretch:
    return _quarter_of(today.year, (today.month - 1) // 3 + 1)


def _next_quarter(today: date) -> Stretch:
    after = _this_quarter(today).last + timedelta(days=1)
    return _quarter_of(after.year, (after.month - 1) // 3 + 1)


def middle(match: re.Match[str], today: date) -> Stretch:
    month = named_month(match, today)
    middle = date(month.last.year, month.last.month, 15)
    return Stretch(max(middle, today), month.last, Grain.DAY)


def ahead(match: re.Match[str], today: date) -> Stretch:
    said = _read(match, "number", "1")
    number = int(said) if said.isdigit() else NUMBERS[said]
    span = Span.HALF_YEAR if _read(match, "half") else SPANS[_read(match, "span")]
    # A fortnight is said as fourteen or fifteen days, a week as eight.
    if span is Span.DAY and number in (8, 15):
        number -= 1
    days = {Span.DAY: 1, Span.WEEK: 7, Span.FORTNIGHT: 14}.get(span)
    months = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}.get(span, 0)
    found = today + timedelta(days=days * number) if days else _months_later(today, months * number)
    return Stretch(found, found, ambiguous=said in VAGUE or bool(_read(match, "upper")))


def weekday(match: re.Match[str], today: date) -> Stretch:
    wanted = WEEKDAYS[_read(match, "weekday")]
    nearest = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    if not _read(match, "next"):
        return Stretch(nearest, nearest, ambiguous=bool(_read(match, "soon") or _read(match, "coming")))
    # "Next Friday" is the one of next week; while this week's is still ahead people differ.
    found = today + timedelta(days=7 - today.weekday() + wanted)
    return Stretch(found, found, ambiguous=found != nearest)


def weekday_next_week(match: re.Match[str], today: date) -> Stretch:
    """Read "Friday next week", which no two people understand otherwise."""
    wanted = WEEKDAYS[(match["weekday"] or match["its_day"]).rstrip(".").lower()]
    found = today + timedelta(days=7 - today.weekday() + wanted)
    return Stretch(found, found)


def near(match: re.Match[str], today: date) -> Stretch:
    found = today + timedelta(days=2 if _read(match, "second") else NEAR[match[0].lower()])
    return Stretch(found, found)


def weekend(match: re.Match[str], today: date) -> Stretch:
    monday = today + timedelta(days=7 - today.weekday())
    return Stretch(monday, monday + timedelta(days=4), Grain.PERIOD)
