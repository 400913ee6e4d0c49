"""Who is behind an address: the person, their leads, the live leads of their company (rules, section 6)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from sqlalchemy import bindparam, select

from worker.mail.addresses import company_domain, domain_of, is_free_mail, plain
from worker.states import LeadState
from worker.store.models import Lead, Person, PersonAddress
from worker.store.work import Work

_WON = re.compile(r"won\b(?!['’]t)", re.IGNORECASE)  # how the reason a lead was closed for begins
MERGED = "merged into"  # and the lead: why one is closed that is part of another
_OF_ADDRESSES = (
    select(PersonAddress.address, Person)
    .join(Person.addresses)
    .where(PersonAddress.address.in_(bindparam("addresses", expanding=True)))
)
_ALIKE = (
    select(PersonAddress.plain, Person)
    .join(Person.addresses)
    .where(PersonAddress.plain.in_(bindparam("plain", expanding=True)))
    .order_by(Person.id.desc())
)
_AT_COMPANIES = (
    select(Lead)
    .where(Lead.company.in_(bindparam("companies", expanding=True)), Lead.state != LeadState.CLOSED)
    .order_by(Lead.arrived_at.desc(), Lead.id.desc())
)


def person_of(work: Work, address: str) -> Person | None:
    """Return whose address it is, or None for somebody new."""
    address = address.lower()
    return work.once(("person", address), lambda: _persons_of(work, [address]).get(address))


def person_for(work: Work, address: str, *, name: str = "", language: str = "en") -> Person:
    """Return the person of that address, made when they are new."""
    found = person_of(work, address)
    if found is None:
        found = new_person(work, name=name, language=language)
        writes_from(work, found, address)
    return found


def writes_from(work: Work, person: Person, address: str) -> None:
    """Know one more address of a person; one that is somebody's already stays theirs."""
    address = address.lower()
    if person_of(work, address) is None:
        person.addresses.append(PersonAddress(address=address, plain=plain(address)))
        work.learn(("person", address), person)
        if work.looked_up.get(_likeness(address)) is None:
            work.learn(_likeness(address), person)


def looks_like(work: Work, address: str) -> Person | None:
    """Return somebody whose address differs only by a +tag or dots: perhaps the same person."""
    return work.once(_likeness(address), lambda: _alike(work, [address]).get(plain(address)))


def is_customer(lead: Lead) -> bool:
    """Whether the lead was won once, open again or not: a customer of ours."""
    return _WON.match(lead.close_reason or "") is not None


def new_person(work: Work, *, name: str, language: str) -> Person:
    """Return a person of whom nothing is known but how they call themselves."""
    person = Person(name=name or None, language=language, addresses=[], leads=[])
    work.session.add(person)
    return person


def company_of(address: str) -> str | None:
    """Return the registered domain of an address; None for free-mail, which is nobody's company."""
    company = company_domain(domain_of(address))
    return company if company and not is_free_mail(company) else None


def at_company(work: Work, company: str) -> list[Lead]:
    """Return the live leads of a company, the newest first."""
    known = live_at(work)
    if company not in known:
        known[company] = list(work.session.scalars(_AT_COMPANIES, {"companies": [company]}))
    return known[company]


def live_at(work: Work) -> dict[str | None, list[Lead]]:
    """Return what was looked up already of live leads by company; a lead that moves ends that."""
    return work.once(Lead.__name__, dict)


def look_ahead(work: Work, addresses: Sequence[str]) -> None:
    """Ask once for all of these addresses whose they are, and who else of their companies is live."""
    persons = _persons_of(work, addresses)
    alike = _alike(work, addresses)
    for address in addresses:
        work.learn(("person", address), persons.get(address))
        work.learn(_likeness(address), alike.get(plain(address)))
    live = live_at(work)
    live.update({company: [] for address in addresses if (company := company_of(address))})
    for lead in work.session.scalars(_AT_COMPANIES, {"companies": list(live)}):
        live[lead.company].append(lead)


def leads_of(person: Person) -> list[Lead]:
    """Return every lead of a person, the newest first; one that was merged is part of another."""
    own = [lead for lead in person.leads if not (lead.close_reason or "").startswith(MERGED)]
    return sorted(own, key=lambda lead: (lead.arrived_at, lead.id), reverse=True)


def _persons_of(work: Work, addresses: Sequence[str]) -> dict[str, Person]:
    found = work.session.execute(_OF_ADDRESSES, {"addresses": addresses})
    return {row[0]: row[1] for row in found}


def _likeness(address: str) -> Hashable:
    return ("looks like", plain(address))


def _alike(work: Work, addresses: Sequence[str]) -> dict[str, Person]:
    """Return by plain address who was the first to write from one like it."""
    found = work.session.execute(_ALIKE, {"plain": [plain(address) for address in addresses]})
    return {str(row[0]): row[1] for row in found}
