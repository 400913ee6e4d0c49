"""On which instant a touch of a run falls due (rules, section 4, "Dates").

Pure dates over a calendar: enrollment asks here for the next touch only, after each one went out, was
missed or was held. Dates are local to the calendar's zone; results are aware UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from worker.hours import (
    Calendar,
    NeverOpens,
    at_clock,
    business_day_after,
    closing,
    local_day,
    next_opening,
    opening,
)
from worker.quiet import Quiet

Counting = Literal["calendar", "business"]

# Nobody opens a mail in the last hour of the day and answers it.
BEFORE_CLOSING = timedelta(hours=1)
_FURTHEST = 2 * 366


@dataclass(frozen=True, slots=True)
class Anchor:
    """The message from which the days of a run are counted."""

    at: datetime
    day: int  # which day of the plan it stands for: 0 for T0, 3 for a mail by hand in place of Day 3
    clock: time  # T0's local clock time, at which every touch wants to go


def anchor(cal: Calendar, t0: datetime) -> Anchor:
    """Start a run at T0: our first human message, or the first call that reached them."""
    return Anchor(t0, 0, t0.astimezone(cal.zone).time())


def by_hand(run: Anchor, at: datetime, day: int) -> Anchor:
    """Anchor the run anew at a message that counts as the step of `day`; T0's clock time stays."""
    return Anchor(at, day, run.clock)


def touch_due(
    cal: Calendar,
    run: Anchor,
    day: int,
    *,
    previous: datetime,
    least: int | None = None,
    quiet: Sequence[Quiet] = (),
    counting: Counting = "calendar",
    before_closing: timedelta = BEFORE_CLOSING,
) -> datetime:
    """Return when the step of `day` falls due.

    `previous` is when the message before it really went out or was missed (T0 before the first step).
    `least` is the number of business days that must lie between; left out: one for Day 1, else two.
    """
    start = local_day(cal, run.at)
    distance = day - run.day
    wanted = (
        business_day_after(cal, start, distance)
        if counting == "business"
        else start + timedelta(days=distance)
    )
    least = (1 if day <= 1 else 2) if least is None else least
    earliest = business_day_after(cal, local_day(cal, previous), least)
    return touch_on(cal, max(wanted, earliest), run.clock, quiet=quiet, before_closing=before_closing)


def touch_on(
    cal: Calendar,
    day: date,
    clock: time,
    *,
    quiet: Sequence[Quiet] = (),
    before_closing: timedelta = BEFORE_CLOSING,
) -> datetime:
    """Return the instant of a touch on `day`, or on the first business day after it that is not quiet.

    `clock` before opening becomes the opening, in a break its end, and within the last hour or after
    closing `before_closing` (one hour) before it. A run that was held until `day` goes on then, too.
    Raises NeverOpens when no day of two years will do.
    """
    for later in range(_FURTHEST):
        candidate = day + timedelta(days=later)
        first, last = opening(cal, candidate), closing(cal, candidate)
        if first is None or last is None or any(time_off.covers(candidate) for time_off in quiet):
            continue
        latest = last - before_closing
        return next_opening(cal, max(first, min(at_clock(cal, candidate, clock), latest)))
    raise NeverOpens("The quiet times leave no day for a touch: shorten them.")


def first_allowed(
    cal: Calendar, last: datetime, *, least: timedelta = timedelta(hours=20), business_days: int = 1
) -> datetime:
    """Return the first open instant at which a person may be touched again after the touch at `last`.

    At least 20 hours and one business day lie between two touches (rules, section 4, "Pressure budget").
    """
    midnight = at_clock(cal, business_day_after(cal, local_day(cal, last), business_days), time())
    return next_opening(cal, max(last + least, midnight))
