"""Too much at once, or too often: the mail is set aside, nobody is mailed but an admin (reliability: Floods).

Set aside is `quarantined`: kept, shown by `keepwarm inbound`, judged on an operator's `keepwarm replay`.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, func, select

from worker.cadence import notices
from worker.ingest.context import Context
from worker.ingest.duplicates import HUMAN
from worker.ingest.place import Case, place
from worker.ingest.verdict import Verdict
from worker.outbox.compose import owe_admins
from worker.store.models import Event, InboundEmail, Lead
from worker.store.work import Work

MAILING = (*HUMAN, Verdict.UNSURE)  # verdicts that make us write to somebody
_DAY = timedelta(hours=24)
_FROM_SENDER = select(func.count()).where(
    InboundEmail.sender == bindparam("sender"),
    InboundEmail.id != bindparam("this"),
    InboundEmail.arrived_at > bindparam("since"),
    InboundEmail.arrived_at <= bindparam("until"),
    InboundEmail.judged_at.is_not(None),
)


def too_much(work: Work, mail: InboundEmail, context: Context) -> str | None:
    """Say why this mail must wait for a person, or None: nothing speaks against judging it."""
    if mail.verdict == Verdict.QUARANTINED:
        # A person looked at it and said `replay`.
        return None
    limits = work.settings.limits
    if limits.received_lines and context.parsed.received_count > limits.received_lines:
        return f"It went through {context.parsed.received_count} servers, as mail in a circle does."
    if context.verdict not in MAILING or context.owner_id is not None:
        return None
    return _from_one_sender(work, mail) or _new_leads(work, mail) or _reopened_again(work, mail, context)


def _from_one_sender(work: Work, mail: InboundEmail) -> str | None:
    limits = work.settings.limits
    if not limits.sender_mails or not mail.sender:
        return None
    asked = {
        "sender": mail.sender,
        "this": mail.id,
        "since": mail.arrived_at - limits.flood_window,
        "until": mail.arrived_at,
    }
    if (work.session.scalar(_FROM_SENDER, asked) or 0) < limits.sender_mails:
        return None
    return _tell_admin(work, f"more than {limits.sender_mails} mails from {mail.sender} in a few minutes")


def _new_leads(work: Work, mail: InboundEmail) -> str | None:
    limits = work.settings.limits
    since = mail.arrived_at - limits.flood_window
    rows = select(func.count()).where(Lead.arrived_at > since, Lead.arrived_at <= mail.arrived_at)
    if not limits.new_leads or (work.session.scalar(rows) or 0) < limits.new_leads:
        return None
    return _tell_admin(work, f"more than {limits.new_leads} new leads in a few minutes")


def _reopened_again(work: Work, mail: InboundEmail, context: Context) -> str | None:
    """Three reopenings of a thread in a day look like two machines talking: its owner is asked."""
    where = place(work, mail, context.said, context.known)
    lead, most = where.lead, work.settings.limits.reopenings
    if lead is None or not most or where.case not in (Case.REOPENED, Case.WON):
        return None
    rows = select(func.count()).where(
        Event.lead_id == lead.id, Event.what == "reopened", Event.at > work.now - _DAY
    )
    times = work.session.scalar(rows) or 0
    if times < most:
        return None
    mail.lead_id = lead.id
    why = f"{lead.name} wrote to a closed lead again, after it was opened {times} times in a day."
    notices.ask(
        work,
        lead,
        key=f"reopened/{mail.raw_hash}",
        question=f"{why} Is that a person?",
        owner_id=lead.owner_id,
    )
    return why


def _tell_admin(work: Work, what: str) -> str:
    """Owe one notice an hour, and say what is flooding us."""
    gap = work.settings.limits.flood_notice
    hour = int(work.now.timestamp() // gap.total_seconds())
    owe_admins(
        work,
        "alarm",
        key=f"flood/{hour}",
        values={
            "what": what,
            "todo": "Nobody is mailed. `keepwarm inbound` shows them, `keepwarm replay ID` lets one in.",
            "details": {"text": ""},
        },
    )
    return f"A flood: {what}."
