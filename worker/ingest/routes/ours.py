"""One of us speaks: a command to us, a mail to the customer, or a mail of our own making.

What an owner writes to the customer by hand counts like what goes through us (rules, sections 2 to 4).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from worker.cadence import contact as cadence
from worker.cadence import notices
from worker.cadence.outcomes import Outcomes
from worker.commands import authenticate, reply
from worker.ingest import awaiting, threads
from worker.ingest.context import Context
from worker.ingest.conversation import SENT, believed, our_mail
from worker.ingest.place import OURS, addresses_of, thread_leads
from worker.ingest.rules.known import Known
from worker.ingest.team import owner_among, us
from worker.leads import acceptance, owners
from worker.leads.people import leads_of, person_of
from worker.mail.addresses import same_company
from worker.mail.headers import read_addresses
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse
from worker.outbox import acquainted, ending, evidence
from worker.states import LeadState, OutboxState
from worker.store.models import InboundEmail, Lead, Message, OutboxEmail
from worker.store.work import Work

SHARED = "shared address"


def command(work: Work, mail: InboundEmail, context: Context) -> str:
    """An owner answers us: what they say is done, and answered."""
    speaker = authenticate.speaker(work, mail, context.parsed)
    if speaker is not None and speaker.lead is not None:
        mail.lead_id = speaker.lead.id
    reply.obey(work, mail, context.parsed, speaker)
    return ""


def contact(work: Work, mail: InboundEmail, context: Context) -> str:
    """One of us wrote to somebody outside: counted on their lead, or remembered until there is one."""
    outside = recipients_outside(context.parsed, context.known)
    if believed(work, mail, context.parsed):
        who = writer(context.parsed, context.known)
        for address in outside:
            acquainted.note_written(work, address, mail.arrived_at, who if who != SHARED else None)
    leads = leads_written_to(work, context.parsed, outside)
    for lead in leads:
        if not reached(work, mail, context.parsed, context.known, lead):
            return "It is not vouched for, so whoever is accountable is asked."
    if leads or not outside:
        return ""
    if awaiting.wait(work, mail, context.parsed):
        return "It answers a mail that no lead knows."
    return "No lead of theirs is known."


def apply(work: Work, mail: InboundEmail, lead: Lead) -> bool:
    """The customer's mail is here now: count the contact that waited for it. False: it is not believed."""
    assert mail.raw is not None, "a judged mail has its bytes"
    awaiting.found(work, mail)
    return reached(work, mail, parse(mail.raw), us(work.settings), lead)


def loop(work: Work, mail: InboundEmail, context: Context) -> str:
    """Our own mail came back, or lies in Sent: evidence that it went, and nothing else."""
    own = our_mail(work, mail, context.parsed)
    if own is None:
        return ""
    mail.lead_id = own.lead_id
    if mail.role == SENT:
        _it_went(work, own)
    lead = work.session.get(Lead, own.lead_id) if own.lead_id else None
    if lead is not None and own.audience == "customer" and context.parsed.message_id:
        # A provider gave it another Message-ID: the customer's answer will name that one.
        _also_ours(lead, context.parsed)
    return ""


def reached(work: Work, mail: InboundEmail, parsed: ParsedEmail, known: Known, lead: Lead) -> bool:
    """Count one mail of ours by hand on the lead; False when it is not believed and a person is asked."""
    mail.lead_id = lead.id
    who = writer(parsed, known)
    if who == SHARED and mail.role == SENT and evidence.built_here(work, parsed):
        # It went through us after the backup that was put back: in whose name, its From still says.
        names = {owner.name: owner.id for owner in work.settings.owners}
        who = names.get(parsed.sender.name, SHARED)
    if not believed(work, mail, parsed):
        _ask_whether(work, lead, mail, who)
        return False
    at = min(mail.internal_at, mail.arrived_at)
    takes_in = max(at, _answered_at(work, lead, parsed) or at)
    answers = lead.answer_asked_at is None or takes_in >= lead.answer_asked_at
    known_owner = owners.is_active(work, who)
    if answers and known_owner:
        acceptance.answered_customer(work, lead, who, at=at)
    cadence.we_wrote(
        work,
        lead,
        at=at,
        who=who,
        text=parsed.new_text,
        by_hand=True,
        elsewhere=_answers_elsewhere(parsed, known),
        knows_until=takes_in,
        message_id=parsed.message_id or None,
        inbound_id=mail.id,
    )
    if parsed.message_id:
        _also_ours(lead, parsed)
    if answers and not known_owner and lead.state is not LeadState.CLOSED:
        acceptance.answered_by_somebody(work, lead, at)
    return True


def writer(parsed: ParsedEmail, known: Known) -> str:
    """Who of us wrote: an owner named in From, Sender or Reply-To, else the shared address."""
    senders = read_addresses(list(parsed.headers.all("sender")))
    return owner_among(known, (parsed.sender, *senders, *parsed.reply_to)) or SHARED


def recipients_outside(parsed: ParsedEmail, known: Known) -> list[str]:
    """Everybody in To, Cc and Bcc who is none of us."""
    hidden = read_addresses(list(parsed.headers.all("bcc")))
    addresses = [address.email for address in (*parsed.recipients, *hidden)]
    return [address for address in dict.fromkeys(addresses) if address and not known.is_us(address)]


def leads_written_to(work: Work, parsed: ParsedEmail, outside: list[str]) -> list[Lead]:
    """The leads this mail is a contact on: of the threads it names, then of the persons it went to."""
    found: dict[int, Lead] = {}
    for thread, lead in thread_leads(work, parsed):
        theirs = addresses_of(work, lead) | set(thread.participants)
        if any(one in theirs or any(same_company(one, other) for other in theirs) for one in outside):
            found.setdefault(lead.person_id, lead)
    for address in outside:
        person = person_of(work, address)
        leads = [] if person is None or person.id in found else leads_of(person)
        live = [lead for lead in leads if lead.state is not LeadState.CLOSED]
        for lead in (live or leads)[:1]:
            found[lead.person_id] = lead
    return list(found.values())


def _it_went(work: Work, own: OutboxEmail) -> None:
    """A copy in Sent says so; of a mail in doubt the server itself is asked once more."""
    if own.state is OutboxState.IN_DOUBT:
        own.due_at = work.now
        work.wake("outbox")
    elif own.state is OutboxState.QUEUED and (at := evidence.went_at(work, own)) is not None:
        ending.went_before(work, own, at, Outcomes())


def _answers_elsewhere(parsed: ParsedEmail, known: Known) -> bool:
    """Whether the customer's answer may go to a mailbox that we do not read."""
    answers_go_to = parsed.reply_to or (parsed.sender,)
    return not any(known.is_inbox(address.email) for address in answers_go_to)


def _answered_at(work: Work, lead: Lead, parsed: ParsedEmail) -> datetime | None:
    """When the message of theirs that this mail answers arrived; None when it names none."""
    rows = select(Message.at).where(
        Message.lead_id == lead.id, Message.direction == "in", Message.message_id.in_(parsed.in_reply_to)
    )
    return work.session.scalar(rows.order_by(Message.at.desc()).limit(1))


def _also_ours(lead: Lead, parsed: ParsedEmail) -> None:
    """Answers to this mail of ours will name its id."""
    named = (parsed.sender, *parsed.recipients)
    threads.keep_id(lead, parsed.message_id, side=OURS, named=named)


def _ask_whether(work: Work, lead: Lead, mail: InboundEmail, who: str) -> None:
    name = owners.name_of(work, who) if who != SHARED else "the shared address"
    notices.ask(
        work,
        lead,
        key=f"whether/{mail.raw_hash}",
        question=f"A mail to {lead.name} came in copy, in the name of {name}. Did one of us write it?",
        choices=(("sent", "yes, count it"), ("note: not ours", "no")),
        why="The receiving server does not vouch for its sender, so nothing was counted.",
    )
