"""The same person again: lead, split, merge, unmerge (rules, section 6)."""

from __future__ import annotations

import re

from sqlalchemy import select

from worker.cadence import joining, merging
from worker.commands.rights import may_act
from worker.commands.said import Answer, Said, done, refuse, standing, what_is_next
from worker.commands.yes_and_no import put_up
from worker.leads import draft, missing, next_action, notices, offer, owners, rounds
from worker.leads.lead import due_tomorrow, find, own, say_next
from worker.leads.people import is_customer
from worker.leads.unheard import take_in
from worker.outbox.suppression import lift, suppression
from worker.states import LeadState, Turn
from worker.store.models import Join, Lead, Message
from worker.store.work import Work

_REF = re.compile(r"\bL-\d+\b", re.IGNORECASE)


def split(work: Work, said: Said, lead: Lead) -> Answer:
    """`split`: what they wrote last besides is a second lead with the same owner."""
    joins = joining.last_matter(work, lead)
    if not joins:
        why = f"{lead.name} wrote about one thing only in {lead.ref}, so there is nothing to split."
        return refuse(why, "note: <text>")
    return _second_lead(work, said, lead, joins)


def lead_(work: Work, said: Said, lead: Lead) -> Answer:
    """`lead`: what was closed or no lead is one after all; what a won customer wrote is a new one."""
    if not _may_call_it_a_lead(work, said, lead):
        return refuse(
            f"{lead.ref} was {owners.name_of(work, lead.owner_id)}'s; they, or an admin, can say so."
        )
    merged = _merged_away(work, lead)
    if merged is not None:
        into = work.session.get_one(Lead, merged.lead_id)
        return refuse(f"{lead.ref} is part of {into.ref}.", "unmerge")
    if lead.opted_out:
        if not said.rest:
            why = f"{lead.name} asked us to stop. Only a reason lifts that."
            return refuse(why, "lead: she asked for the price list by phone")
        _lift_opt_out(work, said, lead)
    if lead.state is LeadState.CLOSED:
        return _after_all(work, said, lead)
    joins = joining.last_matter(work, lead)
    if is_customer(lead) and joins:
        return _second_lead(work, said, lead, joins)
    if lead.state is LeadState.ESCALATED:
        return put_up(work, said, lead)
    if said.rest:
        return done(
            f"{lead.name} may be followed up again: {said.rest}. {what_is_next(work, lead, said.owner_id)}"
        )
    return refuse(f"{lead.ref} is a lead already. {what_is_next(work, lead, said.owner_id)}")


def merge(work: Work, said: Said, lead: Lead) -> Answer:
    """`merge L-12`: the two are one; of one that is theirs and one that nobody has, theirs stays."""
    named = _REF.search(said.rest)
    other = find(work, named[0]) if named else None
    if other is None or other is lead:
        return refuse(f"Which lead is part of {lead.ref}?", "merge L-12")
    if lead.owner_id is None and other.owner_id == said.owner_id and other.state is not LeadState.CLOSED:
        lead, other = other, lead
    why = _why_not_merged(work, said, lead, other)
    if why is not None:
        return refuse(why, f"who {other.name}")
    asked = offer.pending(other)
    merging.merge(work, lead, other, who=said.owner_id)
    if asked is not None and asked.owner_id != said.owner_id:
        name = owners.name_of(work, said.owner_id)
        why = f"{other.ref} is part of {lead.ref} now, which {name} has"
        notices.over(work, lead, asked.owner_id, key=f"merged/{other.ref}", why=why)
    differs = lead.address and other.address not in ("", lead.address)
    reaches = f" An answer goes to {lead.name} at {lead.address}." if differs else ""
    return Answer(
        f"{other.ref} is part of {lead.ref} now. {what_is_next(work, lead, said.owner_id)}{reaches}"
    )


def unmerge(work: Work, said: Said, lead: Lead) -> Answer:
    """`unmerge`: what joined last does not belong there; both are as they were."""
    join = _merged_away(work, lead) or joining.last_join(work, lead)
    if join is None:
        return refuse(f"Nothing was joined to {lead.ref}, so there is nothing to take apart.", "split")
    if join.merged_id is not None:
        stayed = work.session.get_one(Lead, join.lead_id)
        outer = _merged_away(work, stayed)
        if outer is not None:
            # What moved with it lies in a third lead: the last merge is taken apart first.
            into = work.session.get_one(Lead, outer.lead_id)
            return refuse(f"{stayed.ref} is itself part of {into.ref} now.", f"{stayed.ref} unmerge")
        other = merging.apart(work, join, who=said.owner_id)
        return Answer(
            f"{stayed.ref} and {other.ref} are two leads again. "
            f"{stayed.ref}: {what_is_next(work, stayed, said.owner_id)} "
            f"{other.ref}: {what_is_next(work, other, said.owner_id)}"
        )
    new = joining.take_out(work, lead, [join], who=said.owner_id)
    offer.begin(work, new)
    asked = offer.pending(new)
    has_it = asked.owner_id if asked is not None else new.owner_id
    who = f"{owners.name_of(work, has_it)} {'is asked' if asked is not None else 'has it'}" if has_it else ""
    whose = who or "it is offered as soon as somebody is there"
    return Answer(
        f"{lead.ref} is as it was. {what_is_next(work, lead, said.owner_id)} "
        f"What {join.sender or 'they'} wrote is {new.ref} now: {whose}."
    )


def _second_lead(work: Work, said: Said, lead: Lead, joins: list[Join]) -> Answer:
    owner_id, state = lead.owner_id, lead.state
    new = joining.take_out(work, lead, joins, who=said.owner_id)
    if owner_id is None:
        offer.begin(work, new)
        return Answer(f"{new.ref} is a lead of its own now, and offered like {lead.ref}.")
    state = LeadState.ESCALATED if state is LeadState.ESCALATED else LeadState.OWNED
    own(work, new, owner_id, state, who=said.owner_id, why=f"It goes with {lead.ref}.")
    new.accepted_at = work.now if state is LeadState.OWNED else None
    answered = _answered(work, lead, new)
    if answered is not None:
        new.first_response_at = answered.at
        say_next(work, new, next_action.decide_next_step(new.name), due_tomorrow(work), turn=Turn.US)
        return Answer(standing(work, new, owner_id))
    rounds.open_round(work, new, new.arrived_at, action=next_action.answer(new.name, new.asked))
    words = draft.first_answer(work, new, owner_id)
    notices.assigned(work, new, words, why=f"a second matter of {lead.name}, taken out of {lead.ref}")
    return done(f"{new.ref} is a second lead of {lead.name}. {what_is_next(work, new, said.owner_id)}")


def _answered(work: Work, lead: Lead, new: Lead) -> Message | None:
    """Return what we wrote to them after the mail that is a lead of its own now."""
    rows = select(Message).where(
        Message.lead_id == lead.id, Message.direction == "out", Message.at > new.arrived_at
    )
    return work.session.scalar(rows.order_by(Message.at).limit(1))


def _lift_opt_out(work: Work, said: Said, lead: Lead) -> None:
    """A person says, with a reason, that we may write again: to this person, and follow this lead up."""
    for address in {lead.address, *(known.address for known in lead.person.addresses)}:
        if (found := suppression(work, address)) is not None and found.reason == "opted_out":
            lift(work, address)
    lead.opted_out = False
    work.note(lead, "opt-out lifted", who=said.owner_id, why=f"{lead.name} may be written to: {said.rest}")


def _after_all(work: Work, said: Said, lead: Lead) -> Answer:
    """Open it again, for whoever had accepted it, else for the team; what came since is taken in."""
    lead.person.ignored_as = None
    missing.go_on_in(work, lead, work.settings.inboxes[0].name)
    had_it = lead.owner_id == said.owner_id and lead.accepted_at is not None
    work.move(
        lead,
        LeadState.OWNED if had_it else LeadState.OFFERED,
        owner_id=said.owner_id if had_it else None,
        accountable_id=said.owner_id if had_it else owners.fallback(work),
        turn=Turn.US,
        next_action=next_action.answer(lead.name, lead.asked),
        due_at=due_tomorrow(work),
        closed_at=None,
    )
    name = owners.name_of(work, said.owner_id)
    work.note(lead, "reopened", who=said.owner_id, why=f"{name} says it is a lead after all.")
    take_in(work, lead)
    if not had_it:
        lead.round += 1
        offer.begin(work, lead)
        return Answer(f"{lead.ref} is a lead again, and offered to the team.")
    if lead.first_response_at is None:
        rounds.open_round(work, lead, work.now, action=next_action.answer(lead.name, lead.asked))
    else:
        say_next(work, lead, next_action.decide_next_step(lead.name), due_tomorrow(work), turn=Turn.US)
    words = draft.first_answer(work, lead, said.owner_id) if lead.first_response_at is None else None
    return Answer(standing(work, lead, said.owner_id), draft=words)


def _may_call_it_a_lead(work: Work, said: Said, lead: Lead) -> bool:
    if may_act(work, lead, said.owner_id):
        return True
    return said.owner_id in (owners.fallback(work), *work.settings.manager, *work.settings.admins)


def _why_not_merged(work: Work, said: Said, lead: Lead, other: Lead) -> str | None:
    for one in (lead, other):
        if one.state is LeadState.HANDOFF_PENDING:
            return f"{one.ref} is being handed over; wait for the answer, or keep it with `ok`."
    if lead.owner_id != said.owner_id:
        return f"{lead.ref} is not yours yet. Take it first, then say the rest."
    if other.state is not LeadState.CLOSED and other.owner_id not in (None, said.owner_id):
        return (
            f"{owners.name_of(work, other.owner_id)} has {other.ref} and would have to hand it to you first."
        )
    return None


def _merged_away(work: Work, lead: Lead) -> Join | None:
    """Return the merge by which this lead is a part of another one."""
    if lead.state is not LeadState.CLOSED:
        return None
    rows = select(Join).where(Join.merged_id == lead.id, Join.apart_at.is_(None))
    return work.session.scalar(rows.order_by(Join.id.desc()).limit(1))
