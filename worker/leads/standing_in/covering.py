"""Somebody stands in for an owner who is away: our turns go to them, and come back (rules, section 2).

Whoever stands in owns the lead meanwhile; `covered_for_id` keeps whose it is. Asked wherever it becomes our
turn (leads/lead.py), before a reminder, and as an absence begins or ends (leads/absence.py).
"""

from __future__ import annotations

from worker.leads import owners
from worker.leads.tokens import revoke_tokens
from worker.outbox.saying import say_day
from worker.states import HandoffState, LeadState
from worker.store.models import Lead
from worker.store.work import Work

OF_SOMEBODY = (LeadState.OWNED, LeadState.ESCALATED, LeadState.HANDOFF_PENDING)


def stand_in(work: Work, lead: Lead) -> str | None:
    """Give the lead of an owner who is not there to whoever stands in; return them, None for no change.

    The first person present along the chain of deputies; a cycle or nobody: the fallback. The owner's mails
    about it keep their tokens: a word of theirs may be what ends the absence.
    """
    owner_id = lead.owner_id
    if owner_id is None or lead.state not in OF_SOMEBODY or owners.present(work, owner_id):
        return None
    deputy = owners.stands_in(work, owner_id)
    if deputy is None:
        return None
    if lead.covered_for_id is None:
        lead.covered_for_id, lead.covered_since = owner_id, work.now
    _changes_hands(work, lead, deputy)
    why = f"{owners.name_of(work, owner_id)} is away{_until(work, owner_id)}."
    work.note(lead, "covered", why=f"{owners.name_of(work, deputy)} stands in: {why}")
    return deputy


def pass_on(work: Work, lead: Lead, deputy: str, *, why: str) -> str | None:
    """Somebody else stands in from now on; return who did, None where they are in touch and keep it."""
    former = lead.owner_id
    if former is None or lead.state not in OF_SOMEBODY or _spoken_since(lead):
        return None
    _changes_hands(work, lead, deputy)
    revoke_tokens(work, lead, former)
    work.note(lead, "covered", why=why)
    return former


def give_back(work: Work, lead: Lead) -> bool:
    """Its owner is there again: the lead goes back, unless somebody spoke with the customer meanwhile.

    Return whether it went back.
    """
    owner_id, deputy = lead.covered_for_id, lead.owner_id
    spoken = _spoken_since(lead)
    lead.covered_for_id = lead.covered_since = None
    if owner_id is None or deputy is None or lead.state not in OF_SOMEBODY:
        return False
    names = owners.name_of(work, owner_id), owners.name_of(work, deputy)
    if spoken:
        work.note(
            lead, "stays", why=f"{names[0]} is back; it stays with {names[1]}, who is in touch with them."
        )
        return False
    _changes_hands(work, lead, owner_id)
    revoke_tokens(work, lead, deputy)
    work.note(lead, "given back", why=f"{names[0]} is back; nothing passed with {lead.name} meanwhile.")
    return True


def _changes_hands(work: Work, lead: Lead, owner_id: str) -> None:
    """Make `owner_id` the owner, who gives a handoff that waits; one to themselves has become pointless."""
    lead.owner_id = lead.accountable_id = owner_id
    for handed in [handed for handed in lead.handoffs if handed.state is HandoffState.PENDING]:
        if handed.receiver_id != owner_id:
            handed.giver_id = owner_id
            continue
        why = f"{owners.name_of(work, owner_id)} has it anyway"
        work.move(handed, HandoffState.WITHDRAWN, reason=why, due_at=None, answered_at=work.now)
        work.move(lead, handed.state_before)
        work.note(lead, "handoff withdrawn", why=f"{why}.")


def _spoken_since(lead: Lead) -> bool:
    """Whether a human message passed since.

    At that very instant stands what made it our turn, or what its owner still wrote before they went.
    """
    since, owner_id = lead.covered_since, lead.covered_for_id
    return since is not None and any(
        message.at > since or (message.at == since and message.direction == "out" and message.who != owner_id)
        for message in lead.messages
        if message.medium != "note"
    )


def _until(work: Work, owner_id: str) -> str:
    back = owners.away_until(work, owner_id)
    if back is None:
        return ""
    zone = work.settings.team_calendar.zone
    return f", back {say_day(back.astimezone(zone).date(), work.now.astimezone(zone).date())}"
