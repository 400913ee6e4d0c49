"""How a mail ends, besides being sent: cancelled, failed, or put off by trouble of our own server.

Whoever asked for the mail hears of it here, with the server's own sentence; what follows for the lead
is the port's business (outcome.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from worker.mail.courier import DeliveryError
from worker.outbox import promise, retry, trouble
from worker.outbox.compose import owe_admins, owe_owner
from worker.outbox.outcome import Outcomes
from worker.outbox.permission import No
from worker.outbox.retry import Failure
from worker.outbox.suppression import suppress
from worker.states import OutboxState
from worker.store.models import OutboxEmail, Touch
from worker.store.work import Work

# A server that files its own copies has done so by then.
FILE_AFTER = timedelta(seconds=30)


def sent(work: Work, mail: OutboxEmail, outcomes: Outcomes) -> None:
    """The server has it. It went when its final dot was due, also where we learn that only now."""
    at = mail.committed_at or work.now
    work.move(
        mail,
        OutboxState.SENT,
        sent_at=at,
        due_at=None,
        reason=None,
        lease_until=None,
        holder=None,
        file_at=at + FILE_AFTER if _is_filed(work, mail) else None,
    )
    trouble.is_over(work, mail.inbox)
    _follows(work, mail, outcomes, f"{label(work, mail)} was taken by the mail server.")


def went_before(work: Work, mail: OutboxEmail, at: datetime, outcomes: Outcomes) -> None:
    """Its copy lies in Sent since `at`: it went, and this database, put back from a backup, did not know."""
    work.move(mail, OutboxState.SENT, sent_at=at, due_at=None, reason=None)
    _follows(work, mail, outcomes, f"{label(work, mail)} lay in Sent already: it went before.")


def _is_filed(work: Work, mail: OutboxEmail) -> bool:
    """Whether we see to it that a copy lies in Sent: only of what customers got (ingest/filing.py)."""
    files = any(inbox.files_copies for inbox in work.settings.inboxes if inbox.name == mail.inbox)
    return files and mail.audience == "customer"


def refuse(work: Work, mail: OutboxEmail, no: No, outcomes: Outcomes) -> None:
    """The guard said no: the mail never goes, and an owner who sent it is asked what to do instead."""
    to = OutboxState.SUPPRESSED if no.suppressed else OutboxState.CANCELLED
    if no.why == "mode" and mail.audience == "owner":
        # It keeps its due time: in shadow an owner's mail is still announced (see deliver.py).
        work.move(mail, to, reason=no.why, lease_until=None, holder=None)
        return
    work.move(mail, to, reason=no.why, due_at=None, lease_until=None, holder=None)
    _unpromise(work, mail)
    _note(work, mail, "not sent", f"{label(work, mail)} did not go: {no.why}.")
    outcomes.cancelled(work, mail, no.why)
    if no.ask_owner:
        _ask(work, mail, f"{label(work, mail)} did not go: {no.why}.")


def fail(work: Work, mail: OutboxEmail, sentence: str, outcomes: Outcomes, *, bad_address: bool) -> None:
    """The mail is refused for good: its address is bad, or the server would not have this mail."""
    work.move(mail, OutboxState.FAILED, reason=sentence, due_at=None, lease_until=None, holder=None)
    _unpromise(work, mail)
    _note(work, mail, "failed", f"{label(work, mail)} could not be delivered: {sentence}")
    if bad_address and mail.audience == "customer":
        suppress(work, mail.recipient, "bounced")
    outcomes.failed(work, mail, bad_address)
    if mail.audience == "customer":
        _ask(work, mail, f"{label(work, mail)} was refused and did not arrive.", why=sentence)
    elif mail.kind != "alarm":
        what = f"mail to {mail.recipient} cannot be delivered"
        todo = "Correct the address." if bad_address else "Ask your mail server why; the address may be good."
        _alarm(work, f"undelivered/{mail.recipient}/{work.now:%Y-%m-%d}", what, todo, sentence)


def put_off(work: Work, mail: OutboxEmail, error: DeliveryError, failure: Failure) -> None:
    """Try again later: this mail, or with trouble of our own server every mail of the inbox."""
    limits = work.settings.limits
    pause = retry.wait(mail.attempts, limits)
    if failure is Failure.OURS:
        if error.stage != "login":
            # A wrong password is not hammered; a server that is down is asked steadily.
            pause = limits.retry_first
        trouble.note(work, mail.inbox, error.sentence)
        others = update(OutboxEmail).where(
            OutboxEmail.inbox == mail.inbox,
            OutboxEmail.state == OutboxState.QUEUED,
            OutboxEmail.due_at < work.now + pause,
        )
        work.session.execute(
            others.values(due_at=work.now + pause).execution_options(synchronize_session=False)
        )
    work.move(
        mail,
        OutboxState.QUEUED,
        due_at=work.now + pause,
        reason=error.sentence,
        lease_until=None,
        holder=None,
        committed_at=None,
    )


def _follows(work: Work, mail: OutboxEmail, outcomes: Outcomes, why: str) -> None:
    """What a sent mail means: the customer's thread has one id more, and the rest of the house hears."""
    if mail.lead is not None and mail.audience == "customer":
        mail.lead.thread_ids = [*mail.lead.thread_ids, mail.message_id]
        _note(work, mail, "sent", why)
    outcomes.sent(work, mail)


def label(work: Work, mail: OutboxEmail) -> str:
    """Say which mail it is, in words: "The acknowledgement to Ana", "Day 3 to Ana"."""
    if mail.audience == "owner":
        return f"The mail ({mail.kind}) to {mail.recipient}"
    return f"{step_of(work, mail)} to {mail.lead.name if mail.lead else mail.recipient}"


def step_of(work: Work, mail: OutboxEmail) -> str:
    """Say which step of the conversation a customer's mail is."""
    if mail.kind == "acknowledgement":
        return "The acknowledgement"
    touch = work.session.get(Touch, mail.touch_id) if mail.touch_id else None
    return f"Day {touch.step}" if touch else "The answer"


def another_accepted(work: Work, mail: OutboxEmail) -> bool:
    """Whether this server took mail to somebody else within the last hour."""
    rows = select(OutboxEmail.id).where(
        OutboxEmail.inbox == mail.inbox,
        OutboxEmail.recipient != mail.recipient,
        OutboxEmail.state == OutboxState.SENT,
        OutboxEmail.sent_at >= work.now - retry.AN_HOUR,
    )
    return work.session.scalar(rows.limit(1)) is not None


def _unpromise(work: Work, mail: OutboxEmail) -> None:
    """Without its acknowledgement the customer was promised nothing."""
    if mail.lead is not None and mail.kind == "acknowledgement":
        promise.take_back(mail.lead)


def _ask(work: Work, mail: OutboxEmail, question: str, *, why: str = "") -> None:
    """Ask whoever is to decide now; the draft is open again, so `send` is an answer."""
    lead = mail.lead
    owner_id = mail.owner_id or (lead.accountable_id if lead else None)
    if lead is None or owner_id is None or mail.kind == "acknowledgement":
        return
    choices = [
        {"word": "send: <your own words>", "meaning": "goes out in the same thread"},
        {"word": "called: reached", "meaning": "you rang instead"},
        {"word": "close: <reason>", "meaning": "done with it"},
    ]
    owe_owner(
        work,
        owner_id,
        "question",
        kind="question",
        key=f"not-gone/{mail.message_id}/{mail.attempts}",
        values={"question": question, "choices": choices, "why": why},
        lead=lead,
        draft=None,
    )


def _note(work: Work, mail: OutboxEmail, what: str, why: str) -> None:
    who = mail.owner_id or "keepwarm" if mail.audience == "customer" else "keepwarm"
    work.note(mail.lead, what, who=who, why=why)


def _alarm(work: Work, key: str, what: str, todo: str, sentence: str) -> None:
    values = {"what": what, "todo": todo, "details": {"text": sentence}}
    owe_admins(work, "alarm", key=key, values=values)
