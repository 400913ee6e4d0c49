"""What stands on a lead while the customer has the next word: our next step, and when it is due.

After the last step that is the close: five business days of silence and it is proposed (rules, section 4).
"""

from __future__ import annotations

from datetime import datetime

from worker import hours
from worker.cadence import enrollment, plan
from worker.leads import next_action
from worker.leads.deadlines import clear, set_deadline
from worker.leads.lead import due_tomorrow, say_next
from worker.outbox.saying import say_day
from worker.states import DeadlineKind, Turn
from worker.store.models import Lead, Touch
from worker.store.work import Work


def wait_for_customer(work: Work, lead: Lead) -> None:
    """It is the customer's turn: say the next touch, or the close when the plan is through."""
    run = enrollment.current(work, lead)
    touch = None if run is None else enrollment.open_touch(work, run)
    if run is None:
        days = work.settings.cadence.close_after_days
        action = next_action.decide_next_step(lead.name)
        say_next(work, lead, action, due_tomorrow(work, days), turn=Turn.CUSTOMER)
    elif touch is not None:
        clear(work, lead, DeadlineKind.CLOSE)
        say_touch(work, lead, touch)
    else:
        last = enrollment.last_touch(work, run)
        await_silence(work, lead, since=(last.ended_at if last else None) or work.now)


def say_touch(work: Work, lead: Lead, touch: Touch) -> None:
    """The next action is this touch ("Ring Peter", "Send the Day 3 mail to Peter"), due at its time."""
    action = plan.step_of(work, touch).next_action(lead.name, call=knows_phone(lead))
    say_next(work, lead, action, touch.due_at, turn=Turn.CUSTOMER)


def await_silence(work: Work, lead: Lead, *, since: datetime) -> None:
    """The last step is out: after some business days of silence the close is proposed."""
    team = work.settings.team_calendar
    due = hours.add_business_days(team, since, work.settings.cadence.close_after_days)
    day = say_day(hours.local_day(team, due), hours.local_day(team, work.now))
    set_deadline(lead, DeadlineKind.CLOSE, due, step="propose")
    say_next(work, lead, f"Close for now if no reply by {day}", due, turn=Turn.CUSTOMER)


def phone_of(lead: Lead) -> str:
    """Return the customer's phone number, "" where none was found."""
    return next((str(fact["value"]) for fact in lead.facts if fact.get("kind") == "phone"), "")


def knows_phone(lead: Lead) -> bool:
    """Whether a step may be a call."""
    return bool(phone_of(lead))
