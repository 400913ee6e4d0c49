"""Mails of somebody said to be no lead: kept, and read when it is one after all (rules, section 6)."""

from __future__ import annotations

from sqlalchemy import select

from worker.leads.lead import record
from worker.mail.parse import parse
from worker.mail.wants import asked
from worker.states import InboundState
from worker.store.models import InboundEmail, Lead, Message
from worker.store.work import Work

IGNORED = ("inquiry", "reply", "form", "forward")  # verdicts of mails that people wrote


def take_in(work: Work, lead: Lead) -> None:
    """Record on the lead what they wrote while nobody listened; its raw mail may be gone by now."""
    heard = select(Message.inbound_id).where(Message.inbound_id.is_not(None))
    rows = select(InboundEmail).where(
        InboundEmail.lead_id == lead.id,
        InboundEmail.state == InboundState.JUDGED,
        InboundEmail.verdict.in_(IGNORED),
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
