"""`keepwarm audit`: the promises that the database can answer for, each one count (reliability, section 1).

INVARIANTS is the list; beside it the scorecard of the ownership rule (rules, section 8): five questions
about each live lead, and the business minutes by which live leads are past their due time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any, NamedTuple

from worker import hours
from worker.leads import invariants, listing, promises, turns
from worker.leads.filters import look, no_next_action
from worker.leads.row import stamp
from worker.states import Turn
from worker.store.models import Lead
from worker.store.work import Work

SHOWN = 20  # sentences a broken invariant gives as examples


class Invariant(NamedTuple):
    """One promise: its number, its words, and what finds where it is broken."""

    name: str
    says: str
    broken: Callable[[Work], Iterable[str]]


def invariants_of(verdicts: Collection[str]) -> tuple[Invariant, ...]:
    """Return every promise the database can answer for; `verdicts` is the closed list of I3."""
    known = partial(promises.verdict_is_known, verdicts=verdicts)
    return (
        Invariant("I1", "every mail collected comes to rest", promises.mail_comes_to_rest),
        Invariant("I3", "every judged mail has a verdict from the list, and a reason", known),
        Invariant("I4", "one content makes at most one lead", promises.content_makes_one_lead),
        Invariant("I6", "a step reaches a customer at most once", promises.step_goes_once),
        Invariant("I7", "every owed mail has a time or an end", promises.owed_mail_comes_to_rest),
        Invariant("I10", "nothing goes out after a stop", promises.nothing_goes_after_a_stop),
        Invariant(
            "I11",
            "every live lead has one accountable person, one next action, one due time",
            invariants.live_lead_is_named_and_timed,
        ),
        Invariant("I12", "every offered lead has its offer, or the next one", invariants.offer_is_followed),
        Invariant("I13", "offers go round fairly", turns.offers_go_round),
        Invariant("I14", "every change says why", invariants.change_has_its_reason),
        Invariant("I15", "a command acts at most once", invariants.command_acts_once),
        Invariant(
            "I19", "touches keep hours, time and distance", promises.touches_keep_their_distance
        ),
    )  # fmt: skip


def audit(work: Work, *, verdicts: Collection[str]) -> dict[str, Any]:
    """Return every invariant with the count of its violations, the scorecard, and whether all hold."""
    found = [_checked(work, invariant) for invariant in invariants_of(verdicts)]
    return {
        "as_of": stamp(work, work.now),
        "holds": all(one["holds"] for one in found),
        "invariants": found,
        **scorecard(work),
    }


def scorecard(work: Work) -> dict[str, Any]:
    """Return the score (1 to 5, None without live leads), its five shares, and the drift in minutes."""
    view = look(work)
    live = listing.rows(work)
    known = {owner.id for owner in work.settings.owners if owner.active}
    questions: dict[str, Callable[[Lead], bool]] = {
        "named": lambda lead: lead.accountable_id in known,
        "visible": lambda lead: bool(lead.asked.strip()) and lead.last_contact_at is not None,
        "timed": lambda lead: lead.due_at is not None and lead.due_at >= work.now,
        "transferable": lambda lead: bool(lead.asked.strip()) and not no_next_action(lead, view),
        "reviewable": lambda lead: lead.id in view.moved,
    }
    yes = {name: sum(map(holds, live)) for name, holds in questions.items()}
    return {
        "leads": len(live),
        "score": round(max(1.0, sum(yes.values()) / len(live)), 2) if live else None,
        "checks": {name: round(count / len(live), 4) for name, count in yes.items()} if live else {},
        "drift_minutes": drift_minutes(work, live),
    }


def drift_minutes(work: Work, live: Iterable[Lead]) -> int:
    """Return the business minutes, over all live leads, by which what we owe is past its due time."""
    calendar = work.settings.team_calendar
    late = (
        hours.between(calendar, lead.due_at, work.now)
        for lead in live
        if lead.turn in (Turn.US, Turn.INSIDE) and lead.due_at is not None and lead.due_at < work.now
    )
    return round(sum(length.total_seconds() for length in late) / 60)


def _checked(work: Work, invariant: Invariant) -> dict[str, Any]:
    sentences = list(invariant.broken(work))
    return {
        "name": invariant.name,
        "says": invariant.says,
        "holds": not sentences,
        "violations": len(sentences),
        "examples": sentences[:SHOWN],
    }
