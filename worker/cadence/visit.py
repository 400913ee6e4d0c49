"""A call or visit is booked, took place, or did not (rules, section 4).

Until one business day after its end nothing but the confirmation goes to the customer; then its owner says
`showed` or `no show`.
"""

from __future__ import annotations

from datetime import datetime

from worker import hours
from worker.cadence import commitment, enrollment
from worker.cadence.enrollment import Hold
from worker.leads import draft, next_action, rounds, stages, visits
from worker.leads.deadlines import clear
from worker.leads.lead import due_tomorrow, record, say_next, set_stage, within
from worker.outbox.saying import say_day, say_when
from worker.states import DeadlineKind, Turn
from worker.store.models import Draft, Lead
from worker.store.work import Work


def book(work: Work, lead: Lead, start: datetime, end: datetime, *, owner_id: str) -> Draft | None:
    """Fix a call or visit; return the confirmation that waits for `send`."""
    lead.visit_at, lead.visit_ends_at = start, end
    zone = work.settings.team_calendar.zone
    work.note(lead, "booked", who=owner_id, why=f"Booked for {say_when(start, work.now, zone)}.")
    if stages.comes_before(work, lead.stage, stages.booked(work)):
        criterion = f"booked for {say_day(start.astimezone(zone).date(), work.now.astimezone(zone).date())}"
        set_stage(work, lead, stages.booked(work), criterion, who=owner_id)
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.CLOSE, DeadlineKind.DRAFT_REMINDER)
    lead.close_proposed = None
    commitment.forget(lead)
    draft.withdraw(work, lead, "A visit is booked.")
    keep(work, lead)
    return draft.write(work, lead, visits.CONFIRMATION, owner_id) if lead.address else None


def keep(work: Work, lead: Lead) -> None:
    """Hold the run for the visit that is booked, and say what its owner does; nothing without one.

    An answer that is owed comes first.
    """
    if lead.visit_at is None or lead.visit_ends_at is None:
        return
    team = work.settings.team_calendar
    until = hours.add_business_days(team, lead.visit_ends_at, 1)
    run = enrollment.current(work, lead)
    if run is None or run.reason != Hold.BOOKED or run.held_until != until:
        day = say_day(hours.local_day(team, until), hours.local_day(team, work.now))
        why = f"A visit is booked; nothing goes out before {day}."
        enrollment.hold(work, lead, Hold.BOOKED, until, why=why)
    when = say_when(lead.visit_at, work.now, team.zone)
    if lead.answer_due_at is not None:
        say_next(work, lead, next_action.confirm(lead.name, when), lead.answer_due_at, turn=Turn.US)
        return
    due = lead.visit_ends_at if lead.visit_ends_at > work.now else due_tomorrow(work)
    say_next(work, lead, next_action.see_them(lead.name, when), due, turn=Turn.US)


def took_place(work: Work, lead: Lead, *, at: datetime, owner_id: str, words: str) -> None:
    """They came: a contact, and what was agreed is to be written down."""
    line = f"They came. {words}".strip()
    record(work, lead, at=at, direction="out", who=owner_id, line=line, text=words, medium="call")
    work.note(lead, "showed", who=owner_id, why=f"{lead.name} came. {words}".strip())
    lead.visit_at = lead.visit_ends_at = None
    if lead.answer_due_at is not None:
        rounds.answered(work, lead, at)
    draft.withdraw(work, lead, "The visit took place.")
    due = within(work, work.settings.cadence.answer_within)
    say_next(work, lead, next_action.write_down(lead.name), due, turn=Turn.US)


def did_not_take_place(work: Work, lead: Lead, *, owner_id: str, words: str) -> Draft | None:
    """They did not come: a draft with two new times, for the next business day."""
    work.note(lead, "no show", who=owner_id, why=f"{lead.name} did not come. {words}".strip())
    lead.visit_at = lead.visit_ends_at = None
    due = due_tomorrow(work)
    say_next(work, lead, next_action.new_times(lead.name), min(due, lead.answer_due_at or due), turn=Turn.US)
    return draft.write(work, lead, visits.NO_SHOW, owner_id) if lead.address else None
