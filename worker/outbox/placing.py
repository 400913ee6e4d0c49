"""Where a mail stands: its key, its Message-ID and the conversation it belongs to.

A key makes sure that a repeated step never mails twice; the ids are hashes of what caused the mail.
"""

from __future__ import annotations

from datetime import UTC

from sqlalchemy import bindparam, or_, select

from worker.mail.addresses import domain_of
from worker.mail.build import reply_subject
from worker.outbox import identity
from worker.settings import Inbox
from worker.states import OutboxState
from worker.store.models import Lead, OutboxEmail
from worker.store.work import Work

_SAME = select(OutboxEmail).where(
    or_(OutboxEmail.key == bindparam("key"), OutboxEmail.message_id == bindparam("message_id"))
)
NEVER_WENT = (OutboxState.CANCELLED, OutboxState.FAILED)


def identify(
    work: Work, lead: Lead | None, key: str, purpose: str, recipient: str, inbox: Inbox
) -> tuple[str, str, OutboxEmail | None]:
    """Return the full key, the Message-ID, and the mail that has this key already."""
    full = f"{lead.ref}/{key}/to:{recipient}" if lead else f"{key}/to:{recipient}"
    parts = [_origin(lead) if lead else "", purpose, key, recipient]
    own_id = identity.message_id(work.secret, domain_of(inbox.address), *parts)
    rows = _same(work, lead, full, own_id)
    known = next((row for row in rows if row.key == full), None)
    if known is not None and known.state in NEVER_WENT:
        # What it stood for is said anew: the dead row keeps its name, the new one takes the next.
        return identify(work, lead, f"{key}/again", purpose, recipient, inbox)
    if rows and known is None:
        # Two leads of one thread: the second one's mail must not look like the first one's.
        own_id = identity.message_id(work.secret, domain_of(inbox.address), *parts, full)
    return full, own_id, known


def is_owed(work: Work, mail: OutboxEmail) -> None:
    """Let this transaction write the mail, and know it until then by its key and its Message-ID."""
    work.session.add(mail)
    _owed(work).update({mail.key: mail, mail.message_id: mail})
    work.learn(("mail of ours", mail.message_id), mail)


def _same(work: Work, lead: Lead | None, key: str, own_id: str) -> list[OutboxEmail]:
    """Return the mails of this key or Message-ID, also those of this transaction that are not written yet."""
    found = [_owed(work)[name] for name in (key, own_id) if name in _owed(work)]
    if not (lead and work.once(("owes nothing", lead.id), lambda: False)):
        with work.session.no_autoflush:
            found += work.session.scalars(_SAME, {"key": key, "message_id": own_id})
    return list(dict.fromkeys(found))


def _owed(work: Work) -> dict[str, OutboxEmail]:
    return work.once("owed", dict)


def _origin(lead: Lead) -> str:
    """What a lead is beyond its row number: the bytes of the mail that began it.

    When it arrived is not asked: after a restore that may be a moment earlier than we saw it the first time.
    """
    if lead.origin is not None:
        return lead.origin
    # Opened by an earlier version, which did not keep it.
    began = lead.thread_ids[0] if lead.thread_ids else lead.address
    return f"{began}\x1f{lead.arrived_at.astimezone(UTC).isoformat()}"


def root_for_owners(work: Work, lead: Lead, inbox: Inbox) -> str:
    """One id for all mails to owners about a lead, so that mail programs keep them together."""
    return identity.message_id(work.secret, domain_of(inbox.address), "owners", _origin(lead))


def page_link(work: Work, own_id: str) -> tuple[str, str | None]:
    """Return the address of a mail's action page and the hash that opens it; "" and None without a page."""
    board = work.settings.board
    if board is None or board.url is None:
        return "", None
    secret = identity.link(work.secret, own_id)
    return f"{board.url}/a/{secret}", identity.token_hash(secret)


def subject_for(work: Work, lead: Lead) -> str:
    """Say "Re:" only where there is a mail of theirs to answer (rules, section 5: no fake one)."""
    subject = reply_subject(lead.subject) if lead.thread_ids else lead.subject
    return subject or work.settings.team.name


def newest_of_theirs(lead: Lead) -> str | None:
    """Return the id of the newest mail of the customer's that we know, to answer that one."""
    theirs = (known.message_id for known in reversed(lead.threads) if known.side == "theirs")
    return next(theirs, None) or (lead.thread_ids[-1] if lead.thread_ids else None)
