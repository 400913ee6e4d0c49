"""The same mail again: copies to two addresses or inboxes, and the same words sent twice (rules, section 6).

Each copy keeps its own row; none has a second effect.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from worker.ingest.conversation import SENT, believed
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse
from worker.states import InboundState
from worker.store.models import InboundEmail
from worker.store.work import Work

# What people say. A machine's reports may repeat word for word and still mean different mails.
HUMAN = (Verdict.INQUIRY, Verdict.REPLY, Verdict.FORM, Verdict.FORWARD)


def same_mail(work: Work, mail: InboundEmail) -> Opinion | None:
    """A copy: the same bytes, or the same Message-ID, Date, From and body, judged before."""
    same = [InboundEmail.raw_hash == mail.raw_hash]
    if mail.content_hash:
        same.append(InboundEmail.content_hash == mail.content_hash)
    first = _first(work, mail, or_(*same))
    if first is None or _believed_only_here(work, mail, first):
        return None
    mail.lead_id = first.lead_id
    return Opinion(Verdict.DUPLICATE, f"The same mail is here already (mail {first.id}, {first.folder}).")


def same_words(work: Work, mail: InboundEmail, said: ParsedEmail, verdict: Verdict) -> Opinion | None:
    """The same body from the same person a moment ago: one message, the copy is noted."""
    gap = work.settings.limits.copies_within
    if not gap or verdict not in HUMAN or not mail.sender or not (said.text.strip() or said.attachments):
        return None
    first = _first(
        work,
        mail,
        (InboundEmail.body_hash == mail.body_hash)
        & (InboundEmail.sender == mail.sender)
        & InboundEmail.verdict.in_(HUMAN)
        & InboundEmail.arrived_at.between(mail.arrived_at - gap, mail.arrived_at),
    )
    if first is None:
        return None
    mail.lead_id = first.lead_id
    return Opinion(Verdict.DUPLICATE, f"{mail.sender} sent the same words a moment before (mail {first.id}).")


def reused_id(work: Work, mail: InboundEmail) -> str:
    """Say that the Message-ID belongs to another mail too; empty when it does not."""
    if mail.message_id is None or _first(work, mail, InboundEmail.message_id == mail.message_id) is None:
        return ""
    return "Its Message-ID was used by another mail before."


def _believed_only_here(work: Work, mail: InboundEmail, first: InboundEmail) -> bool:
    """Whether this copy lies in Sent and the first one came in copy, without anybody vouching for it."""
    if mail.role != SENT or first.role == SENT or first.raw is None:
        return False
    return not believed(work, first, parse(first.raw))


def _first(work: Work, mail: InboundEmail, condition: ColumnElement[bool]) -> InboundEmail | None:
    """Return the judged mail that fits and had an effect of its own, the earliest of its folder's role."""
    rows = select(InboundEmail).where(
        InboundEmail.id != mail.id,
        InboundEmail.state.in_((InboundState.JUDGED, InboundState.WAITING)),
        InboundEmail.verdict != Verdict.DUPLICATE,
        condition,
    )
    # One in Sent before one in an inbox: what lies in Sent is always believed.
    return work.session.scalar(rows.order_by(InboundEmail.role.desc(), InboundEmail.id).limit(1))
