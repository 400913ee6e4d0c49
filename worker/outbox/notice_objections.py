"""What can speak against a notice to an owner that waited for their opening, or for a server of ours.

It was true when it was written; meanwhile the offer may have ended, somebody may have said yes, or the
customer may have their answer. Then the notice would ask for what is done (outbox/guard.py asks).
"""

from __future__ import annotations

from sqlalchemy import select

from worker.outbox.permission import No
from worker.states import HandoffState, LeadState, OfferState
from worker.store.models import Lead, Message, Offer, OutboxEmail
from worker.store.work import Work

# What only makes sense while the lead is live.
OF_LIVE_LEADS = ("offer", "nudge", "assigned", "escalation", "draft", "reminder", "late")


def settled_meanwhile(work: Work, mail: OutboxEmail, lead: Lead) -> No | None:
    """Say what has become of the matter since the notice was written; None while it still stands."""
    if lead.state is LeadState.CLOSED and mail.kind in OF_LIVE_LEADS:
        return No(f"the lead is closed ({lead.close_reason})")
    if mail.kind in ("offer", "nudge"):
        made = work.session.get(Offer, mail.offer_id) if mail.offer_id is not None else None
        return No("the offer is over") if made is not None and made.state is not OfferState.PENDING else None
    if mail.kind == "handoff" and not any(
        handed.state is HandoffState.PENDING and handed.receiver_id == mail.owner_id
        for handed in lead.handoffs
    ):
        return No("the handoff is over")
    if mail.kind == "escalation" and lead.state is not LeadState.ESCALATED:
        return No("somebody has said yes")
    if mail.kind in ("reminder", "late") and _written_since(work, mail, lead):
        return No("somebody has written to them")
    return None


def _written_since(work: Work, mail: OutboxEmail, lead: Lead) -> bool:
    rows = select(Message.id).where(
        Message.lead_id == lead.id, Message.direction == "out", Message.at >= mail.created_at
    )
    return work.session.scalar(rows.limit(1)) is not None
