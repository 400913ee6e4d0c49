"""Which day "after the holidays" is (rules, section 4, "Check back next week"). Pure."""

from __future__ import annotations

from datetime import date, timedelta

from worker.hours import Calendar, business_day_after

_EASTER = ("easter", "ostern", "pâques", "semana santa")
_NEW_YEAR = (
    *("christmas", "xmas", "new year", "weihnacht", "neujahr", "jahreswechsel"),
    *("noël", "nouvel an", "navidad", "año nuevo", "reyes"),
)
_TWO_WEEKS = timedelta(days=14)


def after_holidays(which: str, today: date, cal: Calendar) -> date | None:
    """Return the first business day after the block, and one more, or None where nobody can know.

    "The holidays" are those around New Year between 1 December and 6 January, and Easter in the two
    weeks before it; Christmas and Easter named as such are theirs at any time of the year.
    """
    name = which.lower()
    if name.startswith(_EASTER):
        return _second_day_after(_easter_monday(today), cal)
    if name.startswith(_NEW_YEAR):
        return _second_day_after(_new_year(today), cal)
    if (today.month, today.day) >= (12, 1) or (today.month, today.day) <= (1, 6):
        return _second_day_after(max(_new_year(today), today), cal)
    monday = _easter_monday(today)
    if today >= monday - timedelta(days=1) - _TWO_WEEKS:
        return _second_day_after(monday, cal)
    return None


def _second_day_after(last: date, cal: Calendar) -> date:
    return business_day_after(cal, last, 2)


def _new_year(today: date) -> date:
    in_january = (today.month, today.day) <= (1, 6)
    return date(today.year + (not in_january), 1, 1)


def _easter_monday(today: date) -> date:
    monday = _easter(today.year) + timedelta(days=1)
    return monday if monday >= today else _easter(today.year + 1) + timedelta(days=1)


def _easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (Butcher 1876)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - moon - year_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
