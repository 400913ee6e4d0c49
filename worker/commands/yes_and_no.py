"""Answers to an offer or a question: accept, decline, not me, offer (rules, section 2)."""

from __future__ import annotations

import re

from worker.cadence.waiting import wait_for_customer
from worker.commands import handing
from worker.commands.committing import commit
from worker.commands.rights import offered_to, take
from worker.commands.said import Answer, Said, done, refuse, standing, what_is_next, who_is_next
from worker.leads import acceptance, draft, handoff, next_action, offer, owners, rounds
from worker.leads.deadlines import deadline
from worker.leads.escalation import fallback_decides
from worker.leads.lead import due_tomorrow, say_next
from worker.leads.standing_in import covering
from worker.leads.tokens import revoke_tokens
from worker.states import DeadlineKind, LeadState, Turn
from worker.store.models import Draft, Lead
from worker.store.work import Work

# The other words for a no count as busy (rules, section 2).
_REASONS = {
    "conflict": r"conflict|interessenkonflikt|befangen",
    "away": r"away|holiday|vacation|leave|ill|sick|urlaub|krank|abwesend|off\b|out\b",
    "not my area": r"area|region|topic|not mine|not my|far|gebiet|bereich|weit|nicht mein",
}
_NOBODYS = {
    "spam": r"spam|junk|scam",
    "duplicate": r"duplicate|dup\b|double|doppelt|duplikat",
    "not a lead": r"not a lead|no lead|kein lead|keine anfrage",
}


def accept(work: Work, said: Said, lead: Lead) -> Answer:
    """Yes: the lead is theirs, with a next action and a due time; the answer carries the first draft."""
    kept = handing.keep(work, said, lead)
    if kept is not None and lead.state is LeadState.OWNED and not said.rest:
        return kept
    newly, refused = take(work, said, lead, how="said yes")
    if refused is not None:
        return refused
    if newly:
        say_what_is_next(work, lead)
    warning = commit(work, said, lead, said.rest)
    if lead.turn is Turn.US:
        # A yes from a holiday: it is theirs, and whoever stands in does what is next.
        covering.stand_in(work, lead)
    if not newly and not said.rest:
        return done(f"{lead.ref} is yours already. {what_is_next(work, lead, said.owner_id)}")
    text = " ".join(part for part in (standing(work, lead, said.owner_id), warning) if part)
    return Answer(text, draft=first_draft(work, lead, said.owner_id) if newly else None)


def decline(work: Work, said: Said, lead: Lead) -> Answer:
    """No: the next one is asked at once; what is nobody's lead goes to the fallback."""
    asked = offered_to(work, lead, said.owner_id)
    if asked is None:
        return handing.decline(work, said, lead) or _nothing_to_decline(work, said, lead)
    if deadline(lead, DeadlineKind.WHO_ANSWERED) is not None:
        return not_me(work, said, lead)
    nobodys = _named(_NOBODYS, said.rest)
    if nobodys is not None:
        return nobody_should_have_it(work, said, lead, nobodys)
    # The reason may be the word itself: "Sorry, not my area".
    offer.decline(work, asked, reason=_named(_REASONS, said.command.line or said.rest) or "busy")
    return done(f"{lead.ref} passes on. {who_is_next(work, lead)}")


def not_me(work: Work, said: Said, lead: Lead) -> Answer:
    """It was somebody else who answered the customer: the fallback decides."""
    asked = offered_to(work, lead, said.owner_id)
    if asked is None:
        return refuse(f"Nothing is asked of you about {lead.ref} just now.")
    if deadline(lead, DeadlineKind.WHO_ANSWERED) is None:
        return decline(work, said, lead)
    # No further offer: the customer has an answer, only not from whom (rules, section 2).
    acceptance.somebody_answered(work, lead)
    return done(f"Thank you. {owners.name_of(work, lead.owner_id)} decides who takes {lead.name}.")


def put_up(work: Work, said: Said, lead: Lead) -> Answer:
    """Offer the lead to the team, in a new round."""
    if lead.state is LeadState.OFFERED:
        return refuse(f"{lead.ref} is being offered already. {who_is_next(work, lead)}")
    former = lead.owner_id
    name = owners.name_of(work, said.owner_id)
    handoff.withdraw(work, lead, why=f"{name} put it up for offer")
    offer.put_up(work, lead, who=said.owner_id, why=f"{name} put it up for offer.")
    say_what_is_next(work, lead)
    if former is not None and lead.owner_id != former and offered_to(work, lead, former) is None:
        revoke_tokens(work, lead, former)
    return Answer(f"{lead.ref} is put up for offer. {who_is_next(work, lead)}")


def nobody_should_have_it(work: Work, said: Said, lead: Lead, what: str) -> Answer:
    """An offeree says it is spam, a duplicate or no lead: not theirs to close, the fallback decides."""
    name = owners.name_of(work, said.owner_id)
    offer.withdraw(work, lead, f"{name} says: {what}")
    fallback_decides(
        work,
        lead,
        question=f"{name} says {lead.name} is {_with_article(what)}. Is it?",
        why=f"{name} declined: {what}.",
        who=said.owner_id,
    )
    if lead.owner_id == said.owner_id:
        return Answer(standing(work, lead, said.owner_id))
    return done(f"{owners.name_of(work, lead.owner_id)} decides what becomes of {lead.ref}.")


def first_draft(work: Work, lead: Lead, owner_id: str) -> Draft | None:
    """Return the first answer in this owner's name, as their offer showed it; None once it was given."""
    if lead.first_response_at is not None:
        return None
    shown = draft.open_draft(lead)
    if shown is not None and shown.written_for == owner_id:
        return shown
    return draft.first(work, lead, owner_id)


def say_what_is_next(work: Work, lead: Lead) -> None:
    """The question who takes it is answered: now the customer is next."""
    settled = (
        next_action.decide_who_takes(lead.name),
        next_action.find_out_who_answered(lead.name),
        next_action.read_and_say(),
    )
    if lead.next_action not in settled:
        return
    if lead.turn is Turn.CUSTOMER:
        wait_for_customer(work, lead)
    elif lead.first_response_at is None:
        rounds.open_round(work, lead, work.now, action=next_action.answer(lead.name, lead.asked))
    else:
        say_next(work, lead, next_action.decide_next_step(lead.name), due_tomorrow(work), turn=Turn.US)


def _nothing_to_decline(work: Work, said: Said, lead: Lead) -> Answer:
    if lead.owner_id == said.owner_id:
        return refuse(
            f"{lead.ref} is yours, and a no only passes an offer on.",
            "offer",
            "close: <reason>",
            "snooze Fri",
        )
    if lead.state is LeadState.OFFERED:
        return done(f"{lead.ref} went on already. {who_is_next(work, lead)}")
    return done(f"{lead.ref} went on already: {acceptance.taken_words(work, lead)}.")


def _named(kinds: dict[str, str], words: str) -> str | None:
    return next(
        (kind for kind, pattern in kinds.items() if re.search(rf"\b(?:{pattern})", words, re.I)), None
    )


def _with_article(what: str) -> str:
    return {"duplicate": "a duplicate"}.get(what, what)
