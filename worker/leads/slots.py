"""Two times to propose to a customer: free, in the owner's open hours, proposed to nobody else.

They lie at least one business day ahead, so that a draft may wait a morning (rules, section 4).
A time counts as proposed while a draft that names it is open or was sent.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

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
    proposed = _proposed(work, owner_id)
    chosen: list[datetime] = []
    for number in range(DAYS_TO_LOOK):
        day = hours.local_day(calendar, earliest) + timedelta(days=number)
        free = [
            at for at in _full_hours(calendar, day) if at >= earliest and proposed.get(at, lead.id) == lead.id
        ]
        if free:
            chosen.append(free[0] if chosen else free[-1])
        if len(chosen) == 2:
            break
    return tuple(chosen)


def _calendar(work: Work, owner_id: str) -> Calendar:
    away = owners.absences(work, owner_id, work.now, work.now + owners.FAR)
    return hours.without(work.settings.calendar(owner_id), [(row.starts_at, row.ends_at) for row in away])


@lru_cache(maxsize=1024)
def _full_hours(calendar: Calendar, day: date) -> tuple[datetime, ...]:
    """Return the full hours of that local date at which half an hour is open."""
    hours_of_day = (hours.at_clock(calendar, day, time(hour)) for hour in range(24))
    return tuple(at for at in hours_of_day if hours.between(calendar, at, at + HALF_AN_HOUR) == HALF_AN_HOUR)


def propose(work: Work, owner_id: str, lead: Lead, times: tuple[datetime, ...]) -> None:
    """A draft names these times: they are proposed to nobody else from now on."""
    _proposed(work, owner_id).update(dict.fromkeys(times, lead.id))


def _proposed(work: Work, owner_id: str) -> dict[datetime, int]:
    """Return the times that drafts of this owner name, and to which lead; a draft that moves ends that."""
    proposed: dict[str, dict[datetime, int]] = work.once(Draft.__name__, dict)
    if owner_id not in proposed:
        proposed[owner_id] = _read_proposed(work, owner_id)
    return proposed[owner_id]


def _read_proposed(work: Work, owner_id: str) -> dict[datetime, int]:
    rows = select(Draft.times, Draft.lead_id).where(
        Draft.written_for == owner_id,
        Draft.state.in_((DraftState.OPEN, DraftState.SENT)),
        # No draft names a time that is further ahead.
        Draft.written_at > work.now - owners.FAR - timedelta(days=DAYS_TO_LOOK),
    )
    found = work.session.execute(rows.order_by(Draft.id))
    return {datetime.fromisoformat(at): lead_id for times, lead_id in found for at in times}
