"""How fast first answers were (rules, section 3): within target, median, p90, mean, and by whom and when.

Both clocks: business time of the team, and the wall. Whoever still waits counts at their age so far, so
that an answer never given cannot make us look quick. What was said to be no lead counts for nobody.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from worker import hours
from worker.hours import Calendar
from worker.leads.owners import team_time
from worker.leads.showing.row import stamp
from worker.states import LeadState
from worker.store import standard
from worker.store.models import Lead
from worker.store.work import Work

NOT_COUNTED = "not a lead"


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one customer waited for the first human answer, or has waited so far."""

    ref: str
    name: str
    owner_id: str | None
    arrived_at: datetime
    answered: bool
    live: bool
    business: timedelta
    wall: timedelta
    target: timedelta  # business time

    @property
    def within_target(self) -> bool | None:
        """Whether the target was met; None while that is still open."""
        if self.business > self.target:
            return False
        return True if self.answered else None


def metrics(work: Work, *, since: datetime | None = None) -> dict[str, Any]:
    """Return the first-response figures of the leads that arrived since then (all of them)."""
    waits = first_answers(work, since=since)
    waiting = sorted((wait for wait in waits if wait.live and not wait.answered), key=lambda wait: -wait.wall)
    zone = work.settings.team_calendar.zone
    return {
        "as_of": stamp(work, work.now),
        "since": stamp(work, since),
        "first_response": figures(waits),
        "unanswered": [_waiting(work, wait) for wait in waiting],
        "by_owner": _grouped(waits, lambda wait: wait.owner_id or "nobody"),
        "by_hour": _grouped(waits, lambda wait: f"{wait.arrived_at.astimezone(zone):%H}"),
    }


def first_answers(work: Work, *, since: datetime | None = None) -> list[Wait]:
    """Return every lead's wait for its first human answer, oldest arrival first."""
    rows = select(Lead).order_by(Lead.arrived_at, Lead.id)
    if since is not None:
        rows = rows.where(Lead.arrived_at >= since)
    calendar = team_time(work)
    return [_wait(work, lead, calendar) for lead in work.session.scalars(rows) if _counts(lead)]


def figures(waits: Iterable[Wait]) -> dict[str, Any]:
    """Return share within target, median, p90 and mean of both clocks, in minutes; None without leads."""
    waits = list(waits)
    judged = [wait.within_target for wait in waits if wait.within_target is not None]
    return {
        "leads": len(waits),
        "answered": sum(wait.answered for wait in waits),
        "unanswered": sum(wait.live and not wait.answered for wait in waits),
        "share_within_target": round(sum(judged) / len(judged), 4) if judged else None,
        "business_minutes": _spread([wait.business for wait in waits]),
        "wall_clock_minutes": _spread([wait.wall for wait in waits]),
    }


def _counts(lead: Lead) -> bool:
    return not (lead.close_reason or "").lower().startswith(NOT_COUNTED)


def _wait(work: Work, lead: Lead, calendar: Calendar) -> Wait:
    # A lead closed without an answer waited until then.
    end = lead.first_response_at or lead.closed_at or work.now
    target = lead.numbers.get("first_response")
    nothing = timedelta()
    return Wait(
        ref=lead.ref,
        name=lead.name,
        owner_id=lead.owner_id or lead.accountable_id,
        arrived_at=lead.arrived_at,
        answered=lead.first_response_at is not None,
        live=lead.state is not LeadState.CLOSED,
        business=max(nothing, hours.between(calendar, lead.arrived_at, end)),
        wall=max(nothing, end - lead.arrived_at),
        target=standard.team(work).first_response if target is None else timedelta(seconds=target),
    )


def _spread(lengths: list[timedelta]) -> dict[str, float | None]:
    minutes = sorted(length.total_seconds() / 60 for length in lengths)
    if not minutes:
        return {"median": None, "p90": None, "mean": None}
    # The nearest rank: nine of ten waited no longer than this one.
    p90 = minutes[math.ceil(len(minutes) * 0.9) - 1]
    return {
        "median": round(statistics.median(minutes), 1),
        "p90": round(p90, 1),
        "mean": round(statistics.fmean(minutes), 1),
    }


def _grouped(waits: Iterable[Wait], key: Callable[[Wait], str]) -> dict[str, Any]:
    groups: dict[str, list[Wait]] = {}
    for wait in waits:
        groups.setdefault(key(wait), []).append(wait)
    return {name: figures(groups[name]) for name in sorted(groups)}


def _waiting(work: Work, wait: Wait) -> dict[str, Any]:
    return {
        "ref": wait.ref,
        "name": wait.name,
        "owner": wait.owner_id,
        "arrived_at": stamp(work, wait.arrived_at),
        "business_minutes": round(wait.business.total_seconds() / 60, 1),
        "wall_clock_minutes": round(wait.wall.total_seconds() / 60, 1),
    }
