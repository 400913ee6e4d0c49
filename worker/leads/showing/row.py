"""One lead as a row of plain values: the JSON object of `keepwarm leads`.

A contract: keys never change, more may be added. Times are RFC 3339 with the offset of the team's zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from worker.states import LIVE_RUN, LeadState, TouchState
from worker.store.models import Enrollment, Lead, Touch
from worker.store.work import Work

NO_CADENCE = {"state": "none", "reason": None, "until": None, "step": None, "next_at": None}


def row(work: Work, lead: Lead, cadence: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return one lead's row; its cadence is looked up where it is not given."""
    if cadence is None:
        cadence = cadences(work, Lead.id == lead.id).get(lead.id, NO_CADENCE)
    return {
        "ref": lead.ref,
        "name": lead.name,
        "email": lead.address,
        "owner": lead.owner_id,
        "accountable": lead.accountable_id,
        "state": lead.state.value,
        "turn": lead.turn.value if lead.turn else None,
        "stage": lead.stage,
        "next_action": lead.next_action,
        "due_at": stamp(work, lead.due_at),
        "last_contact": _last_contact(work, lead),
        "handoff_note": lead.handoff_note or None,
        "source": _source(work, lead),
        "asked": lead.asked,
        "cadence": cadence,
        "overdue": is_overdue(work, lead),
    }


def is_overdue(work: Work, lead: Lead) -> bool:
    """Whether the next action's time is past; at the due instant itself it is due, not overdue."""
    return lead.state is not LeadState.CLOSED and lead.due_at is not None and lead.due_at < work.now


def stamp(work: Work, instant: datetime | None) -> str | None:
    """Write an instant as RFC 3339 with the offset of the team's zone."""
    if instant is None:
        return None
    return instant.astimezone(work.settings.team_calendar.zone).isoformat(timespec="seconds")


def _last_contact(work: Work, lead: Lead) -> dict[str, Any] | None:
    if lead.last_contact_at is None:
        return None
    return {
        "at": stamp(work, lead.last_contact_at),
        "who": lead.last_contact_who,
        "direction": lead.last_contact_direction,
        "line": lead.last_contact_line,
    }


def _source(work: Work, lead: Lead) -> dict[str, Any]:
    """Return where it came from: the inbox and its address at least."""
    known = {inbox.name: inbox.address for inbox in work.settings.inboxes}
    return {"inbox": lead.inbox, "address": known.get(lead.inbox), **lead.source}


def cadences(work: Work, which: ColumnElement[bool]) -> dict[int, dict[str, Any]]:
    """Return the last run of each chosen lead that ever had one, by lead id."""
    chosen = select(Lead.id).where(which)
    session: Session = work.session
    runs = session.scalars(select(Enrollment).where(Enrollment.lead_id.in_(chosen)).order_by(Enrollment.run))
    touches: dict[int, list[Touch]] = {}
    for touch in session.scalars(select(Touch).where(Touch.lead_id.in_(chosen)).order_by(Touch.step)):
        touches.setdefault(touch.enrollment_id, []).append(touch)
    # Later runs come later, so the last one stays.
    return {run.lead_id: _cadence(work, run, touches.get(run.id, ())) for run in runs}


def _cadence(work: Work, run: Enrollment, touches: Sequence[Touch]) -> dict[str, Any]:
    """Return the run with its next step, or with the last one it came to."""
    following = [touch for touch in touches if touch.state in (TouchState.PLANNED, TouchState.DUE)]
    step = (following or list(touches))[-1].step if touches else None
    live = run.state in LIVE_RUN
    return {
        "state": run.state.value,
        "reason": run.reason,
        "until": stamp(work, run.held_until),
        "step": step,
        "next_at": stamp(work, following[0].due_at) if live and following else None,
    }
