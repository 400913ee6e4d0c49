"""The end of a lead: closed at once, or proposed to its owner and done when nobody objects.

Closing touches both the lead and its run, in one transaction (rules, sections 1 and 4).
"""

from __future__ import annotations

from worker import hours
from worker.cadence import enrollment, notices, waiting
from worker.leads import lead as leads
from worker.leads import next_action
from worker.leads.deadlines import done, set_deadline
from worker.leads.lead import due_tomorrow, say_next
from worker.leads.notices import when
from worker.states import DeadlineKind, LeadState, RunState, Turn
from worker.store.models import Deadline, Lead
from worker.store.work import Work

NO_RESPONSE = "no response"
NOT_A_FIT = "not a fit"


def close_lead(work: Work, lead: Lead, reason: str, *, who: str, why: str) -> None:
    """Close the lead and stop its run; what was still to come to the customer is withdrawn."""
    enrollment.stop(work, lead, "closed", why=why)
    leads.close(work, lead, reason, who=who, why=why)


def propose_close(work: Work, lead: Lead, reason: str, *, why: str, turn: Turn = Turn.US) -> None:
    """Propose to close the lead; a person decides, or for `no response` silence does."""
    lead.close_proposed = reason
    work.note(lead, "close proposed", why=why)
    numbers = work.settings.cadence
    if reason == NO_RESPONSE and lead.answers_to is None:
        due = due_tomorrow(work, numbers.close_grace_days)
        set_deadline(lead, DeadlineKind.CLOSE, due, step="close")
        say_next(work, lead, next_action.close_for_now(lead.name), due, turn=Turn.US)
        return
    due = due_tomorrow(work, numbers.decide_days)
    action = f"Close {lead.name} as {reason}, or say what comes next"
    say_next(work, lead, action, due, turn=turn)
    set_deadline(lead, DeadlineKind.ACTION_REMINDER, due)


def close_silent(work: Work, row: Deadline) -> None:
    """Silence after the last step: the close is proposed; after some more days it is done."""
    lead, step = row.lead, row.detail.get("step")
    done(work, row)
    work.session.flush()
    if lead.state is LeadState.CLOSED:
        return
    if step == "propose":
        _propose_after_silence(work, lead)
    elif lead.close_proposed is not None and lead.answers_to is None:
        days = work.settings.cadence.close_grace_days
        why = f"No answer from {lead.name}, and nobody said otherwise in {days} business days."
        close_lead(work, lead, lead.close_proposed, who="keepwarm", why=why)


def _propose_after_silence(work: Work, lead: Lead) -> None:
    run = enrollment.current(work, lead)
    if run is not None and run.state is RunState.HELD:
        # They are away: silence counts from when they are back.
        waiting.await_silence(work, lead, since=run.held_until or work.now)
        return
    silence(work, lead, why=f"{lead.name} did not answer the last message.")


def silence(work: Work, lead: Lead, *, why: str) -> None:
    """The plan is through without an answer: the run completes and the owner is asked to close."""
    enrollment.complete(work, lead, why=why)
    propose_close(work, lead, NO_RESPONSE, why=why)
    assert lead.due_at is not None
    team = work.settings.team_calendar
    if lead.answers_to is None:
        closes = f"Without a word from you it closes {when(work, lead.due_at, lead.owner_id)}."
    else:
        closes = f"Their answers may have gone to you: reply `replied: <what>` if {lead.name} wrote."
    notices.ask(
        work,
        lead,
        key=f"close/{hours.local_day(team, work.now):%Y%m%d}",
        question=f"Close {lead.name} as no response?",
        choices=[
            ("close: no response", "done with it"),
            ("next: <action> by <when>", "it goes on"),
            ("snooze <when>", "ask again then"),
        ],
        why=f"{why} {closes}",
    )
