"""Everything that is due: which rows, in which order, and what is done about each.

DUE is the whole list. A row is due when its time has come; what a mail could have changed waits until
the mailbox was looked at since. Losing a wake-up loses nothing: the next sweep finds the row again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from sqlalchemy import ColumnElement, func, select, true, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from worker.cadence import closing, morning, snooze, touch
from worker.ingest import trouble
from worker.leads import acceptance, escalation, offer, rounds
from worker.outbox.deliver import DUE_STATES, Delivery
from worker.states import DeadlineKind, InboundState, OfferState, RunState, TouchState
from worker.store.claims import claimed
from worker.store.looks import settled
from worker.store.models import (
    Deadline,
    Enrollment,
    InboundEmail,
    Lead,
    Mailbox,
    Offer,
    OutboxEmail,
    OwnerRecord,
    Touch,
)
from worker.store.work import LostRace, Work, Workshop

BATCH = 200
POISON_WAIT = timedelta(minutes=5)

log = structlog.get_logger()


class Due(NamedTuple):
    """One kind of due row: its time, a condition besides, and what is done about it."""

    name: str
    due_at: InstrumentedAttribute[Any]
    when: ColumnElement[bool]
    act: Callable[[Workshop, Delivery, Any], None]
    # Whether a mail could have met the deadline, so that the mailbox must have been looked at since.
    after_look: bool = False


def with_row(model: type[Any], act: Callable[[Work, Any], None]) -> Callable[[Workshop, Delivery, Any], None]:
    """One transaction that claims the row and acts on it, unless it is gone or another worker has it."""

    def run(workshop: Workshop, _delivery: Delivery, row_id: Any) -> None:
        with workshop.work() as work:
            row = claimed(work.session, model, row_id)
            if row is not None:
                act(work, row)

    return run


# What is done when a deadline of a lead comes; each handler deletes or moves its row.
ON_DEADLINE: dict[DeadlineKind, Callable[[Work, Deadline], None]] = {
    DeadlineKind.FIRST_OFFER: escalation.first_offer_overdue,
    DeadlineKind.NEXT_OFFER: offer.try_again,
    DeadlineKind.ANSWER_REMINDER: rounds.remind,
    DeadlineKind.ANSWER_LATE: rounds.late,
    DeadlineKind.ANSWER_OVERDUE: rounds.overdue,
    DeadlineKind.PROMISE_WARNING: rounds.warn_of_promise,
    DeadlineKind.ACCEPTED_NOTHING: acceptance.accepted_nothing,
    DeadlineKind.WHO_ANSWERED: acceptance.nobody_said,
    DeadlineKind.ACTION_REMINDER: touch.remind_of_action,
    DeadlineKind.DRAFT_REMINDER: touch.remind_of_draft,
    DeadlineKind.WAKE_UP: snooze.wake_up,
    DeadlineKind.CLOSE: closing.close_silent,
}


def on_deadline(work: Work, row: Deadline) -> None:
    ON_DEADLINE[row.kind](work, row)


def deliver(_workshop: Workshop, delivery: Delivery, outbox_id: int) -> None:
    delivery.deliver(outbox_id)


# Asked in this order; a lead that somebody just took is not offered on in the same sweep.
DUE = (
    Due("offers", Offer.due_at, Offer.state == OfferState.PENDING, with_row(Offer, offer.fall_due), True),
    # Before mornings: a run whose wait is over this morning has its step in this morning's mail.
    Due(
        "runs",
        Enrollment.held_until,
        Enrollment.state == RunState.HELD,
        with_row(Enrollment, snooze.hold_over),
        True,
    ),
    # Before deadlines and touches: what the one morning mail holds is not mailed again that day.
    Due("mornings", OwnerRecord.morning_due_at, true(), with_row(OwnerRecord, morning.send)),
    Due("deadlines", Deadline.due_at, true(), with_row(Deadline, on_deadline), True),
    Due("missed", Touch.missed_at, Touch.state == TouchState.DUE, with_row(Touch, touch.fall_missed), True),
    Due("touches", Touch.due_at, Touch.state == TouchState.PLANNED, with_row(Touch, touch.fall_due), True),
    Due(
        "outbox",
        OutboxEmail.due_at,
        OutboxEmail.state.in_(DUE_STATES),
        deliver,
    ),
    Due("unread", Mailbox.alarm_at, true(), with_row(Mailbox, trouble.tell)),
)


def due_ids(session: Session, due: Due, now: datetime) -> list[Any]:
    """Return what of this kind is due at `now`, oldest first, leaving out what still waits for a look."""
    model = due.due_at.class_
    key = model.__mapper__.primary_key[0]
    rows = select(key, due.due_at).where(due.due_at <= now, due.when).order_by(due.due_at, key).limit(BATCH)
    if not due.after_look:
        return [row_id for row_id, _ in session.execute(rows)]
    with_inbox = rows.add_columns(Lead.inbox).join(Lead, Lead.id == model.lead_id)
    return [
        row_id for row_id, due_at, inbox in session.execute(with_inbox) if settled(session, inbox, due_at)
    ]


def count_due(session: Session, now: datetime) -> dict[str, int]:
    """Return how many rows of each kind are due at `now`, leaving out kinds without any."""
    counts = {
        due.name: session.scalar(select(func.count()).where(due.due_at <= now, due.when)) for due in DUE
    }
    return {name: count for name, count in counts.items() if count}


def wanted_looks(session: Session, now: datetime) -> list[str]:
    """Return the inboxes that somebody waits to be looked at: asked for, or by a deadline that has passed."""
    asked = set(session.scalars(select(Mailbox.inbox).where(Mailbox.due_at <= now)))
    for due in DUE:
        if due.after_look:
            model = due.due_at.class_
            passed = (
                select(Lead.inbox, func.max(due.due_at))
                .join(model, model.lead_id == Lead.id)
                .where(due.due_at <= now, due.when)
                .group_by(Lead.inbox)
            )
            for inbox, deadline in session.execute(passed):
                mailbox = session.get(Mailbox, inbox)
                if mailbox is None or mailbox.looked_at is None or mailbox.looked_at < deadline:
                    asked.add(inbox)
    return sorted(asked)


def anything_to_judge(session: Session, now: datetime) -> bool:
    """Whether a collected mail waits for the judge."""
    waiting = select(InboundEmail.id).where(
        InboundEmail.state == InboundState.STORED,
        func.coalesce(InboundEmail.due_at, InboundEmail.arrived_at) <= now,
    )
    return session.scalar(waiting.limit(1)) is not None


def next_due(session: Session, *, after: datetime) -> datetime | None:
    """Return the earliest instant after `after` at which anything falls due, or None."""
    times = [session.scalar(select(func.min(due.due_at)).where(due.when, due.due_at > after)) for due in DUE]
    return min((instant for instant in times if instant is not None), default=None)


def sweep(workshop: Workshop, delivery: Delivery, names: frozenset[str] | None = None) -> int:
    """Do everything that is due now (of these kinds, or of all); return how many rows were acted on."""
    done = 0
    for due in DUE:
        if names is None or due.name in names:
            with workshop.database.reading() as session:
                rows = due_ids(session, due, workshop.clock.now())
            for row_id in rows:
                act(workshop, delivery, due, row_id)
            done += len(rows)
    return done


def act(workshop: Workshop, delivery: Delivery, due: Due, row_id: Any) -> None:
    """Act on one due row; a row that fails is pushed ahead, so that it cannot block the others."""
    try:
        due.act(workshop, delivery, row_id)
    except LostRace:
        log.info("another worker was faster", kind=due.name, id=row_id)
    except Exception:
        log.exception("could not act on a due row", kind=due.name, id=row_id)
        model = due.due_at.class_
        with workshop.work() as work:
            work.session.execute(
                update(model)
                .where(model.__mapper__.primary_key[0] == row_id)
                .values({due.due_at.key: work.now + POISON_WAIT})
                .execution_options(synchronize_session=False)
            )
