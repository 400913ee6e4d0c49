"""What our own message promised: "I'll send the quote by Friday" (rules, section 4).

Nobody is chased while we owe: the run is held, it is our turn, and the promise in its words is due at its
date. The run goes on, anchored anew, with the message that keeps it.
"""

from __future__ import annotations

from datetime import datetime

from worker import hours
from worker.cadence import enrollment, snooze
from worker.cadence.enrollment import Hold
from worker.leads import next_action
from worker.leads.deadlines import clear, deadline
from worker.leads.lead import say_next
from worker.mail.days.promised import Promise, promised, promised_on_the_phone
from worker.outbox.saying import say_day
from worker.states import DeadlineKind, Turn
from worker.store.models import Lead
from worker.store.work import Work


def hold_for(work: Work, lead: Lead, text: str, said_at: datetime, *, spoken: bool = False) -> bool:
    """Hold the run for what `text` promises the customer; False when it promises nothing.

    `spoken`: it is what an owner noted of a call, where "I measure on Wednesday" is a promise.
    """
    promise = promised(text, said_at, work.settings.team_calendar)
    if promise is None and spoken:
        promise = promised_on_the_phone(text, said_at, work.settings.team_calendar)
    if promise is None or (enrollment.current(work, lead) is None and not spoken):
        return False
    words, due = promise.words, due_time(work, promise, said_at)
    asked = deadline(lead, DeadlineKind.WAKE_UP)
    if asked is not None and lead.turn is Turn.SNOOZED:
        if due >= asked.due_at:
            # "I'll get back to you next week" says no more than the date they asked for.
            return False
        # Sooner than that: it is kept first, then the lead sleeps on.
        lead.after_answer = snooze.as_wish(asked.due_at, asked.detail)
        clear(work, lead, DeadlineKind.WAKE_UP)
    team = work.settings.team_calendar
    day = say_day(hours.local_day(team, due), hours.local_day(team, work.now))
    why = f'We promised: "{words}". The follow-up waits until it is kept, by {day}.'
    enrollment.hold(work, lead, Hold.WE_PROMISED, None, why=why)
    say_next(work, lead, next_action.keep_promise(lead.name, words), due, turn=Turn.US)
    return True


def due_time(work: Work, promise: Promise, said_at: datetime) -> datetime:
    """Return when the promise is due: the end of its day, else two business days on."""
    team = work.settings.team_calendar
    if promise.at is not None:
        return promise.at
    end = hours.closing(team, promise.day) if promise.day else None
    if end is not None and end > said_at:
        return end
    return hours.add_business_days(team, said_at, work.settings.cadence.promise_days)
