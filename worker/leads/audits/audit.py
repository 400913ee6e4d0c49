"""`keepwarm audit`: the promises that the database can answer for, each one count (reliability, section 1).

`invariants_of` is the list. Beside it stands the scorecard of the ownership rule (drift.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from worker.leads.audits import drift, invariants, promises, turns
from worker.leads.showing.row import stamp
from worker.store.work import Work

SHOWN = 20  # sentences a broken invariant gives as examples


Question = Callable[[Work], Iterable[str]]


class Invariant(NamedTuple):
    """One promise: its number, its words, and what finds where it is broken."""

    name: str
    says: str
    broken: Question


def invariants_of(verdicts: Collection[str]) -> tuple[Invariant, ...]:
    """Return every promise the database can answer for; `verdicts` is the closed list of I3."""
    known = partial(promises.verdict_is_known, verdicts=verdicts)
    stopped = together(promises.nothing_goes_after_a_stop, invariants.closed_lead_has_nothing_to_come)
    asked = together(
        invariants.offer_is_followed, invariants.offer_reaches_its_owner, invariants.handoff_is_answered
    )
    return (
        Invariant("I1", "every mail collected comes to rest", promises.mail_comes_to_rest),
        Invariant("I3", "every judged mail has a verdict from the list, and a reason", known),
        Invariant("I4", "one content makes at most one lead", promises.content_makes_one_lead),
        Invariant("I6", "a step reaches a customer at most once", promises.step_goes_once),
        Invariant("I7", "every owed mail has a time or an end", promises.owed_mail_comes_to_rest),
        Invariant("I10", "nothing goes out after a stop, nor is to come after the end", stopped),
        Invariant(
            "I11",
            "every live lead has one accountable person, one next action, one due time",
            invariants.live_lead_is_named_and_timed,
        ),
        Invariant("I12", "every offer and handoff is answered, or goes on", asked),
        Invariant("I13", "offers go round fairly", turns.offers_go_round),
        Invariant("I14", "every change says why", invariants.change_has_its_reason),
        Invariant("I15", "a command acts at most once", invariants.command_acts_once),
        Invariant(
            "I19", "touches keep hours, time and distance", promises.touches_keep_their_distance
        ),
    )  # fmt: skip


def together(*questions: Question) -> Question:
    """Return the one question that asks all of these."""
    return lambda work: chain.from_iterable(question(work) for question in questions)


def audit(work: Work, *, verdicts: Collection[str]) -> dict[str, Any]:
    """Return every invariant with the count of its violations, the scorecard, and whether all hold."""
    found = [_checked(work, invariant) for invariant in invariants_of(verdicts)]
    return {
        "as_of": stamp(work, work.now),
        "holds": all(one["holds"] for one in found),
        "invariants": found,
        **drift.scorecard(work),
    }


def _checked(work: Work, invariant: Invariant) -> dict[str, Any]:
    sentences = list(invariant.broken(work))
    return {
        "name": invariant.name,
        "says": invariant.says,
        "holds": not sentences,
        "violations": len(sentences),
        "examples": sentences[:SHOWN],
    }
