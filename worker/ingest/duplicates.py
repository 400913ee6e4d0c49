"""The same mail again: copies to two addresses or inboxes, and the same words sent twice (rules, section 6).

Each copy keeps its own row; none has a second effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, or_, select, union_all

from worker.ingest.conversation import SENT, believed
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse
from worker.store.models import InboundEmail
from worker.store.work import Work

# What people say. A machine's reports may repeat word for word and still mean different mails.
HUMAN = (Verdict.INQUIRY, Verdict.REPLY, Verdict.FORM, Verdict.FORWARD)
# What makes two mails one: the same bytes, or the same Message-ID, Date, From and body.
COPY = ("raw_hash", "content_hash")
KEYS = (*COPY, "message_id", "body_hash")

_LATELY = InboundEmail.arrived_at.between(bindparam("since"), bindparam("until"))
# What stays small however many mails say the same: ten thousand copies are one line of the answer.
_SHARED = union_all(
    *(
        select(literal_column(f"'{name}'"), column).distinct().where(
            column.in_(bindparam(name, expanding=True)),
            InboundEmail.id.not_in(bindparam("ids", expanding=True)),
            *((_LATELY,) if name == "body_hash" else ()),
        )
        for name, column in ((name, getattr(InboundEmail, name)) for name in KEYS)
    )
)  # fmt: skip
# What had no effect is no first one. By the state instead SQLite would walk all that was ever judged.
# Beside a copy that came as bulk or spam the same mail may come straight from whoever wrote it.
_WITHOUT_EFFECT = tuple(
    verdict.value
    for verdict in (
        Verdict.DUPLICATE, Verdict.QUARANTINED, Verdict.UNFETCHABLE, Verdict.BULK, Verdict.SPAM
    )
)  # fmt: skip


def same_mail(work: Work, mail: InboundEmail) -> Opinion | None:
    """A copy: the same bytes, or the same Message-ID, Date, From and body, judged before."""
    same = [
        getattr(InboundEmail, name) == getattr(mail, name) for name in COPY if _is_shared(work, mail, name)
    ]
    first = _first(work, mail, or_(*same)) if same else None
    if first is None or _believed_only_here(work, mail, first):
        return None
    mail.lead_id = first.lead_id
    return Opinion(Verdict.DUPLICATE, f"The same mail is here already (mail {first.id}, {first.folder}).")


def same_words(work: Work, mail: InboundEmail, said: ParsedEmail, verdict: Verdict) -> Opinion | None:
    """The same body from the same person a moment ago: one message, the copy is noted."""
    gap = work.settings.limits.copies_within
    if not gap or verdict not in HUMAN or not mail.sender or not (said.text.strip() or said.attachments):
        return None
    if not _is_shared(work, mail, "body_hash"):
        return None
    first = _first(
        work,
        mail,
        InboundEmail.body_hash == mail.body_hash,
        # Wrapped, so that it is never found by the sender, who may have written for years.
        func.coalesce(InboundEmail.sender, "") == mail.sender,
        InboundEmail.verdict.in_(HUMAN),
        InboundEmail.arrived_at.between(mail.arrived_at - gap, mail.arrived_at),
    )
    if first is None:
        return None
    mail.lead_id = first.lead_id
    why = f"{mail.sender} sent the same words a moment before (mail {first.id})."
    return Opinion(Verdict.DUPLICATE, why)


def reused_id(work: Work, mail: InboundEmail) -> str:
    """Say that the Message-ID belongs to another mail too; empty when it does not."""
    if not _is_shared(work, mail, "message_id"):
        return ""
    if _first(work, mail, InboundEmail.message_id == mail.message_id) is None:
        return ""
    return "Its Message-ID was used by another mail before."


def look_ahead(work: Work, mails: Sequence[InboundEmail]) -> None:
    """Ask once for all of these mails what they share with others."""
    work.learn("shared", _shared(work, mails))


def _is_shared(work: Work, mail: InboundEmail, name: str) -> bool:
    """Whether another mail has the same key; of most mails none does, and nothing more is asked."""
    return (name, getattr(mail, name)) in work.once("shared", lambda: _shared(work, [mail]))


def _shared(work: Work, mails: Sequence[InboundEmail]) -> set[tuple[str, str]]:
    """Return each key, by name and value, that one of these mails shares with any other."""
    have = {name: [value for mail in mails if (value := getattr(mail, name)) is not None] for name in KEYS}
    arrived = [mail.arrived_at for mail in mails]
    since = min(arrived) - work.settings.limits.copies_within
    asked = {**have, "ids": [mail.id for mail in mails], "since": since, "until": max(arrived)}
    with work.session.no_autoflush:
        found = {(name, value) for name, value in work.session.execute(_SHARED, asked)}
    among_them = Counter((name, value) for name, values in have.items() for value in values)
    return found | {key for key, count in among_them.items() if count > 1}


def _first(work: Work, mail: InboundEmail, *like: ColumnElement[bool]) -> InboundEmail | None:
    """Return the first mail like this that had an effect of its own; one in Sent is always believed, and
    comes before one in an inbox."""
    rows = select(InboundEmail).where(
        *like, InboundEmail.id != mail.id, InboundEmail.verdict.not_in(_WITHOUT_EFFECT)
    )
    in_order = (case((InboundEmail.role == SENT, 0), else_=1), InboundEmail.id)
    return work.session.scalar(rows.order_by(*in_order).limit(1))


def _believed_only_here(work: Work, mail: InboundEmail, first: InboundEmail) -> bool:
    """Whether this copy lies in Sent and the first one came in copy, without anybody vouching for it."""
    if mail.role != SENT or first.role == SENT or first.raw is None:
        return False
    return not believed(work, first, parse(first.raw))
