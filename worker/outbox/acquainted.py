"""Whom one of us wrote to before, and who of us did: no stranger, never acknowledged (rules, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from worker.store.models import WrittenTo
from worker.store.work import Work

A_MONTH = timedelta(days=30.44)
_OF = select(WrittenTo).where(WrittenTo.address.in_(bindparam("addresses", expanding=True)))


def written_to(work: Work, address: str) -> WrittenTo | None:
    """Return when one of us wrote to this address last, or None."""
    return work.once(("written to", address), lambda: work.session.get(WrittenTo, address))


def lately(work: Work, address: str) -> WrittenTo | None:
    """Return when one of us wrote to this address last, if that is so recent that they are no stranger."""
    months = work.settings.acknowledgement.known_months
    known = written_to(work, address) if months else None
    return known if known is not None and known.last_at >= work.now - months * A_MONTH else None


def look_ahead(work: Work, addresses: Sequence[str]) -> None:
    """Ask once for all of these addresses."""
    found = {known.address: known for known in work.session.scalars(_OF, {"addresses": addresses})}
    for address in addresses:
        work.learn(("written to", address), found.get(address))


def note_written(work: Work, address: str, at: datetime, owner_id: str | None) -> None:
    """Keep that we wrote to an address at `at`, and who of us did; None: the mail does not tell.

    The newest mail decides: after one that does not tell, nobody is known to have written last.
    """
    known = written_to(work, address)
    if known is None:
        known = WrittenTo(address=address, last_at=at, owner_id=owner_id)
        work.session.add(known)
        work.learn(("written to", address), known)
    elif known.last_at <= at:
        known.last_at, known.owner_id = at, owner_id
