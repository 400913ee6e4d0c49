"""Who is there, who may be offered a lead, and who stands in (rules, section 2).

Who the owners are stands in the configuration; what changes about them is one row each. Presence says
nothing about hours: somebody is present who is active and not away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from worker import hours
from worker.hours import Calendar, Span
from worker.settings import Settings
from worker.states import AbsenceState, LeadState, OfferState
from worker.store.models import Absence, Lead, Offer, OwnerRecord
from worker.store.work import Work

FAR = timedelta(days=400)
AWAY_WITHOUT_COVER = "owner_away"  # why a run waits for its owner
_PENDING = (
    select(Offer.owner_id, func.count()).where(Offer.state == OfferState.PENDING).group_by(Offer.owner_id)
)
_NOT_LONG_OVER = (
    select(Absence)
    .where(Absence.ends_at > bindparam("since"), Absence.state != AbsenceState.CANCELLED)
    .order_by(Absence.starts_at, Absence.id)
)
_LEFT = select(OwnerRecord.id).where(OwnerRecord.left_at.is_not(None))


def record(work: Work, owner_id: str) -> OwnerRecord:
    """Return the row of an owner, made at first use."""
    return work.once(("owner", owner_id), lambda: _record(work, owner_id))


def _record(work: Work, owner_id: str) -> OwnerRecord:
    # Made at first use, and known from then on: none can be pending.
    with work.session.no_autoflush:
        found = work.session.get(OwnerRecord, owner_id)
    if found is None:
        found = OwnerRecord(id=owner_id, expired_in_a_row=0)
        work.session.add(found)
        work.session.flush()
    return found


def name_of(work: Work, owner_id: str | None) -> str:
    """Return the first name people use for an owner, or the id of one who is gone."""
    try:
        return work.settings.owner(owner_id or "").name.split()[0]
    except KeyError:
        return owner_id or "nobody"


def is_known(work: Work, owner_id: str) -> bool:
    return any(owner.id == owner_id for owner in work.settings.owners)


def is_active(work: Work, owner_id: str) -> bool:
    """Whether this is one of the team: configured, active, and not gone by `keepwarm owner leave`."""
    if not is_known(work, owner_id) or not work.settings.owner(owner_id).active:
        return False
    return owner_id not in work.once("left", lambda: _who_left(work))


def _who_left(work: Work) -> set[str]:
    with work.session.no_autoflush:
        return set(work.session.scalars(_LEFT))


def absences(work: Work, owner_id: str, start: datetime, end: datetime) -> list[Absence]:
    """Return the absences of an owner that touch [start, end), soonest first."""
    return [
        row
        for row in _absences(work)
        if row.owner_id == owner_id and row.starts_at < end and row.ends_at > start
    ]


def _absences(work: Work) -> list[Absence]:
    """Return everybody's absences that are not long over, soonest first."""
    return work.once("absences", lambda: _read_absences(work))


def _read_absences(work: Work) -> list[Absence]:
    with work.session.no_autoflush:
        return list(work.session.scalars(_NOT_LONG_OVER, {"since": work.now - FAR}))


def note_absence(
    work: Work, owner_id: str, start: datetime, end: datetime, *, source: str, deputy_id: str | None = None
) -> Absence:
    """Keep that an owner is away, and how we know: `planned`, `auto-reply` or `admin`; due when it begins."""
    row = Absence(
        owner_id=owner_id, starts_at=start, ends_at=end, source=source, state=AbsenceState.PLANNED,
        deputy_id=deputy_id, due_at=start,
    )  # fmt: skip
    work.session.add(row)
    # Whoever asks next asks the database, and does not write what is pending first.
    work.session.flush()
    work.forget("absences")
    return row


def away_until(work: Work, owner_id: str, at: datetime | None = None) -> datetime | None:
    """Return when the absence that covers `at` (now) ends, or None for somebody who is there."""
    at = at or work.now
    covering = absences(work, owner_id, at, at + timedelta(microseconds=1))
    return max((absence.ends_at for absence in covering), default=None)


def present(work: Work, owner_id: str, at: datetime | None = None) -> bool:
    """Whether the owner is active and not away at `at` (now)."""
    return is_active(work, owner_id) and away_until(work, owner_id, at) is None


def first_present(work: Work, owner_ids: Iterable[str]) -> str | None:
    """Return the first of a role's people who is there."""
    return next((owner_id for owner_id in owner_ids if present(work, owner_id)), None)


def deputy(work: Work, owner_id: str, at: datetime | None = None) -> str | None:
    """Follow the chain of deputies to the first person present at `at` (now); None for a cycle or nobody."""
    seen = {owner_id}
    while is_known(work, owner_id):
        following = _named_deputy(work, owner_id, at or work.now)
        if following is None or following in seen:
            return None
        if present(work, following, at):
            return following
        seen.add(following)
        owner_id = following
    return None


def stands_in(work: Work, owner_id: str, at: datetime | None = None) -> str | None:
    """Return who stands in for somebody away: a deputy, else the fallback; None while nobody is there."""
    standing_in = deputy(work, owner_id, at) or fallback(work)
    return standing_in if standing_in != owner_id and present(work, standing_in, at) else None


def _named_deputy(work: Work, owner_id: str, at: datetime) -> str | None:
    """Return the deputy of these days, else the one of the configuration."""
    now = absences(work, owner_id, at, at + timedelta(microseconds=1))
    named = next((absence.deputy_id for absence in now if absence.deputy_id is not None), None)
    return named or work.settings.owner(owner_id).deputy


def fallback(work: Work) -> str:
    """Return who owns what nobody took: the fallback, else its deputy, else the manager, else it stays."""
    roles = work.settings
    standing_in = (deputy(work, owner_id) for owner_id in roles.fallback)
    return (
        first_present(work, roles.fallback)
        or next((owner_id for owner_id in standing_in if owner_id), None)
        or first_present(work, roles.manager)
        or roles.fallback[0]
    )


def managers(work: Work) -> tuple[str, ...]:
    """Return the manager and the admins who are there, each once: who hears that we are late.

    For a manager who is away whoever answers for the others hears it.
    """
    roles = work.settings
    heard = [first_present(work, roles.manager) or fallback(work)]
    heard += [owner_id for owner_id in roles.admins if present(work, owner_id)]
    return tuple(dict.fromkeys(heard))


def seen(work: Work, owner_id: str, at: datetime) -> None:
    """Note that they are there: it ends a rest, and that mail to them comes back."""
    found = record(work, owner_id)
    found.last_sign_at = max(found.last_sign_at or at, at)
    found.resting_since = None
    found.unreachable_since = None


def team_time(work: Work) -> Calendar:
    """Return the team's calendar, standing still while nobody at all is present (rules, section 2)."""
    away: dict[str, list[Span]] = {owner.id: [] for owner in work.settings.owners if owner.active}
    for row in _absences(work):
        if row.starts_at < work.now + FAR:
            away.setdefault(row.owner_id, []).append((row.starts_at, row.ends_at))
    spans = [away[owner.id] for owner in work.settings.owners if owner.active]
    if not spans or not all(spans):
        return work.settings.team_calendar
    together = spans[0]
    for others in spans[1:]:
        together = [(max(a, c), min(b, d)) for a, b in together for c, d in others if max(a, c) < min(b, d)]
    return hours.without(work.settings.team_calendar, together)


def pending_offers(work: Work) -> dict[str, int]:
    """Return how many offers wait for each owner's answer; an offer that moves ends what is known of it."""
    return work.once(Offer.__name__, lambda: {row[0]: row[1] for row in work.session.execute(_PENDING)})


def is_asked(work: Work, owner_id: str) -> None:
    """One more offer waits for this owner's answer."""
    if (pending := work.looked_up.get(Offer.__name__)) is not None:
        pending[owner_id] = pending.get(owner_id, 0) + 1


def open_leads(work: Work, owner_id: str) -> int:
    """Return how many live leads this owner has."""
    count = select(func.count()).where(Lead.owner_id == owner_id, Lead.state != LeadState.CLOSED)
    return work.session.scalar(count) or 0


def gone_with_leads(session: Session, settings: Settings) -> dict[str, list[str]]:
    """Return who owns or answers for live leads and is no longer configured, with those leads."""
    known = {owner.id for owner in settings.owners}
    found: dict[str, list[str]] = {}
    live = select(Lead).where(Lead.state != LeadState.CLOSED).order_by(Lead.id)
    for lead in session.scalars(live):
        for owner_id in {lead.owner_id, lead.accountable_id} - known - {None}:
            found.setdefault(str(owner_id), []).append(lead.ref)
    return found


def obstacle(work: Work, owner_id: str, *, window: timedelta, until: datetime) -> str | None:
    """Say why this owner cannot be offered a lead that must be looked at by `until`; None: eligible.

    Closed hours and pending offers are no obstacle here, they only make a lead wait (rules, section 2).
    """
    if not is_active(work, owner_id):
        return "not active"
    owner = work.settings.owner(owner_id)
    found = record(work, owner_id)
    if found.resting_since is not None:
        return "resting after offers without an answer"
    if found.unreachable_since is not None:
        return "mail to them bounces"
    if owner.cap is not None and open_leads(work, owner_id) >= owner.cap:
        return f"{owner.cap} {'lead' if owner.cap == 1 else 'leads'} open, which is their cap"
    calendar = work.settings.calendar(owner_id)
    start = hours.next_opening(calendar, work.now)
    if start > until:
        return "not open in time"
    away = absences(work, owner_id, start, hours.add(calendar, start, window))
    if away:
        back = max(absence.ends_at for absence in away)
        return f"away until {back.astimezone(calendar.zone):%-d %b}"
    return None
