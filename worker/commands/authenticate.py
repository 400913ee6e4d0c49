"""Whose words a mail is: the five questions before an owner is believed (reliability, "Owner commands").

(1) no automatic mail, (2) exactly one sender and a clean header, (3) a token of ours, (4) from one of that
owner's addresses, (5) vouched for by the receiving host. A refused or foreign use spends nothing: what
acts at most once is a mail, never a token.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from worker.leads import owners
from worker.mail import authentication
from worker.mail.addresses import domain_of, plus_token
from worker.mail.message import ParsedEmail
from worker.mail.threads import thread_ids
from worker.outbox.identity import token_hash
from worker.store.models import InboundEmail, Lead, Token
from worker.store.work import Work

Why = Literal["automatic", "malformed", "somebody else", "too old", "no longer theirs", "left the team"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """An owner who answers a mail of ours; `trusted`: every command of theirs is believed."""

    owner_id: str
    token: Token
    lead: Lead | None  # None: they answer a list, or a mail about no single lead
    trusted: bool

    @property
    def lead_id(self) -> int | None:
        return self.token.lead_id


@dataclass(frozen=True, slots=True)
class Foreign:
    """A token in the wrong hands, or one whose time is over: nothing it comes with is done."""

    token: Token
    lead: Lead | None
    why: Why
    owner_id: str | None  # the owner whose address it came from; None: nobody of ours


def speaker(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> Speaker | None:
    """Return which owner speaks in this mail, or None when nobody may be believed."""
    found = identify(work, mail, parsed)
    return found if isinstance(found, Speaker) else None


def foreign(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> Foreign | None:
    """Return why a mail that carries a token of ours is not believed; None: it is, or carries none."""
    found = identify(work, mail, parsed)
    return found if isinstance(found, Foreign) else None


def identify(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> Speaker | Foreign | None:
    """Ask the five questions in order; None when the mail carries no token, or lay in Sent."""
    if mail.role != "inbox":
        return None
    sender = work.settings.owner_of(parsed.sender.email)
    token = _token_for(tokens_in(work, parsed), sender.id if sender else None)
    if token is None:
        return None
    lead = work.session.get(Lead, token.lead_id) if token.lead_id is not None else None
    why = _why_not(work, mail, parsed, token)
    if why is not None:
        return Foreign(token, lead, why, sender.id if sender else None)
    return Speaker(token.owner_id, token, lead, trusted=_vouched(work, parsed))


def tokens_in(work: Work, parsed: ParsedEmail) -> list[Token]:
    """Return the tokens a mail carries, whoever wrote it and whether or not they still count."""
    hashes = [token_hash(secret) for secret in dict.fromkeys(_secrets_in(work, parsed))]
    if not hashes:
        return []
    work.session.flush()
    rows = {row.hash: row for row in work.session.scalars(select(Token).where(Token.hash.in_(hashes)))}
    return [rows[one] for one in hashes if one in rows]


def answered(work: Work, parsed: ParsedEmail, owner_id: str) -> Token | None:
    """Return the token of the very mail to this owner that In-Reply-To names."""
    if not parsed.in_reply_to:
        return None
    rows = select(Token).where(Token.message_id.in_(parsed.in_reply_to), Token.owner_id == owner_id)
    return work.session.scalar(rows.limit(1))


def _secrets_in(work: Work, parsed: ParsedEmail) -> Iterator[str]:
    """Yield what may be a token: plus-addresses first, then the ids of the mails it answers.

    An id opens a door only where it was made to stand for a token (`reply_token = "message-id"`): its
    hash matches no other row.
    """
    addresses = [address.email for address in parsed.recipients] + list(parsed.delivered_to)
    for address in addresses:
        for inbox in work.settings.inboxes:
            token = plus_token(address, inbox.address)
            if token is not None:
                yield token
    if any(inbox.reply_token == "message-id" for inbox in work.settings.inboxes):
        yield from thread_ids(parsed.in_reply_to, parsed.references)


def _token_for(tokens: list[Token], owner_id: str | None) -> Token | None:
    """Of several tokens the sender's own counts, else the first."""
    return next((token for token in tokens if token.owner_id == owner_id), next(iter(tokens), None))


def _why_not(work: Work, mail: InboundEmail, parsed: ParsedEmail, token: Token) -> Why | None:
    if _is_automatic(parsed):
        return "automatic"
    if parsed.from_count != 1 or parsed.control_characters:
        return "malformed"
    sender = work.settings.owner_of(parsed.sender.email)
    if sender is None or sender.id != token.owner_id:
        return "somebody else"
    if not owners.is_active(work, sender.id):
        return "left the team"
    # What counts is when it arrived, however late it is read.
    if token.revoked_at is not None and token.revoked_at <= mail.arrived_at:
        return "no longer theirs"
    return "too old" if token.expires_at <= mail.arrived_at else None


def _is_automatic(parsed: ParsedEmail) -> bool:
    """Whether a machine says of itself that it wrote this (RFC 3834, 5; RFC 5321, 4.5.5)."""
    said = parsed.headers.get("auto-submitted", "no").partition(";")[0].strip().lower()
    return said not in ("", "no") or parsed.return_path == ""


def _vouched(work: Work, parsed: ParsedEmail) -> bool:
    security = work.settings.security
    if security.owner_replies == "token":
        return True
    return authentication.passes(parsed, security.authserv_id, domain_of(parsed.sender.email))
