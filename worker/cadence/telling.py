"""How the owner hears what the customer wrote: one mail a message, at most one in ten minutes.

A notice that still waits is replaced by one that holds both messages; beyond ten an hour an owner finds
them in the next morning mail (reliability, Floods).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from worker import hours
from worker.cadence import notices
from worker.cadence.answers import Effect
from worker.cadence.said import Said
from worker.leads import draft
from worker.mail.dates import Deferral
from worker.states import LeadState, OutboxState
from worker.store.models import Draft, InboundEmail, Lead, Message, OutboxEmail
from worker.store.work import Work


def tell_owner(work: Work, lead: Lead, mail: InboundEmail, said: Said, effect: Effect) -> None:
    """Mail the reader of this lead what was said and what it changed, unless it waits for the morning."""
    if not effect.tell:
        return
    owner_id = notices.reader(work, lead)
    key = f"{mail.arrived_at:%Y%m%dT%H%M%S}/{mail.message_id or mail.raw_hash or ''}"
    if effect.wait is not None:
        _propose_date(work, lead, said, effect.wait, key=key)
    elif _too_many(work, owner_id):
        work.note(lead, "notice folded", why="Many messages this hour: it stands in the morning mail.")
    else:
        _show_message(work, lead, mail, said, effect, owner_id, key=key)


def _propose_date(work: Work, lead: Lead, said: Said, wait: Deferral, *, key: str) -> None:
    """Say which day we read in their "later", and from when it stands."""
    team = work.settings.team_calendar
    why = f"{wait.reason[:1].upper()}{wait.reason[1:]}" if wait.ask else ""
    if wait.ambiguous and not wait.ask:
        why = f'"{wait.reason}" can be read in more than one way'
    notices.confirm_date(
        work,
        lead,
        key=key,
        until=hours.opening(team, wait.until) or work.now,
        stands=None if wait.ask else hours.add_business_days(team, work.now, 1),
        said=said.at,
        quote=wait.quote or said.line,
        why=why,
    )


def _show_message(
    work: Work, lead: Lead, mail: InboundEmail, said: Said, effect: Effect, owner_id: str, *, key: str
) -> None:
    """Show what they wrote; a notice that still waits is replaced by this one, which holds its words too."""
    last = _last_notice(work, lead, owner_id)
    due_at, said_since = None, None
    if last is not None and last.created_at > work.now - work.settings.limits.notice_gap:
        due_at = last.created_at + work.settings.limits.notice_gap
    if last is not None and last.state is OutboxState.QUEUED and (last.due_at or work.now) > work.now:
        due_at = last.due_at
        work.move(last, OutboxState.CANCELLED, reason="a newer notice holds its words too", due_at=None)
        said_since = last.created_at
    notices.customer_wrote(
        work,
        lead,
        key=key,
        writer=mail.sender or "",
        text=_text(work, lead, said, said_since),
        files=_files(work, lead, mail),
        wrote_at=said.at,
        why=effect.why,
        due=effect.due,
        words=effect.words,
        draft=_first_answer(work, lead, owner_id, effect),
        due_at=due_at,
        to=owner_id,
    )


def _first_answer(work: Work, lead: Lead, owner_id: str, effect: Effect) -> Draft | None:
    """Before our first answer its draft is written anew: the one before did not know these words."""
    if effect.due is None or lead.first_response_at is not None or lead.state is LeadState.CLOSED:
        return None
    return draft.first(work, lead, owner_id)


def _last_notice(work: Work, lead: Lead, owner_id: str) -> OutboxEmail | None:
    work.session.flush()
    rows = select(OutboxEmail).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.kind == "customer",
        OutboxEmail.owner_id == owner_id,
        OutboxEmail.state != OutboxState.CANCELLED,
    )
    return work.session.scalar(rows.order_by(OutboxEmail.id.desc()).limit(1))


def _too_many(work: Work, owner_id: str) -> bool:
    most = work.settings.limits.customer_notices
    rows = select(func.count()).where(
        OutboxEmail.kind == "customer",
        OutboxEmail.owner_id == owner_id,
        OutboxEmail.created_at > work.now - timedelta(hours=1),
    )
    return bool(most) and (work.session.scalar(rows) or 0) >= most


def _text(work: Work, lead: Lead, said: Said, since: datetime | None) -> str:
    """Their words; with those of messages whose notice this one replaces."""
    if since is None:
        return said.text
    rows = select(Message.text).where(
        Message.lead_id == lead.id, Message.direction == "in", Message.at >= since
    )
    earlier = list(work.session.scalars(rows.order_by(Message.at, Message.id)))
    return "\n\n".join(earlier or [said.text])


def _files(work: Work, lead: Lead, mail: InboundEmail) -> list[str]:
    rows = select(Message.attachments).where(Message.lead_id == lead.id, Message.inbound_id == mail.id)
    return [str(name) for name in work.session.scalar(rows.limit(1)) or []]
