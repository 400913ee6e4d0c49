"""Quiet times of the year, `quiet = ["24 Dec - 1 Jan"]`: days on which no touch goes out (rules, section 4).

Pure. Read with the configuration; cadence/schedule.py steps over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_EXAMPLE = 'write for example "24 Dec - 1 Jan"'
_MONTHS = (
    "jan januar january jänner",
    "feb februar february",
    "mar mär mrz märz march maerz",
    "apr april",
    "may mai",
    "jun juni june",
    "jul juli july",
    "aug august",
    "sep sept september",
    "oct okt october oktober",
    "nov november",
    "dec dez december dezember",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """From one day of the year to another, both included; it may run over New Year."""

    first: MonthDay
    last: MonthDay

    def covers(self, day: date) -> bool:
        """Whether `day` is quiet."""
        month_day = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last


def parse_quiet(text: str) -> QuietSpan:
    """Read "24 Dec - 1 Jan", "24.12. - 1.1." or one day. Raises ValueError with one sentence."""
    first, dash, last = re.sub(r"\s+(?:to|until|bis)\s+|\s*–\s*", "-", text.strip()).partition("-")
    return QuietSpan(_month_day(first, text), _month_day(last if dash else first, text))


def _month_day(words: str, text: str) -> MonthDay:
    found = re.fullmatch(r"(\d{1,2})\.?\s*([^\W\d]+|\d{1,2})\.?", words.strip().lower())
    if found is None:
        # "Dec 24" as it is said in the United States.
        found = re.fullmatch(r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})", words.strip().lower())
        day, name = (found["day"], found["month"]) if found else ("", "")
    else:
        day, name = found[1], found[2]
    month = int(name) if name.isdigit() else MONTHS.get(name, 0)
    try:
        # A leap year, so that 29 February may be quiet.
        date(2028, month, int(day))
    except ValueError as unreadable:
        raise ValueError(f'The quiet time "{text}" cannot be read: {_EXAMPLE}.') from unreadable
    return month, int(day)
