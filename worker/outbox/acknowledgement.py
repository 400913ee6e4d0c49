"""The automatic first answer: their message has arrived, and by when a person answers (rules, section 5).

1. may it go at all (never_to.py)  2. the honest time (promise.py)  3. the words  4. the fuse: a flood of
acknowledgements is held until an admin releases it, and dropped after some hours.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from worker.hours import Calendar
from worker.mail.build import reply_subject
from worker.mail.message import ParsedEmail
from worker.outbox import promise
from worker.outbox.compose import lead_values, owe_admins, owe_customer, team_values, template_failed
from worker.outbox.never_to import acknowledged, note_acknowledged, why_not
from worker.outbox.permission import HELD_BY_FUSE
from worker.outbox.render import Rendered, TemplateError, render
from worker.outbox.saying import say_by
from worker.settings import Mode
from worker.states import OutboxState
from worker.store.models import InboundEmail, Lead, OutboxEmail
from worker.store.work import Work


def acknowledge(
    work: Work, lead: Lead, mail: InboundEmail, parsed: ParsedEmail, *, calendar: Calendar | None = None
) -> str:
    """Owe the customer an acknowledgement of `mail`, unless there is a reason not to; return what was done.

    `calendar` is the team's time, standing still while nobody is there (left out: the team's hours).
    """
    team = calendar or work.settings.team_calendar
    promised_at = promise.honest_time(work, mail.arrived_at, team)
    reason = why_not(work, lead, mail, parsed) or _owe(work, lead, mail, parsed, promised_at, team)
    if reason is not None:
        said = f"Not acknowledged: {reason}."
        work.note(lead, "not acknowledged", why=said)
    else:
        said = f"Acknowledged: a person answers {say_by(promised_at, work.now, team.zone)}."
        work.note(lead, "acknowledged", why=said)
    return said


def release_held(work: Work) -> int:
    """Let what the fuse holds go now; return how many acknowledgements that were."""
    held = _held(work)
    for mail in held:
        mail.reason, mail.due_at, mail.planned_at = None, work.now, work.now
        lead = work.session.get(Lead, mail.lead_id)
        promised_at = datetime.fromisoformat(mail.times[0])
        # A time that has passed meanwhile is no promise: the guard drops that mail.
        if lead is not None and promised_at > work.now:
            promise.keep(work, lead, promised_at)
    if held:
        work.wake("outbox")
    return len(held)


def _owe(
    work: Work,
    lead: Lead,
    mail: InboundEmail,
    parsed: ParsedEmail,
    promised_at: datetime,
    calendar: Calendar,
) -> str | None:
    """Write the mail; return why it does not go at once, or None."""
    try:
        words = _words(work, lead, parsed, promised_at, calendar)
    except TemplateError as error:
        template_failed(work, "acknowledgement", error, lead=lead)
        return "its template cannot be used"
    held = _fuse_is_blown(work)
    owed = owe_customer(
        work,
        lead,
        kind="acknowledgement",
        subject=words.subject,
        text=words.text,
        key=f"acknowledgement/{mail.message_id or mail.raw_hash or mail.id}",
        guard="acknowledgement",
        times=(promised_at,),
        caused_by=mail.id,
        automatic="auto-replied",
    )
    note_acknowledged(work, lead.address)
    if work.settings.mode is not Mode.LIVE:
        return f"the mode is {work.settings.mode}"
    if held:
        owed.reason = HELD_BY_FUSE
        owed.due_at = work.now + work.settings.acknowledgement.drop_after
        return HELD_BY_FUSE
    promise.keep(work, lead, promised_at)
    return None


def _words(
    work: Work, lead: Lead, parsed: ParsedEmail, promised_at: datetime, calendar: Calendar
) -> Rendered:
    # A form's Date is its server's, not the customer's.
    own_clock = parsed.date if parsed.sender.email.lower() == lead.address else None
    promise_words = say_by(
        promised_at,
        work.now,
        calendar.zone,
        lead.language,
        their_offset=own_clock.utcoffset() if own_clock else None,
    )
    values = {
        "subject": reply_subject(lead.subject),
        "lead": lead_values(work, lead),
        "team": team_values(work, language=lead.language),
        "promise": promise_words,
    }
    return render("acknowledgement", values, language=lead.language, folders=work.settings.templates)


def _fuse_is_blown(work: Work) -> bool:
    """Whether too many acknowledgements were written just now; the admins are told once an hour."""
    numbers = work.settings.acknowledgement
    if not numbers.fuse or len(acknowledged(work, numbers.fuse_window)) < numbers.fuse:
        return False
    owe_admins(
        work,
        "alarm",
        key=f"fuse/{work.now:%Y-%m-%dT%H}",
        values={
            "what": "acknowledgements are held: too many at once",
            "todo": "Look at `keepwarm inbound`. Are they real? `keepwarm acks release` sends them.",
            "details": {"text": ""},
        },
    )
    return True


def _held(work: Work) -> list[OutboxEmail]:
    rows = select(OutboxEmail).where(
        OutboxEmail.kind == "acknowledgement",
        OutboxEmail.state == OutboxState.QUEUED,
        OutboxEmail.reason == HELD_BY_FUSE,
    )
    return list(work.session.scalars(rows.order_by(OutboxEmail.id)))
