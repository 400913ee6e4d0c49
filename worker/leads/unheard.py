"""Mails to a closed lead that nobody read: of somebody said to be no lead, or set aside because its thread
was opened too often. Read when it is a lead after all (rules, section 6)."""

from __future__ import annotations

from sqlalchemy import or_, select

from worker.leads.lead import record
from worker.mail.parse import parse
from worker.mail.wants import asked
from worker.states import InboundState
from worker.store.models import InboundEmail, Lead, Message
from worker.store.work import Work

BY_PEOPLE = ("inquiry", "reply", "form", "forward")  # verdicts


def take_in(work: Work, lead: Lead) -> None:
    """Record on the lead what they wrote while nobody listened, as far as its mail is still kept."""
    heard = select(Message.inbound_id).where(Message.inbound_id.is_not(None))
    rows = select(InboundEmail).where(
        InboundEmail.lead_id == lead.id,
        or_(
            InboundEmail.verdict.in_(BY_PEOPLE) & (InboundEmail.state == InboundState.JUDGED),
            InboundEmail.state == InboundState.QUARANTINED,
        ),
        InboundEmail.id.not_in(heard),
    )
    for mail in work.session.scalars(rows.order_by(InboundEmail.arrived_at)):
        if mail.raw is None:
            continue
        parsed = parse(mail.raw)
        record(
            work, lead, at=mail.arrived_at, direction="in", who=mail.sender or lead.name,
            line=asked(parsed.new_text) or parsed.subject, text=parsed.new_text,
            message_id=parsed.message_id or None, inbound_id=mail.id,
            attachments=[file.name for file in parsed.attachments],
        )  # fmt: skip
