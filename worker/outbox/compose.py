"""Owes a mail: writes its outbox row, bytes and Message-ID fixed, in the transaction that decided it.

Mails to owners carry a token, so that their answer is theirs; mails to customers stand in the
customer's thread. What the mode forbids is written all the same, as `suppressed`. Sending is
deliver.py's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select

from worker.mail.build import BuildError, build
from worker.mail.message import Address
from worker.outbox import identity, placing
from worker.outbox.render import Rendered, TemplateError, render
from worker.outbox.saying import say_when
from worker.outbox.vocabulary import lead_values as lead_values
from worker.outbox.vocabulary import owner_values as owner_values
from worker.outbox.vocabulary import team_values as team_values
from worker.settings import Inbox, Mode
from worker.states import AbsenceState, OutboxState
from worker.store.models import Absence, Draft, Lead, Mailbox, Offer, OutboxEmail, ThreadId, Token, Touch
from worker.store.work import Work

Automatic = Literal["auto-replied", "auto-generated"]

# What an owner says to a customer carries no mark of a machine: `later` is one line of theirs, and no answer.
BY_A_PERSON = ("human", "later")


def owe_owner(
    work: Work,
    owner_id: str,
    purpose: str,
    *,
    kind: str,
    key: str,
    values: Mapping[str, Any],
    lead: Lead | None = None,
    offer: Offer | None = None,
    draft: Draft | None = None,
    touch: Touch | None = None,
    items: Sequence[Mapping[str, Any]] = (),
    unread_words: str | None = None,
    doubted_words: str | None = None,
    due_at: datetime | None = None,
) -> OutboxEmail:
    """Owe an owner the mail `purpose`; a mail that `key` names already is returned as it is.

    `key` tells this mail from all others of the lead (of the team, without a lead) and holds no row
    numbers. A template that fails is replaced by plain words, and the admins hear of it.
    """
    owner = work.settings.owner(owner_id)
    inbox = _inbox(work, lead, owner_id)
    key, own_id, known = placing.identify(work, lead, key, purpose, owner.email, inbox)
    if known is not None:
        return known
    token = own_id if inbox.reply_token == "message-id" else identity.token(work.secret, own_id)
    plus = inbox.reply_token == "plus"
    due_at = due_at or work.now
    link, link_hash = placing.page_link(work, own_id) if lead or items or doubted_words else ("", None)
    words = _owner_words(work, owner_id, purpose, {"link": link, **values}, lead, read_at=due_at)
    mail = OutboxEmail(
        key=key,
        lead_id=lead.id if lead else None,
        lead=lead,
        inbox=inbox.name,
        kind=kind,
        audience="owner",
        owner_id=owner_id,
        recipient=owner.email,
        subject=words.subject,
        text=words.text,
        message_id=own_id,
        state=OutboxState.QUEUED,
        due_at=due_at,
        planned_at=due_at,
        created_at=work.now,
        offer=offer,
        draft=draft,
        touch_id=touch.id if touch else None,
        guard="none",
        times=[],
    )
    _freeze(
        work,
        mail,
        sender=Address(f"Keepwarm - {work.settings.team.name}", inbox.address),
        to=Address(owner.name, owner.email),
        reply_to=identity.with_token(inbox.address, token) if plus else None,
        references=[placing.root_for_owners(work, lead, inbox)] if lead else [],
        automatic="auto-generated",
        lead_ref=lead.ref if lead else None,
    )
    if work.settings.mode is Mode.SHADOW:
        # It keeps its due time: the sweep still announces it, so that an offer's window starts as in life.
        mail.state, mail.reason = OutboxState.SUPPRESSED, "mode"
    placing.is_owed(work, mail)
    work.session.add(
        Token(
            hash=identity.token_hash(token),
            message_id=own_id,
            owner_id=owner_id,
            lead=lead,
            items=[dict(item) for item in items],
            unread_words=unread_words,
            link_hash=link_hash,
            doubted_words=doubted_words,
            expires_at=work.now + timedelta(days=work.settings.limits.token_calendar_days),
        )
    )
    work.wake("outbox")
    return mail


def owe_admins(
    work: Work, purpose: str, *, kind: str = "alarm", key: str, values: Mapping[str, Any]
) -> OutboxEmail:
    """Owe the first admin who is there the mail `purpose`; `since` is now, unless `values` says otherwise."""
    values = {"since": say_when(work.now, work.now, work.settings.team_calendar.zone), **values}
    return owe_owner(work, _first_admin(work), purpose, kind=kind, key=key, values=values)


def owe_customer(
    work: Work,
    lead: Lead,
    *,
    kind: str,
    text: str,
    key: str,
    guard: str,
    owner_id: str | None = None,
    subject: str | None = None,
    draft: Draft | None = None,
    touch: Touch | None = None,
    times: Iterable[datetime | str] = (),
    knows_until: datetime | None = None,
    due_at: datetime | None = None,
    caused_by: int | None = None,
    automatic: Automatic | None = None,
    calendar: str | None = None,
) -> OutboxEmail:
    """Owe the customer `text`, from the shared address, in their thread; see owe_owner for `key`.

    `owner_id` is in whose name it goes; `guard` is what send guard it must pass; `knows_until` the newest
    message its words take into account (left out: when the draft was written, else now); `calendar` a
    calendar file that goes with it. Outside the mode
    `live` the row is `suppressed`: the caller tells whoever asked for it.
    """
    inbox = _inbox(work, lead, owner_id)
    key, own_id, known = placing.identify(work, lead, key, kind, lead.address, inbox)
    if known is not None:
        return known
    due_at = due_at or work.now
    name = owner_values(work, owner_id)["name"] if owner_id else work.settings.team.name
    in_reply_to = placing.newest_of_theirs(lead)
    thread_key = identity.thread_key(work.secret, own_id)
    mail = OutboxEmail(
        key=key,
        lead_id=lead.id,
        lead=lead,
        inbox=inbox.name,
        kind=kind,
        audience="customer",
        owner_id=owner_id,
        recipient=lead.address,
        subject=subject or placing.subject_for(work, lead),
        text=text,
        message_id=own_id,
        state=OutboxState.QUEUED,
        due_at=due_at,
        planned_at=due_at,
        created_at=work.now,
        draft=draft,
        touch_id=touch.id if touch else None,
        guard=guard,
        times=[time if isinstance(time, str) else time.isoformat() for time in times],
        knows_until=knows_until or (draft.written_at if draft else work.now),
        caused_by=caused_by,
    )
    _freeze(
        work,
        mail,
        sender=Address(name, inbox.address),
        to=Address(lead.person.name or "", lead.address),
        in_reply_to=in_reply_to,
        # The key stands next to the id we answer: a copy in Sent whose Message-ID a provider rewrote is
        # known by it.
        references=[*(known_id for known_id in lead.thread_ids if known_id != in_reply_to), thread_key],
        thread_root=lead.thread_ids[0] if lead.thread_ids else None,
        automatic=automatic,
        calendar=calendar,
    )
    if work.settings.mode is not Mode.LIVE:
        mail.state, mail.reason, mail.due_at = OutboxState.SUPPRESSED, "mode", None
    placing.is_owed(work, mail)
    for known_id in (own_id, thread_key):
        participants = [lead.address, inbox.address]
        lead.threads.append(ThreadId(message_id=known_id, side="ours", participants=participants))
    work.wake("outbox")
    return mail


def template_failed(work: Work, purpose: str, error: TemplateError, *, lead: Lead | None = None) -> None:
    """Note that a mail could not be written and tell the admins, once for each template."""
    work.note(lead, "template_failed", why=f"The mail {purpose} could not be written: {error}")
    if purpose == "alarm":
        return
    owe_admins(
        work,
        "alarm",
        key=f"template/{purpose}/{error}",
        values={
            "what": f"the template {purpose}.j2 cannot be used",
            "todo": "Correct the template, then run `keepwarm check`. No half mail was sent.",
            "details": {"text": str(error)},
        },
    )


def _owner_words(
    work: Work,
    owner_id: str,
    purpose: str,
    values: Mapping[str, Any],
    lead: Lead | None,
    *,
    read_at: datetime,
) -> Rendered:
    """Render the template; where that fails, say in plain words that something is to be looked at."""
    given: dict[str, Any] = {
        "subject": lead.mail_subject if lead else "",
        "owner": owner_values(work, owner_id),
        "team": team_values(work),
    }
    if lead is not None:
        given["lead"] = lead_values(work, lead, owner_id=owner_id, read_at=read_at)
    try:
        return render(purpose, given | dict(values), language="en", folders=work.settings.templates)
    except TemplateError as error:
        template_failed(work, purpose, error, lead=lead)
        return _plain_words(purpose, error, lead)


def _plain_words(purpose: str, error: TemplateError, lead: Lead | None) -> Rendered:
    if lead is None:
        return Rendered(
            f"Keepwarm: the mail {purpose} could not be written",
            f"The mail {purpose} could not be written: {error}\n\n`keepwarm leads` shows every lead.\n",
        )
    return Rendered(
        lead.mail_subject,
        f"The mail {purpose} about {lead.name} could not be written: {error}\n"
        f"Nothing was sent to {lead.name}. Your answer to this mail counts as usual.\n\n"
        f"They asked: {lead.asked}\n"
        f"Next: {lead.next_action or 'nothing'}.\n\n"
        f"{lead.ref}. Replying here talks to Keepwarm, not to {lead.name}.\n",
    )


def _freeze(work: Work, mail: OutboxEmail, **said: Any) -> None:
    """Give the mail its bytes. One that cannot be built keeps none, and deliver.py fails it."""
    kind = None if mail.kind in BY_A_PERSON else mail.kind
    date = max(mail.planned_at, work.now).astimezone(work.settings.team_calendar.zone)
    try:
        mail.raw = build(
            subject=mail.subject, text=mail.text, message_id=mail.message_id, date=date, kind=kind, **said
        )
    except BuildError as error:
        mail.raw, mail.reason = b"", f"build_error: {error}"


def _inbox(work: Work, lead: Lead | None, owner_id: str | None) -> Inbox:
    """The lead's inbox; without a lead the first whose pool the owner is in, and whose mail goes out."""
    inboxes = work.settings.inboxes
    if lead is not None:
        return next((inbox for inbox in inboxes if inbox.name == lead.inbox), inboxes[0])
    if len(inboxes) == 1:
        return inboxes[0]
    in_trouble = select(Mailbox.inbox).where(Mailbox.sending_trouble_since.is_not(None))
    silent = set(work.session.scalars(in_trouble))
    return min(inboxes, key=lambda inbox: (inbox.name in silent, owner_id not in inbox.pool))


def _first_admin(work: Work) -> str:
    """The first admin who is not away, else the first."""
    away = select(Absence.owner_id).where(
        Absence.starts_at <= work.now, Absence.ends_at > work.now, Absence.state != AbsenceState.CANCELLED
    )
    absent = set(work.session.scalars(away))
    active = {owner.id for owner in work.settings.owners if owner.active}
    admins = work.settings.admins
    return next((admin for admin in admins if admin in active and admin not in absent), admins[0])
