"""Which leads stand in which list: one question each, asked of a lead (rules, section 8).

`look` reads once what the questions need, so that a list of a thousand leads is a handful of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from worker import hours
from worker.hours import Calendar
from worker.leads import next_action
from worker.leads.wording.vague import is_vague
from worker.states import LeadState, OfferState, OutboxState, Turn
from worker.store.models import Event, Lead, Offer, OutboxEmail
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class View:
    """What the filters know: the instants that bound a day and a week, and what stands beside the leads."""

    now: datetime
    today: datetime
    tomorrow: datetime
    next_week: datetime
    last_review: datetime
    calendar: Calendar
    patience: timedelta  # business time after which somebody should have said yes
    late: frozenset[int]
    handed_back: frozenset[int]
    offered: frozenset[int]
    moved: dict[int, datetime]
    in_doubt: frozenset[int]


Filter = Callable[[Lead, View], bool]


def in_doubt(lead: Lead, view: View) -> bool:
    return lead.id in view.in_doubt


def to_read(lead: Lead, _: View) -> bool:
    return lead.state is LeadState.ESCALATED and lead.next_action == next_action.read_and_say()


def without_owner(lead: Lead, view: View) -> bool:
    """Nobody said yes: the fallback has it, or it was offered around for an hour of business time."""
    if lead.state is LeadState.ESCALATED:
        return True
    waited = hours.between(view.calendar, lead.judged_at, view.now)
    return lead.state is LeadState.OFFERED and waited >= view.patience


def handed_back(lead: Lead, view: View) -> bool:
    """Somebody handed it off, and nobody said yes in time."""
    return lead.id in view.handed_back and lead.state is not LeadState.HANDOFF_PENDING


def late(lead: Lead, view: View) -> bool:
    return lead.id in view.late


def no_next_action(lead: Lead, _: View) -> bool:
    return not lead.next_action or lead.due_at is None or is_vague(lead.next_action, [lead.name])


def waiting_inside(lead: Lead, _: View) -> bool:
    return lead.turn is Turn.INSIDE


def from_before_today(lead: Lead, view: View) -> bool:
    """What should have been done on an earlier day and was not."""
    return lead.due_at is not None and lead.due_at < view.today


def close_proposed(lead: Lead, _: View) -> bool:
    return lead.close_proposed is not None


def not_moved(lead: Lead, view: View) -> bool:
    """It is our turn, and nothing has happened since the last review."""
    moved = view.moved.get(lead.id, lead.judged_at)
    return lead.turn in (Turn.US, Turn.INSIDE) and moved < view.last_review


def due_today(lead: Lead, view: View) -> bool:
    return lead.due_at is not None and view.today <= lead.due_at < view.tomorrow


def due_this_week(lead: Lead, view: View) -> bool:
    return lead.due_at is not None and view.today <= lead.due_at < view.next_week


def overdue(lead: Lead, view: View) -> bool:
    return lead.due_at is not None and lead.due_at < view.now


def unaccepted(lead: Lead, view: View) -> bool:
    return lead.id in view.offered or lead.state in (LeadState.ESCALATED, LeadState.HANDOFF_PENDING)


# What `keepwarm review --only` can ask for besides.
FILTERS: dict[str, Filter] = {
    "due-today": due_today,
    "due-this-week": due_this_week,
    "overdue": overdue,
    "no-next-action": no_next_action,
    "waiting-inside": waiting_inside,
    "not-moved": not_moved,
    "unaccepted": unaccepted,
}


def look(work: Work) -> View:
    """Look up once what the filters need."""
    calendar = work.settings.team_calendar
    day = hours.local_day(calendar, work.now)
    last_review = _last_review(work)
    moved = select(Event.lead_id, func.max(Event.at)).where(Event.lead_id.is_not(None))
    return View(
        now=work.now,
        today=hours.at_clock(calendar, day, time()),
        tomorrow=hours.at_clock(calendar, day + timedelta(days=1), time()),
        next_week=hours.at_clock(calendar, day + timedelta(days=7 - day.weekday()), time()),
        last_review=last_review,
        calendar=calendar,
        patience=work.settings.offer.first_offer_wait,
        late=_ids(work, select(Event.lead_id).where(Event.what == "late", Event.at >= last_review)),
        handed_back=_ids(
            work,
            select(Event.lead_id).where(Event.what == "handoff expired", Event.at >= last_review),
        ),
        offered=_ids(work, select(Offer.lead_id).where(Offer.state == OfferState.PENDING)),
        moved={row[0]: row[1] for row in work.session.execute(moved.group_by(Event.lead_id)) if row[0]},
        in_doubt=_ids(
            work,
            select(OutboxEmail.lead_id).where(
                OutboxEmail.state == OutboxState.IN_DOUBT, OutboxEmail.audience == "customer"
            ),
        ),
    )


def _last_review(work: Work) -> datetime:
    """Return when the business day before today opened: the review of then is the last one."""
    calendar = work.settings.team_calendar
    day = hours.local_day(calendar, work.now)
    for days in range(1, 32):
        opening = hours.opening(calendar, day - timedelta(days=days))
        if opening is not None:
            return opening
    return work.now - timedelta(days=31)


def _ids(work: Work, query: Any) -> frozenset[int]:
    found: Iterable[int | None] = work.session.scalars(query)
    return frozenset(lead_id for lead_id in found if lead_id is not None)
