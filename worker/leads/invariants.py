"""What must always be true of leads, offers and their story, asked of the database (`keepwarm audit`).

One function an invariant; each returns a sentence for everything that breaks it. Numbers as in the list
of promises: I11 to I15.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, or_, select

from worker.leads import listing
from worker.states import DeadlineKind, LeadState, OfferState, OutboxState
from worker.store.models import Deadline, Event, InboundEmail, Lead, Offer, OutboxEmail
from worker.store.work import Work

# What an offered lead waits for when no offer is out.
WAITS_FOR = (DeadlineKind.NEXT_OFFER, DeadlineKind.FIRST_OFFER, DeadlineKind.WHO_ANSWERED)


def live_lead_is_named_and_timed(work: Work) -> Iterator[str]:
    """I11: one accountable person who is still one of us, one next action, one due time."""
    known = {owner.id for owner in work.settings.owners}
    for lead in listing.rows(work):
        if lead.accountable_id not in known:
            yield f"{lead.ref}: accountable is {lead.accountable_id or 'nobody'}, who is no owner."
        if lead.owner_id is not None and lead.owner_id not in known:
            yield f"{lead.ref}: its owner {lead.owner_id} is no owner in the configuration."
        if not lead.next_action or lead.due_at is None or lead.turn is None:
            yield f"{lead.ref}: next action, due time or turn is missing."


def offer_is_followed(work: Work) -> Iterator[str]:
    """I12: at most one pending offer, only on an offered lead; every other has a successor or an end."""
    pending = Counter(work.session.scalars(select(Offer.lead_id).where(Offer.state == OfferState.PENDING)))
    waits = set(work.session.scalars(select(Deadline.lead_id).where(Deadline.kind.in_(WAITS_FOR))))
    offered = {lead.id: lead for lead in listing.rows(work) if lead.state is LeadState.OFFERED}
    for lead_id, count in pending.items():
        if count > 1:
            yield f"Lead {lead_id}: {count} offers wait for an answer at once."
        if lead_id not in offered:
            yield f"Lead {lead_id}: an offer waits for an answer, but the lead is not offered."
    for lead in offered.values():
        if lead.id not in pending and lead.id not in waits:
            yield f"{lead.ref}: offered, but no offer is out and none is to come."


def change_has_its_reason(work: Work) -> Iterator[str]:
    """I14: every lead has its opening, every event says why, every end of a lead has its event."""
    for event_id in work.session.scalars(select(Event.id).where(or_(Event.why == "", Event.who == ""))):
        yield f"Event {event_id} does not say who or why."
    told = select(Event.lead_id).where(Event.lead_id.is_not(None))
    for ref in work.session.scalars(select(Lead.ref).where(Lead.id.not_in(told))):
        yield f"{ref}: nothing says how it came to be."
    ended = told.where(Event.what == "closed")
    rows = select(Lead.ref).where(Lead.state == LeadState.CLOSED, Lead.id.not_in(ended))
    for ref in work.session.scalars(rows):
        yield f"{ref}: closed without saying why."
    silent = select(Offer.id).where(
        Offer.state.in_((OfferState.DECLINED, OfferState.EXPIRED, OfferState.WITHDRAWN)),
        or_(Offer.reason.is_(None), Offer.reason == ""),
    )
    for offer_id in work.session.scalars(silent):
        yield f"Offer {offer_id} ended without a reason."


def command_acts_once(work: Work) -> Iterator[str]:
    """I15: one mail of an owner acts once, also when its copy arrives in a second folder."""
    doubled = (
        select(InboundEmail.content_hash, func.count())
        .where(InboundEmail.verdict == "command", InboundEmail.content_hash.is_not(None))
        .group_by(InboundEmail.content_hash)
        .having(func.count() > 1)
    )
    for content, count in work.session.execute(doubled):
        yield f"The command with content {str(content)[:12]} was obeyed {count} times."
    sent = (
        select(OutboxEmail.caused_by, OutboxEmail.lead_id, func.count())
        .where(
            OutboxEmail.kind == "human",
            OutboxEmail.caused_by.is_not(None),
            OutboxEmail.state.in_((OutboxState.SENT, OutboxState.IN_DOUBT)),
        )
        .group_by(OutboxEmail.caused_by, OutboxEmail.lead_id)
        .having(func.count() > 1)
    )
    for mail_id, lead_id, count in work.session.execute(sent):
        yield f"Mail {mail_id} made {count} mails to the customer of lead {lead_id}."
