"""The same mail again: copies to two addresses or inboxes, and the same words sent twice (rules, section 6).

Each copy keeps its own row; none has a second effect.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select

from worker.ingest.conversation import SENT, believed
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse
from worker.states import InboundState
from worker.store.models import InboundEmail
from worker.store.work import Work

JUDGED = (InboundState.JUDGED, InboundState.WAITING)
# What people say. A machine's reports may repeat word for word and still mean different mails.
HUMAN = (Verdict.INQUIRY, Verdict.REPLY, Verdict.FORM, Verdict.FORWARD)

_LATELY = InboundEmail.arrived_at.between(bindparam("since"), bindparam("until"))
# Nothing but what the indexes know: a condition on the state would make SQLite walk all that was judged.
_LIKE = select(InboundEmail).where(
    or_(
        InboundEmail.raw_hash.in_(bindparam("raw_hash", expanding=True)),
        InboundEmail.content_hash.in_(bindparam("content_hash", expanding=True)),
        InboundEmail.message_id.in_(bindparam("message_id", expanding=True)),
        InboundEmail.body_hash.in_(bindparam("body_hash", expanding=True)) & _LATELY,
    )
)


def same_mail(work: Work, mail: InboundEmail) -> Opinion | None:
    """A copy: the same bytes, or the same Message-ID, Date, From and body, judged before."""
    first = next((one for one in _like(work, mail) if _is_copy(mail, one)), None)
    if first is None or _believed_only_here(work, mail, first):
        return None
    mail.lead_id = first.lead_id
    return Opinion(Verdict.DUPLICATE, f"The same mail is here already (mail {first.id}, {first.folder}).")


def same_words(work: Work, mail: InboundEmail, said: ParsedEmail, verdict: Verdict) -> Opinion | None:
    """The same body from the same person a moment ago: one message, the copy is noted."""
    gap = work.settings.limits.copies_within
    if not gap or verdict not in HUMAN or not mail.sender or not (said.text.strip() or said.attachments):
        return None
    for first in _like(work, mail):
        if (
            (first.body_hash, first.sender) == (mail.body_hash, mail.sender)
            and first.verdict in HUMAN
            and mail.arrived_at - gap <= first.arrived_at <= mail.arrived_at
        ):
            mail.lead_id = first.lead_id
            why = f"{mail.sender} sent the same words a moment before (mail {first.id})."
            return Opinion(Verdict.DUPLICATE, why)
    return None


def reused_id(work: Work, mail: InboundEmail) -> str:
    """Say that the Message-ID belongs to another mail too; empty when it does not."""
    if mail.message_id is None or all(one.message_id != mail.message_id for one in _like(work, mail)):
        return ""
    return "Its Message-ID was used by another mail before."


def look_ahead(work: Work, mails: Sequence[InboundEmail]) -> None:
    """Ask once for all of these mails which others share something with one of them."""
    work.learn("alike", _alike(work, mails))


def _alike(work: Work, mails: Sequence[InboundEmail]) -> list[InboundEmail]:
    """Return the mails that share something with one of these, and these themselves."""
    asked = {
        name: [value for mail in mails if (value := getattr(mail, name)) is not None]
        for name in ("raw_hash", "content_hash", "message_id", "body_hash")
    }
    arrived = [mail.arrived_at for mail in mails]
    since = min(arrived) - work.settings.limits.copies_within
    with work.session.no_autoflush:
        found = work.session.scalars(_LIKE, {**asked, "since": since, "until": max(arrived)}).all()
    return list(dict.fromkeys([*found, *mails]))


def _is_copy(mail: InboundEmail, one: InboundEmail) -> bool:
    return _equal(one.raw_hash, mail.raw_hash) or _equal(one.content_hash, mail.content_hash)


def _equal(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def _believed_only_here(work: Work, mail: InboundEmail, first: InboundEmail) -> bool:
    """Whether this copy lies in Sent and the first one came in copy, without anybody vouching for it."""
    if mail.role != SENT or first.role == SENT or first.raw is None:
        return False
    return not believed(work, first, parse(first.raw))


def _like(work: Work, mail: InboundEmail) -> list[InboundEmail]:
    """Return the judged mails that share bytes, content, id, or of late the words, and had an effect of
    their own; the earliest first."""
    return work.once(("like", mail.id), lambda: _find_like(work, mail))


def _find_like(work: Work, mail: InboundEmail) -> list[InboundEmail]:
    lately = mail.arrived_at - work.settings.limits.copies_within
    found = [
        one
        for one in work.once("alike", lambda: _alike(work, [mail]))
        if one is not mail
        and one.state in JUDGED
        and one.verdict != Verdict.DUPLICATE
        and (
            _is_copy(mail, one)
            or _equal(one.message_id, mail.message_id)
            or (_equal(one.body_hash, mail.body_hash) and lately <= one.arrived_at <= mail.arrived_at)
        )
    ]
    # One in Sent before one in an inbox: what lies in Sent is always believed.
    return sorted(found, key=lambda one: (one.role != SENT, one.id))
