"""What the database knows about the pressure on a customer, and when the next touch may go at the earliest.

Asked when a step falls due, and when an owner says `send`: an earlier `send` waits for that instant and
the answer says when. An answer to the customer's own message is no touch and asks nobody.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from worker.cadence import enrollment, schedule
from worker.outbox.pressure import Budget
from worker.outbox.touch_objections import budget_of, touch_hour
from worker.states import TouchState
from worker.store.models import Lead, Touch
from worker.store.work import Work


def left(work: Work, lead: Lead) -> Budget:
    """Return whether one more touch may go to this lead now."""
    run = enrollment.current(work, lead)
    return budget_of(work, lead, run.id if run else None)


def earliest(work: Work, lead: Lead, touch: Touch | None = None) -> datetime:
    """Return the first instant at which a touch may go to this person: inside the team's hours, not
    before its own time, 20 hours and one business day after the last touch over all their leads."""
    team, numbers = work.settings.team_calendar, work.settings.cadence
    at = max(work.now, touch.due_at if touch else work.now)
    last = last_to_person(work, lead)
    if last is not None:
        at = max(at, schedule.first_allowed(team, last, least=numbers.gap, business_days=numbers.gap_days))
    return touch_hour(work, at)


def last_to_person(work: Work, lead: Lead) -> datetime | None:
    """Return when the last touch went to this person, over all their leads."""
    work.session.flush()
    rows = (
        select(Touch.ended_at)
        .join(Lead, Lead.id == Touch.lead_id)
        .where(Lead.person_id == lead.person_id, Touch.state == TouchState.SENT)
    )
    return work.session.scalar(rows.order_by(Touch.ended_at.desc()).limit(1))
