"""What can speak against one more touch: whose turn it is, the step, the pressure, the hour.

An answer to the customer's own message is no touch and passes none of these (rules, section 4).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from worker import hours
from worker.outbox.permission import No, Wait
from worker.outbox.pressure import Budget, Pressure, budget
from worker.states import OutboxState, RunState, TouchState, Turn
from worker.store.models import Enrollment, Lead, Message, OutboxEmail, Touch
from worker.store.work import Work

ON_THE_WAY = (OutboxState.COMMITTING, OutboxState.IN_DOUBT, OutboxState.SENT)


def their_turn(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    touch = work.session.get(Touch, mail.touch_id) if mail.touch_id else None
    if touch is not None:
        run = work.session.get(Enrollment, touch.enrollment_id)
        if touch.state not in (TouchState.PLANNED, TouchState.DUE):
            return No(f"its step is {touch.state}")
        if run is not None and run.state is not RunState.RUNNING:
            return No(f"the run is {run.state} ({run.reason})", ask_owner=True)
    if lead.turn is not Turn.CUSTOMER:
        return No("it is not the customer's turn", ask_owner=True)
    return None


def not_stale(work: Work, mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    most = work.settings.cadence.stale_after
    if most and hours.between(work.settings.team_calendar, mail.planned_at, work.now) > most:
        return No("stale", ask_owner=True)
    return None


def budget_left(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    """What was asked when the step fell due (cadence/budget.py), asked again: others may have gone since."""
    touch = work.session.get(Touch, mail.touch_id) if mail.touch_id else None
    found = budget_of(work, lead, touch.enrollment_id if touch else None)
    if found.spent:
        return No(found.spent, ask_owner=True)
    if found.again:
        return Wait(found.again, "three touches in seven days are enough", planned=True)
    return None


def gap_kept(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    """20 hours and one business day between two touches to one person, over all their leads."""
    numbers, team = work.settings.cadence, work.settings.team_calendar
    of_person = (
        select(Touch.ended_at)
        .join(Lead, Lead.id == Touch.lead_id)
        .where(Lead.person_id == lead.person_id, Touch.state == TouchState.SENT)
    )
    going = (
        select(OutboxEmail.committed_at)
        .join(Lead, Lead.id == OutboxEmail.lead_id)
        .where(
            Lead.person_id == lead.person_id,
            OutboxEmail.guard.in_(("touch", "touch_now")),
            OutboxEmail.state.in_(ON_THE_WAY),
            OutboxEmail.id != mail.id,
        )
    )
    last = max((at for rows in (of_person, going) for at in work.session.scalars(rows) if at), default=None)
    if last is None or not (numbers.gap or numbers.gap_days):
        return None
    day = hours.business_day_after(team, hours.local_day(team, last), numbers.gap_days)
    allowed = hours.next_opening(team, max(last + numbers.gap, hours.at_clock(team, day, time())))
    if work.now < allowed:
        return Wait(allowed, "20 hours and one business day after the last touch", planned=True)
    return None


def one_after_another(work: Work, mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    """After an outage overdue touches go spread over the day, oldest first, never all at once."""
    on_time, apart = work.settings.limits.cold_start, work.settings.cadence.outage_spacing
    if not apart or work.now - mail.planned_at <= on_time:
        return None
    others = select(OutboxEmail.planned_at, OutboxEmail.committed_at).where(
        OutboxEmail.guard.in_(("touch", "touch_now")), OutboxEmail.id != mail.id
    )
    gone = others.where(OutboxEmail.state.in_(ON_THE_WAY), OutboxEmail.committed_at > work.now - apart)
    late = [at for planned_at, at in work.session.execute(gone) if at and at - planned_at > on_time]
    waiting = others.where(OutboxEmail.state == OutboxState.QUEUED, OutboxEmail.planned_at < mail.planned_at)
    ahead = len(work.session.execute(waiting).all()) + bool(late)
    if ahead:
        return Wait(max(late, default=work.now) + apart * ahead, "one overdue touch after another")
    return None


def inside_hours(work: Work, _mail: OutboxEmail, _lead: Lead) -> Wait | No | None:
    opening = touch_hour(work, work.now)
    if opening > work.now:
        return Wait(opening, "outside hours", planned=True)
    return None


def inside_hours_unless_we_owe(work: Work, mail: OutboxEmail, lead: Lead) -> Wait | No | None:
    """What waited for hours and has become an answer meanwhile goes at any hour."""
    return inside_hours(work, mail, lead) if lead.turn is Turn.CUSTOMER else None


def budget_of(work: Work, lead: Lead, enrollment_id: int | None) -> Budget:
    """Return whether one more touch may go to this lead now, in this run of its cadence."""
    sent = select(Touch.ended_at).where(Touch.lead_id == lead.id, Touch.state == TouchState.SENT)
    in_run = sent.where(Touch.enrollment_id == enrollment_id)
    answers = select(Message.at).where(Message.lead_id == lead.id, Message.direction == "in")
    pressure = Pressure(
        touches=[at for at in work.session.scalars(sent) if at is not None],
        in_run=[at for at in work.session.scalars(in_run) if at is not None],
        answers=list(work.session.scalars(answers)),
    )
    return budget(pressure, work.now, work.settings.cadence)


def touch_hour(work: Work, at: datetime) -> datetime:
    """Return the first instant from `at` on that is inside the team's hours and on no quiet day."""
    team = work.settings.team_calendar
    opening = hours.next_opening(team, at)
    while any(quiet.covers(hours.local_day(team, opening)) for quiet in work.settings.team.quiet):
        day = hours.local_day(team, opening) + timedelta(days=1)
        opening = hours.next_opening(team, hours.at_clock(team, day, time()))
    return opening
