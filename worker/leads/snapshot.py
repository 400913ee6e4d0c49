"""A lead as it stood before something joined it: kept as plain values, and put back when that was wrong.

Whose it is stays whose it is today; what comes back is the conversation's side: whose turn it is, what is
next and by when, what falls due, the run with its open step, and the words that waited for `send`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from worker.leads.deadlines import clear, set_deadline
from worker.states import LIVE_RUN, DeadlineKind, DraftState, RunState, TouchState, Turn
from worker.store.models import Draft, Enrollment, Lead, Touch
from worker.store.work import Work

# What a mail of the customer, or a merge, changes about a lead.
NEXT = ("turn", "next_action", "due_at", "answer_due_at")
FIELDS = (
    *NEXT, "turn_note", "waiting_since", "answer_asked_at", "promised_at", "first_response_at", "answers_to",
    "after_answer", "close_proposed", "committed_action", "committed_due_at", "visit_at", "visit_ends_at",
    "last_contact_at", "last_contact_who", "last_contact_direction", "last_contact_line", "stage", "asked",
    "facts", "thread_ids", "opted_out",
)  # fmt: skip
# What only a person says: since then it stands, whatever is taken apart.
SAID = ("stage", "opted_out", "promised_at", "after_answer")
# What finds the lead its owner falls due by the state of its ownership, which is not put back.
_OF_OWNERSHIP = (
    DeadlineKind.FIRST_OFFER,
    DeadlineKind.NEXT_OFFER,
    DeadlineKind.WHO_ANSWERED,
    DeadlineKind.ACCEPTED_NOTHING,
)


def take(work: Work, lead: Lead) -> dict[str, Any]:
    """Return the lead as it stands, in plain values that JSON can hold."""
    work.session.flush()
    run = work.session.scalar(
        select(Enrollment).where(Enrollment.lead_id == lead.id, Enrollment.state.in_(LIVE_RUN))
    )
    touches = select(Touch).where(
        Touch.lead_id == lead.id, Touch.state.in_((TouchState.PLANNED, TouchState.DUE))
    )
    words = next((draft for draft in lead.drafts if draft.state is DraftState.OPEN), None)
    return {
        "lead": _values(lead, (*FIELDS, "state", "owner_id", "accountable_id", "close_reason", "closed_at")),
        "deadlines": [
            _values(row, ("kind", "due_at", "detail"))
            for row in sorted(lead.deadlines, key=lambda row: row.kind)
        ],
        "run": _values(run, ("id", "state", "reason", "held_until")) if run else None,
        "touches": [
            _values(touch, ("id", "state", "due_at", "mailed_at", "missed_at"))
            for touch in work.session.scalars(touches)
        ],
        "draft": words.id if words else None,
    }


def next_of(lead: Lead) -> dict[str, Any]:
    """Return what is next on the lead, to see later whether that is still so."""
    return _values(lead, NEXT)


def said_of(lead: Lead) -> dict[str, Any]:
    """Return what people have said of the lead, to see later whether they said more."""
    return _values(lead, SAID)


def put_back(work: Work, lead: Lead, before: dict[str, Any], said: dict[str, Any] | None = None) -> None:
    """Let the lead stand as it stood, whoever owns it now; what it waited for waits again.

    What does not stand as in `said` any more, a person has said since: that stays.
    """
    stays = {name for name, value in (said or {}).items() if _plain(getattr(lead, name)) != value}
    for name in FIELDS:
        if name not in stays:
            setattr(lead, name, read(name, before["lead"][name]))
    kept = (*_OF_OWNERSHIP, *((DeadlineKind.PROMISE_WARNING,) if "promised_at" in stays else ()))
    clear(work, lead, *(kind for kind in DeadlineKind if kind not in kept))
    for row in before["deadlines"]:
        kind = DeadlineKind(row["kind"])
        if kind not in kept:
            set_deadline(lead, kind, datetime.fromisoformat(row["due_at"]), **row["detail"])
    if "after_answer" not in stays:
        _put_back_run(work, lead, before)
    _put_back_words(work, lead, before["draft"])


def _put_back_run(work: Work, lead: Lead, before: dict[str, Any]) -> None:
    kept = before["run"]
    work.session.flush()
    live = select(Enrollment).where(Enrollment.lead_id == lead.id, Enrollment.state.in_(LIVE_RUN))
    now = work.session.scalar(live)
    run = work.session.get(Enrollment, kept["id"]) if kept else None
    if kept is None or run is None or (now is not None and now is not run):
        return
    state = RunState(kept["state"])
    held_until = _instant(kept["held_until"])
    if run.state is state:
        run.reason, run.held_until = kept["reason"], held_until
    else:
        work.move(run, state, reason=kept["reason"], held_until=held_until, ended_at=None)
    for row in before["touches"]:
        touch = work.session.get(Touch, row["id"])
        if touch is None or touch.state not in (TouchState.WITHDRAWN, TouchState.PLANNED, TouchState.DUE):
            continue
        values = {name: _instant(row[name]) for name in ("due_at", "mailed_at", "missed_at")}
        if touch.state is TouchState(row["state"]):
            for name, value in values.items():
                setattr(touch, name, value)
        else:
            work.move(touch, TouchState(row["state"]), ended_at=None, reason=None, **values)


def _put_back_words(work: Work, lead: Lead, draft_id: int | None) -> None:
    words = work.session.get(Draft, draft_id) if draft_id is not None else None
    now = next((draft for draft in lead.drafts if draft.state is DraftState.OPEN), None)
    if now is not None and now is not words:
        work.move(now, DraftState.WITHDRAWN, ended_at=work.now)
    if words is not None and words.state in (DraftState.WITHDRAWN, DraftState.REPLACED):
        work.move(words, DraftState.OPEN, ended_at=None)


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def read(name: str, value: Any) -> Any:
    """Return a kept value as the lead has it."""
    if name == "turn":
        return None if value is None else Turn(value)
    return _instant(value) if name.endswith(("_at", "_since")) else value


def _instant(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
