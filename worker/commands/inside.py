"""`waiting: <who, for what>`: somebody in the house owes us something first (rules, section 4)."""

from __future__ import annotations

from worker.cadence import commitment, inside
from worker.commands.rights import not_theirs_yet
from worker.commands.said import Answer, Said, refuse, when
from worker.leads import owners
from worker.store.models import Lead
from worker.store.work import Work

EXAMPLES = ("waiting: Max, the price", "waiting: the workshop, a delivery date")


def waiting(work: Work, said: Said, lead: Lead) -> Answer:
    """Nothing goes to the customer meanwhile, and the owner is reminded every two business days."""
    if not said.rest:
        return refuse("Who owes you what?", *EXAMPLES)
    refused = not_theirs_yet(work, said, lead, f"waiting: {said.rest}")
    if refused is not None:
        return refused
    debt = inside.read(said.rest)
    if not debt.who:
        return refuse("Who owes you that?", *EXAMPLES)
    commitment.forget(lead)
    why = f"{owners.name_of(work, said.owner_id)} waits for {debt.line}."
    again = inside.wait_for(work, lead, debt, who=said.owner_id, why=why)
    text = f"{lead.ref} waits for {debt.line}. You are reminded {when(work, again, said.owner_id)}."
    if lead.answer_due_at is None:
        return Answer(text)
    due = when(work, lead.answer_due_at, said.owner_id)
    return Answer(f"{text} {lead.name} still waits for an answer, due {due}: `later Thu 12:00` tells them.")
