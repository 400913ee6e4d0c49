"""An owner is away: the list before it, its first instant, its last (rules, section 2, "Absent").

Its row falls due for each in turn. 1. planned: one business day before, one mail with what falls due
meanwhile 2. begun: offers pass on, what is our turn goes to whoever stands in 3. over: leads go back, and one
mail says what happened.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update

from worker import hours
from worker.hours import Calendar
from worker.leads import handoff, notices, offer, owners
from worker.leads.owners import FAR
from worker.leads.standing_in import absence_mail, covering
from worker.leads.standing_in.absence_mail import Meanwhile
from worker.states import AbsenceState, HandoffState, LeadState, OfferState, RunState, TouchState, Turn
from worker.store.models import Absence, Enrollment, Handoff, Lead, Offer, Touch
from worker.store.work import Work

# A robot of theirs said so: a word of theirs says otherwise.
AUTO_REPLY = "auto-reply"


def plan(
    work: Work, owner_id: str, start: datetime, end: datetime, *, source: str, deputy_id: str | None = None
) -> Absence:
    """Keep that an owner is away from `start` to `end`; what was planned for these days before is replaced.

    `source` is planned, auto-reply or admin. One that begins at once takes effect at once.
    """
    if source != AUTO_REPLY:
        _replace(work, owner_id, start, end)
    row = owners.note_absence(work, owner_id, start, end, source=source, deputy_id=deputy_id)
    name = owners.name_of(work, owner_id)
    zone = work.settings.calendar(owner_id).zone
    days = f"{start.astimezone(zone):%-d %b %H:%M} to {end.astimezone(zone):%-d %b %H:%M}"
    work.note(None, "away", who=owner_id, why=f"{name} is away {days} ({source}).")
    packs_at = pack_time(work, row)
    if row.starts_at <= work.now:
        begin(work, row)
    elif packs_at is not None:
        row.due_at = max(packs_at, work.now)
    return row


def planned(work: Work, owner_id: str) -> list[Absence]:
    """Return what is planned for an owner and has not begun, the next first."""
    known = owners.absences(work, owner_id, work.now, work.now + FAR)
    to_come = [row for row in known if row.state is AbsenceState.PLANNED and row.starts_at > work.now]
    return sorted(to_come, key=lambda row: row.starts_at)


def call_off(work: Work, row: Absence) -> None:
    """Cancel what is planned. Nobody else was told of it yet."""
    work.move(row, AbsenceState.CANCELLED, due_at=None)
    who = row.owner_id
    work.note(None, "away", who=who, why=f"{owners.name_of(work, who)} stays after all.")
    work.forget("absences")


def fall_due(work: Work, row: Absence) -> None:
    """The next instant of an absence has come: its list, its beginning, or its end."""
    if row.state is AbsenceState.BEGUN or (row.state is AbsenceState.PLANNED and work.now >= row.ends_at):
        # Where we did not look meanwhile they are back before we knew that they were gone.
        end(work, row)
    elif row.state is AbsenceState.PLANNED and work.now >= row.starts_at:
        begin(work, row)
    elif row.state is AbsenceState.PLANNED:
        row.packed_at, row.due_at = work.now, row.starts_at
        absence_mail.pack(work, row, falling_due(work, row))


def begin(work: Work, row: Absence) -> None:
    """They are away from now: what waits for them passes on, and our turns go to whoever stands in."""
    work.move(row, AbsenceState.BEGUN, due_at=row.ends_at)
    work.forget("absences")
    work.session.flush()
    asked = select(Offer).where(Offer.owner_id == row.owner_id, Offer.state == OfferState.PENDING)
    for made in work.session.scalars(asked.order_by(Offer.id)).all():
        offer.decline(work, made, reason="away", who="keepwarm")
    handed = select(Handoff).where(Handoff.receiver_id == row.owner_id, Handoff.state == HandoffState.PENDING)
    for given in work.session.scalars(handed.order_by(Handoff.id)).all():
        handoff.decline(work, given, reason="away", who="keepwarm")
    if owners.deputy(work, row.owner_id) is not None:
        _end_wait_for(work, row.owner_id)
    covered = _another_stands_in(work, row)
    covered += [lead for lead in _ours_to_move(work, row.owner_id) if covering.stand_in(work, lead)]
    _answer_for_offered(work)
    absence_mail.covering(work, row, covered)


def _end_wait_for(work: Work, owner_id: str) -> None:
    """They are back, or somebody stands in: the runs that waited for them need not wait for the day named."""
    theirs = select(Lead.id).where(Lead.owner_id == owner_id)
    work.session.execute(
        update(Enrollment)
        .where(
            Enrollment.state == RunState.HELD,
            Enrollment.reason == owners.AWAY_WITHOUT_COVER,
            Enrollment.lead_id.in_(theirs),
        )
        .values(held_until=work.now)
        .execution_options(synchronize_session="fetch")
    )


def _another_stands_in(work: Work, row: Absence) -> list[Lead]:
    """They were away already and name another deputy: what the first one has not touched goes on to them."""
    deputy = owners.stands_in(work, row.owner_id)
    if deputy is None:
        return []
    why = f"{owners.name_of(work, deputy)} stands in for {owners.name_of(work, row.owner_id)} now"
    moved = []
    for lead in _leads(work, Lead.covered_for_id == row.owner_id, Lead.owner_id != deputy):
        former = covering.pass_on(work, lead, deputy, why=f"{why}.")
        if former is not None:
            notices.over(work, lead, former, key=f"deputy-over/{work.now:%Y%m%dT%H%M%S}", why=why)
            moved.append(lead)
    return moved


def end(work: Work, row: Absence, *, mailed: bool = True) -> Meanwhile | None:
    """They are back: their leads come back, and what happened is told in one mail, or returned to be told.

    None while another absence keeps them away, or when they have left.
    """
    if row.state is AbsenceState.PLANNED:
        work.move(row, AbsenceState.BEGUN)
    if row.state is AbsenceState.BEGUN:
        work.move(row, AbsenceState.OVER, due_at=None)
    row.ends_at = min(row.ends_at, work.now)
    work.session.flush()
    work.forget("absences")
    owner_id = row.owner_id
    if not owners.present(work, owner_id):
        return None
    work.note(None, "back", who=owner_id, why=f"{owners.name_of(work, owner_id)} is back.")
    _end_wait_for(work, owner_id)
    covered = _leads(work, Lead.covered_for_id == owner_id)
    returned = [lead for lead in covered if covering.give_back(work, lead)]
    with_others = [lead for lead in covered if lead not in returned]
    whose = or_(Lead.owner_id == owner_id, Lead.covered_for_id == owner_id)
    ended = _leads(work, whose, Lead.closed_at >= row.starts_at, live=False)
    found = Meanwhile(tuple(returned), tuple(with_others), tuple(ended))
    _answer_for_offered(work)
    _stand_in_for_others(work)
    if mailed and (found.anything or row.source != AUTO_REPLY):
        absence_mail.back(work, row, found)
    return found


def _stand_in_for_others(work: Work) -> None:
    """Somebody is back: what lay with others who are away, because nobody was there, goes to who is there."""
    for other in work.settings.owners:
        begun = _begun(work, other.id)
        if begun is not None:
            covered = [lead for lead in _ours_to_move(work, other.id) if covering.stand_in(work, lead)]
            absence_mail.covering(work, begun, covered)


def tell_who_stands_in(work: Work, lead: Lead) -> None:
    """Somebody who is away took this lead, or said what is next: whoever has it meanwhile is told."""
    begun = _begun(work, lead.covered_for_id) if lead.covered_for_id is not None else None
    if begun is not None:
        absence_mail.covering(work, begun, [lead])


def sign_of_life(work: Work, owner_id: str, at: datetime | None = None) -> None:
    """Note a reply, a mail or a click of theirs: it ends a rest, and an absence only a robot told of."""
    at = at or work.now
    owners.seen(work, owner_id, at)
    for row in owners.absences(work, owner_id, at, at + FAR):
        if row.source == AUTO_REPLY and row.starts_at <= at and row.state is not AbsenceState.OVER:
            end(work, row)


def pack_time(work: Work, row: Absence) -> datetime | None:
    """Return when the list of what falls due meanwhile is mailed: the opening of the last day before.

    None for an absence of hours: its owner is back before anything could be settled.
    """
    calendar = work.settings.calendar(row.owner_id)
    first = hours.local_day(calendar, hours.next_opening(calendar, row.starts_at))
    opening, closing = hours.opening(calendar, first), hours.closing(calendar, first)
    if opening is None or closing is None or row.starts_at > opening or row.ends_at < closing:
        return None
    day = _business_day_before(calendar, first)
    return hours.opening(calendar, day)


def falling_due(work: Work, row: Absence) -> list[Lead]:
    """Return the leads of this owner that want something before they are back, soonest first."""
    return _leads(work, Lead.owner_id == row.owner_id, Lead.due_at < row.ends_at)


def _begun(work: Work, owner_id: str) -> Absence | None:
    """Return the absence this owner is on now, or None."""
    now = owners.absences(work, owner_id, work.now, work.now + timedelta(microseconds=1))
    return next((row for row in now if row.state is AbsenceState.BEGUN), None)


def _business_day_before(calendar: Calendar, day: date) -> date:
    before = day - timedelta(days=1)
    while not hours.is_business_day(calendar, before):
        before -= timedelta(days=1)
    return before


def _ours_to_move(work: Work, owner_id: str) -> list[Lead]:
    """Return what waits for this owner: our turn, or a draft that lies with them."""
    lying = select(Touch.lead_id).where(Touch.state == TouchState.DUE)
    return _leads(work, Lead.owner_id == owner_id, or_(Lead.turn == Turn.US, Lead.id.in_(lying)))


def _replace(work: Work, owner_id: str, start: datetime, end: datetime) -> None:
    """The same days are named anew: what was planned for them is off, and what runs already is over.

    Days that only touch those planned before leave them as they are.
    """
    for other in owners.absences(work, owner_id, start, end):
        within = start <= other.starts_at and other.ends_at <= end
        if other.state is AbsenceState.PLANNED and (within or other.starts_at == start):
            work.move(other, AbsenceState.CANCELLED, due_at=None)
        elif other.state is AbsenceState.BEGUN and start <= work.now:
            # Without a word to anybody: they are still away.
            work.move(other, AbsenceState.OVER, ends_at=work.now, due_at=None)
    work.forget("absences")


def _answer_for_offered(work: Work) -> None:
    """Who answers for an offered lead is whoever is the fallback now."""
    answers = owners.fallback(work)
    for lead in _leads(work, Lead.state == LeadState.OFFERED, Lead.accountable_id != answers):
        lead.accountable_id = answers
        work.note(lead, "accountable", why=f"{owners.name_of(work, answers)} answers for it as the fallback.")


def _leads(work: Work, *which: object, live: bool = True) -> list[Lead]:
    work.session.flush()
    state = Lead.state != LeadState.CLOSED if live else Lead.state == LeadState.CLOSED
    rows = select(Lead).where(state, *which)  # type: ignore[arg-type]  # conditions of columns
    return list(work.session.scalars(rows.order_by(Lead.due_at, Lead.id)))
