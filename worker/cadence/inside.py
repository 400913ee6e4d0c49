"""A lead that waits for somebody in the house: who, for what, since when (rules, section 4).

The run is held until its owner says what came of it; every two business days they are reminded.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from worker.cadence import enrollment
from worker.cadence.enrollment import Hold
from worker.leads import draft
from worker.leads.deadlines import clear, set_deadline
from worker.leads.lead import due_tomorrow, say_next
from worker.leads.notices import reminder
from worker.states import DeadlineKind, Turn
from worker.store.models import Lead
from worker.store.work import Work

_FOR = re.compile(r"^(?:for|on|auf)\s+", re.IGNORECASE)
_PARTED = re.compile(
    r"\s*(?:[,:;]|\s[-–—]\s|\s(?:for|about|wegen|für|um)\s)\s*(?:for|about|wegen|für)?\s*", re.I
)

# "the price from Max": what comes first.
_OWED_BY = re.compile(r"(?P<what>[^,:;]+?)\s+(?:from|von|vom)\s+(?P<who>[^,:;]+)", re.IGNORECASE)


class Debt(NamedTuple):
    """Who in the house owes us something, and what; "" where it was not said."""

    who: str
    what: str

    @property
    def line(self) -> str:
        return f"{self.who}: {self.what}" if self.what else self.who


def read(words: str) -> Debt:
    """Take "for Max, the price" apart."""
    owed = _OWED_BY.fullmatch(words.strip(" ."))
    if owed is not None:
        return Debt(owed["who"].strip(), _FOR.sub("", owed["what"]).strip())
    who, *what = _PARTED.split(_FOR.sub("", words.strip(" .")), maxsplit=1)
    return Debt(who.strip(), what[0].strip() if what else "")


def wait_for(work: Work, lead: Lead, debt: Debt, *, who: str, why: str) -> datetime:
    """Let the lead wait for this; return when its owner is reminded."""
    draft.withdraw(work, lead, why)
    if enrollment.hold(work, lead, Hold.INSIDE, None, why=why) is None:
        work.note(lead, "waiting inside", who=who, why=why)
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.CLOSE, DeadlineKind.DRAFT_REMINDER)
    lead.close_proposed = None
    remind_at = due_tomorrow(work, work.settings.cadence.inside_days)
    due = min(remind_at, lead.answer_due_at or remind_at)
    say_next(work, lead, _ask(lead, debt), due, turn=Turn.INSIDE, turn_note=debt.line)
    set_deadline(lead, DeadlineKind.ACTION_REMINDER, remind_at)
    return remind_at


def remind(work: Work, lead: Lead, due_at: datetime) -> None:
    """Still waiting: its owner is reminded, and again when as much time has passed."""
    again = due_tomorrow(work, work.settings.cadence.inside_days)
    if work.now - due_at <= work.settings.cadence.late_notice:
        reminder(work, lead, key=f"inside/{due_at:%Y%m%dT%H%M%S}", due=due_at, draft=None)
    lead.due_at = min(again, lead.answer_due_at or again)
    set_deadline(lead, DeadlineKind.ACTION_REMINDER, again)


def _ask(lead: Lead, debt: Debt) -> str:
    """The next action: ask them for it, so that the customer hears from us."""
    if debt.what:
        return f"Ask {debt.who} for {debt.what}, then tell {lead.name}"
    return f"Ask {debt.who} for what {lead.name} waits for"
