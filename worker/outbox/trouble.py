"""An inbox from which no mail goes out: told to the admins at once, and told when it is over.

It is trouble of our own server, never of a mail (retry.py); the alarm goes by another inbox's server where
there is one, else it waits like all the rest.
"""

from __future__ import annotations

import structlog
from sqlalchemy import func, select

from worker.outbox.compose import owe_admins
from worker.outbox.saying import say_span
from worker.states import OutboxState
from worker.store.models import Mailbox, OutboxEmail
from worker.store.work import Work

log = structlog.get_logger()


def note(work: Work, inbox: str, sentence: str) -> None:
    """Keep what the server said and since when nothing goes out; the admins hear of it once."""
    log.warning("no mail goes out", inbox=inbox, why=sentence)
    mailbox = work.session.get(Mailbox, inbox)
    if mailbox is None:
        mailbox = Mailbox(inbox=inbox)
        work.session.add(mailbox)
    mailbox.sending_trouble = sentence
    if mailbox.sending_trouble_since is not None:
        return
    mailbox.sending_trouble_since = work.now
    todo = f"Check the smtp line and the password of the inbox {inbox}; `keepwarm check` tries them."
    owe_admins(
        work,
        "alarm",
        key=f"sending/{inbox}/{work.now:%Y-%m-%dT%H:%M:%S}",
        values={
            "what": f"no mail of {inbox} goes out",
            "todo": todo,
            "details": {"text": sentence},
        },
    )


def is_over(work: Work, inbox: str) -> None:
    """The server took a mail: it is well again, and the admins hear that too."""
    mailbox = work.session.get(Mailbox, inbox)
    if mailbox is None or mailbox.sending_trouble_since is None:
        return
    began = mailbox.sending_trouble_since
    mailbox.sending_trouble = mailbox.sending_trouble_since = None
    waiting = select(func.count()).where(
        OutboxEmail.inbox == inbox,
        OutboxEmail.state == OutboxState.QUEUED,
        OutboxEmail.planned_at <= work.now,
    )
    mails = work.session.scalar(waiting) or 0
    lasted = work.now - began
    log.warning("mail goes out again", inbox=inbox, seconds=round(lasted.total_seconds()), waiting=mails)
    owe_admins(
        work,
        "recovered",
        key=f"sending-again/{inbox}/{began:%Y-%m-%dT%H:%M:%S}",
        values={
            "what": f"mail of {inbox} goes out again",
            "lasted": say_span(lasted),
            "news": f"{mails} more wait and go within minutes." if mails else "Nothing else waits.",
        },
    )
