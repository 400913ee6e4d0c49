"""An admin gives a lead to somebody without asking (rules, section 1: always with a reason).

It moves no cursor of the rotation: nobody's turn is spent on it.
"""

from __future__ import annotations

from worker.leads import draft, notices, offer, owners
from worker.leads.deadlines import clear
from worker.leads.lead import own
from worker.leads.standing_in import covering
from worker.leads.tokens import revoke_tokens
from worker.states import DeadlineKind, HandoffState, LeadState, Turn
from worker.store.models import Lead
from worker.store.work import Work


def force(work: Work, lead: Lead, owner_id: str, *, who: str, reason: str) -> None:
    """Make `owner_id` the owner; whoever had it, or was asked, is told and loses their words for it."""
    asked = offer.withdraw(work, lead, f"{owners.name_of(work, who)} forced another owner")
    told = [lead.owner_id, lead.covered_for_id, asked.owner_id if asked is not None else None]
    for handed in lead.handoffs:
        if handed.state is HandoffState.PENDING:
            work.move(handed, HandoffState.WITHDRAWN, reason="forced", due_at=None, answered_at=work.now)
            told.append(handed.receiver_id)
    clear(work, lead, DeadlineKind.FIRST_OFFER, DeadlineKind.NEXT_OFFER, DeadlineKind.WHO_ANSWERED)
    why = f"{owners.name_of(work, who)} gave it to {owners.name_of(work, owner_id)}: {reason}."
    key = f"forced-over/{work.now:%Y%m%dT%H%M%S}"
    if lead.state is LeadState.OWNED:
        work.move(
            lead, LeadState.OWNED, owner_id=owner_id, accountable_id=owner_id,
            covered_for_id=None, covered_since=None,
        )  # fmt: skip
        work.note(lead, "forced", who=who, why=why)
    else:
        own(work, lead, owner_id, LeadState.OWNED, who=who, why=why)
    lead.accepted_at = work.now
    offer.await_an_answer(work, lead)
    offer.free_the_waiting(work)
    if lead.turn is Turn.US:
        covering.stand_in(work, lead)
    for former in dict.fromkeys(told):
        if former is not None and former not in (owner_id, lead.owner_id):
            revoke_tokens(work, lead, former)
            notices.over(work, lead, former, key=key, why=why)


def tell(work: Work, lead: Lead, owner_id: str, *, who: str, reason: str) -> None:
    """The one mail to the new owner: it is theirs, what is next, and the first answer where it is owed."""
    assert lead.due_at is not None
    words = draft.first_answer(work, lead, owner_id)
    why = f"{owners.name_of(work, who)} gave it to you: {reason}."
    due = notices.when(work, lead.due_at, owner_id)
    values = {
        "next": {"action": lead.next_action or "", "due": due},
        "why": why,
        "draft": draft.shown(words),
    }
    key = f"forced/{work.now:%Y%m%dT%H%M%S}"
    notices.tell(work, lead, owner_id, "forced", kind="assigned", key=key, values=values, draft=words)
