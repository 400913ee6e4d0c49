"""An inbox that cannot be read: noted at once, told to the admins after fifteen minutes, and told when over.

The pair of mails is never half: `recovered` only follows an alarm, and each time of trouble has one of each
(reliability, invariant I21). What no customer writes meanwhile is safe: it stays on the server.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select

from worker.outbox import objections
from worker.outbox.compose import owe_admins
from worker.outbox.saying import say_span, say_when
from worker.store import ticks
from worker.store.models import InboundEmail, Mailbox
from worker.store.work import Work

UNREAD = timedelta(minutes=15)
# A watch gives a sign of life every 15 s.
ABSENT = timedelta(minutes=2)

log = structlog.get_logger()


def note(work: Work, inbox: str, sentence: str) -> None:
    """Keep why the inbox cannot be read, and set the time at which the admins hear of it."""
    mailbox = mailbox_of(work, inbox)
    mailbox.trouble = sentence
    if mailbox.trouble_since is None:
        mailbox.trouble_since = work.now
        mailbox.alarm_at = _unread_since(work, mailbox) + UNREAD


def note_absent(work: Work) -> None:
    """Note where nobody looks at an inbox: in the scaled form `keepwarm collect` may be missing."""
    for inbox in work.settings.inboxes:
        mailbox = work.session.get(Mailbox, inbox.name)
        signs = (
            ticks.last(work.session, ticks.watch_of(inbox.name)),
            ticks.last(work.session, ticks.COLD),
            mailbox.looked_at if mailbox else None,
        )
        last = max((sign for sign in signs if sign is not None), default=work.now)
        if work.now - last > ABSENT and not (mailbox and mailbox.trouble):
            sentence = "Nobody looks at it: start keepwarm collect, or keepwarm run."
            log.warning("mailbox is not read", inbox=inbox.name, why=sentence)
            note(work, inbox.name, sentence)


def tell(work: Work, mailbox: Mailbox) -> None:
    """The time has come: the admins hear that the inbox is not read, once for each time of trouble."""
    mailbox.alarm_at = None
    if mailbox.trouble_since is None:
        return
    if all(inbox.name != mailbox.inbox for inbox in work.settings.inboxes):
        # It was taken out of the configuration: nobody looks at it, and nobody is to mend it.
        mailbox.trouble = mailbox.trouble_since = None
        return
    since = _unread_since(work, mailbox)
    log.error("fetching stopped", inbox=mailbox.inbox, since=since.isoformat(), why=mailbox.trouble)
    todo = (
        f"Check the mailbox server, and the imap line and the password of the inbox {mailbox.inbox}; "
        "`keepwarm check` tries them. Mail that comes meanwhile is safe on the server and is read as soon as "
        "this works again. Until then nobody here sees what customers write, and no offer expires."
    )
    owe_admins(
        work,
        "alarm",
        key=f"unread/{mailbox.inbox}/{mailbox.trouble_since:%Y-%m-%dT%H:%M:%S}",
        values={
            "what": f"the inbox {mailbox.inbox} cannot be read",
            "since": say_when(since, work.now, work.settings.team_calendar.zone),
            "todo": todo,
            "details": {"text": mailbox.trouble or ""},
        },
    )


def is_over(work: Work, mailbox: Mailbox) -> None:
    """The inbox was read: forget the trouble, and say so to whoever heard of it."""
    began = mailbox.trouble_since
    if began is not None and mailbox.alarm_at is None:
        _tell_recovered(work, mailbox, began)
    mailbox.trouble = mailbox.trouble_since = mailbox.alarm_at = None
    if began is not None:
        objections.let_go(work, mailbox.inbox)


def mailbox_of(work: Work, inbox: str) -> Mailbox:
    """Return the row of an inbox, locked; made where there is none."""
    mailbox = work.session.get(Mailbox, inbox, with_for_update=True)
    if mailbox is None:
        mailbox = Mailbox(inbox=inbox)
        work.session.add(mailbox)
    return mailbox


def _tell_recovered(work: Work, mailbox: Mailbox, began: datetime) -> None:
    lasted = work.now - _unread_since(work, mailbox)
    came = select(func.count()).where(
        InboundEmail.inbox == mailbox.inbox, InboundEmail.role == "inbox", InboundEmail.collected_at >= began
    )
    mails = work.session.scalar(came) or 0
    log.warning("fetching recovered", inbox=mailbox.inbox, seconds=round(lasted.total_seconds()), mails=mails)
    owe_admins(
        work,
        "recovered",
        key=f"read-again/{mailbox.inbox}/{began:%Y-%m-%dT%H:%M:%S}",
        values={
            "what": f"the inbox {mailbox.inbox} is read again",
            "lasted": say_span(lasted),
            "news": {0: "No mail came meanwhile.", 1: "1 mail came meanwhile and is worked off now."}.get(
                mails, f"{mails} mails came meanwhile and are worked off now."
            ),
        },
    )


def _unread_since(work: Work, mailbox: Mailbox) -> datetime:
    """When it was last known to be read; after a cold start only what happened since then counts."""
    known = (mailbox.looked_at, ticks.last(work.session, ticks.COLD))
    since = max((instant for instant in known if instant is not None), default=work.now)
    return min(since, mailbox.trouble_since or work.now)
