"""Where a mail belongs: which lead, and whether it is the same person again (rules, section 6).

Asked in order: the thread, then the person, then the company. Reads only; the routes act on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from worker.cadence.joining import parted
from worker.ingest.rules.known import Known
from worker.leads.people import at_company, company_of, is_customer, leads_of, looks_like, person_of
from worker.mail.addresses import same_company
from worker.mail.message import ParsedEmail
from worker.mail.threads import thread_ids
from worker.states import LeadState
from worker.store.models import InboundEmail, Lead, Person, PersonAddress, ThreadId
from worker.store.work import Work

OURS, THEIRS = "ours", "theirs"  # ThreadId.side


class Case(StrEnum):
    """What the mail is to the lead it names (the table of rules, section 6)."""

    NEW = "new"  # nobody we know, nothing it belongs to
    JOINED = "joined"  # a live lead of this thread or person
    WON = "won"  # their lead was won: a customer of ours writes
    REOPENED = "reopened"  # closed otherwise, not long ago
    LINKED = "linked"  # closed long ago, a colleague's lead, or a stranger in somebody's thread
    IGNORED = "ignored"  # said to be no lead


@dataclass(frozen=True, slots=True)
class Place:
    """Where the mail belongs, and why in one plain line. `lead` is the one it joins or is linked to."""

    case: Case
    why: str = ""
    lead: Lead | None = None
    by_thread: bool = False
    stranger: bool = False  # it names somebody else's thread: both owners are told


def place(work: Work, mail: InboundEmail, said: ParsedEmail, known: Known) -> Place:
    """Find where a mail belongs that `said.sender` wrote."""
    return work.once(("place", mail.id, said.sender.email), lambda: _find(work, mail, said, known))


def _find(work: Work, mail: InboundEmail, said: ParsedEmail, known: Known) -> Place:
    address = said.sender.email
    ids = thread_ids(said.in_reply_to, said.references)
    threads = _threads(work, ids)
    person = person_of(work, address) if address else None
    for thread, lead in threads:
        may = thread.side == OURS or may_join(work, thread, lead, address, known)
        if may and not (address not in addresses_of(work, lead) and parted(work, lead, address)):
            return _same_again(work, mail, lead, "It answers in the thread of", by_thread=True)
    if person is not None:
        mine = leads_of(person)
        live = [lead for lead in mine if lead.state is not LeadState.CLOSED]
        if live:
            return Place(Case.JOINED, f"{address} has {live[0].ref} open.", live[0])
        if person.ignored_as:
            last = mine[0] if mine else None
            return Place(Case.IGNORED, f"{address} was said to be no lead ({person.ignored_as}).", last)
        if mine:
            return _same_again(work, mail, mine[0], f"{address} had")
    if threads:
        lead = threads[0][1]
        why = (
            f"{address or 'It'} names the thread of {lead.ref}, which is somebody else's: a lead of its own."
        )
        return Place(Case.LINKED, why, lead, stranger=True)
    alike = _lead_of_somebody_alike(work, address)
    if alike is not None:
        return Place(Case.LINKED, f"{address} is written like {alike.address} of {alike.ref}.", alike)
    colleague = colleagues_lead(work, address)
    if colleague is not None:
        return Place(Case.LINKED, f"Same company as {colleague.ref}.", colleague)
    return Place(Case.NEW)


def may_join(work: Work, thread: ThreadId, lead: Lead, address: str, known: Known) -> bool:
    """Whether who wrote may join by the id of a mail of the customer's own."""
    return (
        known.is_us(address)
        or address in thread.participants
        or address in addresses_of(work, lead)
        or any(same_company(address, other) for other in addresses_of(work, lead))
    )


def writes_as_the_customer(work: Work, lead: Lead, parsed: ParsedEmail, known: Known) -> bool:
    """Whether it comes from the customer's address, or answers a mail of ours that went to them alone."""
    theirs = addresses_of(work, lead)
    if parsed.sender.email in theirs:
        return True
    if person_of(work, parsed.sender.email) is not None:
        # Somebody we know by themselves, to whom it was passed on.
        return False
    answered = next((thread for thread, _ in thread_leads(work, parsed)), None)
    if answered is None or answered.side != OURS:
        return False
    return all(one in theirs or known.is_us(one) for one in answered.participants)


def addresses_of(work: Work, lead: Lead) -> set[str]:
    """Every address of the person of a lead."""
    rows = select(PersonAddress.address).where(PersonAddress.person_id == lead.person_id)
    return {lead.address, *work.session.scalars(rows)} - {""}


def thread_leads(work: Work, parsed: ParsedEmail) -> list[tuple[ThreadId, Lead]]:
    """Return the leads whose threads a mail names, nearest first, live ones before closed ones."""
    return _threads(work, thread_ids(parsed.in_reply_to, parsed.references))


def colleagues_lead(work: Work, address: str) -> Lead | None:
    """Return the newest live lead of somebody else at the same company, never for free-mail."""
    company = company_of(address)
    return next(iter(at_company(work, company)), None) if company else None


def _lead_of_somebody_alike(work: Work, address: str) -> Lead | None:
    """Return the lead of whoever writes almost that address: +tag and dots suggest, and never decide."""
    person = looks_like(work, address) if address else None
    if person is None or person.ignored_as:
        return None
    mine = leads_of(person)
    return next((lead for lead in mine if lead.state is not LeadState.CLOSED), next(iter(mine), None))


def _threads(work: Work, ids: tuple[str, ...]) -> list[tuple[ThreadId, Lead]]:
    if not ids:
        return []
    rows = select(ThreadId, Lead).join(Lead, Lead.id == ThreadId.lead_id).where(ThreadId.message_id.in_(ids))
    nearest = {named: place for place, named in enumerate(ids)}
    found = [(thread, lead) for thread, lead in work.session.execute(rows)]
    return sorted(
        found,
        key=lambda pair: (
            pair[1].state is LeadState.CLOSED,
            nearest[pair[0].message_id],
            pair[0].side != OURS,
            -pair[1].id,
        ),
    )


def _same_again(
    work: Work, mail: InboundEmail, lead: Lead, opening: str, *, by_thread: bool = False
) -> Place:
    """The same person or thread again: what became of the lead decides."""
    if lead.state is not LeadState.CLOSED:
        return Place(Case.JOINED, f"{opening} {lead.ref}.", lead, by_thread)
    person = work.session.get(Person, lead.person_id)
    if person is not None and person.ignored_as:
        live = next((one for one in leads_of(person) if one.state is not LeadState.CLOSED), None)
        if live is not None:
            return Place(Case.JOINED, f"{lead.ref} was no lead, and {live.ref} is open.", live)
        return Place(Case.IGNORED, f"{lead.ref} was no lead ({person.ignored_as}).", lead, by_thread)
    if is_customer(lead):
        return Place(Case.WON, f"{opening} {lead.ref}, which was won.", lead, by_thread)
    assert lead.closed_at is not None
    days = work.settings.limits.reopen_calendar_days
    if mail.arrived_at - lead.closed_at <= timedelta(days=days):
        return Place(Case.REOPENED, f"{opening} {lead.ref}, which was closed.", lead, by_thread)
    return Place(Case.LINKED, f"{opening} {lead.ref}, closed over {days} days ago.", lead)
