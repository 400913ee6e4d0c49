"""What two leads come to as one: the more urgent next action, the earlier due time, what is known of both
(see merging.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker.cadence import enrollment, snooze
from worker.cadence.enrollment import Hold
from worker.leads import snapshot
from worker.leads.deadlines import clear, deadline, set_deadline
from worker.states import DeadlineKind, RunState, Turn
from worker.store.models import Lead
from worker.store.work import Work

# Which of two turns goes on: what we owe, then whatever makes us quieter.
TURNS = (Turn.US, Turn.INSIDE, Turn.SNOOZED, Turn.CUSTOMER)
# Of an answer that is owed: whichever is owed first is owed by the lead that stays.
_OF_ANSWERS = (
    DeadlineKind.ANSWER_REMINDER,
    DeadlineKind.ANSWER_LATE,
    DeadlineKind.ANSWER_OVERDUE,
    DeadlineKind.PROMISE_WARNING,
)


def say_what_is_next(work: Work, lead: Lead, before: dict[str, Any], other: dict[str, Any]) -> None:
    """The more urgent of two next actions stands, with the earlier due time; the other is named behind it."""
    mine, theirs = before["lead"], other["lead"]
    _owe_the_earlier_answer(lead, theirs, other["deadlines"])
    first, second = sorted((mine, theirs), key=lambda one: (TURNS.index(one["turn"]), one["due_at"]))
    lead.turn, lead.turn_note = Turn(first["turn"]), first["turn_note"]
    lead.due_at = datetime.fromisoformat(first["due_at"])
    lead.next_action = first["next_action"]
    both_ours = first["turn"] == second["turn"] == Turn.US
    if both_ours and second["next_action"] != first["next_action"]:
        lead.next_action = f"{first['next_action'].rstrip(' .')}; then: {second['next_action']}"
    if first is theirs:
        for row in other["deadlines"]:
            kind = DeadlineKind(row["kind"])
            if kind in (DeadlineKind.ACTION_REMINDER, DeadlineKind.WAKE_UP) or deadline(lead, kind) is None:
                _set_earlier(lead, row)
    _keep_the_wish(work, lead, before, other)
    run = enrollment.current(work, lead)
    if run is None:
        return
    if lead.turn is Turn.US and mine["turn"] != Turn.US:
        enrollment.stop(work, lead, "merged", why=f"We owe {lead.name} an answer in what was merged.")
    elif (kept := other["run"]) is not None and kept["state"] == RunState.HELD and kept["id"] != run.id:
        until = datetime.fromisoformat(kept["held_until"]) if kept["held_until"] else None
        if run.state is RunState.RUNNING:
            enrollment.hold(work, lead, Hold(kept["reason"]), until, why="What was merged waits.")


def _keep_the_wish(work: Work, lead: Lead, before: dict[str, Any], other: dict[str, Any]) -> None:
    """While we owe an answer the "later" of either is kept: after our answer the lead sleeps until then."""
    lead.after_answer = lead.after_answer or other["lead"]["after_answer"]
    if lead.turn not in (Turn.US, Turn.INSIDE):
        return
    clear(work, lead, DeadlineKind.WAKE_UP)
    sleeping = (one for one in (before, other) if one["lead"]["turn"] == Turn.SNOOZED)
    for row in (row for one in sleeping for row in one["deadlines"]):
        if row["kind"] == DeadlineKind.WAKE_UP and row["detail"].get("reason") != Hold.SNOOZED:
            until = datetime.fromisoformat(row["due_at"])
            lead.after_answer = lead.after_answer or snooze.as_wish(until, row["detail"])


def _owe_the_earlier_answer(lead: Lead, theirs: dict[str, Any], deadlines: list[dict[str, Any]]) -> None:
    if theirs["answer_due_at"] is None:
        return
    due_at = datetime.fromisoformat(theirs["answer_due_at"])
    if lead.answer_due_at is None or due_at < lead.answer_due_at:
        lead.answer_due_at = due_at
        lead.answer_asked_at = datetime.fromisoformat(theirs["answer_asked_at"])
    if theirs["promised_at"] is not None:
        promised = datetime.fromisoformat(theirs["promised_at"])
        lead.promised_at = min(promised, lead.promised_at or promised)
    for row in deadlines:
        if DeadlineKind(row["kind"]) in _OF_ANSWERS:
            _set_earlier(lead, row)


def _set_earlier(lead: Lead, row: dict[str, Any]) -> None:
    kind, due_at = DeadlineKind(row["kind"]), datetime.fromisoformat(row["due_at"])
    mine = deadline(lead, kind)
    if mine is None or due_at < mine.due_at:
        set_deadline(lead, kind, due_at, **row["detail"])


def say_what_is_known(lead: Lead, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Facts, thread ids, the last contact and the marks of both."""
    lead.thread_ids = list(dict.fromkeys((*theirs["thread_ids"], *mine["thread_ids"])))
    known = {(fact["kind"], fact["value"]) for fact in mine["facts"]}
    lead.facts = [
        *mine["facts"],
        *(fact for fact in theirs["facts"] if (fact["kind"], fact["value"]) not in known),
    ]
    lead.opted_out = mine["opted_out"] or theirs["opted_out"]
    lead.answers_to = mine["answers_to"] or theirs["answers_to"]
    for pair in (("visit_at", "visit_ends_at"), ("committed_action", "committed_due_at")):
        if getattr(lead, pair[0]) is None:
            for name in pair:
                setattr(lead, name, snapshot.read(name, theirs[name]))
    if theirs["first_response_at"] is not None and lead.first_response_at is None:
        lead.first_response_at = datetime.fromisoformat(theirs["first_response_at"])
        lead.stage = theirs["stage"]
    if (theirs["last_contact_at"] or "") > (mine["last_contact_at"] or ""):
        lead.last_contact_at = datetime.fromisoformat(theirs["last_contact_at"])
        lead.last_contact_who, lead.last_contact_line = (
            theirs["last_contact_who"],
            theirs["last_contact_line"],
        )
        lead.last_contact_direction = theirs["last_contact_direction"]
