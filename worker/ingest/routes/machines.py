"""Machines speak: delivery reports, automatic replies, and what is only kept.

No machine's mail is a contact, a reply, or acknowledged; a bounce of an automatic mail suppresses nobody
(rules, sections 4 and 5).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from worker import hours
from worker.cadence import replies
from worker.ingest.context import Context
from worker.ingest.place import Case, place, thread_leads, writes_as_the_customer
from worker.ingest.rules import auto_reply as automatic
from worker.ingest.rules import bounce as reports
from worker.leads import absence, handoff, offer, owners, rotation
from worker.leads.people import leads_of, person_of
from worker.mail.dates import return_date
from worker.outbox.compose import owe_admins
from worker.states import LeadState, OfferState, OutboxState
from worker.store.models import InboundEmail, Lead, Offer, OutboxEmail
from worker.store.work import Work

REMEMBERED = timedelta(days=5)  # a report without an id is about a mail of these days, or about none of ours


def keep(_work: Work, _mail: InboundEmail, _context: Context) -> str:
    """Kept with its reason, and nothing else."""
    return ""


def bounce(work: Work, mail: InboundEmail, context: Context) -> str:
    """A mail did not arrive: an offer passes on, a customer's run stops, a robot's mail is only noted."""
    report = reports.details(context.parsed)
    assert report is not None, "a bounce has its report"
    failed = _bounced_mail(work, report)
    if failed is None:
        lead = _lead_written_by_hand(work, report)
        if lead is None:
            return "It is about no mail of ours."
        mail.lead_id = lead.id
        _tell_of_bounce(work, lead, report, report.recipient)
        return ""
    mail.lead_id = failed.lead_id
    if failed.audience == "owner":
        return _owner_unreachable(work, failed, report)
    lead = work.session.get(Lead, failed.lead_id) if failed.lead_id else None
    if lead is None or lead.state is LeadState.CLOSED:
        return "Its lead is closed."
    if failed.kind == "acknowledgement":
        work.note(lead, "bounced", why=f"The acknowledgement did not arrive: {context.opinion.reason}")
        return "An automatic mail of ours: nobody is suppressed for it."
    _tell_of_bounce(work, lead, report, failed.recipient)
    return ""


def _tell_of_bounce(work: Work, lead: Lead, report: reports.Bounce, address: str) -> None:
    if report.permanent and report.refuses_us:
        replies.refused(work, lead, address=address, status=report.status)
    else:
        replies.bounced(work, lead, permanent=report.permanent is True, address=address)


def auto_reply(work: Work, mail: InboundEmail, context: Context) -> str:
    """An owner's own absence, a customer's, or a robot's answer that is only logged."""
    if context.owner_id is not None:
        return _owner_away(work, mail, context, context.owner_id)
    lead = _lead_answered(work, mail, context)
    if lead is None:
        return ""
    mail.lead_id = lead.id
    if not automatic.is_absence(context.parsed):
        work.note(lead, "automatic reply", who="customer", why=context.opinion.reason)
        return ""
    if not writes_as_the_customer(work, lead, context.parsed, context.known):
        why = f"{context.parsed.sender.email or 'Somebody'} is away, which is not {lead.name}."
        work.note(lead, "out of office", why=why)
        return why
    replies.out_of_office(work, lead, mail, context.parsed)
    return ""


def _bounced_mail(work: Work, report: reports.Bounce) -> OutboxEmail | None:
    """The mail of ours that failed: by its Message-ID, else the last one to that recipient."""
    if report.original_message_id:
        rows = select(OutboxEmail).where(OutboxEmail.message_id == report.original_message_id)
        return work.session.scalar(rows)
    rows = select(OutboxEmail).where(
        OutboxEmail.recipient == report.recipient,
        OutboxEmail.state.in_((OutboxState.SENT, OutboxState.IN_DOUBT)),
        OutboxEmail.sent_at >= work.now - REMEMBERED,
    )
    return (
        work.session.scalar(rows.order_by(OutboxEmail.sent_at.desc()).limit(1)) if report.recipient else None
    )


def _lead_written_by_hand(work: Work, report: reports.Bounce) -> Lead | None:
    """The live lead whose customer a mail of ours by hand did not reach."""
    person = person_of(work, report.recipient) if report.recipient else None
    live = [lead for lead in leads_of(person) if lead.state is not LeadState.CLOSED] if person else []
    return live[0] if live else None


def _owner_unreachable(work: Work, failed: OutboxEmail, report: reports.Bounce) -> str:
    """Mail to an owner bounces: their offer passes on and they are offered nothing until they write."""
    owner_id = failed.owner_id or ""
    if report.permanent is False or not owners.is_known(work, owner_id):
        return "For now only; our server tries on."
    owners.record(work, owner_id).unreachable_since = work.now
    name = owners.name_of(work, owner_id)
    made = work.session.get(Offer, failed.offer_id) if failed.offer_id else None
    if made is not None and made.state is OfferState.PENDING:
        offer.decline(work, made, reason=rotation.UNREACHABLE, who="keepwarm")
        return f"{name}'s offer passes on."
    handed = handoff.pending_to(failed.lead, owner_id) if failed.lead is not None else None
    if handed is not None and failed.kind == "handoff":
        handoff.decline(work, handed, reason=rotation.UNREACHABLE, who="keepwarm")
        return f"What was handed to {name} goes back."
    owe_admins(
        work,
        "alarm",
        key=f"unreachable/{owner_id}/{work.now:%Y%m%d}",
        values={
            "what": f"mail to {name} ({failed.recipient}) comes back",
            "todo": "Correct the address, or tell them. Until they write, they are offered nothing.",
            "details": {"text": report.status},
        },
    )
    return f"{name} is offered nothing until they write."


def _owner_away(work: Work, mail: InboundEmail, context: Context, owner_id: str) -> str:
    """An owner's auto-reply to our mail: away until the day it names, else until the end of this day."""
    name = owners.name_of(work, owner_id)
    if not context.known.answers_owner_mail or automatic.is_robot(context.parsed):
        return f"It changes nothing about {name}."
    back = _back(work, mail, context, owner_id)
    if back <= work.now:
        return f"{name} is back already."
    known = owners.absences(work, owner_id, mail.arrived_at, back)
    if not any(one.ends_at >= back for one in known):
        absence.plan(work, owner_id, mail.arrived_at, back, source=absence.AUTO_REPLY)
    return f"{name} is away; offers pass on."


def _back(work: Work, mail: InboundEmail, context: Context, owner_id: str) -> datetime:
    """The opening of the day they are back; without a date the end of that business day."""
    calendar = work.settings.calendar(owner_id)
    parsed = context.parsed
    day = return_date(f"{parsed.subject}\n{parsed.text}", mail.arrived_at, calendar)
    if day is not None:
        return hours.opening(calendar, day) or datetime.combine(day, time(), calendar.zone)
    today = hours.local_day(calendar, hours.next_opening(calendar, mail.arrived_at))
    return hours.closing(calendar, today) or mail.arrived_at


def _lead_answered(work: Work, mail: InboundEmail, context: Context) -> Lead | None:
    """The live lead that an automatic mail from outside answers: by its thread, else by its sender."""
    named = [lead for _, lead in thread_leads(work, context.parsed)]
    where = place(work, mail, context.parsed, context.known)
    found = named[0] if named else where.lead if where.case is Case.JOINED else None
    return found if found is not None and found.state is not LeadState.CLOSED else None
