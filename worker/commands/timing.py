"""When: snooze, later, stop, skip (rules, sections 4 and 5).

Making us quieter is done at once. Only `later` reaches the customer: one line in the owner's name, which
moves the promise once and stops no clock.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from worker.cadence import enrollment, snooze, touch
from worker.cadence.enrollment import Hold
from worker.commands.on_its_way import HELD_BACK, call_back, free_key
from worker.commands.rights import not_theirs_yet, take
from worker.commands.said import Answer, Said, done, refuse, what_is_next, when
from worker.commands.times import coming_and_why
from worker.leads import next_action, owners
from worker.leads.deadlines import clear, deadline, set_deadline
from worker.leads.lead import due_tomorrow, say_next
from worker.mail.dates import InThePast, Unreadable
from worker.outbox.compose import lead_values, owe_customer, owner_values, team_values, template_failed
from worker.outbox.render import TemplateError, language_of, render
from worker.outbox.saying import say_by
from worker.states import DeadlineKind, OutboxState, Turn
from worker.store.models import Lead, Message
from worker.store.work import Work


def snooze_(work: Work, said: Said, lead: Lead) -> Answer:
    """`snooze <when>`: the lead sleeps until then and nothing is sent; also corrects a date we read."""
    if not said.rest:
        return refuse("Until when?", "snooze Fri", "snooze 2 weeks")
    try:
        until, time, reason_given = coming_and_why(work, said)
    except (Unreadable, InThePast) as error:
        return refuse(str(error))
    refused = not_theirs_yet(work, said, lead, said.command.line or "snooze Fri")
    if refused is not None:
        return refused
    held = call_back(work, lead, "its owner put the lead off", caused_by=said.caused_by)
    asked = deadline(lead, DeadlineKind.WAKE_UP)
    reason, words = Hold.SNOOZED, ""
    if asked is not None and lead.turn is Turn.SNOOZED:
        # The customer's own wish keeps its words, only its date is put right.
        reason, words = Hold(asked.detail.get("reason", reason)), asked.detail.get("words", "")
    snooze.snooze(work, lead, until, reason=reason, words=words, said_at=said.at, who=said.owner_id)
    if reason_given:
        work.note(lead, "note", who=said.owner_id, why=reason_given)
    sleeps = f"{lead.ref} sleeps until {when(work, until, said.owner_id)}.{HELD_BACK if held else ''}"
    if lead.answer_due_at is None:
        return Answer(sleeps)
    due = when(work, lead.answer_due_at, said.owner_id)
    return Answer(f"{sleeps} {lead.name} still waits for an answer, due {due}: `later {time}` tells them.")


def later(work: Work, said: Said, lead: Lead) -> Answer:
    """`later <when>`: the customer is told in one line when they hear from us."""
    if not said.rest:
        return refuse("When do they hear from you?", "later 16:30", "later Thu 12:00")
    try:
        at, _, reason = coming_and_why(work, said)
    except (Unreadable, InThePast) as error:
        return refuse(str(error))
    if lead.answer_due_at is None or lead.answer_asked_at is None:
        return refuse(
            f"{lead.name} waits for no answer from us just now.", "snooze Fri", "next: <action> by <when>"
        )
    key = free_key(work, lead, f"later/{_question(work, lead) or lead.answer_asked_at.isoformat()}")
    if key is None:
        return refuse(
            f"{lead.name} was told once that it takes longer. A second delay is better said by yourself.",
            "send: <your own text>",
            "called: reached",
        )
    newly, refused = take(work, said, lead, how="told them when the answer comes")
    if refused is not None:
        return refused
    try:
        text, promise = _line(work, said, lead, at)
    except TemplateError as error:
        template_failed(work, "later_line", error, lead=lead)
        return refuse(
            "The line to the customer could not be written; the admins were told.", "send: <your own text>"
        )
    mail = owe_customer(
        work, lead, kind="later", text=text, key=key, guard="answer", owner_id=said.owner_id,
        knows_until=said.at, caused_by=said.caused_by,
    )  # fmt: skip
    lead.promised_at = at
    warn_at = at - work.settings.acknowledgement.warning
    clear(work, lead, DeadlineKind.PROMISE_WARNING)
    if warn_at > work.now:
        set_deadline(lead, DeadlineKind.PROMISE_WARNING, warn_at)
    if reason:
        work.note(lead, "note", who=said.owner_id, why=reason)
    work.note(lead, "promise moved", who=said.owner_id, why=f"{lead.name} is told: {promise}.")
    mine = f"You own {lead.ref}. " if newly else ""
    if mail.state is OutboxState.SUPPRESSED:
        return Answer(
            f"{mine}{lead.name} was NOT told: nothing goes to customers in this mode. Write it yourself."
        )
    due = when(work, lead.answer_due_at, said.owner_id)
    return Answer(f"{mine}{lead.name} is told now: {promise}. Our own target stays {due}.")


def stop(work: Work, said: Said, lead: Lead) -> Answer:
    """`stop: <reason>`: no further step of the cadence; the lead stays theirs, with a next action."""
    refused = not_theirs_yet(work, said, lead, "stop: <reason>")
    if refused is not None:
        return refused
    name = owners.name_of(work, said.owner_id)
    why = f"{name} said stop: {said.rest}." if said.rest else f"{name} said stop."
    held = call_back(work, lead, "its owner said stop", caused_by=said.caused_by)
    if enrollment.current(work, lead) is not None:
        enrollment.stop(work, lead, said.rest or "stopped by its owner", why=why)
    else:
        # No run yet: our answer, whose draft stays, starts none.
        lead.after_answer = {"run": False}
        work.note(lead, "no run", who=said.owner_id, why=why)
    # A close that silence would decide is nobody's any more; one that waits for a person still does.
    closes = lead.close_proposed is not None and deadline(lead, DeadlineKind.CLOSE) is not None
    lead.close_proposed = None if closes else lead.close_proposed
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.CLOSE, DeadlineKind.DRAFT_REMINDER)
    if lead.turn is not Turn.US or closes:
        say_next(work, lead, next_action.decide_next_step(lead.name), due_tomorrow(work), turn=Turn.US)
    said_so = f"No further step goes to {lead.name}.{HELD_BACK if held else ''}"
    return Answer(f"{said_so} {what_is_next(work, lead, said.owner_id)}")


def skip(work: Work, said: Said, lead: Lead) -> Answer:
    """`skip`: this step is left out, the next one comes."""
    refused = not_theirs_yet(work, said, lead, "skip")
    if refused is not None:
        return refused
    run = enrollment.current(work, lead)
    step = None if run is None else enrollment.open_touch(work, run)
    if step is None:
        return refuse(f"No step waits for {lead.name}.", "next: <action> by <when>", "snooze Fri")
    following = touch.skip(work, lead, who=said.owner_id)
    skipped = f"Day {step.step} is left out."
    if following is None:
        return Answer(f"{skipped} It was the last. {what_is_next(work, lead, said.owner_id)}")
    return done(f"{skipped} {what_is_next(work, lead, said.owner_id)}")


def _question(work: Work, lead: Lead) -> str | None:
    """Return the Message-ID of what they asked: unlike its arrival it is the same after a restore."""
    rows = select(Message.message_id).where(
        Message.lead_id == lead.id, Message.direction == "in", Message.at == lead.answer_asked_at
    )
    return work.session.scalar(rows.order_by(Message.id).limit(1))


def _line(work: Work, said: Said, lead: Lead, at: datetime) -> tuple[str, str]:
    """Return the line to the customer, and the promise in it ("by 4:30 pm today"). Raises TemplateError."""
    folders = work.settings.templates
    language = language_of("later_line", language=lead.language, folders=folders)
    promise = say_by(at, work.now, work.settings.team_calendar.zone, language)
    values = {
        "subject": f"Re: {lead.subject}" if lead.subject else "",
        "lead": lead_values(work, lead),
        "owner": owner_values(work, said.owner_id),
        "team": team_values(work, language=language),
        "promise": promise,
    }
    return render("later_line", values, language=language, folders=folders).text, promise
