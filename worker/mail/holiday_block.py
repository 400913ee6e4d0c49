"""Which day "after the holidays" is (rules, section 4, "Check back next week"). Pure."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

from worker.hours import Calendar, business_day_after

_TWO_WEEKS = timedelta(days=14)


def after_holidays(which: str, today: date, cal: Calendar) -> date | None:
    """Return the first business day after the block, and one more, or None where nobody can know.

    "The holidays" are those around New Year between 1 December and 6 January, and Easter in the two
    weeks before it; Christmas and Easter named as such are theirs at any time of the year.
    """
    name = which.lower()
    if name.startswith(("easter", "ostern")):
        return _second_day_after(_easter_monday(today), cal)
    if name.startswith(("christmas", "xmas", "new year", "weihnacht", "neujahr", "jahreswechsel")):
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
    monday = easter(today.year) + timedelta(days=1)
    return monday if monday >= today else easter(today.year + 1) + timedelta(days=1)
