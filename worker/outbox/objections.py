"""What can speak against a mail to a customer, whatever it is: one check each (rules, section 4).

Each reads the rows as they are in this transaction; guard.py asks them in order.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from worker.outbox.permission import HELD_BY_FUSE, No, Wait
from worker.outbox.suppression import suppression
from worker.settings import Mode
from worker.states import LeadState, OutboxState
from worker.store import cold
from worker.store.looks import want_look
from worker.store.models import InboundEmail, Lead, Mailbox, Message, OutboxEmail
from worker.store.work import Work

# While a mailbox cannot be read, its mails are asked again this often.
HELD = timedelta(minutes=5)
SOON = timedelta(seconds=2)


def mode(work: Work, _mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    return None if work.settings.mode is Mode.LIVE else No("mode", suppressed=True)


def lead_open(_work: Work, _mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    return No(f"the lead is closed ({lead.close_reason})") if lead.state is LeadState.CLOSED else None


def not_suppressed(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    found = suppression(work, mail.recipient)
    if found is None:
        return None
    # Who opted out and then writes to us may be answered (rules, section 6).
    if (
        mail.guard in ("answer", "own_words")
        and found.reason == "opted_out"
        and _wrote_after(work, lead, found.at)
    ):
        return None
    return No(f"{mail.recipient} is suppressed ({found.reason})", ask_owner=True, suppressed=True)


def sender_owns_it(_work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    if mail.owner_id is None or lead.owner_id == mail.owner_id:
        return None
    return No("the lead is no longer theirs", ask_owner=True)


def nothing_newer(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    """No human message, theirs or ours by hand, that these words do not take into account."""
    since = mail.knows_until or mail.created_at
    rows = (
        select(Message.id)
        .outerjoin(InboundEmail, InboundEmail.id == Message.inbound_id)
        .where(
            Message.lead_id == lead.id,
            Message.medium != "note",
            # Written before, but read by us only afterwards, is news as well.
            or_(Message.at > since, InboundEmail.judged_at > since),
            or_(Message.direction == "in", Message.outbox_id.is_(None)),
        )
    )
    if work.session.scalar(rows.limit(1)) is None:
        return None
    return No("there is a newer message in the conversation", ask_owner=True)


def times_ahead(work: Work, mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    if all(datetime.fromisoformat(proposed) > work.now for proposed in mail.times):
        return None
    return No("a time it proposes has passed", ask_owner=True)


def fresh_look(work: Work, mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    most = work.settings.limits.fresh_look
    if not most:
        return None
    mailbox = work.session.get(Mailbox, mail.inbox)
    if mailbox is not None and mailbox.looked_at and mailbox.looked_at >= work.now - most:
        return None
    if mailbox is not None and mailbox.trouble:
        return Wait(work.now + HELD, f"{_unread(mail.inbox)}: {mailbox.trouble}")
    want_look(work.session, mail.inbox, work.now)
    work.wake(f"look:{mail.inbox}")
    return Wait(work.now, f"waiting for a look at {mail.inbox}")


def start_is_over(work: Work, mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    """After a cold start Sent must say first what went already, and INBOX who has answered."""
    if cold.is_over(work.session, mail.inbox):
        return None
    mailbox = work.session.get(Mailbox, mail.inbox)
    if mailbox is not None and mailbox.trouble:
        return Wait(work.now + HELD, f"{_unread(mail.inbox)}: {mailbox.trouble}")
    if cold.is_looked_at(work.session, mail.inbox):
        return Wait(work.now + SOON, f"waiting until all mail of {mail.inbox} is judged since the start")
    want_look(work.session, mail.inbox, work.now)
    work.wake(f"look:{mail.inbox}")
    return Wait(work.now, f"waiting for the first look at {mail.inbox} since the start")


def let_go(work: Work, inbox: str) -> None:
    """The mailbox can be read again: what waited for that is asked again now, not in five minutes."""
    waited = OutboxEmail.reason.startswith(_unread(inbox), autoescape=True)
    work.session.execute(
        update(OutboxEmail)
        .where(OutboxEmail.state == OutboxState.QUEUED, OutboxEmail.inbox == inbox, waited)
        .where(OutboxEmail.due_at > work.now)
        .values(due_at=work.now)
        .execution_options(synchronize_session=False)
    )
    work.wake("outbox")


def not_held(_work: Work, mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    return No("held by the fuse and not released in time") if mail.reason == HELD_BY_FUSE else None


def unanswered_and_young(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    """An acknowledgement after a human answer, or a day late, is worse than none."""
    asked_at = lead.answer_asked_at or lead.arrived_at
    rows = select(Message.id).where(
        Message.lead_id == lead.id, Message.direction == "out", Message.at >= asked_at
    )
    answered = lead.first_response_at is not None and lead.answer_asked_at is None
    if answered or work.session.scalar(rows.limit(1)) is not None:
        return No("a person has answered")
    oldest = work.settings.acknowledgement.max_age
    cause = select(InboundEmail.arrived_at).where(InboundEmail.id == mail.caused_by)
    arrived_at = (mail.caused_by and work.session.scalar(cause)) or lead.arrived_at
    if oldest and work.now - arrived_at > oldest:
        return No("their mail is older than a day")
    return None


def _unread(inbox: str) -> str:
    return f"{inbox} cannot be read"


def _wrote_after(work: Work, lead: Lead, instant: datetime) -> bool:
    rows = select(Message.id).where(
        Message.lead_id == lead.id, Message.direction == "in", Message.at > instant
    )
    return work.session.scalar(rows.limit(1)) is not None
