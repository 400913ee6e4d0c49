"""What cannot be told (rules, section 6, points 1, 3 and 4); nothing here is acknowledged or offered.

On a known lead it is a message there, from one of us it gets a sentence back, else a person reads it.
"""

from __future__ import annotations

from worker.cadence import notices
from worker.commands import authenticate
from worker.ingest import persons
from worker.ingest.context import Context
from worker.ingest.place import Case, place
from worker.leads import next_action, owners
from worker.leads.lead import due_tomorrow, own, say_next
from worker.outbox.compose import owe_owner
from worker.states import LeadState, Turn
from worker.store.models import InboundEmail, Lead
from worker.store.work import Work


def unsure(work: Work, mail: InboundEmail, context: Context) -> str:
    """Keep the mail where a person will read it."""
    foreign = authenticate.foreign(work, mail, context.parsed)
    if foreign is not None and foreign.lead is not None and foreign.owner_id is None:
        return _on_lead(work, mail, context, foreign.lead, note=True)
    if context.known.is_us(context.parsed.sender.email):
        return _ask_which_lead(work, mail, context, foreign.lead if foreign else None)
    where = place(work, mail, context.said, context.known)
    if where.case is Case.IGNORED:
        return where.why
    if where.lead is not None and where.case is not Case.LINKED:
        return _on_lead(work, mail, context, where.lead)
    if context.known.answers_owner_mail:
        return "It answers a mail to one of us; nothing changes."
    return _to_read(work, mail, context)


def _on_lead(work: Work, mail: InboundEmail, context: Context, lead: Lead, *, note: bool = False) -> str:
    """A message on the lead, shown to whoever has it; what it asks for is for them to say."""
    mail.lead_id = lead.id
    persons.keep_message(work, lead, mail, context.said, medium="note" if note else "mail")
    work.note(lead, "unsure", why=context.opinion.reason)
    reader = notices.reader(work, lead)
    if lead.state is not LeadState.CLOSED and reader is not None:
        notices.customer_wrote(
            work,
            lead,
            key=f"unsure/{mail.raw_hash}",
            text=context.said.new_text,
            files=[file.name for file in context.said.attachments],
            wrote_at=mail.arrived_at,
            why=f"{context.opinion.reason} Nothing was changed by it.",
            due=None,
            words="",
            to=reader,
        )
    return f"Kept on {lead.ref}."


def _ask_which_lead(work: Work, mail: InboundEmail, context: Context, lead: Lead | None) -> str:
    """One of us, with nobody behind it: one sentence back, never silence."""
    owner_id = context.owner_id
    if owner_id is None:
        return "From our own domain, but from no owner: kept."
    mail.lead_id = lead.id if lead else None
    owners.sign_of_life(work, owner_id, mail.arrived_at)
    values = {"subject": "", "hint": lead.ref if lead else "L-142", "why": ""}
    owe_owner(
        work, owner_id, "not_understood", kind="command", key=f"which-lead/{mail.raw_hash}", values=values
    )
    return f"{owners.name_of(work, owner_id)} was told how to name the lead."


def _to_read(work: Work, mail: InboundEmail, context: Context) -> str:
    """From outside: a lead at the fallback, who reads it; it stands in the list of the morning mail."""
    lead = persons.open_lead(work, mail, context)
    fallback = owners.fallback(work)
    own(work, lead, fallback, LeadState.ESCALATED, who="keepwarm", why=context.opinion.reason)
    say_next(work, lead, next_action.read_and_say(), due_tomorrow(work), turn=Turn.US)
    return f"{owners.name_of(work, fallback)} is to read it."
