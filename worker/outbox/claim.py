"""A claim on one mail: who delivers it, and until when nobody else may.

The lease runs on the machine's clock; the fence is a number that grows with every claim, so that a
courier who comes back too late changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from worker.clock import machine_now
from worker.outbox.permission import HELD_BY_FUSE, Wait
from worker.states import OutboxState, allowed
from worker.store.claims import claimed, decide_alone, holder, is_over
from worker.store.models import Lead, OutboxEmail
from worker.store.work import LostRace, Work

# After its dot a mail may wait this long for the server's answer, beyond the lease (mail/smtp.py).
ANSWER = timedelta(seconds=300)
_ITS_LEAD = (
    select(Lead)
    .join(OutboxEmail, OutboxEmail.lead_id == Lead.id)
    .where(OutboxEmail.id == bindparam("outbox_id"))
    .with_for_update(of=Lead)
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail of ours to deliver, as the network needs it; valid while its fence is the row's."""

    outbox_id: int
    fence: int
    inbox: str
    sender: str
    recipient: str
    raw: bytes


def locked(work: Work, outbox_id: int, *options: ORMOption, ours: bool = False) -> OutboxEmail | None:
    """Return the mail, locked; None when it is gone or, unless its claim is `ours`, another worker has it.

    What follows from a delivery is decided about its lead, so nobody else decides meanwhile. Its lead is
    locked first, as everybody does who closes a lead and then withdraws its mails.
    """
    decide_alone(work.session)
    lead = work.session.scalar(_ITS_LEAD, {"outbox_id": outbox_id})
    # What became of a mail of ours must be written down: whoever only looks at its row is waited for.
    mail = claimed(work.session, OutboxEmail, outbox_id, *options, wait=ours)
    if mail is not None and lead is not None:
        # As it is under the lock; nobody needs to ask for it again.
        set_committed_value(mail, "lead", lead)
    return mail


def book(work: Work, mail: OutboxEmail) -> Claim:
    """Claim the mail for this process and count the attempt."""
    work.move(
        mail,
        OutboxState.PREPARING,
        attempts=mail.attempts + 1,
        fence=mail.fence + 1,
        lease_until=machine_now() + work.settings.limits.lease,
        holder=holder(),
    )
    sender = work.settings.inbox(mail.inbox).address
    return Claim(mail.id, mail.fence, mail.inbox, sender, mail.recipient, mail.raw)


def still_holds(mail: OutboxEmail | None, claim: Claim, *states: OutboxState) -> bool:
    """Whether the mail is in one of these states under this very claim."""
    return mail is not None and mail.fence == claim.fence and mail.state in states


def commit(work: Work, claim: Claim) -> None:
    """Mark that the final dot is about to go. Raises LostRace when the claim is lost."""
    assert allowed(OutboxState.PREPARING, OutboxState.COMMITTING)
    changes: dict[str, Any] = {
        "state": OutboxState.COMMITTING,
        "committed_at": work.now,
        "lease_until": machine_now() + work.settings.limits.lease + ANSWER,
    }
    marked = work.session.execute(
        update(OutboxEmail)
        .where(
            OutboxEmail.id == claim.outbox_id,
            OutboxEmail.state == OutboxState.PREPARING,
            OutboxEmail.fence == claim.fence,
        )
        .values(changes)
        .execution_options(synchronize_session=False)
    )
    if marked.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult
        raise LostRace(f"the claim on mail {claim.outbox_id} was lost")


def hold_back(mail: OutboxEmail, wait: Wait) -> None:
    """Let the mail wait, and say why; a planned time is its time from now on."""
    mail.due_at = wait.until
    # That an admin must release it outlives every other reason: nothing else tells.
    if mail.reason != HELD_BY_FUSE:
        mail.reason = wait.why
    if wait.planned:
        mail.planned_at = wait.until


def is_abandoned(mail: OutboxEmail, lease: timedelta) -> bool:
    """Whether nobody delivers this claimed mail any more: its process is dead, or its lease is over."""
    if mail.lease_until is None or mail.holder is None:
        return True
    return is_over(mail.holder, mail.lease_until, lease + ANSWER)
