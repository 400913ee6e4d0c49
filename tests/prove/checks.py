"""What must hold after every step, whatever happened: the audit, and what only the mail servers know.

Each check yields sentences about what is wrong; RESTING are those for the moments when nothing is due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.prove.house import House
from worker import sweep
from worker.ingest.verdict import Verdict
from worker.leads import owners
from worker.leads.audits import audit
from worker.states import DraftState, HandoffState, InboundState, LeadState, OfferState, OutboxState, Turn
from worker.store.models import (
    Deadline,
    Draft,
    Enrollment,
    Event,
    Handoff,
    InboundEmail,
    Lead,
    Offer,
    OutboxEmail,
    Pool,
)
from worker.store.work import Work

Check = Callable[[House, Work], Iterator[str]]
VERDICTS = [verdict.value for verdict in Verdict]
# What was on its way when its process died, or was refused at the dot.
PERHAPS = (OutboxState.SENT, OutboxState.IN_DOUBT, OutboxState.COMMITTING)


def audit_holds(_: House, work: Work) -> Iterator[str]:
    """Every promise that `keepwarm audit` counts."""
    work.session.flush()
    for invariant in audit.invariants_of(VERDICTS):
        for sentence in invariant.broken(work):
            yield f"{invariant.name}: {sentence}"


def nothing_failed(house: House, _: Work) -> Iterator[str]:
    """No unit of work ended with an exception, and no ordinary mail was too much for us."""
    yield from house.complaints


def rows_equal_the_mailbox(house: House, work: Work) -> Iterator[str]:
    """I1 and I2: each mail has one row with its bytes, once it was looked at; and nothing else has one."""
    found = work.session.scalars(select(InboundEmail).options(undefer(InboundEmail.raw))).all()
    kept = Counter((row.folder, row.uid) for row in found)
    for (folder, uid), count in kept.items():
        if count > 1:
            yield f"Mail {uid} of {folder} has {count} rows."
    for row in found:
        there = house.shelf.folders[row.folder]
        if row.uid > len(there) or there[row.uid - 1].raw != row.raw:
            yield f"Mail {row.uid} of {row.folder} is not what the server has."


def customers_get_each_mail_once(house: House, work: Work) -> Iterator[str]:
    """I6: no mail reaches a customer twice, unless a person said `resend` or nobody could tell."""
    customers = set(
        work.session.scalars(select(OutboxEmail.message_id).where(OutboxEmail.audience == "customer"))
    )
    for message_id, count in Counter(mail.message_id for mail in house.office.posted).items():
        if count > 1 and message_id in customers and not house.resent:
            yield f"{message_id} reached a customer {count} times."


def outbox_tells_the_truth(house: House, work: Work) -> Iterator[str]:
    """I8 and I9: `sent` means the server has it, and what the server has is sent or in doubt."""
    posted = {mail.message_id for mail in house.office.posted}
    for row in work.session.scalars(select(OutboxEmail)):
        told_so = row.message_id in house.office.doubted
        if row.state is OutboxState.SENT and row.message_id not in posted and not told_so:
            yield f"Owed mail {row.id} ({row.kind}) is `sent`, and the server never had it."
        if row.message_id in posted and row.state not in PERHAPS and not told_so and not house.deaths:
            yield f"Owed mail {row.id} ({row.kind}) is {row.state.value}, and the server has it."


def closed_means_closed(_: House, work: Work) -> Iterator[str]:
    """Closing takes the offer, the handoff, the draft, the owed mail and every deadline with it."""
    closed = select(Lead.id).where(Lead.state == LeadState.CLOSED)
    left = {
        "an offer": select(Offer.lead_id).where(Offer.state == OfferState.PENDING),
        "a handoff": select(Handoff.lead_id).where(Handoff.state == HandoffState.PENDING),
        "a draft": select(Draft.lead_id).where(Draft.state == DraftState.OPEN),
        "mail to its customer": select(OutboxEmail.lead_id).where(
            OutboxEmail.audience == "customer",
            OutboxEmail.kind != "acknowledgement",
            OutboxEmail.state == OutboxState.QUEUED,
        ),
        "a deadline": select(Deadline.lead_id),
    }
    gone = set(work.session.scalars(closed))
    for what, rows in left.items():
        for lead_id in gone.intersection(work.session.scalars(rows)):
            yield f"Lead {lead_id} is closed and still has {what}."


def offers_are_counted(_: House, work: Work) -> Iterator[str]:
    """The pool moved once for every offer, so that no two of them had the same turn."""
    offers = Counter(work.session.scalars(select(Lead.inbox).join(Offer, Offer.lead_id == Lead.id)))
    for pool in work.session.scalars(select(Pool)):
        if pool.offers != offers[pool.inbox]:
            yield f"{pool.inbox} counted {pool.offers} offers, and there are {offers[pool.inbox]}."


def owners_change_for_a_reason(_: House, work: Work) -> Iterator[str]:
    """Nobody loses a lead they said yes to, unless it was given away, taken back or put up again."""
    rows = select(Event).where(Event.lead_id.is_not(None)).order_by(Event.id)
    has: dict[int | None, str] = {}
    for event in work.session.scalars(rows):
        if event.what in GIVES_UP:
            has.pop(event.lead_id, None)
        elif event.what == LeadState.OWNED.value:
            before = has.get(event.lead_id)
            if before is not None and before != event.who and event.who != "keepwarm":
                yield f"Lead {event.lead_id}: {event.who} took it while {before} had it. {event.why}"
            has[event.lead_id] = event.who


# After these an owner no longer has the lead they had.
GIVES_UP = (
    *("offered again", "put up", "escalated", "closed", "reopened", "undone", "merged", "unmerged"),
    *("handed off", "forced", "left", "covered", "given back"),
)


def escalations_reach_somebody(_: House, work: Work) -> Iterator[str]:
    """Whoever gets a lead without a yes was there, if anybody was whom the rules name."""
    # Afterwards somebody may stand in, or get it from who leaves: those were there then, perhaps not before.
    rows = (
        select(Event).where(Event.what.in_(("escalated", "covered", "given back", "left"))).order_by(Event.id)
    )
    last = {event.lead_id: event for event in work.session.scalars(rows)}
    for lead in work.session.scalars(select(Lead).where(Lead.state == LeadState.ESCALATED)):
        event = last.get(lead.id)
        if event is None or event.what != "escalated" or lead.owner_id is None:
            continue
        # Of this very instant it is not known who said first that they are away, or back.
        around = (event.at - timedelta(microseconds=1), event.at)
        if any(owners.present(work, lead.owner_id, at) for at in around):
            continue
        roles = (*work.settings.fallback, *work.settings.manager)
        there = [one for one in roles if all(owners.present(work, one, at) for at in around)]
        if there and lead.owner_id in roles:
            yield f"{lead.ref} went to {lead.owner_id}, who was away, and {there[0]} was there."


def whoever_sleeps_is_woken(_: House, work: Work) -> Iterator[str]:
    """A lead that sleeps, or waits for its customer, has an hour at which somebody hears of it again."""
    waking = set(work.session.scalars(select(Deadline.lead_id)))
    for lead in work.session.scalars(select(Lead).where(Lead.state == LeadState.OWNED)):
        if lead.turn is Turn.SNOOZED and lead.id not in waking and not _run_wakes(work, lead):
            yield f"{lead.ref} sleeps, and nothing wakes it."


def nothing_is_due(house: House, work: Work) -> Iterator[str]:
    """After a run until idle nothing is due that could be done, unless the mailbox cannot be read."""
    if house.shelf.down:
        return
    left = sweep.survey(work.session, house.now)
    if left.due:
        yield f"Still due after everything was done: {', '.join(left.due)}."
    stored = select(InboundEmail.id).where(InboundEmail.state == InboundState.STORED)
    for mail_id in work.session.scalars(stored):
        yield f"Mail {mail_id} is still not judged."
    kept = set(work.session.execute(select(InboundEmail.folder, InboundEmail.uid)).all())
    for folder, mails in house.shelf.folders.items():
        for uid in range(1, len(mails) + 1):
            if (folder, uid) not in kept:
                yield f"Mail {uid} of {folder} has no row."


def _run_wakes(work: Work, lead: Lead) -> bool:
    held = select(Enrollment.id).where(Enrollment.lead_id == lead.id, Enrollment.held_until.is_not(None))
    return work.session.scalar(held.limit(1)) is not None


ALWAYS: tuple[Check, ...] = (
    nothing_failed,
    audit_holds,
    rows_equal_the_mailbox,
    customers_get_each_mail_once,
    outbox_tells_the_truth,
    closed_means_closed,
    offers_are_counted,
    owners_change_for_a_reason,
    escalations_reach_somebody,
    whoever_sleeps_is_woken,
)
RESTING: tuple[Check, ...] = (nothing_is_due,)


def wrong(house: House, *, resting: bool) -> list[str]:
    """Return everything that does not hold now."""
    found: list[str] = []
    with house.app.workshop.work() as work:
        for check in (*ALWAYS, *(RESTING if resting else ())):
            found += check(house, work)
    return found
