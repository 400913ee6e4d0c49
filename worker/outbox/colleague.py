"""A sentence to somebody of our own domain who is no owner (rules, section 6, point 3).

They own nothing and may order nothing, so their mail carries no token; an answer to it is only read again.
"""

from __future__ import annotations

from typing import Final

from worker.mail.build import build
from worker.mail.message import Address
from worker.outbox import placing
from worker.outbox.render import TemplateError, render
from worker.settings import Mode
from worker.states import OutboxState
from worker.store.models import OutboxEmail
from worker.store.work import Work

PURPOSE: Final = "not_understood"


def tell_colleague(work: Work, inbox_name: str, to: Address, *, answers: str, why: str) -> None:
    """Owe `to` one sentence a day about a mail of theirs that named no lead; `answers` is its Message-ID.

    A template that fails writes nothing: `keepwarm check` names it, and the mail is kept all the same.
    """
    inbox = work.settings.inbox(inbox_name)
    key = f"colleague/{work.now:%Y%m%d}"
    key, own_id, known = placing.identify(work, None, key, PURPOSE, to.email, inbox)
    if known is not None:
        return
    values = {"subject": "", "hint": "L-142", "why": why}
    try:
        words = render(PURPOSE, values, language="en", folders=work.settings.templates)
    except TemplateError:
        return
    raw = build(
        sender=Address(f"Keepwarm - {work.settings.team.name}", inbox.address),
        to=to,
        subject=words.subject,
        text=words.text,
        message_id=own_id,
        in_reply_to=answers or None,
        date=work.now.astimezone(work.settings.team_calendar.zone),
        automatic="auto-replied",
        kind="command",
    )
    shadow = work.settings.mode is Mode.SHADOW
    mail = OutboxEmail(
        key=key, inbox=inbox.name, kind="command", audience="owner", recipient=to.email, message_id=own_id,
        subject=words.subject, text=words.text, raw=raw, guard="none",
        created_at=work.now, planned_at=work.now,
        state=OutboxState.SUPPRESSED if shadow else OutboxState.QUEUED,
        reason="mode" if shadow else None, due_at=None if shadow else work.now,
    )  # fmt: skip
    work.session.add(mail)
    work.wake("outbox")
