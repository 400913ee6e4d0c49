"""Quiet times of the year, `quiet = ["24 Dec - 1 Jan"]`: days on which no touch goes out (rules, section 4).

Pure. Read with the configuration; cadence/schedule.py steps over these days.
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


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one day to another, both included: (month, day) every year, or (year, month, day) once."""

    first: tuple[int, ...]
    last: tuple[int, ...]

    def covers(self, day: date) -> bool:
        """Whether `day` is quiet; a yearly time may run over New Year."""
        parts = (day.year, day.month, day.day)[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= parts <= self.last
        return parts >= self.first or parts <= self.last


def parse_quiet(text: str) -> Quiet:
    """Read "24 Dec - 1 Jan", "24.12. - 1.1.", "2026-12-24 - 2027-01-03" or one day.

    Raises ValueError with one sentence.
    """
    dates = re.findall(r"\d{4}-\d\d-\d\d", text)
    if dates and re.fullmatch(r"[\d-]{10}(\s*(-|–|to|until|bis)\s*[\d-]{10})?", text.strip()):
        days = [date.fromisoformat(found) for found in dates]
        if days[-1] < days[0]:
            raise ValueError(f'The quiet time "{text}" ends before it begins: exchange its two dates.')
        first, last = days[0], days[-1]
        return Quiet((first.year, first.month, first.day), (last.year, last.month, last.day))
    begin, dash, end = re.sub(r"\s+(?:to|until|bis)\s+|\s*–\s*", "-", text.strip()).partition("-")
    return Quiet(_month_day(begin, text), _month_day(end if dash else begin, text))


def _month_day(words: str, text: str) -> tuple[int, int]:
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
