"""Somebody outside speaks: an inquiry, a form, a forward or an answer (rules, section 6, the table).

Whether it opens a lead, joins one or opens one again is a matter of who they are and what became of their
last lead, not of the verdict.
"""

from __future__ import annotations

from collections.abc import Callable

from worker.cadence import enrollment, joining, notices, replies
from worker.cadence.enrollment import Hold
from worker.ingest import awaiting, persons, threads
from worker.ingest.context import Context
from worker.ingest.place import Case, Place, place
from worker.ingest.routes import ours
from worker.leads import linking, missing, next_action, offer, owners, rounds, snapshot
from worker.leads.lead import due_tomorrow, say_next
from worker.leads.people import is_customer, person_of, writes_from
from worker.outbox import acquainted
from worker.outbox.acknowledgement import acknowledge
from worker.states import LeadState, RunState, Turn
from worker.store import standard
from worker.store.models import InboundEmail, Lead
from worker.store.work import Work

Route = Callable[[Work, InboundEmail, Context, Place], str]


def somebody_speaks(work: Work, mail: InboundEmail, context: Context) -> str:
    """Find where the mail belongs and do what that case asks for; return why it is that case."""
    where = place(work, mail, context.said, context.known)
    before = snapshot.take(work, where.lead) if where.lead is not None and where.case in JOINING else None
    done = CASES[where.case](work, mail, context, where)
    if where.lead is not None and before is not None:
        learned = where.by_thread and _writes_from_here_too(work, where.lead, context)
        joining.note_join(work, where.lead, mail, before, by_thread=where.by_thread, learned=learned)
    return " ".join(filter(None, (where.why, done)))


def _writes_from_here_too(work: Work, lead: Lead, context: Context) -> bool:
    """Learn that a person writes from one more address: it answers us, under their own name."""
    sender = context.said.sender
    named = persons.name_of(context.said)
    if not sender.email or not named or named != lead.person.name or person_of(work, sender.email):
        return False
    writes_from(work, lead.person, sender.email)
    work.note(lead, "alias", why=f"{lead.name} writes from {sender.email} too.")
    return True


def open_new(work: Work, mail: InboundEmail, context: Context, _where: Place) -> str:
    """Nobody we know by a lead: a lead, offered first to whoever of us wrote to them last."""
    lead = persons.open_lead(work, mail, context)
    _ask_who_wrote_to_them(work, lead, context)
    return begin(work, lead, mail, context)


def open_linked(work: Work, mail: InboundEmail, context: Context, where: Place) -> str:
    """A lead of its own beside another one, offered first to that one's owner."""
    other = where.lead
    assert other is not None, "a linked place names its lead"
    lead = persons.open_lead(work, mail, context, linked=other)
    work.note(lead, "linked", why=where.why)
    work.note(other, "linked", why=f"{lead.name} wrote: {lead.ref} is a lead of its own beside this one.")
    if where.stranger:
        why = "It comes from somebody else, so nothing changes here; there is nothing to answer."
        question = f"{lead.name} ({lead.address}) wrote in the thread of {other.name}: new lead {lead.ref}."
        notices.ask(work, other, key=f"stranger/{mail.raw_hash}", question=question, why=why)
        _ask_who_wrote_to_them(work, lead, context)
        return begin(work, lead, mail, context)
    offer.ask_first(lead, other.owner_id, linking.how_known(other, lead))
    if other.state is not LeadState.CLOSED:
        _let_its_owner_decide(work, other, lead)
    return begin(work, lead, mail, context)


def _ask_who_wrote_to_them(work: Work, lead: Lead, context: Context) -> None:
    written = acquainted.lately(work, context.said.sender.email)
    if written is not None:
        offer.ask_first(lead, written.owner_id, "wrote to them last")


def _let_its_owner_decide(work: Work, other: Lead, lead: Lead) -> None:
    """A colleague of their customer wrote: a running follow-up waits; what waits or is owed stays."""
    run = enrollment.current(work, other)
    if run is None or run.state is not RunState.RUNNING or other.turn is not Turn.CUSTOMER:
        return
    until = due_tomorrow(work, work.settings.cadence.colleague_days)
    why = f"{lead.name} of the same company wrote ({lead.ref}): its owner decides."
    enrollment.hold(work, other, Hold.COLLEAGUE, until, why=why)
    say_next(work, other, next_action.decide_next_step(other.name), due_tomorrow(work), turn=Turn.US)


def join(work: Work, mail: InboundEmail, context: Context, where: Place) -> str:
    """One more message on a live lead: its owner is told and a response round opens."""
    lead = where.lead
    assert lead is not None, "a joined place names its lead"
    mail.lead_id = lead.id
    if is_customer(lead):
        # No cadence for somebody who has bought.
        lead.after_answer = {"run": False}
    threads.remember(lead, context.said)
    replies.customer_wrote(work, lead, mail, context.said)
    return ""


def customer_again(work: Work, mail: InboundEmail, context: Context, where: Place) -> str:
    """A lead that was won: its owner answers; no offer, no acknowledgement, no cadence."""
    lead = where.lead
    assert lead is not None, "a won place names its lead"
    owner_id = lead.owner_id if lead.owner_id and owners.is_active(work, lead.owner_id) else None
    state = LeadState.OWNED if owner_id else LeadState.ESCALATED
    revive(work, lead, mail, context, state, owner_id or owners.fallback(work))
    return join(work, mail, context, where)


def reopen(work: Work, mail: InboundEmail, context: Context, where: Place) -> str:
    """Closed not long ago: opened again and offered, first to whoever owned it."""
    lead = where.lead
    assert lead is not None, "a reopened place names its lead"
    offer.ask_first(lead, lead.owner_id, "had it before")
    revive(work, lead, mail, context, LeadState.OFFERED, None)
    lead.round += 1
    lead.asked, lead.passed_on = persons.asked(context.said), False
    mail.lead_id = lead.id
    threads.remember(lead, context.said)
    persons.keep_message(work, lead, mail, context.said)
    return begin(work, lead, mail, context)


def keep(_work: Work, mail: InboundEmail, _context: Context, where: Place) -> str:
    """Said to be no lead: stored, never acknowledged or offered again."""
    mail.lead_id = where.lead.id if where.lead else None
    return "Kept, and nobody is asked to answer."


def revive(
    work: Work, lead: Lead, mail: InboundEmail, context: Context, state: LeadState, owner_id: str | None
) -> None:
    """Make a closed lead live again because the customer wrote."""
    missing.go_on_in(work, lead, mail.inbox)
    work.move(
        lead,
        state,
        owner_id=owner_id,
        accountable_id=owner_id or owners.fallback(work),
        turn=Turn.US,
        next_action=next_action.answer(lead.name, persons.asked(context.said)),
        due_at=due_tomorrow(work),
        closed_at=None,
        close_proposed=None,
        reopened=lead.reopened + 1,
    )
    work.note(lead, "reopened", who="customer", why=f"{lead.name} wrote again after {lead.close_reason}.")


def begin(work: Work, lead: Lead, mail: InboundEmail, context: Context) -> str:
    """Owe an answer; unless one of us gave it already, acknowledge the mail and find the lead's owner."""
    rounds.open_target(work, lead, mail.arrived_at, standard.team(work).first_response)
    assert lead.answer_due_at is not None
    lead.due_at = lead.answer_due_at
    waiting = awaiting.contacts_for(work, context.parsed.message_id, context.said.message_id)
    answered = [ours.apply(work, contact, lead) for contact in waiting]
    if any(answered):
        return "One of us had answered already."
    # Acknowledged before it is offered: the offer says what the customer was told.
    told = acknowledge(work, lead, mail, context.parsed, calendar=owners.team_time(work))
    offer.begin(work, lead)
    return told


JOINING = (Case.JOINED, Case.WON, Case.REOPENED)
CASES: dict[Case, Route] = {
    Case.NEW: open_new,
    Case.JOINED: join,
    Case.WON: customer_again,
    Case.REOPENED: reopen,
    Case.LINKED: open_linked,
    Case.IGNORED: keep,
}
