"""What must always be true of leads, offers and their story, asked of the database (`keepwarm audit`).

One function an invariant; each returns a sentence for everything that breaks it. Numbers as in the list
of promises: I10 to I15.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, or_, select

from worker.leads import owners
from worker.leads.deadlines import deadline
from worker.leads.showing import listing
from worker.states import DeadlineKind, DraftState, HandoffState, LeadState, OfferState, OutboxState
from worker.store.models import Deadline, Draft, Event, Handoff, InboundEmail, Lead, Offer, OutboxEmail
from worker.store.work import Work

# An owed mail in one of these may still reach whom it is for.
ON_ITS_WAY = (OutboxState.QUEUED, OutboxState.PREPARING, OutboxState.COMMITTING, OutboxState.IN_DOUBT)
# What an offered lead waits for when no offer is out.
WAITS_FOR = (DeadlineKind.NEXT_OFFER, DeadlineKind.FIRST_OFFER, DeadlineKind.WHO_ANSWERED)


def live_lead_is_named_and_timed(work: Work) -> Iterator[str]:
    """I11: one accountable person who is still one of us, one next action, one due time."""
    for lead in listing.rows(work):
        if lead.accountable_id is None or not owners.is_active(work, lead.accountable_id):
            yield f"{lead.ref}: accountable is {lead.accountable_id or 'nobody'}, who is not one of the team."
        if lead.owner_id is not None and not owners.is_active(work, lead.owner_id):
            yield f"{lead.ref}: its owner {lead.owner_id} is not one of the team."
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


def offer_reaches_its_owner(work: Work) -> Iterator[str]:
    """I12: an offer that waits has its window, or the mail that begins it is on its way."""
    on_its_way = select(OutboxEmail.offer_id).where(
        OutboxEmail.offer_id.is_not(None), OutboxEmail.state.in_(ON_ITS_WAY)
    )
    rows = select(Offer).where(Offer.state == OfferState.PENDING, Offer.due_at.is_(None))
    for made in work.session.scalars(rows.where(Offer.id.not_in(on_its_way))):
        # Somebody answered meanwhile, and the offeree is asked whether it was they: that has its own time.
        if deadline(made.lead, DeadlineKind.WHO_ANSWERED) is None:
            yield f"Offer {made.id} to {made.owner_id} waits for ever: it has no window and no mail."


def handoff_is_answered(work: Work) -> Iterator[str]:
    """I12: a lead on its way has exactly one handoff that waits, given by whoever answers for it."""
    pending = select(Handoff).where(Handoff.state == HandoffState.PENDING)
    waiting = {handed.lead_id: handed for handed in work.session.scalars(pending)}
    on_its_way = {lead.id: lead for lead in listing.rows(work) if lead.state is LeadState.HANDOFF_PENDING}
    for lead_id in waiting.keys() - on_its_way.keys():
        yield f"Lead {lead_id}: a handoff waits for an answer, but the lead is not on its way."
    for lead_id, lead in on_its_way.items():
        handed = waiting.get(lead_id)
        if handed is None:
            yield f"{lead.ref}: on its way to somebody, but no handoff waits for an answer."
        elif handed.giver_id != lead.owner_id:
            yield f"{lead.ref}: {handed.giver_id} gave it away, and {lead.owner_id} has it."


def closed_lead_has_nothing_to_come(work: Work) -> Iterator[str]:
    """I10: closing takes the draft, the deadlines and the mail to the customer with it."""
    left = {
        "a draft": select(Draft.lead_id).where(Draft.state == DraftState.OPEN),
        "a deadline": select(Deadline.lead_id),
        "mail to the customer": select(OutboxEmail.lead_id).where(
            OutboxEmail.audience == "customer", OutboxEmail.state == OutboxState.QUEUED
        ),
    }
    for what, rows in left.items():
        closed = select(Lead.ref).where(Lead.state == LeadState.CLOSED, Lead.id.in_(rows))
        for ref in work.session.scalars(closed):
            yield f"{ref}: it is closed, and still has {what}."


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
