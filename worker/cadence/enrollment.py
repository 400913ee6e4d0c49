"""One lead's run of a cadence: begun, held, gone on, stopped with a reason (rules, section 4).

Only the next touch exists as a row. Each time one went out, was missed or was held, the one after it is
planned from the run's anchor: T0, or the message by hand that took its place.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from worker import hours
from worker.cadence import plan, schedule
from worker.cadence.definition import Step
from worker.leads import draft, owners
from worker.leads.lead import cancel_queued
from worker.states import LIVE_RUN, DraftState, RunState, TouchState
from worker.store.models import Draft, Enrollment, Lead, Touch
from worker.store.work import Work

OPEN_TOUCH = (TouchState.PLANNED, TouchState.DUE)


class Hold(StrEnum):
    """Why a run waits. Some holds end by themselves at their date, the others with an event."""

    CUSTOMER_ASKED = "customer_asked"  # ends with the message we write on the day
    OUT_OF_OFFICE = "out_of_office"
    WE_PROMISED = "we_promised"  # ends when the promise is kept
    COLLEAGUE = "colleague"
    SOFT_BOUNCE = "soft_bounce"
    INSIDE = "inside"  # ends when its owner says what came of it
    SNOOZED = "snoozed"  # by the owner
    BOOKED = "booked"
    OFFER_PENDING = "offer_pending"
    OWNER_AWAY = owners.AWAY_WITHOUT_COVER

    @property
    def ends_by_itself(self) -> bool:
        return self in (Hold.OUT_OF_OFFICE, Hold.COLLEAGUE, Hold.SOFT_BOUNCE, *LIES_WITH_US)


# These say nothing about the customer: what one of us writes meanwhile counts as a touch.
LIES_WITH_US = (Hold.OFFER_PENDING, Hold.OWNER_AWAY)
# They wait for a day that was named, and may be ended or mended before it.
UNTIL_A_DAY = (Hold.SNOOZED, Hold.OUT_OF_OFFICE, Hold.OWNER_AWAY)


def current(work: Work, lead: Lead) -> Enrollment | None:
    """Return the lead's run that is running or held, or None."""
    work.session.flush()
    rows = select(Enrollment).where(Enrollment.lead_id == lead.id, Enrollment.state.in_(LIVE_RUN))
    return work.session.scalar(rows)


def latest(work: Work, lead: Lead) -> Enrollment | None:
    """Return the lead's last run, whatever became of it."""
    work.session.flush()
    rows = select(Enrollment).where(Enrollment.lead_id == lead.id)
    return work.session.scalar(rows.order_by(Enrollment.run.desc()).limit(1))


def open_touch(work: Work, run: Enrollment) -> Touch | None:
    """Return the touch of this run that is planned or due, or None."""
    work.session.flush()
    rows = select(Touch).where(Touch.enrollment_id == run.id, Touch.state.in_(OPEN_TOUCH))
    return work.session.scalar(rows.order_by(Touch.step).limit(1))


def last_touch(work: Work, run: Enrollment) -> Touch | None:
    """Return the touch of this run that went out, was missed or skipped last, or None."""
    work.session.flush()
    over = (TouchState.SENT, TouchState.MISSED, TouchState.SKIPPED)
    rows = select(Touch).where(Touch.enrollment_id == run.id, Touch.state.in_(over))
    return work.session.scalar(rows.order_by(Touch.step.desc()).limit(1))


def enroll(work: Work, lead: Lead, anchor_at: datetime, *, first_day: int = 1) -> Enrollment | None:
    """Begin a run at our human message of `anchor_at`; its first touch is the step of `first_day` or later.

    None for somebody who opted out: their cadence stays off until a person lifts it.
    """
    if lead.opted_out:
        work.note(lead, "no run", why=f"{lead.name} asked us to stop; the follow-up stays off.")
        return None
    today = plan.of_today(work, lead)
    earlier = work.session.scalar(select(func.max(Enrollment.run)).where(Enrollment.lead_id == lead.id))
    run = Enrollment(
        lead_id=lead.id,
        run=(earlier or 0) + 1,
        cadence=today.name,
        plan=plan.kept(today),
        state=RunState.RUNNING,
        anchor_at=anchor_at,
        anchor_day=0,
        started_at=anchor_at,
    )
    work.session.add(run)
    work.session.flush()
    work.note(lead, "enrolled", why=f"Run {run.run} counts from our message of {_day(work, anchor_at)}.")
    plan_next(work, lead, run, after_day=first_day - 1, previous=anchor_at)
    return run


def plan_next(work: Work, lead: Lead, run: Enrollment, *, after_day: int, previous: datetime) -> Touch | None:
    """Plan the first step later than `after_day`; `previous` is when the message before it really went.

    None when the plan is through.
    """
    step = plan.of_run(work, run).step_after(after_day)
    if step is None:
        return None
    touch = Touch(
        enrollment_id=run.id,
        lead_id=lead.id,
        step=step.day,
        state=TouchState.PLANNED,
        due_at=due_time(work, run, step, previous),
    )
    work.session.add(touch)
    work.session.flush()
    return touch


def leave_to_the_rest(work: Work, lead: Lead, run: Enrollment, touch: Touch) -> None:
    """A step that is gone from the plan is withdrawn; the next one that is left comes in its place."""
    work.move(touch, TouchState.WITHDRAWN, ended_at=work.now, reason="no longer in the plan")
    work.note(lead, "touch withdrawn", why=f"Day {touch.step} is no longer in the plan.")
    last = last_touch(work, run)
    previous = (last.ended_at if last else None) or run.anchor_at
    plan_next(work, lead, run, after_day=touch.step, previous=previous)


def due_time(work: Work, run: Enrollment, step: Step, previous: datetime) -> datetime:
    """Return when a step of this run falls due (rules, section 4, "Dates")."""
    calendar, team = work.settings.team_calendar, work.settings.team
    numbers = work.settings.cadence
    # The clock time is T0's, also after a message by hand took the anchor over.
    start = schedule.by_hand(schedule.anchor(calendar, run.started_at), run.anchor_at, run.anchor_day)
    return schedule.touch_due(
        calendar,
        start,
        step.day,
        previous=previous,
        least=numbers.first_gap_days if step.day <= 1 else numbers.step_gap_days,
        quiet=team.quiet,
        counting=team.counting,
        before_closing=numbers.before_closing,
    )


def not_before(work: Work, run: Enrollment, touch: Touch, until: datetime) -> None:
    """Move a planned touch to the first good time on or after `until`, never forward."""
    calendar = work.settings.team_calendar
    clock = run.started_at.astimezone(calendar.zone).time()
    at = schedule.touch_on(
        calendar,
        hours.local_day(calendar, until),
        clock,
        quiet=work.settings.team.quiet,
        before_closing=work.settings.cadence.before_closing,
    )
    touch.due_at = max(touch.due_at, at)


def _planned_anew(work: Work, run: Enrollment, touch: Touch) -> datetime:
    """Return when the plan alone has an open step, whatever a hold that is over made of it."""
    last, anchor = last_touch(work, run), run.anchor_at
    gone = None if last is None else last.due_at if last.state is TouchState.MISSED else last.ended_at
    return due_time(work, run, plan.step_of(work, touch), max(gone or anchor, anchor))


def put_back(work: Work, lead: Lead, run: Enrollment, touch: Touch, until: datetime) -> None:
    """Plan an open touch anew, not before `until`; a draft that was mailed for it is withdrawn."""
    if touch.due_at < until and touch.state is TouchState.DUE:
        take_back(work, lead, touch, "planned for later")
        work.move(touch, TouchState.PLANNED, mailed_at=None, missed_at=None)
    not_before(work, run, touch, until)


def count_as_sent(
    work: Work, lead: Lead, run: Enrollment, touch: Touch, at: datetime, *, by_hand: bool
) -> None:
    """The touch went out at `at`; after one by hand the later steps keep their distance in days to it."""
    reason = "by hand" if by_hand else "sent"
    work.move(touch, TouchState.SENT, ended_at=at, reason=reason, missed_at=None)
    work.note(lead, "touch sent", why=f"Day {touch.step} went out{' by hand' if by_hand else ''}.")
    if by_hand:
        run.anchor_at, run.anchor_day = at, touch.step
    plan_next(work, lead, run, after_day=touch.step, previous=at)


def anchor_anew(work: Work, lead: Lead, run: Enrollment, at: datetime) -> None:
    """Count the days to come from our message of `at`, which was owed or asked for and is no touch."""
    touch, last = open_touch(work, run), last_touch(work, run)
    run.anchor_at, run.anchor_day = at, last.step if last else 0
    if touch is not None:
        touch.due_at = due_time(work, run, plan.step_of(work, touch), at)


def hold(work: Work, lead: Lead, reason: Hold, until: datetime | None, *, why: str) -> Enrollment | None:
    """Let the run wait until `until`; its open step is planned anew for then, its draft withdrawn."""
    run = current(work, lead)
    if run is None:
        return None
    before = run.reason
    work.move(run, RunState.HELD, reason=reason.value, held_until=until)
    work.note(lead, "held", why=why)
    touch = open_touch(work, run)
    if touch is not None:
        take_back(work, lead, touch, why)
        if touch.state is TouchState.DUE:
            work.move(touch, TouchState.PLANNED, mailed_at=None, missed_at=None)
        if before in UNTIL_A_DAY:
            # One day takes the place of another, also an earlier one.
            touch.due_at = _planned_anew(work, run, touch)
        if until is not None:
            not_before(work, run, touch, until)
    return run


def resume(work: Work, run: Enrollment, *, why: str = "The reason to wait is over.") -> Touch | None:
    """Let a held run go on from now; return its next touch."""
    before = run.reason
    work.move(run, RunState.RUNNING, reason=None, held_until=None)
    work.note(run.lead, "resumed", why=why)
    touch = open_touch(work, run)
    if touch is not None:
        if before in UNTIL_A_DAY:
            touch.due_at = _planned_anew(work, run, touch)
        not_before(work, run, touch, work.now)
    return touch


def somebody_has_it(work: Work, lead: Lead) -> None:
    """The question who has the lead is settled: a run that waited for that, or for its owner, goes on."""
    run = current(work, lead)
    if run is None or run.state is not RunState.HELD or lead.owner_id is None:
        return
    there = owners.present(work, lead.owner_id)
    if run.reason == Hold.OFFER_PENDING or (run.reason == Hold.OWNER_AWAY and there):
        resume(work, run, why="It is settled who has the lead.")


def stop(work: Work, lead: Lead, reason: str, *, why: str) -> bool:
    """End the run for good: open touch and draft withdrawn, what was queued for it cancelled.

    Return whether there was a run to stop.
    """
    run = current(work, lead)
    draft.withdraw(work, lead, why)
    if run is None:
        return False
    touch = open_touch(work, run)
    if touch is not None:
        take_back(work, lead, touch, why)
        work.move(touch, TouchState.WITHDRAWN, ended_at=work.now, reason=reason, missed_at=None)
    work.move(run, RunState.STOPPED, reason=reason, ended_at=work.now, held_until=None)
    work.note(lead, "stopped", why=why)
    return True


def complete(work: Work, lead: Lead, *, why: str) -> None:
    """The plan is through and the customer stayed silent."""
    run = current(work, lead)
    if run is None:
        return
    if run.state is RunState.HELD:
        resume(work, run)
    work.move(run, RunState.COMPLETED, reason="no reply", ended_at=work.now)
    work.note(lead, "completed", why=why)


def take_back(work: Work, lead: Lead, touch: Touch, why: str) -> None:
    """Withdraw the words of a touch: its open draft, and one that was sent but has not left yet."""
    for words in work.session.scalars(select(Draft).where(Draft.touch_id == touch.id)):
        if words.state is DraftState.SENT and cancel_queued(work, lead, why=why):
            work.move(words, DraftState.OPEN, ended_at=None)
        if words.state is DraftState.OPEN:
            work.move(words, DraftState.WITHDRAWN, ended_at=work.now)


def _day(work: Work, at: datetime) -> str:
    return f"{at.astimezone(work.settings.team_calendar.zone):%a %-d %b %Y}"
