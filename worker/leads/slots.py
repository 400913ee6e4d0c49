"""Two times to propose to a customer: free, in the owner's open hours, proposed to nobody else.

They lie at least one business day ahead, so that a draft may wait a morning (rules, section 4).
A time counts as proposed while a draft that names it is open or was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from worker import hours
from worker.hours import Calendar
from worker.leads import owners
from worker.states import DraftState
from worker.store.models import Draft, Lead
from worker.store.work import Work

HALF_AN_HOUR = timedelta(minutes=30)
# Two days of one busy owner are full long before this.
DAYS_TO_LOOK = 15


def free_times(work: Work, owner_id: str, lead: Lead) -> tuple[datetime, ...]:
    """Return two instants (UTC) to propose: one late on a day, one early on the next, as people like it.

    Fewer than two when the owner has no free time in the next weeks, or is not configured any more.
    """
    if not owners.is_known(work, owner_id):
        return ()
    calendar = _calendar(work, owner_id)
    try:
        earliest = hours.add_business_days(calendar, work.now, work.settings.cadence.slot_days)
    except hours.NeverOpens:
        return ()
    taken = _proposed_to_others(work, owner_id, lead)
    chosen: list[datetime] = []
    for number in range(DAYS_TO_LOOK):
        day = hours.local_day(calendar, earliest) + timedelta(days=number)
        free = [at for at in _full_hours(calendar, day) if at >= earliest and at not in taken]
        if free:
            chosen.append(free[0] if chosen else free[-1])
        if len(chosen) == 2:
            break
    return tuple(chosen)


def _calendar(work: Work, owner_id: str) -> Calendar:
    away = owners.absences(work, owner_id, work.now, work.now + owners.FAR)
    return hours.without(work.settings.calendar(owner_id), [(row.starts_at, row.ends_at) for row in away])


def _full_hours(calendar: Calendar, day: date) -> Iterator[datetime]:
    """Yield the full hours of that local date at which half an hour is open."""
    for hour in range(24):
        at = hours.at_clock(calendar, day, time(hour))
        if hours.between(calendar, at, at + HALF_AN_HOUR) == HALF_AN_HOUR:
            yield at


def _proposed_to_others(work: Work, owner_id: str, lead: Lead) -> set[datetime]:
    work.session.flush()
    rows = select(Draft.times).where(
        Draft.written_for == owner_id,
        Draft.lead_id != lead.id,
        Draft.state.in_((DraftState.OPEN, DraftState.SENT)),
    )
    return {datetime.fromisoformat(at) for times in work.session.scalars(rows) for at in times}
