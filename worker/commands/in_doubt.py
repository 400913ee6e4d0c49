"""`resend` and `sent`: a person decides about a mail of which we cannot tell whether it went out."""

from __future__ import annotations

from worker.cadence.outcomes import Outcomes
from worker.commands.on_its_way import waiting
from worker.commands.said import Answer, Said, done, refuse
from worker.outbox import in_doubt
from worker.store.models import Lead
from worker.store.work import Work


def resend(work: Work, said: Said, lead: Lead) -> Answer:
    """Send the same mail again, with the same Message-ID."""
    mail = in_doubt.doubtful(work, lead)
    if mail is not None:
        in_doubt.resend(work, mail)
        why = f"The mail to {lead.name} goes again, on its owner's word."
        work.note(lead, "resend", who=said.owner_id, why=why)
        return done(f"It goes to {lead.name} again now.")
    if waiting(work, lead) is not None:
        return done(f"It is on its way to {lead.name} already.")
    return refuse(f"No mail to {lead.name} is in doubt.", "send", "send: <your own text>")


def went_out(work: Work, said: Said, lead: Lead) -> Answer | None:
    """Believe its owner that the mail in doubt went out; None when none is in doubt."""
    mail = in_doubt.doubtful(work, lead)
    if mail is None:
        return None
    in_doubt.went(work, mail, Outcomes())
    work.note(lead, "sent", who=said.owner_id, why=f"The mail to {lead.name} went out, its owner says.")
    return done(f"Noted: it went out to {lead.name}.")
