"""Whom we no longer write to, and why. The send guard asks it before every mail to a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from worker.mail.addresses import normalise
from worker.store.models import Person, Suppression
from worker.store.work import Work

_OF = select(Suppression).where(Suppression.address.in_(bindparam("addresses", expanding=True)))
# What a person asked for outlives what a mail server said.
_ASKED_FOR = ("opted_out", "complaint")


def suppress(work: Work, address: str, reason: str) -> None:
    """Write to `address` no more; `reason` is opted_out, complaint or bounced."""
    found = suppression(work, address)
    if found is None:
        found = Suppression(address=normalise(address), reason=reason, at=work.now)
        work.session.add(found)
        work.learn(("suppressed", found.address), found)
    elif found.reason not in _ASKED_FOR or reason in _ASKED_FOR:
        found.reason, found.at = reason, work.now


def suppress_person(work: Work, person: Person, reason: str) -> None:
    """Write to none of a person's addresses any more."""
    for known in person.addresses:
        suppress(work, known.address, reason)


def suppression(work: Work, address: str) -> Suppression | None:
    """Return why and since when we no longer write to this address, or None."""
    address = normalise(address)
    # What is pending is known here already: nothing need be written before the question.
    with work.session.no_autoflush:
        return work.once(("suppressed", address), lambda: work.session.get(Suppression, address))


def has_asked_to_stop(work: Work, address: str) -> bool:
    """Whether they said so themselves, or complained; a bounce says nothing about what they want."""
    found = suppression(work, address) if address else None
    return found is not None and found.reason in _ASKED_FOR


def look_ahead(work: Work, addresses: Sequence[str]) -> None:
    """Ask once for all of these addresses."""
    addresses = [normalise(address) for address in addresses]
    found = {one.address: one for one in work.session.scalars(_OF, {"addresses": addresses})}
    for address in addresses:
        work.learn(("suppressed", address), found.get(address))


def lift(work: Work, address: str) -> bool:
    """Write to it again, on a person's word; False when it was not suppressed."""
    found = suppression(work, address)
    if found is None:
        return False
    work.session.delete(found)
    work.learn(("suppressed", found.address), None)
    return True
