"""Whom an acknowledgement never goes to (rules, section 5): the first reason that fits is kept.

Machines are asked about first: two of them must never begin to write to each other.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from worker.mail.addresses import domain_of, is_free_mail, is_no_reply, normalise
from worker.mail.authentication import fails_dmarc
from worker.mail.message import ParsedEmail
from worker.outbox.acquainted import A_MONTH, written_to
from worker.outbox.suppression import suppression
from worker.states import LeadState, OutboxState
from worker.store.models import InboundEmail, Lead, OutboxEmail
from worker.store.work import Work

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
PRECEDENCES = ("bulk", "list", "junk", "auto_reply")


def why_not(work: Work, lead: Lead, mail: InboundEmail, parsed: ParsedEmail) -> str | None:
    """Return why this mail is not acknowledged, or None when it may be."""
    # Behind a form or a forward stands somebody else, about whom the headers of the mail say nothing.
    speaks_for_itself = normalise(lead.address) in (
        normalise(parsed.sender.email),
        *(normalise(address.email) for address in parsed.reply_to),
    )
    for reason in (
        _switched_off(work),
        _machine(work, parsed) if speaks_for_itself else None,
        _not_a_customer(work, lead),
        _already_cared_for(work, lead, mail),
        _known_to_us(work, lead),
        _answers_an_acknowledgement(work, parsed),
        _too_many(work, lead),
    ):
        if reason is not None:
            return reason
    return None


def acknowledgements() -> ColumnElement[bool]:
    """The acknowledgements that went, will go, or would have gone outside the mode `live`."""
    ended = (OutboxState.CANCELLED, OutboxState.FAILED, OutboxState.SUPPRESSED)
    return and_(
        OutboxEmail.kind == "acknowledgement",
        or_(OutboxEmail.state.not_in(ended), OutboxEmail.reason == "mode"),
    )


def _switched_off(work: Work) -> str | None:
    return None if work.settings.acknowledgement.enabled else "acknowledgements are switched off"


def _machine(work: Work, parsed: ParsedEmail) -> str | None:
    headers = parsed.headers
    submitted = headers.get("Auto-Submitted", "no").partition(";")[0].strip().lower()
    suppress = headers.get("X-Auto-Response-Suppress").lower()
    ours = work.settings.inbox_addresses
    lists = [value.lower() for name in LIST_HEADERS for value in headers.all(name)]
    # An auto-forwarded mail is a person's, passed on by a rule of theirs or ours (RFC 3834, section 5).
    if submitted not in ("no", "auto-forwarded") or parsed.return_path == "":
        return "it was sent by a machine"
    # A group in front of our own inbox marks everybody's mail as a list's, not all headers with our name.
    our_own_group = any(_names(value, ours) for value in lists)
    if headers.get("Precedence").strip().lower() in PRECEDENCES and not our_own_group:
        return "it went to many"
    if lists and not our_own_group:
        return "it came through a list"
    if "all" in suppress or "autoreply" in suppress:
        return "its sender asks for no automatic answer"
    if is_no_reply(parsed.sender.email):
        return "nobody reads answers there"
    if fails_dmarc(parsed, work.settings.security.authserv_id):
        return "the sender may be forged (DMARC)"
    return None


def _names(value: str, ours: frozenset[str]) -> bool:
    return any(address in value or address.replace("@", ".") in value for address in ours)


def _not_a_customer(work: Work, lead: Lead) -> str | None:
    if lead.address in work.settings.our_addresses or domain_of(lead.address) in work.settings.domains:
        return "it came from one of us"
    if is_no_reply(lead.address):
        return "nobody reads answers there"
    found = suppression(work, lead.address)
    if found is not None:
        return f"{lead.address} is suppressed ({found.reason})"
    return None


def _already_cared_for(work: Work, lead: Lead, mail: InboundEmail) -> str | None:
    owned = lead.state in (LeadState.OWNED, LeadState.HANDOFF_PENDING)
    if owned and lead.accepted_at is not None and lead.accepted_at < work.now:
        return "somebody owns the lead already"
    if lead.first_response_at is not None and lead.answer_asked_at is None:
        return "a person has answered already"
    oldest = work.settings.acknowledgement.max_age
    if oldest and work.now - mail.arrived_at > oldest:
        return "the mail is older than a day"
    quiet = work.settings.acknowledgement.quiet_for
    theirs = {lead.address, *(known.address for known in lead.person.addresses)}
    if quiet and any(one in acknowledged(work, quiet, of=domain_of(one)) for one in theirs):
        return "they were acknowledged within the last 24 hours"
    return None


def _known_to_us(work: Work, lead: Lead) -> str | None:
    """Somebody one of us writes to is no stranger."""
    months = work.settings.acknowledgement.known_months
    if not months:
        return None
    since = work.now - months * A_MONTH
    theirs = {lead.address, *(known.address for known in lead.person.addresses)}
    written = [known.last_at for address in theirs if (known := written_to(work, address)) is not None]
    messages = [message for every in lead.person.leads for message in every.messages]
    said = [message.at for message in messages if message.direction == "out"]
    return "one of us has written to them before" if any(at >= since for at in written + said) else None


def _answers_an_acknowledgement(work: Work, parsed: ParsedEmail) -> str | None:
    named = {*parsed.in_reply_to, *parsed.references}
    if not named:
        return None
    rows = select(OutboxEmail.id).where(
        OutboxEmail.kind == "acknowledgement", OutboxEmail.message_id.in_(named)
    )
    if work.session.scalar(rows.limit(1)) is not None:
        return "it answers our own acknowledgement"
    return None


def _too_many(work: Work, lead: Lead) -> str | None:
    numbers, domain = work.settings.acknowledgement, domain_of(lead.address)
    most = numbers.per_free_mail_hour if is_free_mail(domain) else numbers.per_domain_hour
    if most and len(acknowledged(work, AN_HOUR, of=domain)) >= most:
        return f"{most} acknowledgements went to {domain} within the hour"
    if numbers.per_day and len(acknowledged(work, A_DAY)) >= numbers.per_day:
        return f"{numbers.per_day} acknowledgements went out within a day"
    return None


def acknowledged(work: Work, within: timedelta, *, of: str | None = None) -> list[str]:
    """Return who was acknowledged within this time, once each time; `of` is one domain."""
    by_domain = _acknowledged(work)
    some = by_domain.values() if of is None else (by_domain.get(of, ()),)
    return [address for at_domain in some for at, address in at_domain if at > work.now - within]


def note_acknowledged(work: Work, address: str) -> None:
    """One more acknowledgement was written just now."""
    _acknowledged(work).setdefault(domain_of(address), []).append((work.now, address))


def _acknowledged(work: Work) -> dict[str, list[tuple[datetime, str]]]:
    """Return the acknowledgements of late by domain, as far back as anything here asks."""
    return work.once("acknowledged", lambda: _read_acknowledged(work))


def _read_acknowledged(work: Work) -> dict[str, list[tuple[datetime, str]]]:
    numbers = work.settings.acknowledgement
    longest = max(AN_HOUR, A_DAY, numbers.quiet_for, numbers.fuse_window)
    rows = select(OutboxEmail.created_at, OutboxEmail.recipient).where(
        acknowledgements(), OutboxEmail.created_at > work.now - longest
    )
    found: dict[str, list[tuple[datetime, str]]] = {}
    # Whoever writes one asks here before: none can be pending.
    with work.session.no_autoflush:
        written = work.session.execute(rows).all()
    for at, address in written:
        found.setdefault(domain_of(address), []).append((at, address))
    return found
