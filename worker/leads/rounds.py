"""The first-response standard: an open target, its reminder, being late, and its end (rules, section 3).

A human mail opens a response round whenever the turn was not ours; an open round keeps its due time. A
round runs like a first response: a reminder to the owner at 75 %, late at its due time, one `late` mail
to manager and admins one business day after the customer's mail.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from worker import hours
from worker.leads import notices, owners, stages
from worker.leads.deadlines import clear, deadline, done, set_deadline
from worker.leads.lead import say_next, set_stage
from worker.outbox import promise
from worker.states import DeadlineKind, LeadState, Turn
from worker.store.models import Deadline, Lead
from worker.store.work import Work

ANSWER_DEADLINES = (
    DeadlineKind.ANSWER_REMINDER,
    DeadlineKind.ANSWER_LATE,
    DeadlineKind.ANSWER_OVERDUE,
)


def open_target(work: Work, lead: Lead, asked_at: datetime, within: timedelta) -> datetime:
    """Owe the customer an answer within `within` (business time of the team) from `asked_at`; return when."""
    team = owners.team_time(work)
    lead.answer_asked_at = asked_at
    lead.answer_due_at = hours.add(team, asked_at, within)
    reminder = hours.add(team, asked_at, within * work.settings.team.reminder_share)
    overdue = hours.add_business_days(team, asked_at, work.settings.team.alarm_days)
    set_deadline(lead, DeadlineKind.ANSWER_REMINDER, reminder)
    set_deadline(lead, DeadlineKind.ANSWER_LATE, lead.answer_due_at)
    set_deadline(lead, DeadlineKind.ANSWER_OVERDUE, max(overdue, lead.answer_due_at))
    return lead.answer_due_at


def open_round(
    work: Work, lead: Lead, asked_at: datetime, *, action: str, within: timedelta | None = None
) -> datetime:
    """The customer wrote: it is our turn, with `action` due by the open target, or by a new one.

    An open round keeps its due time, only the words of the next action change.
    """
    if lead.answer_due_at is None:
        open_target(work, lead, asked_at, within or work.settings.team.response_round)
    assert lead.answer_due_at is not None
    say_next(work, lead, action, lead.answer_due_at, turn=Turn.US)
    return lead.answer_due_at


def answered(work: Work, lead: Lead, at: datetime) -> None:
    """Our human message reached the customer: the open target is met and its clock stops.

    An answer after the target is recorded as late, however late we read of it.
    """
    if lead.answer_due_at is not None and at > lead.answer_due_at and _is_set(work, lead):
        _note_late(work, lead)
    lead.answer_due_at = lead.answer_asked_at = lead.promised_at = None
    if lead.first_response_at is None:
        lead.first_response_at = at
        promise.answers_changed(work)
    if lead.stage == stages.first(work):
        set_stage(work, lead, stages.contacted(work), "our first human message", who="keepwarm")
    clear(work, lead, *ANSWER_DEADLINES, DeadlineKind.PROMISE_WARNING, DeadlineKind.ACCEPTED_NOTHING)


def remind(work: Work, row: Deadline) -> None:
    """At 75 % of the target: one reminder to an owner who has not answered yet."""
    lead = row.lead
    done(work, row)
    # Before anybody owns it the offers do the reminding; the fallback of an escalation was just told.
    owned = lead.state in (LeadState.OWNED, LeadState.HANDOFF_PENDING)
    if not owned or lead.answer_due_at is None or lead.turn is not Turn.US:
        return
    if work.now - row.due_at <= work.settings.cadence.late_notice:
        notices.reminder(
            work,
            lead,
            key=f"answer/{lead.answer_asked_at:%Y%m%dT%H%M%S}",
            due=min(lead.due_at or lead.answer_due_at, lead.answer_due_at),
        )


def late(work: Work, row: Deadline) -> None:
    """The target passed without an answer: recorded, and in the manager's morning list."""
    lead = row.lead
    done(work, row)
    if lead.answer_due_at is not None and lead.state is not LeadState.CLOSED:
        _note_late(work, lead)


def overdue(work: Work, row: Deadline) -> None:
    """One business day without an answer: one mail at once to manager and admins."""
    lead = row.lead
    done(work, row)
    if lead.answer_due_at is None or lead.state is LeadState.CLOSED:
        return
    work.note(lead, "overdue", why=f"{lead.name} has waited longer than one business day.")
    if work.now - row.due_at <= work.settings.cadence.late_notice:
        notices.late(work, lead)


def warn_of_promise(work: Work, row: Deadline) -> None:
    """Half an hour before the time the customer was told: one mail to whoever owns the lead."""
    lead = row.lead
    done(work, row)
    if lead.promised_at is None or lead.answer_due_at is None or work.now >= lead.promised_at:
        return
    # A reminder of the same half hour says the same; one event is one mail.
    if lead.state is not LeadState.OFFERED and not notices.reminded_since(
        work, lead, work.now - work.settings.acknowledgement.warning
    ):
        key = f"promise/{lead.promised_at:%Y%m%dT%H%M}"
        notices.reminder(work, lead, key=key, due=lead.promised_at, promised=True)


def _note_late(work: Work, lead: Lead) -> None:
    work.note(lead, "late", why=f"No answer to {lead.name} by the target.")


def _is_set(work: Work, lead: Lead) -> bool:
    """Whether being late has not been recorded yet."""
    return deadline(lead, DeadlineKind.ANSWER_LATE) is not None
