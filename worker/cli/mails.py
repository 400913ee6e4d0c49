"""What came in and what goes out, as rows: the JSON of `keepwarm inbound` and `keepwarm outbox`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from worker.leads.showing.row import stamp
from worker.states import InboundState
from worker.store.models import InboundEmail, Lead, OutboxEmail
from worker.store.work import Work

SET_ASIDE = (InboundState.QUARANTINED, InboundState.UNFETCHABLE)


def inbound_rows(work: Work) -> list[dict[str, Any]]:
    """Return every mail ever collected, in order of arrival."""
    rows = (
        select(InboundEmail, Lead.ref)
        .join(Lead, Lead.id == InboundEmail.lead_id, isouter=True)
        .order_by(InboundEmail.arrived_at, InboundEmail.id)
    )
    return [
        {
            "id": mail.id,
            "inbox": mail.inbox,
            "folder": mail.folder,
            "uidvalidity": mail.uidvalidity,
            "uid": mail.uid,
            "message_id": mail.message_id,
            "arrived_at": stamp(work, mail.arrived_at),
            "state": mail.state.value,
            "verdict": mail.state.value if mail.state in SET_ASIDE else mail.verdict,
            "reason": mail.reason,
            "lead": ref,
        }
        for mail, ref in work.session.execute(rows)
    ]


def outbox_rows(work: Work) -> list[dict[str, Any]]:
    """Return every mail that was ever owed, oldest first."""
    rows = (
        select(OutboxEmail, Lead.ref)
        .join(Lead, Lead.id == OutboxEmail.lead_id, isouter=True)
        .order_by(OutboxEmail.id)
    )
    return [
        {
            "id": mail.id,
            "kind": mail.kind,
            "audience": mail.audience,
            "to": mail.recipient,
            "owner": mail.owner_id,
            "subject": mail.subject,
            "lead": ref,
            "state": mail.state.value,
            "reason": mail.reason,
            "due_at": stamp(work, mail.due_at),
            "sent_at": stamp(work, mail.sent_at),
            "attempts": mail.attempts,
            "message_id": mail.message_id,
            "text": mail.text,
        }
        for mail, ref in work.session.execute(rows)
    ]
