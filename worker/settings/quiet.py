"""Quiet times: days on which no touch goes out, such as "24 Dec - 1 Jan" (rules, section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# English and German; three letters are enough, more are allowed.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
_DAY = re.compile(r"(\d{1,2})\.?\s*([^\W\d]{3,})")


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """From the first to the last day, both included.

    Days are (month, day), every year, or (year, month, day), once.
    """

    first: tuple[int, ...]
    last: tuple[int, ...]

    def covers(self, day: date) -> bool:
        """Whether that local date is quiet; a yearly span may run over New Year."""
        parts = (day.year, day.month, day.day)[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= parts <= self.last
        return parts >= self.first or parts <= self.last


def parse_quiet(written: object) -> QuietSpan:
    """Read "24 Dec - 1 Jan", "24 Dec" or "2026-12-24 - 2027-01-03". Raises ValueError with one sentence."""
    text = str(written).strip()
    ends = re.split(r"\s+(?:-|–|to|bis)\s+|\s*–\s*", text)
    days = [_day(end) for end in ends]
    if len(days) not in (1, 2) or len(days[0]) != len(days[-1]):
        raise _refused(text)
    span = QuietSpan(days[0], days[-1])
    if len(span.first) == 3 and span.last < span.first:
        raise ValueError(f'"{text}" ends before it begins: exchange its two dates.')
    return span


def _day(text: str) -> tuple[int, ...]:
    try:
        exact = date.fromisoformat(text)
        return exact.year, exact.month, exact.day
    except ValueError:
        pass
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise _refused(text)
    stem = match[2].lower()[:3]
    month = _GERMAN.get(stem) or (_MONTHS.index(stem) + 1 if stem in _MONTHS else 0)
    try:
        date(2024, month, int(match[1]))  # a leap year, so that 29 Feb is a day
    except ValueError:
        raise _refused(text) from None
    return month, int(match[1])


def _refused(text: str) -> ValueError:
    return ValueError(f'"{text}" is not a span of days: write it like "24 Dec - 1 Jan".')
