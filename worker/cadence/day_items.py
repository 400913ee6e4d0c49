"""What is due today for one owner: steps of the cadence, days that were asked for, and our own actions.

The morning mail lists them; collecting them writes each draft, so that `1 send` finds its words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, func, select

from worker.cadence import budget, notices, plan, snooze, touch
from worker.cadence.by_itself import by_itself
from worker.cadence.waiting import phone_of
from worker.leads import draft, handoff_note, next_action
from worker.leads.notices import when
from worker.leads.replying import words_for
from worker.states import DeadlineKind, LeadState, RunState, TouchState, Turn
from worker.store.models import Deadline, Draft, Enrollment, Lead, Touch
from worker.store.work import Work

# Who hands a lead off answers for it until somebody says yes.
OURS = (LeadState.OWNED, LeadState.ESCALATED, LeadState.HANDOFF_PENDING)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. `fresh`: due today and not mailed before; `wakes` mails it as its own mail."""

    lead: Lead
    due_at: datetime
    touch: Touch | None = None
    fresh: bool = False
    wakes: Callable[[], None] | None = None


def of(work: Work, owner_id: str, *, until: datetime) -> list[Item]:
    """Return what falls due for this owner before `until`, or is overdue, soonest first."""
    work.session.flush()
    steps = [*_planned(work, owner_id, until), *_lying(work, owner_id)]
    waking = _waking(work, owner_id, until)
    listed = {item.lead.id for item in (*steps, *waking)}
    actions = [item for item in _actions(work, owner_id, until) if item.lead.id not in listed]
    return sorted([*steps, *waking, *actions], key=lambda item: (item.due_at, item.lead.id))


def entry(work: Work, owner_id: str, item: Item, number: int) -> dict[str, object]:
    """Return one numbered line with its words and, in full, its draft; what fails has its line alone."""
    prepared = by_itself(work, item.lead, lambda: _entry(work, owner_id, item, number))
    if prepared is not None:
        return prepared
    name, action = item.lead.name, (item.lead.next_action or "").rstrip(" .")
    words = "*next: <action> by <when>*, *close: <reason>*"
    return {"number": number, "name": name, "line": f"{name}: {action}", "words": words, "text": ""}


def _entry(work: Work, owner_id: str, item: Item, number: int) -> dict[str, object]:
    lead = item.lead
    if item.touch is not None:
        if item.fresh:
            touch.make_due(work, lead, item.touch)
        step = plan.step_of(work, item.touch)
        goes = notices.goes(work, budget.earliest(work, lead, item.touch))
        line, ringing = f"{lead.name}, {step.name}, goes {goes}", ""
        if step.call_next and phone_of(lead):
            line = f"{lead.name}, {step.name}: ring {phone_of(lead)}, or the mail goes {goes}"
            ringing = "*called: reached*, *called: no answer*, "
        if lead.answers_to is not None:
            line = f"{line}. If they answered you: replied: what they said"
        written = _words(work, lead)
        words = f"{ringing}{words_for(lead, written)}"
    else:
        if item.wakes is not None:
            _wake(work, lead)
        written = _words(work, lead)
        line, words = _action(work, owner_id, lead, lead.due_at or item.due_at), words_for(lead, written)
    note = handoff_note.in_short(work, lead)
    return {
        "number": number,
        "name": lead.name,
        "line": f"{line} ({note})" if note else line,
        "words": words,
        "text": written.text if written else "",
    }


def _words(work: Work, lead: Lead) -> Draft | None:
    """Return the open draft, written anew if a time in it has passed: `1 send` must be able to go."""
    written = draft.open_draft(lead)
    # The words of a wake-up quote what was asked then; its owner is asked when they cannot go.
    if (
        written is None
        or written.written_for is None
        or written.purpose == "wakeup"
        or draft.on_its_way(work, lead)
    ):
        return written
    if all(datetime.fromisoformat(at) > work.now for at in written.times):
        return written
    step = work.session.get(Touch, written.touch_id) if written.touch_id is not None else None
    return draft.write(work, lead, written.purpose, written.written_for, step)


def _action(work: Work, owner_id: str, lead: Lead, due_at: datetime) -> str:
    """Say our own next action in one line, and what is late as late."""
    action = (lead.next_action or "").rstrip(" .")
    said = action if lead.name in action else f"{lead.name}: {action}"
    due = f"{'late since' if due_at < work.now else 'due'} {when(work, due_at, owner_id)}"
    return f"{said} {due[:1].upper()}{due[1:]}" if said[-1:] in "?!…" else f"{said}, {due}"


def _planned(work: Work, owner_id: str, until: datetime) -> list[Item]:
    """Steps that fall due today and are sent by their owner."""
    rows = (
        select(Touch)
        .join(Enrollment, Enrollment.id == Touch.enrollment_id)
        .join(Lead, Lead.id == Touch.lead_id)
        .where(
            Touch.state == TouchState.PLANNED,
            Touch.due_at < until,
            Enrollment.state == RunState.RUNNING,
            _of_owner(owner_id),
        )
    )
    found = work.session.scalars(rows.order_by(Touch.due_at, Touch.id)).all()
    missed = [step for step in found if by_itself(work, step.enrollment.lead, partial(_missed, work, step))]
    if missed:
        return _planned(work, owner_id, until)
    ready = [step for step in found if by_itself(work, step.enrollment.lead, partial(_may_go, work, step))]
    # One that may not go yet was put off, perhaps beyond today.
    return [Item(step.enrollment.lead, step.due_at, step, fresh=True) for step in ready]


def _missed(work: Work, step: Touch) -> bool:
    """Whether the next step is due as well; then this one is missed."""
    if not touch.overtaken(work, step) or touch.ready(work, step) is None:
        return False
    touch.miss(work, step)
    return True


def _may_go(work: Work, step: Touch) -> bool:
    return touch.is_sent_by_owner(work, step) and touch.ready(work, step) is not None


def _lying(work: Work, owner_id: str) -> list[Item]:
    """Drafts mailed on an earlier day that nobody acted on."""
    rows = (
        select(Touch)
        .join(Lead, Lead.id == Touch.lead_id)
        .where(Touch.state == TouchState.DUE, _of_owner(owner_id))
    )
    found = work.session.scalars(rows.order_by(Touch.due_at, Touch.id)).all()
    return [
        Item(step.enrollment.lead, step.due_at, step)
        for step in found
        if not draft.on_its_way(work, step.enrollment.lead)
    ]


def _waking(work: Work, owner_id: str, until: datetime) -> list[Item]:
    """Leads whose customer asked us to wait until today."""
    rows = (
        select(Deadline)
        .join(Lead, Lead.id == Deadline.lead_id)
        .where(Deadline.kind == DeadlineKind.WAKE_UP, Deadline.due_at < until, _of_owner(owner_id))
    )
    found = work.session.scalars(rows.order_by(Deadline.due_at, Deadline.id)).all()
    return [
        Item(row.lead, row.due_at, fresh=True, wakes=_waker(work, row))
        for row in found
        if snooze.was_asked_for(row)
    ]


def _actions(work: Work, owner_id: str, until: datetime) -> list[Item]:
    """Our own next actions."""
    rows = select(Lead).where(
        _of_owner(owner_id),
        Lead.turn.in_((Turn.US, Turn.INSIDE)),
        Lead.due_at < until,
        # Mails that nobody could judge come in one list of their own, in the review (rules, section 6).
        Lead.next_action != next_action.read_and_say(),
    )
    found = work.session.scalars(rows.order_by(Lead.due_at, Lead.id)).all()
    return [Item(lead, lead.due_at or work.now) for lead in found]


def _waker(work: Work, row: Deadline) -> Callable[[], None]:
    return lambda: snooze.wake_up(work, row, at_once=True)


def _wake(work: Work, lead: Lead) -> None:
    row = work.session.scalar(
        select(Deadline).where(Deadline.lead_id == lead.id, Deadline.kind == DeadlineKind.WAKE_UP)
    )
    if row is not None:
        snooze.wake(work, row)


def _of_owner(owner_id: str) -> ColumnElement[bool]:
    return (func.coalesce(Lead.owner_id, Lead.accountable_id) == owner_id) & Lead.state.in_(OURS)
