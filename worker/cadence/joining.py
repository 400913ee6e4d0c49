"""A mail joined a lead: how it stood before is kept, so that the mail can become a lead of its own.

`split` and `lead` take a new matter out for the same owner, `unmerge` a mail that never belonged there
(rules, section 6). The lead it had joined stands as it stood, unless somebody acted on it since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from worker.cadence.closing import close_lead
from worker.leads import lead as leads
from worker.leads import snapshot
from worker.leads.people import new_person, person_for, person_of
from worker.mail.message import Address
from worker.mail.parse import parse
from worker.mail.text import without_re
from worker.states import LeadState
from worker.store.models import InboundEmail, Join, Lead, Message, Person, ThreadId
from worker.store.work import Work


def note_join(
    work: Work, lead: Lead, mail: InboundEmail, before: dict[str, Any], *, by_thread: bool, learned: bool
) -> None:
    """Keep that this mail joined the lead, which stood as `before`.

    `by_thread`: it answers there; `learned`: its address is known as this person's since this very mail.
    """
    stands = {"left": snapshot.next_of(lead), "said": snapshot.said_of(lead)}
    kept = {**before, **stands, "by_thread": by_thread, "learned": learned}
    work.session.add(Join(lead_id=lead.id, at=work.now, sender=mail.sender, inbound_id=mail.id, before=kept))


def last_join(work: Work, lead: Lead) -> Join | None:
    """Return what was put onto this lead last and is still there, or None."""
    work.session.flush()
    rows = select(Join).where(
        Join.lead_id == lead.id, Join.apart_at.is_(None), Join.merged_id.is_not(None) | _is_here(lead)
    )
    return work.session.scalar(rows.order_by(Join.id.desc()).limit(1))


def last_matter(work: Work, lead: Lead) -> list[Join]:
    """Return the mails that joined last, oldest first: one, or what somebody wrote in one go besides."""
    work.session.flush()
    rows = select(Join).where(Join.lead_id == lead.id, Join.apart_at.is_(None), _is_here(lead))
    found: list[Join] = []
    for join in work.session.scalars(rows.order_by(Join.id.desc())):
        if found and not _is_one_matter(work, join, found[0]):
            break
        found.insert(0, join)
    return found


def _is_here(lead: Lead) -> ColumnElement[bool]:
    """Whether what the mail said still stands on this lead; a merge takes it away."""
    said = select(Message.id).where(Message.lead_id == lead.id, Message.inbound_id == Join.inbound_id)
    return said.exists()


def _is_one_matter(work: Work, join: Join, following: Join) -> bool:
    """Whether the owner read both in one notice: the same person, none an answer, minutes apart."""
    apart = following.at - join.at > work.settings.limits.notice_gap
    answers = join.before["by_thread"] or following.before["by_thread"]
    return join.sender == following.sender and not answers and not apart


def parted(work: Work, lead: Lead, address: str) -> bool:
    """Whether a mail from this address was taken off the lead before: they do not belong there."""
    rows = select(Join.id).where(Join.lead_id == lead.id, Join.sender == address, Join.apart_at.is_not(None))
    return work.session.scalar(rows.limit(1)) is not None


def take_out(work: Work, lead: Lead, joins: Sequence[Join], *, who: str) -> Lead:
    """Make these mails a lead of their own, linked, without an owner yet; the other one is as it was."""
    messages = _messages_of(work, lead, joins)
    first = messages[0]
    mail = work.session.get_one(InboundEmail, first.inbound_id)
    person = _person(work, lead, joins[0], mail)
    new = leads.open_lead(
        work,
        mail,
        person=person,
        name=lead.name if person is lead.person else person.name or "",
        address=lead.address if person is lead.person else mail.sender or "",
        language=lead.language,
        subject=without_re(mail.subject or ""),
        asked=first.line,
        facts=lead.facts if person is lead.person else (),
        source={"inbox": mail.inbox},
        linked=lead,
    )
    work.session.flush()
    _move(work, lead, new, messages)
    for join in joins:
        join.apart_at = work.now
    work.note(new, "linked", who=who, why=f"Taken out of {lead.ref}.")
    work.note(lead, "taken out", who=who, why=f"{new.ref} is a lead of its own: {first.line}")
    _as_it_was(work, lead, joins, messages, who=who)
    return new


def _messages_of(work: Work, lead: Lead, joins: Sequence[Join]) -> list[Message]:
    ids = [join.inbound_id for join in joins]
    rows = select(Message).where(Message.lead_id == lead.id, Message.inbound_id.in_(ids))
    return list(work.session.scalars(rows.order_by(Message.at, Message.id)))


def _person(work: Work, lead: Lead, join: Join, mail: InboundEmail) -> Person:
    """Return who wrote: the lead's person, unless the mail came from an address of somebody else."""
    known = person_of(work, join.sender or "")
    if known is not None and not (known is lead.person and join.before["learned"]):
        return known
    if known is not None:
        # The address was taken for theirs because of this mail.
        work.session.delete(next(row for row in known.addresses if row.address == join.sender))
        work.session.flush()
        work.session.expire(known, ["addresses"])
        work.learn(("person", join.sender), None)
    sender = parse(mail.raw).sender if mail.raw is not None else Address()
    name = sender.name if sender.email == join.sender else ""
    if join.sender is None:
        return new_person(work, name=name, language=lead.language)
    return person_for(work, join.sender, name=name, language=lead.language)


def _move(work: Work, lead: Lead, new: Lead, messages: Sequence[Message]) -> None:
    ids = {message.message_id for message in messages if message.message_id}
    for message in messages:
        message.lead_id = new.id
    for thread in _threads(work, lead, ids):
        thread.lead_id = new.id
    new.thread_ids = [message.message_id for message in messages if message.message_id]
    work.session.flush()
    for one in (lead, new):
        work.session.expire(one, ["messages", "threads"])
    last = messages[-1]
    new.last_contact_at, new.last_contact_who = last.at, last.who
    new.last_contact_direction, new.last_contact_line = last.direction, last.line


def _threads(work: Work, lead: Lead, ids: set[str]) -> list[ThreadId]:
    rows = select(ThreadId).where(ThreadId.lead_id == lead.id, ThreadId.message_id.in_(ids))
    return list(work.session.scalars(rows))


def _as_it_was(
    work: Work, lead: Lead, joins: Sequence[Join], messages: Sequence[Message], *, who: str
) -> None:
    before = joins[0].before
    if snapshot.next_of(lead) != joins[-1].before["left"]:
        # Somebody acted on it since: that stands, and only the mails go.
        taken = {message.message_id for message in messages}
        lead.thread_ids = [known for known in lead.thread_ids if known not in taken]
        return
    if before["lead"]["state"] == LeadState.CLOSED:
        reason = before["lead"]["close_reason"]
        close_lead(work, lead, reason, who=who, why=f"It had been closed ({reason}), and is again.")
        lead.closed_at = datetime.fromisoformat(before["lead"]["closed_at"])
    # Kept by an older version, it does not say what had been said.
    snapshot.put_back(work, lead, before, joins[-1].before.get("said"))
