"""Who we are, as the configuration names us: the part of `Known` that needs no database."""

from __future__ import annotations

from types import MappingProxyType

from worker.ingest.rules.known import Known
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
