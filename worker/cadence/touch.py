"""A step of the cadence: due, reminded of, missed, skipped (rules, section 4, "At a step").

Nothing goes to a customer by itself: one mail to the owner holds the draft, and `send` lets it go. Only a
step with `send = "automatic"` sends itself.
"""

from __future__ import annotations

from datetime import date, datetime

from worker import hours
from worker.cadence import budget, closing, enrollment, inside, notices, plan
from worker.cadence.definition import Sending
from worker.cadence.enrollment import Hold
from worker.cadence.waiting import knows_phone, phone_of, say_touch, wait_for_customer
from worker.leads import draft, next_action, owners
from worker.leads.deadlines import clear, done, set_deadline
from worker.leads.notices import reminder
from worker.leads.standing_in import covering
from worker.outbox.compose import owe_customer
from worker.states import LIVE_RUN, DeadlineKind, LeadState, RunState, TouchState, Turn
from worker.store import restored
from worker.store.models import Deadline, Draft, Lead, Touch
from worker.store.work import Work

NOT_NOW = (LeadState.OFFERED, LeadState.HANDOFF_PENDING)


def fall_due(work: Work, touch: Touch) -> None:
    """The time of a planned step has come: mail its draft to the owner, once, or say why not."""
    lead = ready(work, touch)
    if lead is None:
        return
    step = plan.step_of(work, touch)
    if overtaken(work, touch):
        miss(work, touch)
    elif step.send is Sending.AUTOMATIC and lead.answers_to is None and not _stale(work, touch):
        _send_itself(work, lead, touch)
    else:
        mail_draft(work, lead, touch, make_due(work, lead, touch))


def overtaken(work: Work, touch: Touch) -> bool:
    """Whether, after an outage, the next step is due as well: at most one touch a lead, the later one."""
    following = _next_due(work, touch)
    return following is not None and following <= work.now


def make_due(work: Work, lead: Lead, touch: Touch) -> Draft | None:
    """Write the draft of a step and let it wait for `send`; from now on it can be missed."""
    step = plan.step_of(work, touch)
    owner_id = lead.owner_id or lead.accountable_id
    assert owner_id is not None, "a live lead has somebody accountable"
    purpose = step.template_for(call=knows_phone(lead))
    written = draft.write(work, lead, purpose, owner_id, touch)
    work.move(touch, TouchState.DUE, mailed_at=work.now, missed_at=_missed_at(work, touch))
    say_touch(work, lead, touch)
    work.note(lead, "touch due", why=f"{step.name} is due; its draft is with its owner.")
    return written


def mail_draft(work: Work, lead: Lead, touch: Touch, written: Draft | None, *, at_once: bool = False) -> None:
    """Mail the owner this one draft, and remind of it once if nothing happens for 4 bh."""
    step = plan.step_of(work, touch)
    key = f"run:{touch.enrollment.run}/step:{touch.step}/{touch.due_at:%Y%m%d}"
    ring = phone_of(lead) if step.call_next else ""
    goes_at = budget.earliest(work, lead, touch)
    if written is None:
        question = f"{step.name}: the mail to {lead.name} could not be written. Write it in your own words?"
        choices = [("send: <your own words>", f"this goes to {lead.name}"), ("skip", "no message this time")]
        notices.ask(work, lead, key=key, question=question, choices=choices)
        return
    notices.step_due(
        work, lead, written, key=key, step=step.name, goes_at=goes_at, touch=touch, ring=ring, at_once=at_once
    )
    calendar = work.settings.calendar(notices.reader(work, lead))
    since = max(touch.due_at, work.now)
    remind_at = hours.add(calendar, since, work.settings.cadence.reminder_after)
    set_deadline(lead, DeadlineKind.DRAFT_REMINDER, remind_at, touch=touch.id)


def remind_of_draft(work: Work, row: Deadline) -> None:
    """The draft lies unsent for 4 bh: one reminder; one that is much too late stays for the morning."""
    lead, touch = row.lead, work.session.get(Touch, row.detail.get("touch"))
    done(work, row)
    if touch is None or touch.state is not TouchState.DUE or lead.state is LeadState.CLOSED:
        return
    if work.now - row.due_at <= work.settings.cadence.late_notice and not draft.on_its_way(work, lead):
        key = f"run:{touch.enrollment.run}/step:{touch.step}/{touch.due_at:%Y%m%d}"
        reminder(work, lead, key=key, due=touch.due_at, draft=draft.open_draft(lead))


def remind_of_action(work: Work, row: Deadline) -> None:
    """Any other next action of ours is due: one reminder at its due time (rules, section 3)."""
    lead = row.lead
    done(work, row)
    if lead.state is LeadState.CLOSED or lead.turn is Turn.SNOOZED or lead.due_at is None:
        return
    if lead.turn is Turn.INSIDE:
        inside.remind(work, lead, row.due_at)
        return
    if lead.answer_due_at is None and work.now - row.due_at <= work.settings.cadence.late_notice:
        words = draft.open_draft(lead)
        reminder(work, lead, key=f"action/{lead.due_at:%Y%m%dT%H%M%S}", due=lead.due_at, draft=words)


def fall_missed(work: Work, touch: Touch) -> None:
    """Still unsent when the next step falls due, or two business days after the last one."""
    if touch.state is not TouchState.DUE or touch.missed_at is None:
        return
    if draft.on_its_way(work, touch.enrollment.lead):
        # Its owner said `send`; it only waits for its instant. Should it be refused then, it is missed.
        touch.missed_at = _tomorrow(work)
        return
    miss(work, touch)


def miss(work: Work, touch: Touch) -> None:
    """Leave a step out because its time is over; the plan goes on with the next one."""
    lead = touch.enrollment.lead
    enrollment.take_back(work, lead, touch, "its time is over")
    # The next step keeps its own date: it is counted from when this one should have gone.
    _leave_out(work, lead, touch, TouchState.MISSED, "missed", previous=touch.due_at)


def skip(work: Work, lead: Lead, *, who: str) -> Touch | None:
    """The owner leaves the open step out; return the next one, None when the plan is through."""
    run = enrollment.current(work, lead)
    touch = None if run is None else enrollment.open_touch(work, run)
    if run is None or touch is None:
        return None
    enrollment.take_back(work, lead, touch, "skipped")
    _leave_out(work, lead, touch, TouchState.SKIPPED, f"skipped by {who}", previous=touch.due_at)
    return enrollment.open_touch(work, run)


def is_sent_by_owner(work: Work, touch: Touch) -> bool:
    """Whether this step waits for its owner's word."""
    return plan.step_of(work, touch).send is Sending.OWNER


def ready(work: Work, touch: Touch) -> Lead | None:
    """Return the lead if this touch may be drafted now; else put it off or withdraw it."""
    run, lead = touch.enrollment, touch.enrollment.lead
    if touch.state is not TouchState.PLANNED:
        return None
    if lead.state is LeadState.CLOSED or run.state not in LIVE_RUN:
        work.move(touch, TouchState.WITHDRAWN, ended_at=work.now, reason="the run is over")
        return None
    if run.state is RunState.HELD:
        # A hold without a date ends with an event, and so does the wait of its touch.
        until = max(run.held_until or work.now, _tomorrow(work))
        enrollment.not_before(work, run, touch, until)
        return None
    if lead.state in NOT_NOW:
        _hold(work, touch, Hold.OFFER_PENDING, _tomorrow(work), "it waits for somebody's yes")
        return None
    if _undecided(lead):
        _put_off(work, touch, "it waits for somebody's yes")
        return None
    if _we_owe(lead):
        _put_off(work, touch, "it is our turn")
        return None
    if not plan.has(work, touch):
        enrollment.leave_to_the_rest(work, lead, run, touch)
        wait_for_customer(work, lead)
        return None
    back = owners.away_until(work, lead.owner_id) if lead.owner_id else None
    if lead.owner_id and back is not None and owners.deputy(work, lead.owner_id) is None:
        _hold(work, touch, Hold.OWNER_AWAY, back, "its owner is away without cover")
        return None
    covering.stand_in(work, lead)
    left = budget.left(work, lead)
    if left.spent is not None:
        _spent(work, lead, touch, left.spent)
        return None
    earliest = max(left.again or work.now, budget.earliest(work, lead))
    if hours.local_day(work.settings.team_calendar, earliest) > _today(work) and not _was_put_back(work):
        _put_off(work, touch, "another message went to them too recently", earliest)
        return None
    return lead


def _we_owe(lead: Lead) -> bool:
    """Nobody is chased while we owe; a call nobody answered is not owed (the row goes on)."""
    if lead.turn is Turn.CUSTOMER:
        return False
    return lead.next_action != next_action.ring(lead.name, again=True)


def _undecided(lead: Lead) -> bool:
    """The customer has an answer, and the fallback is still to say who goes on with them."""
    return lead.next_action == next_action.decide_who_takes(lead.name)


def _hold(work: Work, touch: Touch, reason: Hold, until: datetime, why: str) -> None:
    lead = touch.enrollment.lead
    enrollment.hold(work, lead, reason, until, why=f"Day {touch.step} waits: {why}.")
    if lead.turn is Turn.CUSTOMER:
        say_touch(work, lead, touch)


def _put_off(work: Work, touch: Touch, why: str, until: datetime | None = None) -> None:
    lead = touch.enrollment.lead
    if touch.reason != why:
        work.note(lead, "touch put off", why=f"Day {touch.step} waits: {why}.")
    touch.reason = why
    touch.due_at = max(touch.due_at, until or _tomorrow(work))
    if lead.turn is Turn.CUSTOMER and not _undecided(lead):
        say_touch(work, lead, touch)


def _spent(work: Work, lead: Lead, touch: Touch, why: str) -> None:
    work.move(touch, TouchState.SKIPPED, ended_at=work.now, reason=why)
    closing.silence(work, lead, why=f"No more touches: {why}.")


def _send_itself(work: Work, lead: Lead, touch: Touch) -> None:
    """The operator chose `send = "automatic"` for this step."""
    written = make_due(work, lead, touch)
    if written is None or draft.gaps(written.text):
        mail_draft(work, lead, touch, written)
        return
    owe_customer(
        work, lead, kind="touch", text=written.text, key=f"run:{touch.enrollment.run}/step:{touch.step}",
        guard="touch", owner_id=lead.owner_id, draft=written, touch=touch, times=written.times,
        due_at=_late_or(work, touch, budget.earliest(work, lead, touch)), automatic="auto-generated",
    )  # fmt: skip
    draft.mark_sent(work, written)


def _late_or(work: Work, touch: Touch, earliest: datetime) -> datetime:
    """Keep the time of a step that is late, so that it waits its turn after an outage (send guard)."""
    return touch.due_at if earliest == work.now or _was_put_back(work) else earliest


def _was_put_back(work: Work) -> bool:
    """Whether a backup was put back: a step that was due before may have gone, and keeps its own time.

    Nothing goes until somebody ends that, who asks for what was due in the time nobody remembers.
    """
    return restored.since(work.session) is not None


def _leave_out(
    work: Work, lead: Lead, touch: Touch, state: TouchState, reason: str, *, previous: datetime
) -> None:
    run = touch.enrollment
    work.move(touch, state, ended_at=work.now, reason=reason, missed_at=None)
    work.note(lead, state.value, why=f"Day {touch.step}: {reason}.")
    clear(work, lead, DeadlineKind.DRAFT_REMINDER)
    following = enrollment.plan_next(work, lead, run, after_day=touch.step, previous=previous)
    over = following is None and state is TouchState.MISSED
    why = f"The last message to {lead.name} was never sent."
    if _we_owe(lead):
        # What the owner said they would do stays theirs to do: it is not the customer's turn.
        if over:
            enrollment.complete(work, lead, why=why)
    elif over:
        closing.silence(work, lead, why=why)
    elif run.state is RunState.RUNNING:
        wait_for_customer(work, lead)


def _missed_at(work: Work, touch: Touch) -> datetime:
    """Return when this step counts as missed: as the next falls due, or 2 bd after the last."""
    following = _next_due(work, touch)
    if following is not None:
        return following
    team = work.settings.team_calendar
    return hours.add_business_days(team, touch.due_at, work.settings.cadence.last_step_missed_days)


def _next_due(work: Work, touch: Touch) -> datetime | None:
    following = plan.of_run(work, touch.enrollment).step_after(touch.step)
    if following is None:
        return None
    return enrollment.due_time(work, touch.enrollment, following, touch.due_at)


def _stale(work: Work, touch: Touch) -> bool:
    late = hours.between(work.settings.team_calendar, touch.due_at, work.now)
    return late > work.settings.cadence.stale_after


def _today(work: Work) -> date:
    return hours.local_day(work.settings.team_calendar, work.now)


def _tomorrow(work: Work) -> datetime:
    return hours.add_business_days(work.settings.team_calendar, work.now, 1)
