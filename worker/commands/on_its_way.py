"""Mails to the customer that an owner let go: what still waits, and what may go again."""

from __future__ import annotations

from sqlalchemy import select

from worker.cadence import enrollment
from worker.outbox.touch_objections import touch_hour
from worker.states import OutboxState, Turn
from worker.store.models import Lead, OutboxEmail
from worker.store.work import Work

# What never reached the customer may be tried again under a new key.
NEVER_WENT = (OutboxState.CANCELLED, OutboxState.FAILED, OutboxState.SUPPRESSED)
BY_AN_OWNER = ("human", "touch")
OTHER_WORDS = "Its owner wrote other words."
HELD_BACK = " The message that waited for its hour does not go."


def waiting(work: Work, lead: Lead) -> OutboxEmail | None:
    """Return the owner's mail that waits for its instant, or None."""
    work.session.flush()
    rows = select(OutboxEmail).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.kind.in_(BY_AN_OWNER),
        OutboxEmail.state == OutboxState.QUEUED,
    )
    return work.session.scalar(rows.order_by(OutboxEmail.id.desc()).limit(1))


def bring_forward(work: Work, lead: Lead, mail: OutboxEmail) -> None:
    """`send now`: do not wait for the planned hour, only for the team's hours."""
    if mail.touch_id is not None:
        mail.guard = "touch_now"
    mail.due_at = mail.planned_at = touch_hour(work, work.now) if lead.turn is Turn.CUSTOMER else work.now
    work.wake("outbox")


def call_back(work: Work, lead: Lead, why: str, *, caused_by: int | None) -> bool:
    """Cancel own words of an owner that have not left; whether there were any.

    What answers the customer's question goes, and so does what the same mail of theirs let go.
    """
    if lead.answer_due_at is not None:
        return False
    work.session.flush()
    rows = select(OutboxEmail).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.audience == "customer",
        OutboxEmail.kind.in_(BY_AN_OWNER),
        OutboxEmail.touch_id.is_(None),
        OutboxEmail.state == OutboxState.QUEUED,
    )
    held = [mail for mail in work.session.scalars(rows) if caused_by is None or mail.caused_by != caused_by]
    for mail in held:
        work.move(mail, OutboxState.CANCELLED, reason=why, due_at=None)
    return bool(held)


def replace_waiting(work: Work, lead: Lead, *, caused_by: int | None) -> bool:
    """Cancel what waits for its hour, because other words go in its place; whether anything did.

    Else both would go at that hour: the words of a step, and what its owner wrote instead.
    """
    waited = call_back(work, lead, OTHER_WORDS, caused_by=caused_by)
    run = enrollment.current(work, lead)
    touch = None if run is None else enrollment.open_touch(work, run)
    mail = waiting(work, lead)
    if touch is None or mail is None or mail.touch_id != touch.id:
        return waited
    enrollment.take_back(work, lead, touch, OTHER_WORDS)
    return True


def free_key(work: Work, lead: Lead, key: str) -> str | None:
    """Return `key`, or its next form when an earlier mail of that name never went; None when one did."""
    work.session.flush()
    rows = select(OutboxEmail).where(
        OutboxEmail.lead_id == lead.id, OutboxEmail.key.startswith(f"{lead.ref}/{key}", autoescape=True)
    )
    named = {
        row.key.removeprefix(f"{lead.ref}/").rpartition("/to:")[0]: row for row in work.session.scalars(rows)
    }
    again, number = key, 1
    while again in named:
        if named[again].state not in NEVER_WENT:
            return None
        number += 1
        again = f"{key}/again:{number}"
    return again
