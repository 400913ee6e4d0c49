"""Somebody asks us to stop: in words, by one click, or through their provider's complaint."""

from __future__ import annotations

import re

from sqlalchemy import select

from worker.cadence import replies
from worker.ingest.context import Context
from worker.ingest.place import place, writes_as_the_customer
from worker.ingest.routes.speaking import JOINING
from worker.leads.people import leads_of, person_of
from worker.mail.addresses import normalise
from worker.mail.message import FEEDBACK_REPORT, ParsedEmail
from worker.outbox import suppression
from worker.states import LeadState
from worker.store.models import InboundEmail, Lead, OutboxEmail
from worker.store.work import Work

_RECIPIENT = re.compile(
    r"^Original-Rcpt-To:[ \t]*(?:rfc822;)?[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE
)  # RFC 5965, section 3.2


def opt_out(work: Work, mail: InboundEmail, context: Context) -> str:
    """Suppress the person at once and close their leads; they are never asked whether they are sure."""
    complained = complainer(work, context.parsed)
    address = complained or context.said.sender.email
    if not address or context.known.is_us(address):
        return "It names nobody we could stop writing to."
    mail.sender = address
    reason = "complaint" if complained else "opted_out"
    suppression.suppress(work, address, reason)
    person = person_of(work, address)
    if person is not None:
        suppression.suppress_person(work, person, reason)
    leads = leads_of(person) if person is not None else []
    where = None if complained else place(work, mail, context.said, context.known)
    if where is not None and where.case in JOINING and where.lead is not None and where.lead not in leads:
        if writes_as_the_customer(work, where.lead, context.said, context.known):
            leads.append(where.lead)
        else:
            # Somebody who had a copy asks for themselves; the customer goes on hearing from us.
            mail.lead_id = where.lead.id
            work.note(where.lead, "asked to stop", who="customer", why=f"{address} asked us to stop.")
    for lead in _to_end(leads):
        mail.lead_id = lead.id
        replies.opted_out(work, lead, mail, context.said)
    return f"{address} gets no more mail from us."


def _to_end(leads: list[Lead]) -> list[Lead]:
    """The live ones; where all are over the last one, whose owner hears of it once."""
    live = [lead for lead in leads if lead.state is not LeadState.CLOSED]
    over = [lead for lead in leads if not (lead.opted_out or lead.person.ignored_as)]
    return live or over[:1]


def complainer(work: Work, parsed: ParsedEmail) -> str:
    """Whom a provider's complaint is about (RFC 5965): the recipient of the mail of ours it encloses."""
    report = next((one for one in parsed.reports if one.content_type == FEEDBACK_REPORT), None)
    if report is None:
        return ""
    for inner in parsed.enclosed:
        rows = select(OutboxEmail.recipient).where(
            OutboxEmail.message_id == inner.message_id, OutboxEmail.audience == "customer"
        )
        if inner.message_id and (recipient := work.session.scalar(rows)) is not None:
            return recipient
    named = _RECIPIENT.search(report.text)
    return normalise(named.group(1)) if named else ""
