"""Business time (rules, section 3): what `2h` or `+1 bd` from an instant means on a calendar.

Everything is counted on UTC instants, so a change of clocks neither adds nor takes an hour. Instants
must be aware and results are aware UTC; a naive one raises ValueError. Pure, no clock is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from worker.calendars import AnyOf, Calendar, Span, Weekly, Without, check_holidays, instant, joined
from worker.week import Week, parse_week

__all__ = [
    "Calendar",
    "NeverOpens",
    "Span",
    "Week",
    "add",
    "add_business_days",
    "at_clock",
    "between",
    "business_day_after",
    "calendar",
    "check_opens",
    "closing",
    "is_business_day",
    "is_open",
    "local_day",
    "next_opening",
    "next_start",
    "open_spans",
    "opening",
    "parse_week",
    "union",
    "without",
    "zone_named",
]

_A_YEAR = timedelta(days=366)
# How far counting looks before it gives up: far beyond any due time, near enough to fail in a blink.
_HORIZON = 10 * _A_YEAR


class NeverOpens(ValueError):
    """The calendar has no open time where some was needed."""


def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone. Raises ValueError with one sentence for a name that is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:
        raise ValueError(
            f'The time zone "{name}" is not known: write an IANA name such as "Europe/Berlin".'
        ) from unknown


def calendar(hours: str, zone: str, holidays: str | None = None, closed: Collection[date] = ()) -> Calendar:
    """Build a calendar from the words of the configuration; raises ValueError with one sentence."""
    if holidays:
        check_holidays(holidays)
    return Weekly(zone_named(zone), parse_week(hours), holidays or None, frozenset(closed))


def union(calendars: Sequence[Calendar], zone: str) -> Calendar:
    """Return the calendar that is open while any of these is; its days are read in `zone`."""
    if not calendars:
        raise ValueError("A team without hours needs at least one owner with hours: set hours in [team].")
    return AnyOf(zone_named(zone), tuple(calendars))


def without(cal: Calendar, spans: Sequence[Span]) -> Calendar:
    """Return `cal` less these spans, in which nobody is present and business time stands still."""
    gaps = tuple(joined(sorted((_utc(begin), _utc(end)) for begin, end in spans if begin < end)))
    return Without(cal.zone, cal, gaps) if gaps else cal


def check_opens(cal: Calendar, from_day: date) -> None:
    """Raise NeverOpens when the calendar has no open time in the 366 days that begin with `from_day`."""
    start = instant(datetime.combine(from_day, time()), cal.zone)
    if next(open_spans(cal, start, start + _A_YEAR), None) is None:
        raise NeverOpens(
            "These hours and holidays leave no open time in a whole year: open at least one span."
        )


def is_open(cal: Calendar, t: datetime) -> bool:
    """Whether `t` lies in an open span; the closing instant does not."""
    t = _utc(t)
    return any(begin <= t < end for begin, end in cal.spans(t, t))


def next_opening(cal: Calendar, t: datetime) -> datetime:
    """Return `t` itself while open, else the next instant that is. Raises NeverOpens."""
    t = _utc(t)
    for begin, end in cal.spans(t, t + _HORIZON):
        if end > t:
            return max(begin, t)
    raise NeverOpens("The calendar never opens again.")


def next_start(cal: Calendar, t: datetime) -> datetime:
    """Return the first instant at or after `t` at which open time begins, also while open.

    Raises NeverOpens when nothing begins within 366 days: a calendar open round the clock never closes.
    """
    t = _utc(t)
    for begin, _ in joined(cal.spans(t, t + _A_YEAR)):
        if begin >= t:
            return begin
    raise NeverOpens("The calendar does not open again within a year.")


def add(cal: Calendar, t: datetime, span: timedelta) -> datetime:
    """Return the instant by which `span` of open time has passed since `t`. Raises NeverOpens.

    A span used up exactly at closing ends there. `add(t, 0)` is `t` in an open span or on its closing
    edge, else the next opening.
    """
    if span < timedelta():
        raise ValueError("Business time is only counted forward.")
    t = _utc(t)
    left = span
    for begin, end in cal.spans(t, t + _HORIZON):
        begin = max(begin, t)
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise NeverOpens("The calendar has not that much open time.")


def between(cal: Calendar, a: datetime, b: datetime) -> timedelta:
    """Return the open time from `a` to `b`, negative when `b` is the earlier."""
    a, b = _utc(a), _utc(b)
    if b < a:
        return -between(cal, b, a)
    return sum((end - begin for begin, end in _clipped(cal, a, b)), timedelta())


def open_spans(cal: Calendar, start: datetime, end: datetime) -> Iterator[Span]:
    """Yield the open spans within [start, end), in order; the two halves of a night are one."""
    return joined(_clipped(cal, _utc(start), _utc(end)))


def is_business_day(cal: Calendar, day: date) -> bool:
    """Whether the calendar opens at all on that local date."""
    return opening(cal, day) is not None


def opening(cal: Calendar, day: date) -> datetime | None:
    """Return the first open instant of that local date, or None."""
    return next((begin for begin, _ in _clipped(cal, *_ends_of(cal, day))), None)


def closing(cal: Calendar, day: date) -> datetime | None:
    """Return the last closing instant of that local date (at most its midnight), or None."""
    return max((end for _, end in _clipped(cal, *_ends_of(cal, day))), default=None)


def business_day_after(cal: Calendar, day: date, n: int) -> date:
    """Return the nth business day strictly after `day`; with n = 0 `day` itself or the next one."""
    if n < 0:
        raise ValueError("Business days are only counted forward.")
    if n == 0:
        day, n = day - timedelta(days=1), 1
    for _ in range(n):
        day = local_day(cal, next_opening(cal, at_clock(cal, day + timedelta(days=1), time())))
    return day


def add_business_days(cal: Calendar, t: datetime, n: int) -> datetime:
    """Return the same local clock `n` business days on: Fri 16:40 + 1 bd = Mon 16:40.

    Counting starts at `t`, or while closed at the next opening; a result outside hours rolls to the
    next opening. Raises NeverOpens.
    """
    start = next_opening(cal, t)
    if n == 0:
        return start
    local = start.astimezone(cal.zone)
    return next_opening(cal, at_clock(cal, business_day_after(cal, local.date(), n), local.time()))


def at_clock(cal: Calendar, day: date, clock: time) -> datetime:
    """Return the UTC instant at which the calendar's zone shows `clock` on `day` (the first, or the jump)."""
    return instant(datetime.combine(day, clock.replace(tzinfo=None, fold=0)), cal.zone)


def local_day(cal: Calendar, t: datetime) -> date:
    """Return the date that the calendar's zone shows at `t`."""
    return _utc(t).astimezone(cal.zone).date()


def _ends_of(cal: Calendar, day: date) -> Span:
    return at_clock(cal, day, time()), at_clock(cal, day + timedelta(days=1), time())


def _clipped(cal: Calendar, start: datetime, end: datetime) -> Iterator[Span]:
    for begin, close in cal.spans(start, end):
        if max(begin, start) < min(close, end):
            yield max(begin, start), min(close, end)


def _utc(t: datetime) -> datetime:
    if t.tzinfo is None or t.utcoffset() is None:
        raise ValueError(f"{t} has no time zone.")
    return t.astimezone(UTC)
