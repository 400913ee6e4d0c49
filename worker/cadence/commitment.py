"""What an owner said they would do, kept while something else comes first: "ok, call him at 16:30", `send`.

A mail does not make a call, nor a call a drawing: what was said is the next action again as soon as our
message is out, until it is done by its own medium, its time is over, or its owner says what comes instead.
"""

from __future__ import annotations

import re
from datetime import datetime

from worker import hours
from worker.leads.lead import due_tomorrow, say_next
from worker.states import LeadState, Turn
from worker.store.models import Lead
from worker.store.work import Work

_A_CALL = re.compile(
    r"\b(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|telephone|dial|speak|talk|zoom"
    r"|\w*anruf\w*|ruf(?:e|en)?|telefonier\w*|zurückrufen|sprech\w*)\b",
    re.IGNORECASE,
)
# In English the verb stands first: "close for now if no reply" is no mail. In German it may stand last.
_A_MAIL = re.compile(
    r"(?:(?:i|we|i['’]ll|we['’]ll|will|then|and|please|to)\s+)*(?:send(?:ing)?|writ(?:e|ing)|e-?mail(?:ing)?|mail(?:ing)?|answer(?:ing)?|reply(?:ing)?"
    r"|respond(?:ing)?|tell(?:ing)?|ask(?:ing)?|propos(?:e|ing)|suggest(?:ing)?|offer(?:ing)?|quot(?:e|ing)"
    r"|confirm(?:ing)?)\b"
    r"|.*\b(?:schick\w*|senden?|schreib\w*|mailen?|antwort\w*|beantwort\w*|frage|fragen|vorschlag\w*|anbieten"
    r"|biete|bestätig\w*)\b",
    re.IGNORECASE,
)


def remember(lead: Lead, action: str, due_at: datetime | None) -> None:
    """Keep what its owner said they would do, with the time in their words (None: none was said)."""
    lead.committed_action, lead.committed_due_at = action, due_at


def forget(lead: Lead) -> None:
    """It is done, over, or something else was said."""
    lead.committed_action = lead.committed_due_at = None


def stands_after(work: Work, lead: Lead, *, medium: str, by_hand: bool) -> None:
    """Our message by `medium` (mail or call) is out: say again what it did not do.

    A draft that goes today is not yet the quote that was said for Friday; what was written by hand may be.
    """
    action, due_at = lead.committed_action, lead.committed_due_at
    if action is None or lead.state is LeadState.CLOSED:
        return
    is_a_call = _A_CALL.search(action) is not None
    is_a_mail = not is_a_call and _A_MAIL.match(action) is not None
    team = work.settings.team_calendar
    later = due_at is not None and hours.local_day(team, due_at) > hours.local_day(team, work.now)
    done = is_a_call if medium == "call" else is_a_mail and (by_hand or not later)
    # Without a time only a call is surely still to come.
    over = due_at <= work.now if due_at is not None else not is_a_call
    if done or over:
        forget(lead)
    elif lead.turn is not Turn.SNOOZED:
        say_next(work, lead, action, due_at or due_tomorrow(work), turn=Turn.US)
        work.note(lead, "next action", why=f"Still to do: {action}")
