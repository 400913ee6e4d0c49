"""What cannot be told (rules, section 6, points 1, 3 and 4); nothing here is acknowledged or offered.

On a known lead it is a message there, from one of us it gets a sentence back, else a person reads it.
"""

from __future__ import annotations

from sqlalchemy import select

from worker.cadence import notices
from worker.commands import answering, authenticate
from worker.ingest import persons
from worker.ingest.context import Context
from worker.ingest.place import Case, place
from worker.leads import next_action, owners
from worker.leads.deadlines import clear
from worker.leads.lead import due_tomorrow, own, say_next
from worker.mail.threads import thread_ids
from worker.outbox.colleague import tell_colleague
from worker.states import DeadlineKind, LeadState, Turn
from worker.store.models import InboundEmail, Lead, OutboxEmail
from worker.store.work import Work


def unsure(work: Work, mail: InboundEmail, context: Context) -> str:
    """Keep the mail where a person will read it."""
    foreign = authenticate.foreign(work, mail, context.parsed)
    if foreign is not None:
        answering.not_believed(work, mail, context.parsed, foreign)
    if context.owner_id is not None:
        if foreign is None:
            answering.which_lead(work, context.parsed)
        return f"{owners.name_of(work, context.owner_id)} was told so."
    if foreign is not None and foreign.lead is None:
        # A list, or an introduction, in other hands.
        return f"{owners.name_of(work, foreign.token.owner_id)} was told; nothing was changed by it."
    told = foreign.lead if foreign else _lead_of_owner_mail(work, context)
    if told is not None:
        # An owner's mail in other hands opens no door: no contact, no round, nothing changes.
        return _on_lead(work, mail, context, told, contact=False)
    if context.known.is_us(context.parsed.sender.email):
        return _from_a_colleague(work, mail, context)
    where = place(work, mail, context.said, context.known)
    if where.case is Case.IGNORED:
        return where.why
    if where.case is Case.JOINED and where.lead is not None:
        return _on_lead(work, mail, context, where.lead, contact=True)
    return _to_read(work, mail, context, where.lead)


def _from_a_colleague(work: Work, mail: InboundEmail, context: Context) -> str:
    """From our own domain, but from no owner: never an inquiry, and told so in one sentence."""
    sender = context.parsed.sender
    # Our own inboxes are told nothing: that would be talking to ourselves.
    if not sender or context.known.is_inbox(sender.email):
        return "From our own address: kept."
    why = "Only an owner's answer counts, and nobody has read yours: forward a mail and it is a lead"
    tell_colleague(work, mail.inbox, sender, answers=context.parsed.message_id, why=why)
    return "From our own domain, but from no owner: kept, and they were told so."


def _on_lead(work: Work, mail: InboundEmail, context: Context, lead: Lead, *, contact: bool) -> str:
    """A message on the lead, shown to whoever has it; what it asks for is for them to say."""
    mail.lead_id = lead.id
    persons.keep_message(work, lead, mail, context.said, medium="mail" if contact else "note")
    work.note(lead, "unsure", why=context.opinion.reason)
    reader = notices.reader(work, lead)
    if lead.state is not LeadState.CLOSED and reader is not None:
        notices.customer_wrote(
            work,
            lead,
            key=f"unsure/{mail.raw_hash}",
            writer=context.said.sender.email,
            text=context.said.new_text,
            files=[file.name for file in context.said.attachments],
            wrote_at=mail.arrived_at,
            why=f"{context.opinion.reason} Nothing was changed by it.",
            due=None,
            words="",
            to=reader,
        )
    return f"Kept on {lead.ref}."


def _lead_of_owner_mail(work: Work, context: Context) -> Lead | None:
    """The lead of the mail to an owner that this one answers without its token."""
    ids = thread_ids(context.parsed.in_reply_to, context.parsed.references)
    rows = select(OutboxEmail.lead_id).where(
        OutboxEmail.message_id.in_(ids), OutboxEmail.audience == "owner", OutboxEmail.lead_id.is_not(None)
    )
    lead_id = work.session.scalar(rows.order_by(OutboxEmail.id.desc()).limit(1))
    return None if lead_id is None else work.session.get(Lead, lead_id)


def _to_read(work: Work, mail: InboundEmail, context: Context, earlier: Lead | None) -> str:
    """From outside: a lead at the fallback, who reads it; it stands in the list of the morning mail."""
    lead = persons.open_lead(work, mail, context, linked=earlier)
    fallback = owners.fallback(work)
    own(work, lead, fallback, LeadState.ESCALATED, who="keepwarm", why=context.opinion.reason)
    say_next(work, lead, next_action.read_and_say(), due_tomorrow(work), turn=Turn.US)
    # It stands in the review of every morning, and at most one mail a day tells of it.
    clear(work, lead, DeadlineKind.ACTION_REMINDER)
    return f"{owners.name_of(work, fallback)} is to read it."
