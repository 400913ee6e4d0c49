"""One file read as the pipeline would read it, with no database: `keepwarm read FILE`.

Gives the JSON object of one file. A file that cannot be read still gives its line.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from worker.calendars import Weekly
from worker.ingest.facts import facts
from worker.ingest.rules import bounce, form, forward
from worker.ingest.rules.known import Known
from worker.ingest.rules.order import opinion_of
from worker.ingest.verdict import Opinion, Verdict
from worker.mail import language, wants
from worker.mail.dates import return_date
from worker.mail.message import Address, ParsedEmail
from worker.mail.parse import parse
from worker.week import parse_week

_OFFICE = Weekly(ZoneInfo("UTC"), parse_week("Mon-Fri 09:00-17:00"))


def read_file(path: Path | str) -> dict[str, Any]:
    """The JSON object of one mail file. Never raises: what fails is the reason of an `unsure`."""
    try:
        return {"file": str(path), **describe(parse(Path(path).read_bytes()))}
    except OSError as error:
        reason = f"The file could not be read: {error.strerror or error}."
    except Exception as error:
        reason = f"The mail could not be read ({type(error).__name__})."
    return {"file": str(path), **_described(ParsedEmail(), Opinion(Verdict.UNSURE, reason), Known.nothing())}


def describe(mail: ParsedEmail, known: Known | None = None) -> dict[str, Any]:
    """Everything that was understood of a mail, as plain JSON values."""
    known = known or Known.nothing()
    return _described(mail, opinion_of(mail, known), known)


def _described(mail: ParsedEmail, opinion: Opinion, known: Known) -> dict[str, Any]:
    form_fields = form.fields(mail, known) if opinion.verdict is Verdict.FORM else None
    forwarded = forward.original(mail) if opinion.verdict is Verdict.FORWARD else None
    bounced = bounce.details(mail) if opinion.verdict is Verdict.BOUNCE else None
    speaker, said = mail.sender, mail.new_text
    if form_fields:
        speaker, said = Address(form_fields.name, form_fields.email), form_fields.message
    if forwarded:
        speaker, said = forwarded.sender, forwarded.text
    spoken = language.guess(said) if form_fields or forwarded else mail.language
    machine = opinion.verdict in (Verdict.BOUNCE, Verdict.AUTO_REPLY, Verdict.BULK, Verdict.SPAM)
    found = (
        ()
        if machine
        else facts(said, name=speaker.name, email=speaker.email, language=spoken, form=form_fields)
    )
    return {
        "verdict": opinion.verdict.value,
        "reason": opinion.reason,
        "from": {"name": speaker.name, "email": speaker.email},
        "via": {"name": mail.sender.name, "email": mail.sender.email},
        "subject": mail.subject,
        "new_text": said,
        "asked": wants.asked(said),
        "facts": [{"kind": fact.kind, "value": fact.value, "line": fact.line} for fact in found],
        "forwarded": forwarded
        and {
            "from": {"name": forwarded.sender.name, "email": forwarded.sender.email},
            "subject": forwarded.subject,
            "date": forwarded.date and forwarded.date.isoformat(),
            "text": forwarded.text,
            "comment": forwarded.comment,
        },
        "bounce": bounced
        and {
            "recipient": bounced.recipient,
            "permanent": bounced.permanent,
            "status": bounced.status,
            "original_message_id": bounced.original_message_id,
        },
        "auto_reply": {"until": _back_on(mail)} if opinion.verdict is Verdict.AUTO_REPLY else None,
        "language": spoken,
    }


def _back_on(mail: ParsedEmail) -> str | None:
    """The day an absent person is back (RFC 3339), counted from the mail's own date."""
    if mail.date is None:
        return None
    # The writer's days are those of the offset they wrote with; a zone is not known here.
    said = mail.date.replace(tzinfo=UTC)
    back = return_date(f"{mail.subject}\n{mail.text}", said, _OFFICE, mail.language)
    return back.isoformat() if back else None
