"""One lead in full, as `keepwarm lead REF` tells it: what happened, what was said, what is to come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from worker.leads.showing.row import row, stamp
from worker.store.models import Draft, Enrollment, Event, Handoff, Lead, Message, Offer, OutboxEmail, Touch
from worker.store.work import Work

Rows = list[dict[str, Any]]


def story(work: Work, lead: Lead) -> dict[str, Any]:
    """Return the lead's row and, oldest first, everything that belongs to it."""
    return {
        **row(work, lead),
        "covered_for": lead.covered_for_id,
        "turn_note": lead.turn_note,
        "waiting_since": stamp(work, lead.waiting_since),
        "visit": None
        if lead.visit_at is None
        else {"at": stamp(work, lead.visit_at), "until": stamp(work, lead.visit_ends_at)},
        "arrived_at": stamp(work, lead.arrived_at),
        "first_response_at": stamp(work, lead.first_response_at),
        "answer_due_at": stamp(work, lead.answer_due_at),
        "promised_at": stamp(work, lead.promised_at),
        "close_reason": lead.close_reason,
        "linked": _ref(work, lead.linked_id),
        "facts": lead.facts,
        "events": _events(work, lead),
        "offers": _offers(work, lead),
        "touches": _touches(work, lead),
        "drafts": _drafts(work, lead),
        "messages": _messages(work, lead),
        "handoffs": _handoffs(work, lead),
        "mails": _mails(work, lead),
    }


def _ref(work: Work, lead_id: int | None) -> str | None:
    found = work.session.get(Lead, lead_id) if lead_id is not None else None
    return found.ref if found is not None else None


def _events(work: Work, lead: Lead) -> Rows:
    found = work.session.scalars(select(Event).where(Event.lead_id == lead.id).order_by(Event.at, Event.id))
    return [
        {"at": stamp(work, event.at), "what": event.what, "who": event.who, "why": event.why}
        for event in found
    ]


def _offers(work: Work, lead: Lead) -> Rows:
    return [
        {
            "owner": offer.owner_id,
            "state": offer.state.value,
            "round": offer.round,
            "position": offer.position,
            "offered_at": stamp(work, offer.offered_at),
            "started_at": stamp(work, offer.started_at),
            "nudged_at": stamp(work, offer.nudged_at),
            "expires_at": stamp(work, offer.expires_at),
            "answered_at": stamp(work, offer.answered_at),
            "reason": offer.reason,
            "why": offer.why,
        }
        for offer in work.session.scalars(select(Offer).where(Offer.lead_id == lead.id).order_by(Offer.id))
    ]


def _touches(work: Work, lead: Lead) -> Rows:
    found = work.session.execute(
        select(Touch, Enrollment.run)
        .join(Enrollment, Enrollment.id == Touch.enrollment_id)
        .where(Touch.lead_id == lead.id)
        .order_by(Enrollment.run, Touch.step)
    )
    return [
        {
            "run": run,
            "step": touch.step,
            "state": touch.state.value,
            "due_at": stamp(work, touch.due_at),
            "mailed_at": stamp(work, touch.mailed_at),
            "ended_at": stamp(work, touch.ended_at),
            "reason": touch.reason,
        }
        for touch, run in found
    ]


def _drafts(work: Work, lead: Lead) -> Rows:
    return [
        {
            "purpose": draft.purpose,
            "state": draft.state.value,
            "for": draft.written_for,
            "subject": draft.subject,
            "text": draft.text,
            "times": [stamp(work, datetime.fromisoformat(time)) for time in draft.times],
            "written_at": stamp(work, draft.written_at),
            "ended_at": stamp(work, draft.ended_at),
        }
        for draft in work.session.scalars(select(Draft).where(Draft.lead_id == lead.id).order_by(Draft.id))
    ]


def _messages(work: Work, lead: Lead) -> Rows:
    found = work.session.scalars(
        select(Message).where(Message.lead_id == lead.id).order_by(Message.at, Message.id)
    )
    return [
        {
            "at": stamp(work, message.at),
            "direction": message.direction,
            "medium": message.medium,
            "who": message.who,
            "line": message.line,
            "text": message.text,
            "attachments": message.attachments,
            "message_id": message.message_id,
        }
        for message in found
    ]


def _handoffs(work: Work, lead: Lead) -> Rows:
    found = work.session.scalars(select(Handoff).where(Handoff.lead_id == lead.id).order_by(Handoff.id))
    return [
        {
            "giver": handoff.giver_id,
            "receiver": handoff.receiver_id,
            "state": handoff.state.value,
            "note": handoff.note,
            "next_action": handoff.next_action,
            "next_due_at": stamp(work, handoff.next_due_at),
            "given_at": stamp(work, handoff.given_at),
            "expires_at": stamp(work, handoff.expires_at),
            "answered_at": stamp(work, handoff.answered_at),
            "reason": handoff.reason,
        }
        for handoff in found
    ]


def _mails(work: Work, lead: Lead) -> Rows:
    """Return what we owed or sent about this lead, to whomever, and what became of it."""
    found = work.session.scalars(
        select(OutboxEmail).where(OutboxEmail.lead_id == lead.id).order_by(OutboxEmail.id)
    )
    return [
        {
            "kind": mail.kind,
            "to": mail.recipient,
            "subject": mail.subject,
            "state": mail.state.value,
            "reason": mail.reason,
            "due_at": stamp(work, mail.due_at),
            "sent_at": stamp(work, mail.sent_at),
            "text": mail.text,
        }
        for mail in found
    ]
