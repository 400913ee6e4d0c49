"""Too much at once, or too often: the mail is set aside, nobody is mailed but an admin (reliability: Floods).

Set aside is `quarantined`: kept, shown by `keepwarm inbound`, judged on an operator's `keepwarm replay`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from worker.cadence import notices
from worker.ingest.context import Context
from worker.ingest.duplicates import HUMAN
from worker.ingest.place import Case, place
from worker.ingest.verdict import Verdict
from worker.leads.lead import ARRIVALS
from worker.outbox.compose import owe_admins
from worker.store.models import Event, InboundEmail, Lead
from worker.store.work import Work

MAILING = (*HUMAN, Verdict.UNSURE)  # verdicts that make us write to somebody
_DAY = timedelta(hours=24)
_FROM_SENDERS = select(InboundEmail.sender, InboundEmail.arrived_at).where(
    InboundEmail.sender.in_(bindparam("senders", expanding=True)),
    InboundEmail.arrived_at > bindparam("since"),
    InboundEmail.judged_at.is_not(None),
)
_ARRIVALS = select(Lead.arrived_at).where(Lead.arrived_at > bindparam("since"))


def mails_from(work: Work, senders: Sequence[str], since: datetime) -> dict[str, list[datetime]]:
    """Return when the judged mails of each of these senders arrived, those after `since`."""
    found: dict[str, list[datetime]] = {sender: [] for sender in senders}
    for sender, at in work.session.execute(_FROM_SENDERS, {"senders": senders, "since": since}):
        found[str(sender)].append(at)
    return found


def arrivals(work: Work, since: datetime) -> list[datetime]:
    """Return when the leads of after `since` arrived."""
    return list(work.session.scalars(_ARRIVALS, {"since": since}))


def look_ahead(work: Work, mails: Sequence[InboundEmail]) -> None:
    """Ask once for all of these mails, of which none is judged yet, how many there were before."""
    limits = work.settings.limits
    since = min(mail.arrived_at for mail in mails) - limits.flood_window
    senders = list({mail.sender for mail in mails if mail.sender})
    if limits.sender_mails and senders:
        for sender, judged in mails_from(work, senders, since).items():
            work.learn(_from(sender), judged)
    if limits.new_leads:
        work.learn(ARRIVALS, arrivals(work, since))


def count(work: Work, mail: InboundEmail) -> None:
    """One more mail of its sender is judged."""
    judged: list[datetime] | None = work.looked_up.get(_from(mail.sender))
    if judged is not None:
        judged.append(mail.arrived_at)


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
    since, sender = mail.arrived_at - limits.flood_window, mail.sender
    judged = work.once(_from(sender), lambda: mails_from(work, [sender], since)[sender])
    if _within(work, mail, judged) < limits.sender_mails:
        return None
    return _tell_admin(work, f"more than {limits.sender_mails} mails from {mail.sender} in a few minutes")


def _new_leads(work: Work, mail: InboundEmail) -> str | None:
    limits = work.settings.limits
    if not limits.new_leads:
        return None
    lately = work.once(ARRIVALS, lambda: arrivals(work, mail.arrived_at - limits.flood_window))
    if _within(work, mail, lately) < limits.new_leads:
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
        choices=(
            ("lead", "a person: it is open again, with what they wrote"),
            ("not a lead", "a machine: nobody hears of it any more"),
        ),
        owner_id=lead.owner_id,
    )
    return why


def _from(sender: str | None) -> Hashable:
    return ("mails from", sender)


def _within(work: Work, mail: InboundEmail, instants: Sequence[datetime]) -> int:
    """How many of these lie in the window that ends with the mail."""
    since = mail.arrived_at - work.settings.limits.flood_window
    return sum(since < at <= mail.arrived_at for at in instants)


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
