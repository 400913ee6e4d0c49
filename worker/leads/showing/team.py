"""Who is there and what each of us has open: `keepwarm who`."""

from __future__ import annotations

from typing import Any

from worker import hours
from worker.leads import owners
from worker.leads.showing.row import stamp
from worker.outbox.saying import say_when
from worker.settings import Owner
from worker.store.models import OwnerRecord
from worker.store.work import Work


def team(work: Work) -> list[dict[str, Any]]:
    """Return every owner of the configuration, in its order; nothing is written."""
    return [_person(work, owner) for owner in work.settings.owners]


def _person(work: Work, owner: Owner) -> dict[str, Any]:
    known = work.session.get(OwnerRecord, owner.id)
    away_until = owners.away_until(work, owner.id)
    opening = hours.next_opening(work.settings.calendar(owner.id), work.now)
    return {
        "id": owner.id,
        "name": owner.name,
        "email": owner.email,
        "active": owners.is_active(work, owner.id),
        "present": owners.present(work, owner.id),
        "away_until": stamp(work, away_until),
        "stands_in": owners.stands_in(work, owner.id) if away_until is not None else None,
        "open_now": opening == work.now,
        "opens_at": stamp(work, opening),
        "resting": known is not None and known.resting_since is not None,
        "unreachable": known is not None and known.unreachable_since is not None,
        "last_sign_at": stamp(work, known.last_sign_at if known else None),
        "open_leads": owners.open_leads(work, owner.id),
        "pending_offers": owners.pending_offers(work).get(owner.id, 0),
        "roles": _roles(work, owner.id),
        "inboxes": [inbox.name for inbox in work.settings.inboxes if owner.id in inbox.pool],
        "status": _status(work, owner, known),
    }


def _status(work: Work, owner: Owner, known: OwnerRecord | None) -> str:
    """Say in a few words whether this owner can be asked now, and else until when not."""
    zone = work.settings.calendar(owner.id).zone
    if not owners.is_active(work, owner.id):
        return "not active" if not owner.active else "has left the team"
    away_until = owners.away_until(work, owner.id)
    if away_until is not None:
        standing_in = owners.stands_in(work, owner.id)
        stand_in = f", {owners.name_of(work, standing_in)} stands in" if standing_in else ""
        return f"away until {say_when(away_until, work.now, zone)}{stand_in}"
    if known is not None and known.unreachable_since is not None:
        return "mail to them bounces"
    if known is not None and known.resting_since is not None:
        return "resting after offers without an answer"
    opening = hours.next_opening(work.settings.calendar(owner.id), work.now)
    return "there" if opening == work.now else f"opens {say_when(opening, work.now, zone)}"


def _roles(work: Work, owner_id: str) -> list[str]:
    roles = {
        "fallback": work.settings.fallback,
        "manager": work.settings.manager,
        "admin": work.settings.admins,
    }
    return [role for role, people in roles.items() if owner_id in people]
