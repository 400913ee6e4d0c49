"""The customer cannot be reached: out of office, or a mail of ours came back (rules, section 4).

Neither is a contact or a reply. An absence only waits; a bad address stops the run and needs a person.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from worker import hours
from worker.cadence import enrollment, notices
from worker.cadence.enrollment import Hold
from worker.cadence.waiting import say_touch
from worker.leads import next_action
from worker.leads.deadlines import clear
from worker.leads.lead import due_tomorrow, say_next
from worker.mail.dates import return_date
from worker.mail.message import ParsedEmail
from worker.outbox import promise
from worker.outbox.saying import say_day
from worker.outbox.suppression import suppress
from worker.states import DeadlineKind, RunState, Turn
from worker.store.models import Event, InboundEmail, Lead, Message, OutboxEmail
from worker.store.work import Work

SOFT_BOUNCE = "soft bounce"


def out_of_office(work: Work, lead: Lead, mail: InboundEmail, parsed: ParsedEmail) -> None:
    """Hold the run until the day after they are back; without a date some days; a far date asks."""
    team, numbers = work.settings.team_calendar, work.settings.cadence
    work.note(lead, "out of office", who="customer", why=f"{lead.name} is away.")
    run = enrollment.current(work, lead)
    if run is None or (run.state is RunState.HELD and run.reason != Hold.OUT_OF_OFFICE):
        return
    words = f"{parsed.subject}\n{parsed.text}"
    back = return_date(words, mail.arrived_at, team)
    today = hours.local_day(team, mail.arrived_at)
    if back is None:
        day = hours.business_day_after(team, today, numbers.away_days)
    else:
        day = hours.business_day_after(team, back, 1)
    until = hours.opening(team, day) or work.now
    said = say_day(day, hours.local_day(team, work.now))
    enrollment.hold(work, lead, Hold.OUT_OF_OFFICE, until, why=f"{lead.name} is away; it goes on {said}.")
    touch = enrollment.open_touch(work, run)
    if touch is not None and lead.turn is Turn.CUSTOMER:
        say_touch(work, lead, touch)
    if back is not None and back - today > timedelta(days=numbers.away_ask_calendar_days):
        say_next(work, lead, next_action.decide_next_step(lead.name), due_tomorrow(work), turn=Turn.US)
        notices.ask(
            work,
            lead,
            key=f"away/{back:%Y%m%d}",
            question=f"{lead.name} is away until {say_day(back, today)}. Wait until then?",
            choices=[("snooze <when>", "wait until then"), ("close: <reason>", "done with it")],
            why="That is more than two months, so nothing goes out before you decide.",
        )


def bounced(work: Work, lead: Lead, *, permanent: bool, address: str | None = None) -> None:
    """A mail of ours came back: a bad address stops the run; the third soft bounce counts as one."""
    if not permanent and _soft_bounces(work, lead) + 1 < work.settings.cadence.soft_bounces:
        work.note(lead, SOFT_BOUNCE, why=f"A mail to {lead.name} could not be delivered for now.")
        days = work.settings.cadence.soft_bounce_days
        until = hours.add_business_days(work.settings.team_calendar, work.now, days)
        run = enrollment.current(work, lead)
        if run is not None and run.state is RunState.RUNNING:
            enrollment.hold(work, lead, Hold.SOFT_BOUNCE, until, why="A mail came back for now.")
            touch = enrollment.open_touch(work, run)
            if touch is not None and lead.turn is Turn.CUSTOMER:
                say_touch(work, lead, touch)
        return
    bad = address or lead.address
    if not _was_automatic(work, lead):
        suppress(work, bad, "bounced")
    why = f"Mail to {bad} comes back: the address is bad."
    cannot_reach(work, lead, why=why)
    notices.ask(
        work,
        lead,
        key=f"bounced/{bad}/{work.now:%Y%m%d}",
        question=f"Mail to {lead.name} came back: {bad} is not reachable. How else can you reach them?",
        choices=[("called: reached", "you rang them"), ("next: <action> by <when>", "what you do")],
        why="The follow-up has stopped; nothing more goes to that address.",
    )


def refused(work: Work, lead: Lead, *, address: str, status: str) -> None:
    """Their server took no mail of ours (blocked, DMARC, policy): the run stops, the address stays good."""
    cannot_reach(work, lead, why=f"The mail server of {address} refuses our mail ({status}).")
    notices.ask(
        work,
        lead,
        key=f"refused/{address}/{work.now:%Y%m%d}",
        question=f"The mail server of {lead.name} refuses our mail ({status}). How else can you reach them?",
        choices=[("called: reached", "you rang them"), ("next: <action> by <when>", "what you do")],
        why=f"The follow-up has stopped. {address} is not to blame: have our sending domain looked at.",
    )


def cannot_reach(work: Work, lead: Lead, *, why: str) -> None:
    """Stop the run as bounced; a message that did not arrive was no first answer."""
    enrollment.stop(work, lead, "bounced", why=why)
    work.note(lead, "bounced", why=why)
    # Nobody stayed silent who never got our message, and nothing is written to where nothing arrives.
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.CLOSE, DeadlineKind.DRAFT_REMINDER)
    lead.close_proposed = None
    rows = select(func.count()).where(Message.lead_id == lead.id, Message.direction == "out")
    if work.session.scalar(rows) == 1:
        lead.first_response_at = None
        promise.answers_changed(work)
    say_next(work, lead, next_action.find_another_way(lead.name), due_tomorrow(work), turn=Turn.US)


def _soft_bounces(work: Work, lead: Lead) -> int:
    work.session.flush()
    rows = select(func.count()).where(Event.lead_id == lead.id, Event.what == SOFT_BOUNCE)
    return work.session.scalar(rows) or 0


def _was_automatic(work: Work, lead: Lead) -> bool:
    """A bounce of an automatic mail never suppresses anybody (rules, section 5)."""
    rows = select(OutboxEmail.kind).where(
        OutboxEmail.lead_id == lead.id, OutboxEmail.audience == "customer", OutboxEmail.sent_at.is_not(None)
    )
    last = work.session.scalar(rows.order_by(OutboxEmail.sent_at.desc()).limit(1))
    return last in ("acknowledgement", "touch")
