"""The ownership rule as a scorecard: five checks of each live lead, and for how long it has broken them.

RULES is the list (rules, section 8). A lead drifts while it breaks any of them: counted in business minutes
from the moment the first of them broke. What has no owner, or waits for a decision, stands in the review.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from worker import hours
from worker.leads import owners
from worker.leads.showing import listing
from worker.leads.showing.filters import View, look, no_next_action, not_moved
from worker.states import LeadState, Turn
from worker.store.models import Lead, OwnerRecord
from worker.store.work import Work


class Rule(NamedTuple):
    """One of the five: its name, since when a lead has broken it (None: it keeps it), and in words."""

    name: str
    broken_since: Callable[[Work, Lead, View], datetime | None]
    says: str


def nobody_answers_for_it(work: Work, lead: Lead, view: View) -> datetime | None:
    """Named: whoever owns it and answers for it are people of the team."""
    gone = [one for one in (lead.accountable_id, lead.owner_id) if one and not owners.is_active(work, one)]
    if lead.accountable_id is not None and not gone:
        return None
    rows = [work.session.get(OwnerRecord, owner_id) for owner_id in gone]
    left = [row.left_at for row in rows if row is not None and row.left_at is not None]
    return max([_moved(lead, view), *left]) if left else _moved(lead, view)


def nobody_sees_what_it_is(_: Work, lead: Lead, __: View) -> datetime | None:
    """Visible: what they asked, and the last contact, stand on it."""
    return None if (lead.asked.strip() or lead.subject) and lead.last_contact_at else lead.judged_at


def its_time_has_passed(_: Work, lead: Lead, view: View) -> datetime | None:
    """Timed: what we, or somebody inside, must do is not past its due time."""
    ours = lead.turn in (Turn.US, Turn.INSIDE)
    return lead.due_at if ours and lead.due_at is not None and lead.due_at < view.now else None


def nobody_could_take_over(_: Work, lead: Lead, view: View) -> datetime | None:
    """Transferable: a stranger would know what to do next; what is on its way has its note."""
    without_note = lead.state is LeadState.HANDOFF_PENDING and not lead.handoff_note
    return _moved(lead, view) if without_note or no_next_action(lead, view) else None


def nobody_looks_at_it(_: Work, lead: Lead, view: View) -> datetime | None:
    """Reviewable: what is ours to move has moved since the last review."""
    return view.last_review if not_moved(lead, view) else None


RULES: tuple[Rule, ...] = (
    Rule("named", nobody_answers_for_it, "somebody who is there owns it, or answers for it"),
    Rule("visible", nobody_sees_what_it_is, "what they asked and the last contact are known"),
    Rule("timed", its_time_has_passed, "its next action is not past its time"),
    Rule("transferable", nobody_could_take_over, "anybody could take over from what stands there"),
    Rule("reviewable", nobody_looks_at_it, "it has moved since the last review, or need not"),
)


def scorecard(work: Work) -> dict[str, Any]:
    """Return the score (1 to 5, None without live leads), each rule's share, and the drift in minutes.

    `drift` names who drifts and for how long, the longest first; `inactive` counts the live leads whose
    owner, or whoever answers for them, is not one of the team any more.
    """
    view, live = look(work), listing.rows(work)
    broken = {lead.ref: _broken(work, lead, view) for lead in live}
    kept = {rule.name: sum(rule.name not in one for one in broken.values()) for rule in RULES}
    drift = {ref: _minutes(work, min(since.values())) for ref, since in broken.items() if since}
    longest = sorted(drift.items(), key=lambda one: (-one[1], one[0]))
    return {
        "leads": len(live),
        "score": round(max(1.0, sum(kept.values()) / len(live)), 2) if live else None,
        "checks": {name: round(count / len(live), 4) for name, count in kept.items()} if live else {},
        "inactive": sum("named" in one for one in broken.values()),
        "drift_minutes": sum(drift.values()),
        "drift": [{"ref": ref, "minutes": minutes, "broken": list(broken[ref])} for ref, minutes in longest],
    }


def _broken(work: Work, lead: Lead, view: View) -> dict[str, datetime]:
    """Return the rules that a lead breaks, and since when."""
    since = {rule.name: rule.broken_since(work, lead, view) for rule in RULES}
    return {name: instant for name, instant in since.items() if instant is not None}


def _moved(lead: Lead, view: View) -> datetime:
    """Return when anything last happened to the lead."""
    return view.moved.get(lead.id, lead.judged_at)


def _minutes(work: Work, since: datetime) -> int:
    """Return the business minutes from then until now."""
    return round(hours.between(work.settings.team_calendar, since, work.now).total_seconds() / 60)
