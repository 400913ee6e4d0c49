"""A call or visit that is booked with a customer: what a confirmation says of it, and its calendar file."""

from __future__ import annotations

import hashlib

from worker.mail.addresses import domain_of
from worker.mail.calendar_file import appointment
from worker.store.models import Lead
from worker.store.work import Work

CONFIRMATION = "confirmation"  # the template
NO_SHOW = "no_show"


def calendar_file(work: Work, lead: Lead, owner_id: str) -> str | None:
    """Return the calendar file of the booked visit in the name of `owner_id`; None when none is booked."""
    if lead.visit_at is None or lead.visit_ends_at is None:
        return None
    inbox = work.settings.inbox(lead.inbox)
    owner = work.settings.owner(owner_id).name
    # The same after a restore, and the same when it is moved.
    known = hashlib.sha256(f"{lead.origin or lead.ref}/{lead.arrived_at.isoformat()}".encode()).hexdigest()
    return appointment(
        uid=f"{known[:32]}@{domain_of(inbox.address)}",
        sequence=int((work.now - lead.arrived_at).total_seconds() // 60),
        start=lead.visit_at,
        end=lead.visit_ends_at,
        summary=f"{work.settings.team.name}: {owner}",
        organizer=inbox.address,
        organizer_name=work.settings.team.name,
        now=work.now,
    )
