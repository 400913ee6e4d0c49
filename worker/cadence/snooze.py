"""A lead that sleeps until a date: the customer asked us to wait, or its owner said so (rules, section 4).

Holding is done at once, it makes us quieter. On the day the lead wakes with a next action and, where the
customer had asked, a draft that quotes the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from worker import hours
from worker.cadence import commitment, enrollment, notices
from worker.cadence.enrollment import Hold
from worker.cadence.waiting import wait_for_customer
from worker.leads import draft, next_action
from worker.leads.deadlines import clear, done, set_deadline
from worker.leads.lead import say_next, within
from worker.outbox.saying import say_day
from worker.states import DeadlineKind, LeadState, RunState, Turn
from worker.store.models import Deadline, Draft, Enrollment, Lead
from worker.store.work import Work


def snooze(
    work: Work,
    lead: Lead,
    until: datetime,
    *,
    reason: Hold,
    words: str,
    said_at: datetime | None = None,
    who: str = "customer",
) -> None:
    """Let the lead sleep until `until`, in these `words`; its run is held, its draft withdrawn."""
    day = say_day(hours.local_day(work.settings.team_calendar, until), _today(work))
    why = f'Sleeps until {day}: "{words}"' if words else f"Sleeps until {day}."
    draft.withdraw(work, lead, why)
    if enrollment.hold(work, lead, reason, until, why=why) is None:
        work.note(lead, "snoozed", who=who, why=why)
    clear(work, lead, DeadlineKind.CLOSE, DeadlineKind.DRAFT_REMINDER)
    lead.close_proposed = None
    commitment.forget(lead)
    said = (said_at or work.now).isoformat()
    set_deadline(lead, DeadlineKind.WAKE_UP, until, reason=reason.value, words=words, said=said)
    asked_for = reason is not Hold.SNOOZED
    action = next_action.wake(lead.name, words) if asked_for else next_action.decide_next_step(lead.name)
    say_next(work, lead, action, until, turn=Turn.SNOOZED, turn_note=words)


def as_wish(until: datetime, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wish of a sleeping lead, to be kept on it while something else comes first."""
    said = {"said": detail["said"]} if "said" in detail else {}
    return {"snooze_until": until.isoformat(), "words": detail.get("words", ""), **said}


def as_asked(work: Work, lead: Lead, wish: Mapping[str, Any]) -> None:
    """Our answer is out; now the "later" that stood beside their question counts."""
    until = datetime.fromisoformat(wish["snooze_until"])
    said = datetime.fromisoformat(wish["said"]) if "said" in wish else None
    snooze(work, lead, until, reason=Hold.CUSTOMER_ASKED, words=wish.get("words", ""), said_at=said)


def morning_of(work: Work, day: date) -> datetime:
    """Return when a lead that sleeps until `day` wakes: as the team opens, that day or the next it does."""
    team = work.settings.team_calendar
    return hours.opening(team, hours.business_day_after(team, day, 0)) or work.now


def was_asked_for(row: Deadline) -> bool:
    """Whether the customer asked for this day; else its owner only put the lead off."""
    return bool(row.detail.get("reason") != Hold.SNOOZED)


def wake_up(work: Work, row: Deadline, *, at_once: bool = False) -> None:
    """The day has come: a next action and a draft that quotes the request, or the run simply goes on."""
    lead, due_at = row.lead, row.due_at
    step = "The day they asked for" if was_asked_for(row) else "The day you put it off to"
    written = wake(work, row)
    if written is not None:
        notices.step_due(
            work, lead, written, key=f"wake/{due_at:%Y%m%d}", step=step, goes_at=work.now, at_once=at_once,
        )  # fmt: skip


def wake(work: Work, row: Deadline) -> Draft | None:
    """Wake the lead without a mail; return the draft that quotes what the customer had asked for."""
    lead, detail, asked_for = row.lead, row.detail, was_asked_for(row)
    done(work, row)
    if lead.state is LeadState.CLOSED:
        return None
    run = enrollment.current(work, lead)
    words = detail.get("words", "")
    work.note(lead, "woke", why=f'As asked: "{words}"' if words else "The day has come.")
    if not asked_for and run is not None and run.state is RunState.HELD:
        # Its owner only put it off: the step that waited is planned for today.
        go_on(work, lead)
        return None
    if run is not None:
        run.held_until = None
    due = within(work, work.settings.cadence.answer_within)
    if not asked_for:
        return _as_it_lies(work, lead, due)
    say_next(work, lead, next_action.wake(lead.name, words), due, turn=Turn.US)
    if lead.owner_id is None:
        return None
    said = datetime.fromisoformat(detail["said"])
    day = hours.local_day(work.settings.team_calendar, said)
    values = {"wait": {"said": say_day(day, _today(work)), "quote": words}}
    return draft.write(work, lead, "wakeup", lead.owner_id, values=values)


def _as_it_lies(work: Work, lead: Lead, due: datetime) -> Draft | None:
    """Its owner put the lead off and the customer asked for no day: the answer is owed, or all is open."""
    owed = lead.answer_due_at is not None
    action = next_action.answer(lead.name, lead.asked) if owed else next_action.decide_next_step(lead.name)
    say_next(work, lead, action, due, turn=Turn.US)
    return draft.first_answer(work, lead, lead.owner_id) if owed and lead.owner_id else None


def hold_over(work: Work, run: Enrollment) -> None:
    """The date of a hold has come: the run goes on, unless only an event can end this hold."""
    if run.state is not RunState.HELD:
        return
    run.held_until = None
    if run.reason is not None and Hold(run.reason).ends_by_itself:
        go_on(work, run.lead)


def go_on(work: Work, lead: Lead) -> None:
    """End a hold and wait for the customer again."""
    run = enrollment.current(work, lead)
    if run is not None and run.state is RunState.HELD:
        enrollment.resume(work, run)
    clear(work, lead, DeadlineKind.WAKE_UP)
    if lead.turn is not Turn.US or lead.next_action == next_action.decide_next_step(lead.name):
        # What its owner said they would do meanwhile stays.
        wait_for_customer(work, lead)


def _today(work: Work) -> date:
    return hours.local_day(work.settings.team_calendar, work.now)
