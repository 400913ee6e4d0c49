"""Who may say what about a lead: its owner, the accountable person, and whoever it is offered to.

Everybody else is told who has it. Acting for the customer on a lead that is offered to oneself is a yes
(rules, section 2).
"""

from __future__ import annotations

from worker.cadence import enrollment
from worker.commands.said import Answer, Said, refuse, when
from worker.leads import acceptance, handoff, offer, owners
from worker.states import LeadState, OfferState
from worker.store.models import Lead, Offer
from worker.store.work import Work


def may_act(work: Work, lead: Lead, owner_id: str) -> bool:
    """Whether the lead is this person's to decide on, at least as the one it is offered to."""
    return owner_id in (lead.owner_id, lead.accountable_id) or offered_to(work, lead, owner_id) is not None


def offered_to(work: Work, lead: Lead, owner_id: str) -> Offer | None:
    """Return the pending offer of the lead to this owner, or None."""
    found = offer.pending(lead)
    return found if found is not None and found.owner_id == owner_id else None


def who_has_it(work: Work, lead: Lead, owner_id: str) -> Answer:
    """Tell somebody whose lead it is not who has it, or whom it is offered to."""
    if lead.state is LeadState.CLOSED:
        return refuse(f"{lead.ref} is closed ({lead.close_reason}).")
    handed = handoff.pending_to(lead, owner_id)
    if handed is not None:
        giver = owners.name_of(work, lead.owner_id)
        return refuse(f"{giver} hands it to you. Take it first, then say the rest.", "ok", "no: <why>")
    if lead.owner_id is not None:
        return refuse(f"{acceptance.taken_words(work, lead)}, so nothing was changed.")
    asked = offer.pending(lead)
    if asked is None or asked.state is not OfferState.PENDING:
        return refuse(f"{lead.ref} is not yours; it waits for the next offer.")
    until = f" until {when(work, asked.expires_at, owner_id)}" if asked.expires_at else ""
    return refuse(f"{lead.ref} is offered to {owners.name_of(work, asked.owner_id)}{until}.")


def take(work: Work, said: Said, lead: Lead, *, how: str) -> tuple[bool, Answer | None]:
    """Make the lead theirs by what they do; return whether it newly is, and the refusal if it cannot be."""
    handed = handoff.pending(lead)
    outcome = acceptance.accept(work, lead, said.owner_id, at=said.at, how=how)
    if handed is not None and handoff.pending(lead) is None:
        enrollment.somebody_has_it(work, lead)
    if outcome.theirs:
        return outcome.result == "accepted", None
    return False, refuse(outcome.sentence)


def not_theirs_yet(work: Work, said: Said, lead: Lead, word: str) -> Answer | None:
    """Refuse what only an owner may decide on a lead that nobody has yet: `ok` first."""
    if lead.owner_id is not None:
        return None
    asked = offered_to(work, lead, said.owner_id)
    until = f" until {when(work, asked.expires_at, said.owner_id)}" if asked and asked.expires_at else ""
    yours = f"It is offered to you{until}" if asked else "Nobody has it yet"
    return refuse(f"{yours}. Take it first, then say the rest.", f"ok, {word}", "no")
