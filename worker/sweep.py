"""Everything that is due: which rows, in which order, and what is done about each.

DUE is the whole list. A row is due when its time has come; what a mail could have changed waits until
the mailbox was looked at since. Losing a wake-up loses nothing: the next sweep finds the row again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from worker.cadence import morning, on_deadline, snooze, touch
from worker.ingest import trouble
from worker.ingest.attempts import OUR_TROUBLE
from worker.leads import absence, handoff, offer
from worker.outbox.deliver import DUE_STATES, Delivery
from worker.states import AbsenceState, HandoffState, InboundState, OfferState, RunState, TouchState
from worker.store import failing
from worker.store.claims import claimed, decide_alone
from worker.store.looks import all_judged, looked_at_since
from worker.store.models import (
    Absence,
    Deadline,
    Enrollment,
    Handoff,
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

log = structlog.get_logger()


class Due(NamedTuple):
    """One kind of due row: its time, in which cases it counts, and what is done about it."""

    name: str
    due_at: InstrumentedAttribute[Any]
    # Each case is one range of an index in which the rows lie in order of their time.
    cases: tuple[ColumnElement[bool], ...]
    act: Callable[[Workshop, Delivery, Due, Any], None]
    # Whether a mail could have met the deadline, so that the mailbox must have been looked at since.
    after_look: bool = False

    @property
    def when(self) -> ColumnElement[bool]:
        """Any of its cases."""
        return or_(*self.cases)


def with_row(act: Callable[[Work, Any], None]) -> Callable[[Workshop, Delivery, Due, Any], None]:
    """One transaction that claims the row and acts on it, unless another worker has it or was here before."""

    def run(workshop: Workshop, _delivery: Delivery, due: Due, row_id: Any) -> None:
        with workshop.work() as work:
            decide_alone(work.session)
            row = claimed(work.session, due.due_at.class_, row_id)
            # Whoever was faster may have moved it to a later time, for which nobody has looked yet.
            asked = {"now": work.now, "row_id": row_id}
            if row is not None and work.session.scalar(ONE_DUE[due.name], asked) is not None:
                act(work, row)

    return run


def deliver(_workshop: Workshop, delivery: Delivery, _due: Due, outbox_id: int) -> None:
    delivery.deliver(outbox_id)


# Asked in this order; a lead that somebody just took is not offered on in the same sweep.
DUE = (
    Due("offers", Offer.due_at, (Offer.state == OfferState.PENDING,), with_row(offer.fall_due), True),
    Due(
        "handoffs", Handoff.due_at, (Handoff.state == HandoffState.PENDING,), with_row(handoff.fall_due), True
    ),
    # Before mornings: who is back finds their leads in it.
    Due(
        "absences",
        Absence.due_at,
        tuple(Absence.state == state for state in (AbsenceState.PLANNED, AbsenceState.BEGUN)),
        with_row(absence.fall_due),
    ),
    # Before mornings: a run whose wait is over this morning has its step in this morning's mail.
    Due(
        "runs",
        Enrollment.held_until,
        (Enrollment.state == RunState.HELD,),
        with_row(snooze.hold_over),
        True,
    ),
    # Before deadlines and touches: what the one morning mail holds is not mailed again that day.
    Due("mornings", OwnerRecord.morning_due_at, (true(),), with_row(morning.send)),
    Due("deadlines", Deadline.due_at, (true(),), with_row(on_deadline.fall_due), True),
    Due("missed", Touch.missed_at, (Touch.state == TouchState.DUE,), with_row(touch.fall_missed), True),
    Due("touches", Touch.due_at, (Touch.state == TouchState.PLANNED,), with_row(touch.fall_due), True),
    Due(
        "outbox",
        OutboxEmail.due_at,
        tuple(OutboxEmail.state == state for state in DUE_STATES),
        deliver,
    ),
    Due("unread", Mailbox.alarm_at, (true(),), with_row(trouble.tell)),
)


def earliest(within: Callable[[InstrumentedAttribute[Any]], ColumnElement[bool]]) -> CompoundSelect[Any]:
    """Return the statement that finds the earliest time of each kind, case by case, among these times."""
    return union_all(
        *(
            select(literal(due.name), func.min(due.due_at)).where(case, within(due.due_at))
            for due in DUE
            for case in due.cases
        )
    )


def rows_due(due: Due) -> Select[Any]:
    """Return the statement that finds the keys of what is due at `now` and waits for no look."""
    model = due.due_at.class_
    rows = select(_key(due)).where(due.due_at <= bindparam("now"), due.when)
    if due.after_look:
        rows = rows.join(Lead, Lead.id == model.lead_id).where(all_judged(Lead.inbox, due.due_at))
    return rows


def unlooked(due: Due) -> Select[Any]:
    """Return the statement that finds the inboxes nobody looked at since something of theirs fell due."""
    rows = select(Lead.inbox).join(due.due_at.class_, due.due_at.class_.lead_id == Lead.id)
    waiting = rows.where(due.due_at <= bindparam("now"), due.when)
    return waiting.where(~looked_at_since(Lead.inbox, due.due_at)).distinct()


def _key(due: Due) -> ColumnElement[Any]:
    key: ColumnElement[Any] = due.due_at.class_.__mapper__.primary_key[0]
    return key


# Built once: asked at every beat of the heart.
IDS_DUE = {due.name: rows_due(due).order_by(due.due_at, _key(due)).limit(BATCH) for due in DUE}
ONE_DUE = {due.name: rows_due(due).where(_key(due) == bindparam("row_id")) for due in DUE}
UNLOOKED = {due.name: unlooked(due) for due in DUE if due.after_look}
EARLIEST = earliest(lambda due_at: due_at.is_not(None))
EARLIEST_AFTER = earliest(lambda due_at: due_at > bindparam("after"))


class Survey(NamedTuple):
    """What is due now, which inboxes somebody waits to be looked at, and when the next row falls due."""

    due: list[str]
    looks: list[str]
    following: datetime | None


def survey(session: Session, now: datetime) -> Survey:
    """Look once over everything that can be due: a few statements while nothing is."""
    first = _times(session.execute(EARLIEST))
    passed = [due for due in DUE if due.name in first and first[due.name] <= now]
    names = ["judge"] if anything_to_judge(session, now) else []
    names += [due.name for due in passed if due_ids(session, due, now)]
    following = next_due(session, after=now) if passed else min(first.values(), default=None)
    return Survey(names, sorted(_asked_looks(session, now) | _missing_looks(session, passed, now)), following)


def due_ids(session: Session, due: Due, now: datetime) -> list[Any]:
    """Return what of this kind is due at `now`, oldest first, leaving out what still waits for a look."""
    return list(session.scalars(IDS_DUE[due.name], {"now": now}))


def count_due(session: Session, now: datetime) -> dict[str, int]:
    """Return how many rows of each kind are due at `now`, leaving out kinds without any."""
    counts = {
        due.name: session.scalar(select(func.count()).where(due.due_at <= now, due.when)) for due in DUE
    }
    return {name: count for name, count in counts.items() if count}


def wanted_looks(session: Session, now: datetime) -> list[str]:
    """Return the inboxes that somebody waits to be looked at: asked for, or by a deadline that has passed."""
    return sorted(_asked_looks(session, now) | _missing_looks(session, DUE, now))


def anything_to_judge(session: Session, now: datetime) -> bool:
    """Whether a collected mail waits for the judge."""
    waiting = select(InboundEmail.id).where(
        InboundEmail.state == InboundState.STORED,
        func.coalesce(InboundEmail.due_at, InboundEmail.arrived_at) <= now,
    )
    return session.scalar(waiting.limit(1)) is not None


def next_due(session: Session, *, after: datetime) -> datetime | None:
    """Return the earliest instant after `after` at which anything falls due, or None."""
    return min(_times(session.execute(EARLIEST_AFTER, {"after": after})).values(), default=None)


def _times(rows: Iterable[Row[str, datetime | None]]) -> dict[str, datetime]:
    """Return the earliest time by name, leaving out kinds without any."""
    times: dict[str, datetime] = {}
    for name, at in rows:
        if at is not None:
            times[name] = min(at, times.get(name, at))
    return times


def _asked_looks(session: Session, now: datetime) -> set[str]:
    return set(session.scalars(select(Mailbox.inbox).where(Mailbox.due_at <= now)))


def _missing_looks(session: Session, kinds: Iterable[Due], now: datetime) -> set[str]:
    """Return the inboxes that nobody has looked at since a deadline of theirs passed."""
    asked = [UNLOOKED[due.name] for due in kinds if due.after_look]
    return {inbox for statement in asked for inbox in session.scalars(statement, {"now": now})}


def sweep(workshop: Workshop, delivery: Delivery, names: frozenset[str] | None = None) -> int:
    """Do everything that is due now (of these kinds, or of all); return how many rows were acted on."""
    done = 0
    asked = _passed(workshop) if names is None else names
    for due in DUE:
        if due.name in asked:
            with workshop.database.reading() as session:
                rows = due_ids(session, due, workshop.clock.now())
            for row_id in rows:
                act(workshop, delivery, due, row_id)
            done += len(rows)
            # What was done may have made something of a later kind due.
            asked = _passed(workshop) if names is None and rows else asked
    return done


def _passed(workshop: Workshop) -> Set[str]:
    """Return the kinds of which the earliest time has passed: mostly none, which one question tells."""
    with workshop.database.reading() as session:
        first = _times(session.execute(EARLIEST))
    return {name for name, at in first.items() if at <= workshop.clock.now()}


def act(workshop: Workshop, delivery: Delivery, due: Due, row_id: Any) -> None:
    """Act on one due row; a row that fails is pushed ahead, so that it cannot block the others."""
    try:
        due.act(workshop, delivery, due, row_id)
    except LostRace:
        log.info("another worker was faster", kind=due.name, id=row_id)
    except OUR_TROUBLE:
        log.exception("the database did not let us act on a due row; it stays due", kind=due.name, id=row_id)
    except Exception:
        log.exception("could not act on a due row", kind=due.name, id=row_id)
        model = due.due_at.class_
        with workshop.work() as work:
            work.session.execute(
                update(model)
                .where(model.__mapper__.primary_key[0] == row_id)
                .values({due.due_at.key: work.now + failing.WAIT})
                .execution_options(synchronize_session=False)
            )
            failing.note(work.session, due.name, work.now)
