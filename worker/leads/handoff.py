"""A lead on its way from one owner to another (rules, section 2, "Handoff").

Until the receiver says yes the giver answers for it. No yes in the window, a no, or a change of mind gives
it back to the state before; only a yes makes it another's, and ends what the giver's old mails may do.
"""

from __future__ import annotations

from datetime import datetime

from worker import hours
from worker.leads import handoff_note, notices, offer, owners
from worker.leads.deadlines import clear
from worker.leads.lead import own, say_next
from worker.leads.standing_in import covering
from worker.leads.tokens import revoke_tokens
from worker.outbox.saying import say_day, say_when
from worker.states import DeadlineKind, HandoffState, LeadState, Turn
from worker.store.models import Handoff, Lead
from worker.store.work import Work


def pending(lead: Lead) -> Handoff | None:
    """Return the handoff that waits for an answer, or None."""
    return next((handed for handed in lead.handoffs if handed.state is HandoffState.PENDING), None)


def pending_to(lead: Lead, owner_id: str) -> Handoff | None:
    """Return the handoff that waits for the answer of this owner, or None."""
    handed = pending(lead)
    return handed if handed is not None and handed.receiver_id == owner_id else None


def why_not(work: Work, lead: Lead, receiver_id: str) -> str | None:
    """Say in one sentence why the lead cannot be handed to this owner now; None: it can."""
    name = owners.name_of(work, receiver_id)
    if lead.owner_id == receiver_id:
        return f"{lead.ref} is {name}'s already."
    if not owners.is_active(work, receiver_id):
        return f"{name} is not one of the team any more. {_who_is_there(work, lead)}"
    if owners.record(work, receiver_id).unreachable_since is not None:
        return f"Mail to {name} comes back, so nobody would answer. {_who_is_there(work, lead)}"
    window = hours.add(work.settings.calendar(receiver_id), work.now, work.settings.offer.handoff_window)
    away = owners.absences(work, receiver_id, work.now, window)
    if not away:
        return None
    zone = work.settings.calendar(receiver_id).zone
    back = max(absence.ends_at for absence in away)
    day = say_day(back.astimezone(zone).date(), work.now.astimezone(zone).date())
    return f"{name} is away, back {day}. {_who_is_there(work, lead, first=owners.deputy(work, receiver_id))}"


def give(
    work: Work, lead: Lead, receiver_id: str, *, words: str, action: str | None, due_at: datetime | None
) -> Handoff:
    """Hand the lead to another owner, who is asked; `words` are what only its giver knows.

    `action` and `due_at` are what is done next where the giver says so; None: what stands on the lead.
    """
    withdraw(work, lead, why=f"{owners.name_of(work, receiver_id)} is asked instead")
    giver_id = lead.owner_id
    assert giver_id is not None
    assert lead.next_action is not None
    assert lead.due_at is not None
    due = due_at or max(lead.due_at, work.now)
    due = min(due, lead.answer_due_at or due)
    handed = Handoff(
        giver_id=giver_id,
        receiver_id=receiver_id,
        state=HandoffState.PENDING,
        state_before=lead.state,
        note=handoff_note.write(
            work, lead, giver_id=giver_id, words=words, action=action or lead.next_action, due_at=due
        ),
        next_action=action or lead.next_action,
        next_due_at=due,
        new_next=action is not None,
        given_at=work.now,
    )
    handed.expires_at = handed.due_at = _end_of_window(work, receiver_id, due)
    lead.handoffs.append(handed)
    work.move(lead, LeadState.HANDOFF_PENDING, handoff_note=handed.note)
    giver, receiver = owners.name_of(work, giver_id), owners.name_of(work, receiver_id)
    why = f"{giver} hands it to {receiver}, who is asked{f': {words}' if words else ''}."
    work.note(lead, "handed off", who=giver_id, why=why)
    notices.handoff(work, lead, handed)
    return handed


def accept(work: Work, handed: Handoff, *, at: datetime) -> None:
    """The receiver says yes at `at`: from now on it is theirs, and the giver's old mails open no door."""
    lead, giver_id, receiver_id = handed.lead, handed.lead.owner_id, handed.receiver_id
    away = lead.covered_for_id
    work.move(handed, HandoffState.ACCEPTED, answered_at=work.now, due_at=None, reason="accepted")
    owners.record(work, receiver_id).expired_in_a_row = 0
    why = f"{owners.name_of(work, receiver_id)} took it over from {owners.name_of(work, giver_id)}."
    own(work, lead, receiver_id, LeadState.OWNED, who=receiver_id, why=why)
    lead.accepted_at = min(at, work.now)
    clear(work, lead, DeadlineKind.ACCEPTED_NOTHING)
    offer.await_an_answer(work, lead)
    if handed.new_next and not _written_since(lead, handed):
        clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.CLOSE)
        lead.close_proposed = None
        due = min(handed.next_due_at, lead.answer_due_at or handed.next_due_at)
        say_next(work, lead, handed.next_action, due, turn=Turn.US)
    if giver_id is not None:
        revoke_tokens(work, lead, giver_id)
        notices.taken(work, lead, giver_id, by=receiver_id, at=lead.accepted_at)
    if away is not None and away != receiver_id:
        # Whoever stood in gave it away for good: its owner need not look for it when they are back.
        notices.taken(work, lead, away, by=receiver_id, at=lead.accepted_at)


def decline(work: Work, handed: Handoff, *, reason: str, who: str | None = None) -> None:
    """The receiver says no, is away, or cannot be reached: it goes back at once, and its giver is told."""
    name = owners.name_of(work, handed.receiver_id)
    why = f"{name} did not take it: {reason}."
    _go_back(work, handed, HandoffState.DECLINED, reason, why, who=who or handed.receiver_id)
    notices.handed_back(work, handed.lead, handed, news=why)


def fall_due(work: Work, handed: Handoff) -> None:
    """Its window is over: without an answer the lead stays with its giver."""
    if handed.state is not HandoffState.PENDING or handed.expires_at is None:
        return
    zone = work.settings.team_calendar.zone
    name = owners.name_of(work, handed.receiver_id)
    why = f"{name} did not answer by {say_when(handed.expires_at, work.now, zone)}."
    _go_back(work, handed, HandoffState.EXPIRED, "no answer in its window", why, who="keepwarm")
    notices.handed_back(work, handed.lead, handed, news=why)


def withdraw(work: Work, lead: Lead, *, why: str) -> Handoff | None:
    """Its giver keeps the lead, or asks somebody else; whoever was asked hears of it. Return what it was."""
    handed = pending(lead)
    if handed is None:
        return None
    _go_back(work, handed, HandoffState.WITHDRAWN, why, f"{why}.", who=lead.owner_id or "keepwarm")
    notices.handoff_over(work, lead, handed, why=why)
    return handed


def _go_back(work: Work, handed: Handoff, state: HandoffState, reason: str, why: str, *, who: str) -> None:
    """End the handoff without a yes: the lead is again what it was before."""
    lead = handed.lead
    work.move(handed, state, answered_at=work.now, due_at=None, reason=reason)
    taken = [one.note for one in lead.handoffs if one.state is HandoffState.ACCEPTED]
    work.move(lead, handed.state_before, handoff_note=taken[-1] if taken else None)
    work.note(lead, f"handoff {state.value}", who=who, why=why)
    if lead.turn is Turn.US:
        covering.stand_in(work, lead)


def _end_of_window(work: Work, receiver_id: str, due_at: datetime) -> datetime:
    """Two hours of the receiver's own open time, sooner for what is due soon, never too short to answer."""
    numbers, calendar = work.settings.offer, work.settings.calendar(receiver_id)
    longest = hours.add(calendar, work.now, numbers.handoff_window)
    least = hours.add(calendar, work.now, numbers.handoff_least)
    return max(least, min(longest, due_at - numbers.handoff_margin))


def _written_since(lead: Lead, handed: Handoff) -> bool:
    """Whether the customer has written since: then their message comes first."""
    return any(
        message.direction == "in" and message.medium != "note" and message.at > handed.given_at
        for message in lead.messages
    )


def _who_is_there(work: Work, lead: Lead, *, first: str | None = None) -> str:
    there = [owner.id for owner in work.settings.owners if owners.present(work, owner.id)]
    others = dict.fromkeys([*filter(None, [first]), *there])
    names = [owners.name_of(work, owner_id) for owner_id in others if owner_id != lead.owner_id]
    return f"There now: {', '.join(names)}." if names else "Nobody else is there just now."
