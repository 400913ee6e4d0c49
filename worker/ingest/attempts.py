"""How stored mails are worked off: one judge at a time, in order of arrival, each attempt booked first.

The mails of a batch share a transaction and what is looked up in it; each has its own verdict. What fails
three times is quarantined: kept, shown by `keepwarm inbound`, judged again on `keepwarm replay`, and in
nobody's way (reliability: Inbound).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Lock
from traceback import extract_tb

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.orm import undefer
from sqlalchemy.sql.base import ExecutableOption

from worker.failpoints import reach
from worker.ingest.verdict import Opinion, Verdict
from worker.outbox.compose import owe_admins
from worker.states import InboundState
from worker.store.claims import decide_alone, give_back, holds, take
from worker.store.models import InboundEmail
from worker.store.work import Work, Workshop

Judging = Callable[[Work, InboundEmail], Opinion]

BATCH = 25  # mails judged in one transaction
LEASE = "judge"
LEASE_LENGTH = timedelta(minutes=2)  # of the machine's time; taken again with every batch
RETRY_AFTER = timedelta(minutes=1)
_IN_ORDER = (
    select(InboundEmail.id, InboundEmail.attempts, InboundEmail.size)
    .where(InboundEmail.state == InboundState.STORED)
    # INTERNALDATE knows seconds only: what lies in Sent answers what came in the same one.
    .order_by(
        (InboundEmail.due_at > bindparam("now")).is_(True),
        InboundEmail.arrived_at,
        InboundEmail.role,
        InboundEmail.id,
    )
    .limit(BATCH)
)
# The database is away, is full, or ended a transaction that slept: no mail is to blame.
OUR_TROUBLE = (OperationalError, InterfaceError, InternalError)

log = structlog.get_logger()

# The lease keeps other processes out, this lock the other threads of ours.
_judging = Lock()


def work_off(workshop: Workshop, judging: Judging) -> int:
    """Judge all that is stored, in order of arrival; return how many attempts were made.

    A mail that fails is tried again after the others, so that a run until nothing is due ends with every
    mail judged or quarantined. 0 when somebody else is the judge, who then finds what is stored.
    """
    done = 0
    # Asked again after every turn as the judge: what was stored while we were ending it is left to nobody.
    while _next(workshop) and _judging.acquire(blocking=False):
        try:
            made = _as_judge(workshop, judging)
        finally:
            _judging.release()
        if not made:
            break
        done += made
    return done


def _as_judge(workshop: Workshop, judging: Judging) -> int:
    """Judge until nothing is stored or the lease is another's; return how many attempts were made."""
    done = 0
    while batch := _next(workshop):
        if not attempt(workshop, batch, judging):
            return done
        done += len(batch)
    give_back(workshop.database, LEASE)
    return done


def attempt(workshop: Workshop, batch: Sequence[int], judging: Judging) -> bool:
    """Try to judge stored mails: the attempt is counted in a commit of its own, then they are judged.

    False when somebody else is the judge. Raises DBAPIError when our database is in trouble; whatever else
    fails is a mail's own failure.
    """
    with workshop.work() as work:
        # The lease comes first, here and below: whoever is not the judge never waits for the one who is.
        if not take(work.session, LEASE, LEASE_LENGTH):
            return False
        # Whoever makes us wait here has cost no mail an attempt.
        decide_alone(work.session)
        tried = [mail.id for mail in _stored(work, batch) if _count(work, mail)]
    reach("judge.attempt_counted")
    return _try(workshop, tried, judging)


def _count(work: Work, mail: InboundEmail) -> bool:
    """Count an attempt; False when there were enough of them."""
    # Attempts that ended the process before they could say why count too.
    if mail.attempts >= work.settings.limits.judge_attempts:
        _give_up(work, mail, f"It ended the program in each of {mail.attempts} attempts.")
        return False
    if mail.attempts:
        # Its last attempt may have ended with somebody's kill. If this one does too, the next waits behind
        # the others: the first mail after a start is the likeliest to be hit, and has three attempts only.
        mail.due_at = work.now + RETRY_AFTER
    mail.attempts += 1
    return True


def _try(workshop: Workshop, batch: Sequence[int], judging: Judging) -> bool:
    """Judge the mails in one transaction or, when one of them fails, each in its own."""
    try:
        return _judge(workshop, batch, judging)
    except OUR_TROUBLE:
        raise
    except Exception as error:
        if len(batch) > 1:
            return all(_try(workshop, [alone], judging) for alone in batch)
        # Where it failed, never the error's own words: they may hold what the mail holds.
        places = [f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-3:]]
        log.warning("a mail could not be judged", mail=batch[0], error=type(error).__name__, places=places)
        _failed(workshop, batch[0], type(error).__name__)
    return True


def _judge(workshop: Workshop, batch: Sequence[int], judging: Judging) -> bool:
    judged: list[tuple[int, Opinion]] = []
    with workshop.work() as work:
        if not holds(work.session, LEASE):
            return False
        decide_alone(work.session)
        mails = _stored(work, batch, undefer(InboundEmail.raw))
        work.learn("batch", mails)
        for mail in mails:
            opinion = judging(work, mail)
            _finish(work, mail, opinion)
            judged.append((mail.id, opinion))
    for inbound_id, opinion in judged:
        reach("judge.judged")
        log.info("judged", mail=inbound_id, verdict=opinion.verdict.value)
    return True


def replay(workshop: Workshop, inbound_id: int) -> bool:
    """Put a mail that was set aside back in the queue, on a person's word; False when it was not."""
    with workshop.work() as work:
        mail = work.session.get(InboundEmail, inbound_id)
        if mail is None or mail.state not in (InboundState.QUARANTINED, InboundState.UNFETCHABLE):
            return False
        if mail.state is InboundState.UNFETCHABLE:
            # The next look asks the server for it again.
            work.wake(f"look:{mail.inbox}")
            return True
        # It keeps the verdict `quarantined` until it is judged: floods.py lets it pass.
        work.move(mail, InboundState.STORED, attempts=0, due_at=work.now, judged_at=None)
        work.wake("judge")
        return True


def set_aside(work: Work, mail: InboundEmail, reason: str) -> None:
    """Quarantine a mail, with one sentence that says why."""
    verdict = Verdict.QUARANTINED.value
    work.move(mail, InboundState.QUARANTINED, verdict=verdict, reason=reason, due_at=None, judged_at=work.now)


def _next(workshop: Workshop) -> list[int]:
    """Return the stored mails that arrived first; one that failed a moment ago waits behind the others.

    What was tried before is tried alone: whatever it does to us, its neighbours have one attempt less at
    most.
    """
    left = workshop.settings.limits.batch_bytes
    chosen: list[int] = []
    with workshop.database.reading() as session:
        for inbound_id, attempts, size in session.execute(_IN_ORDER, {"now": workshop.clock.now()}):
            if chosen and (attempts or size > left):
                break
            chosen.append(inbound_id)
            left -= size
            if attempts:
                break
    return chosen


def _stored(work: Work, batch: Sequence[int], *options: ExecutableOption) -> list[InboundEmail]:
    """Return those of these mails that are stored still, in the same order, locked until the end."""
    rows = select(InboundEmail).where(InboundEmail.id.in_(batch), InboundEmail.state == InboundState.STORED)
    rows = rows.options(*options)
    found = work.session.scalars(rows.with_for_update(skip_locked=True, of=InboundEmail))
    return sorted(found, key=lambda mail: batch.index(mail.id))


def _finish(work: Work, mail: InboundEmail, opinion: Opinion) -> None:
    if opinion.verdict is Verdict.QUARANTINED:
        set_aside(work, mail, opinion.reason)
        return
    waits = opinion.verdict is Verdict.CONTACT and mail.lead_id is None and mail.in_reply_to is not None
    # Nobody else can change it: `_stored` found it stored, and locked it.
    work.settle(
        mail,
        InboundState.WAITING if waits else InboundState.JUDGED,
        verdict=opinion.verdict.value,
        reason=opinion.reason,
        judged_at=None if waits else work.now,
        due_at=None,
    )


def _failed(workshop: Workshop, inbound_id: int, error: str) -> None:
    with workshop.work() as work:
        for mail in _stored(work, [inbound_id]):
            mail.due_at = work.now + RETRY_AFTER
            if mail.attempts >= work.settings.limits.judge_attempts:
                _give_up(work, mail, f"It could not be judged in {mail.attempts} attempts ({error}).")


def _give_up(work: Work, mail: InboundEmail, reason: str) -> None:
    """Quarantine a mail we failed at, and tell an admin once a day: it may be somebody who waits for us."""
    set_aside(work, mail, reason)
    owe_admins(
        work,
        "alarm",
        key=f"unreadable/{work.now:%Y%m%d}",
        values={
            "what": "a mail could not be read",
            "since": "now",
            "todo": "It may be a customer's: read it in the mailbox. `keepwarm inbound` shows when it came, "
            "`keepwarm replay ID` tries again.",
            "details": {"text": reason},
        },
    )
