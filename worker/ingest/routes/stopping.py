"""Somebody asks us to stop: in words, by one click, or through their provider's complaint."""

from __future__ import annotations

import re

from sqlalchemy import select

from worker.cadence import replies
from worker.ingest.context import Context
from worker.leads.people import leads_of, person_of
from worker.mail.addresses import normalise
from worker.mail.message import FEEDBACK_REPORT, ParsedEmail
from worker.outbox import suppression
from worker.states import LeadState
from worker.store.models import InboundEmail, OutboxEmail
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
    person = person_of(work, address)
    live = [lead for lead in leads_of(person) if lead.state is not LeadState.CLOSED] if person else []
    for lead in live:
        mail.lead_id = lead.id
        replies.opted_out(work, lead, mail, context.said)
    if not live:
        suppression.suppress(work, address, "complaint" if complained else "opted_out")
    return f"{address} gets no more mail from us."


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
