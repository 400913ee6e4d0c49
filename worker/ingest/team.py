"""Who we are, as the configuration names us: the part of `Known` that needs no database."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from worker.ingest.rules.known import Known
from worker.mail.message import Address
from worker.settings import Settings


def us(settings: Settings) -> Known:
    """Who we are, and nothing else."""
    owners = {address: owner.id for owner in settings.owners for address in owner.addresses}
    return Known(
        inbox_addresses=settings.inbox_addresses,
        owners=MappingProxyType(owners),
        domains=settings.domains,
        authserv_id=settings.security.authserv_id,
    )


def owner_among(known: Known, named: Iterable[Address]) -> str | None:
    """Return the first owner among these: who of us wrote a mail with them in From, Sender and Reply-To."""
    ids = (known.owner_of(address.email) for address in named)
    return next((owner_id for owner_id in ids if owner_id), None)
