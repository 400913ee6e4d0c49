"""A contact before its lead: our answer was read before the mail that it answers.

It waits, and is applied before the lead is acknowledged or offered (reliability: Inbound). It ends as
judged when the mailbox was looked at since and the customer's mail never came; even then it still counts
should that mail turn up later, as one does that somebody drags out of Spam.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from worker.ingest.verdict import Verdict
from worker.mail.message import ParsedEmail
from worker.states import InboundState
from worker.store.models import InboundEmail, Mailbox
from worker.store.work import Work, Workshop

# By its index alone: asked for mails without a lead as well, SQLite would walk all of those.
_NAMING = select(InboundEmail).where(InboundEmail.in_reply_to.in_(bindparam("named", expanding=True)))


def wait(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> bool:
    """Let a contact wait for the mail that it names; False when it names none."""
    named = [*parsed.in_reply_to[-1:], *parsed.references[-1:]]
    mail.in_reply_to = next(iter(named), None)
    work.forget(("naming", mail.in_reply_to))
    return mail.in_reply_to is not None


def contacts_for(work: Work, *ids: str) -> list[InboundEmail]:
    """Return the contacts that wait for a mail of one of these ids, oldest first."""
    waiting = [
        mail
        for named in dict.fromkeys(ids)
        for mail in (_all_naming(work, named) if named else ())
        if mail.verdict == Verdict.CONTACT and mail.lead_id is None
    ]
    return sorted(waiting, key=lambda mail: (mail.arrived_at, mail.id))


def look_ahead(work: Work, ids: Sequence[str]) -> None:
    """Ask once for all of these ids which mails name them."""
    found: dict[str | None, list[InboundEmail]] = {named: [] for named in ids}
    for mail in work.session.scalars(_NAMING, {"named": ids}):
        found[mail.in_reply_to].append(mail)
    for named, mails in found.items():
        work.learn(("naming", named), mails)


def _all_naming(work: Work, named: str) -> list[InboundEmail]:
    """Return the mails that name this one, as far as that is kept (see `wait`)."""
    return work.once(("naming", named), lambda: list(work.session.scalars(_NAMING, {"named": [named]})))


def found(work: Work, mail: InboundEmail) -> None:
    """The mail it waited for is here."""
    if mail.state is InboundState.WAITING:
        work.move(mail, InboundState.JUDGED, judged_at=work.now)


def give_up(workshop: Workshop) -> None:
    """End the wait of contacts whose mailbox was looked at since, with everything in it judged."""
    unjudged = select(InboundEmail.inbox).where(InboundEmail.state == InboundState.STORED)
    rows = (
        select(InboundEmail.id)
        .join(Mailbox, Mailbox.inbox == InboundEmail.inbox)
        .where(
            InboundEmail.state == InboundState.WAITING,
            Mailbox.looked_at >= InboundEmail.arrived_at,
            InboundEmail.inbox.not_in(unjudged),
        )
    )
    with workshop.database.reading() as session:
        ids = list(session.scalars(rows))
    if not ids:
        return
    with workshop.work() as work:
        for mail in work.session.scalars(select(InboundEmail).where(InboundEmail.id.in_(ids))).all():
            found(work, mail)
