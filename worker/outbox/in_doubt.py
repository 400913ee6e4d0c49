"""Mails of which nobody can tell whether they went: the line broke, or we died, after the final dot.

Sent is searched for our Message-ID a few times. Found: sent. Not found: a mail to an owner goes again; a
mail to a customer waits for a person, because a customer never gets the same step twice, unless Sent is
proven to show every mail that this server takes.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from sqlalchemy import select

from worker.outbox import ending, evidence, retry
from worker.outbox.claim import locked
from worker.outbox.compose import owe_owner
from worker.outbox.outcome import Outcomes
from worker.outbox.saying import say_at
from worker.states import LeadState, OutboxState
from worker.store.models import Lead, OutboxEmail
from worker.store.work import Work, Workshop

# Whether the Sent folder of an inbox holds a Message-ID; None where it cannot be read.
FindInSent = Callable[[str, str], bool | None]

log = structlog.get_logger()


def begin(work: Work, mail: OutboxEmail, why: str) -> None:
    """Doubt a mail whose final dot was due or gone, and search Sent for it from now on."""
    committed_at = mail.committed_at or work.now
    work.move(
        mail,
        OutboxState.IN_DOUBT,
        committed_at=committed_at,
        reason=why,
        looks=0,
        due_at=retry.next_doubt_look(committed_at, 0),
        lease_until=None,
        holder=None,
    )
    _note(work, mail, f"Whether it went out is unknown: {why}.")


def look_again(workshop: Workshop, outbox_id: int, find_in_sent: FindInSent, outcomes: Outcomes) -> None:
    """Search Sent once more for a mail, if it is in doubt and its next look is due."""
    with workshop.database.reading() as session:
        mail = session.get(OutboxEmail, outbox_id)
        if mail is None or mail.state is not OutboxState.IN_DOUBT:
            return
        if mail.due_at is None or mail.due_at > workshop.clock.now():
            return
        inbox, message_id = mail.inbox, mail.message_id
    try:
        found = find_in_sent(inbox, message_id)
    except Exception:
        log.exception("Sent could not be searched", inbox=inbox)
        found = None
    with workshop.work() as work:
        mail = locked(work, outbox_id)
        if mail is None or mail.state is not OutboxState.IN_DOUBT:
            return
        if found:
            ending.sent(work, mail, outcomes)
            return
        mail.looks += 1
        mail.due_at = retry.next_doubt_look(mail.committed_at or work.now, mail.looks)
        if mail.due_at is None:
            _not_found(work, mail, searched=found is False)


def doubtful(work: Work, lead: Lead) -> OutboxEmail | None:
    """Return the mail to this lead's customer that waits for `resend` or `sent`, or None."""
    rows = select(OutboxEmail).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.state == OutboxState.IN_DOUBT,
        OutboxEmail.audience == "customer",
        OutboxEmail.kind != "acknowledgement",
    )
    return work.session.scalar(rows.order_by(OutboxEmail.id.desc()).limit(1))


def resend(work: Work, mail: OutboxEmail) -> None:
    """A person says that it did not arrive: it goes again, with the same bytes and Message-ID."""
    work.move(
        mail,
        OutboxState.QUEUED,
        due_at=work.now,
        planned_at=work.now,
        knows_until=work.now,
        committed_at=None,
        reason=None,
    )
    work.wake("outbox")


def went(work: Work, mail: OutboxEmail, outcomes: Outcomes) -> None:
    """A person says that it went out."""
    ending.sent(work, mail, outcomes)


def _not_found(work: Work, mail: OutboxEmail, *, searched: bool) -> None:
    if mail.audience == "owner":
        # It keeps when it was to go: the guard drops one of which the times have passed, and an offer is
        # made again.
        work.move(mail, OutboxState.QUEUED, due_at=work.now, committed_at=None)
        return
    lead = mail.lead
    assert lead is not None, "a mail to a customer has a lead"
    if lead.state is LeadState.CLOSED:
        work.move(mail, OutboxState.CANCELLED, reason="the lead was closed while it was in doubt")
        return
    if searched and evidence.shows_every_mail(work, mail):
        _note(work, mail, "Sent shows every other mail and not this one: it never went, and goes now.")
        work.move(mail, OutboxState.QUEUED, due_at=work.now, committed_at=None, reason=None)
        return
    _note(work, mail, "It is not in Sent; a person must say whether it went out.")
    if mail.kind == "acknowledgement":
        # Not worth a question: the first human answer says all that it said.
        return
    owner_id = lead.owner_id or lead.accountable_id
    assert owner_id is not None, "a live lead has somebody accountable"
    at = say_at(mail.committed_at or work.now, work.now, work.settings.calendar(owner_id).zone)
    step = ending.step_of(work, mail)
    values = {"what": step if mail.touch_id else step.lower(), "at": at}
    key = f"in-doubt/{mail.message_id}/{mail.attempts}"
    owe_owner(work, owner_id, "in_doubt", kind="question", key=key, values=values, lead=lead)


def _note(work: Work, mail: OutboxEmail, why: str) -> None:
    work.note(mail.lead, "in doubt", why=f"{ending.label(work, mail)}: {why}")
