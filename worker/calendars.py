"""What a calendar is: the instants at which somebody is open, as sorted, disjoint UTC spans.

Three kinds: Weekly (a week laid on a zone, less holidays), AnyOf (open while any member is) and
Without (less given spans, such as absences). hours.py counts on them (rules, section 3); pure.
"""

from __future__ import annotations

import heapq
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as public_holidays

from worker.week import Minutes, Week

Span = tuple[datetime, datetime]  # half-open, aware UTC


class Calendar(ABC):
    """Open time as UTC spans. `zone` is where its days, clocks and dates are read."""

    __slots__ = ()
    zone: ZoneInfo

    @abstractmethod
    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Yield, lazily and in order, the open spans that touch [start, end], not clipped to it.

        They never overlap but may touch at midnight. One that ends exactly at `start` is among them,
        because `add` may rest on a closing edge.
        """


@dataclass(frozen=True, slots=True)
class Weekly(Calendar):
    """The same hours every week, on the clocks of one zone, closed on holidays and on own dates."""

    zone: ZoneInfo
    week: Week
    holidays: str | None = None
    closed: frozenset[date] = field(default_factory=frozenset)

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        # One day of margin each way: a clock set back over midnight puts an instant on an earlier date.
        day = start.astimezone(self.zone).date() - timedelta(days=1)
        last = end.astimezone(self.zone).date() + timedelta(days=1)
        while day <= last:
            for opening, closing in self._spans_on(day):
                if closing >= start and opening <= end:
                    yield opening, closing
            day += timedelta(days=1)

    def _spans_on(self, day: date) -> tuple[Span, ...]:
        if day in self.closed or (self.holidays and day in _days_off(self.holidays, day.year)):
            return ()
        return _open_spans(self.week.days[day.weekday()], day, self.zone)


@dataclass(frozen=True, slots=True)
class AnyOf(Calendar):
    """Open while at least one member is, compared as instants: members may live in different zones."""

    zone: ZoneInfo
    members: tuple[Calendar, ...]

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        return _disjoint(heapq.merge(*(member.spans(start, end) for member in self.members)))


@dataclass(frozen=True, slots=True)
class Without(Calendar):
    """Another calendar less the given gaps, which are sorted and disjoint."""

    zone: ZoneInfo
    base: Calendar
    gaps: tuple[Span, ...]

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        for opening, closing in self.base.spans(start, end):
            for piece in _less(opening, closing, self.gaps):
                if piece[1] >= start:
                    yield piece


def _less(opening: datetime, closing: datetime, gaps: tuple[Span, ...]) -> Iterator[Span]:
    for gap_begin, gap_end in gaps:
        if gap_end <= opening or gap_begin >= closing:
            continue
        if opening < gap_begin:
            yield opening, gap_begin
        opening = gap_end
    if opening < closing:
        yield opening, closing


def _disjoint(spans: Iterable[Span]) -> Iterator[Span]:
    """Cut overlapping spans, given in order of their beginnings, into touching ones.

    Joining them instead would make one endless span of members who relieve each other round the clock.
    """
    reached: datetime | None = None
    for opening, closing in spans:
        if reached is None or closing > reached:
            yield (opening if reached is None else max(opening, reached)), closing
            reached = closing


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join touching spans, such as the two halves of a night, into one."""
    current: Span | None = None
    for opening, closing in spans:
        if current is not None and opening <= current[1]:
            current = (current[0], max(current[1], closing))
            continue
        if current is not None:
            yield current
        current = (opening, closing)
    if current is not None:
        yield current


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the first UTC instant at which the clocks of `zone` show the naive `local` or later.

    Of an hour that comes twice it is the first; inside an hour that is skipped it is the jump itself,
    so that two local times in order never become two instants out of order.
    """
    first = local.replace(tzinfo=zone).astimezone(UTC)
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first <= second:
        return first
    # PEP 495: in a gap fold=1 reads earlier than fold=0, and the jump lies between the two.
    while first - second > timedelta(seconds=1):
        middle = second + timedelta(seconds=(first - second).total_seconds() // 2)
        if middle.astimezone(zone).replace(tzinfo=None) >= local:
            first = middle
        else:
            second = middle
    return first


# The same few days are asked for by every lead, many times over.
@lru_cache(maxsize=4096)
def _open_spans(minutes: tuple[Minutes, ...], day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    """Return what is open between those minutes after the midnight of a local date."""
    midnight = datetime.combine(day, time())
    spans = (
        (instant(midnight + timedelta(minutes=begin), zone), instant(midnight + timedelta(minutes=end), zone))
        for begin, end in minutes
    )
    # A span that lies wholly in the hour a zone skips does not exist on that day.
    return tuple(span for span in spans if span[0] < span[1])


@lru_cache(maxsize=256)
def _days_off(code: str, year: int) -> frozenset[date]:
    country, _, part = code.partition("-")
    return frozenset(public_holidays.country_holidays(country, subdiv=part or None, years=year))


def check_holidays(code: str) -> None:
    """Raise ValueError with one sentence unless the holiday library knows this code ("DE-BE", "US")."""
    try:
        _days_off(code, 2026)
    except (NotImplementedError, KeyError, AttributeError) as unknown:
        raise ValueError(
            f'The holidays "{code}" are not known: write a country and, if you like, its part,'
            ' such as "US", "DE-BE" or "GB-ENG".'
        ) from unknown
