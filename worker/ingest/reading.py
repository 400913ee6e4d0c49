"""One mail read as the pipeline would read it, with no database: `keepwarm read FILE`.

Gives the JSON object of one mail. A mail that cannot be read still gives its line.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from worker.calendars import Calendar, Weekly
from worker.ingest import signing
from worker.ingest.facts import facts
from worker.ingest.rules import bounce, form, forward
from worker.ingest.rules.known import Known
from worker.ingest.rules.order import all_opinions, opinion_of
from worker.ingest.verdict import Opinion, Verdict
from worker.mail import language, wants
from worker.mail.dates import deferral, deferred_to, return_date
from worker.mail.days.promised import promised
from worker.mail.message import Address, ParsedEmail
from worker.mail.name_order import surname_last
from worker.mail.parse import parse
from worker.mail.wants import Intent
from worker.week import parse_week

_ASKS_NOTHING = (Intent.THANKS.value, Intent.OPT_OUT.value)
MACHINES = frozenset({Verdict.BOUNCE, Verdict.AUTO_REPLY, Verdict.BULK, Verdict.SPAM, Verdict.LOOP})


# Without a configuration nobody is known to be one of us, and the week is an office's.
NOBODY = Known.nothing()
_NO_DATE = datetime(2000, 1, 3, tzinfo=UTC)
OFFICE: Calendar = Weekly(ZoneInfo("UTC"), parse_week("Mon-Fri 09:00-17:00"))


def read_one(
    name: str,
    content: bytes | OSError,
    known: Known = NOBODY,
    office: Calendar = OFFICE,
    *,
    rule_by_rule: bool = False,
) -> dict[str, Any]:
    """The JSON object of one mail. Never raises: what fails is the reason of an `unsure`.

    With `rule_by_rule` it also holds `rules`: what each one looks for, and its opinion or None.
    """
    mail, reason = ParsedEmail(), ""
    try:
        if isinstance(content, OSError):
            reason = f"The file could not be read: {content.strerror or content}."
        else:
            mail = parse(content)
            found = {"file": name, **describe(mail, known, office)}
            return {**found, "rules": all_opinions(mail, known)} if rule_by_rule else found
    except Exception as error:
        reason = f"The mail could not be read ({type(error).__name__})."
    empty = _described(ParsedEmail(), Opinion(Verdict.UNSURE, reason), known, office)
    return {"file": name, **empty, **({"rules": []} if rule_by_rule else {})}


def describe(mail: ParsedEmail, known: Known = NOBODY, office: Calendar = OFFICE) -> dict[str, Any]:
    """Everything that was understood of a mail, as plain JSON values."""
    return _described(mail, opinion_of(mail, known), known, office)


def _described(mail: ParsedEmail, opinion: Opinion, known: Known, office: Calendar) -> dict[str, Any]:
    form_fields = form.fields(mail, known) if opinion.verdict is Verdict.FORM else None
    forwarded = forward.original(mail, known) if opinion.verdict is Verdict.FORWARD else None
    bounced = bounce.details(mail) if opinion.verdict is Verdict.BOUNCE else None
    speaker, said = mail.sender, mail.new_text
    if form_fields:
        speaker, said = Address(form_fields.name, form_fields.email), form_fields.message
    if forwarded:
        speaker, said = forwarded.sender, forwarded.text
    spoken = language.guess(said) if form_fields or forwarded else mail.language
    machine = opinion.verdict in MACHINES
    found = (
        ()
        if machine
        else facts(
            said,
            name=speaker.name,
            email=speaker.email,
            language=spoken,
            form=form_fields,
            below="" if form_fields or forwarded else signing.below(mail),
        )
    )
    meant = _meant("" if machine else said, mail, office)
    return {
        "verdict": opinion.verdict.value,
        "reason": opinion.reason,
        "from": {
            "name": surname_last(speaker.name, speaker.email)[0] or speaker.name,
            "email": speaker.email,
        },
        "via": {"name": mail.sender.name, "email": mail.sender.email},
        "subject": mail.subject,
        "new_text": said,
        "asked": "" if machine or meant["intent"] in _ASKS_NOTHING else wants.asked(said),
        **meant,
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
        "auto_reply": {"until": _back_on(mail, office)} if opinion.verdict is Verdict.AUTO_REPLY else None,
        "language": spoken,
    }


def _meant(said: str, mail: ParsedEmail, office: Calendar) -> dict[str, Any]:
    """What a person's words mean for the cadence; days are counted from the mail's own date."""
    if not said.strip():
        return {"intent": None, "marks": [], "until": None, "promise": None}
    # The writer's days are those of the offset they wrote with; a zone is not known here.
    written = (mail.date or _NO_DATE).replace(tzinfo=UTC)
    digit, wait, promise = wants.digit(said), deferral(said, written, office), promised(said, written, office)
    if digit is not None:
        wait = deferred_to(digit[1], written, office) if digit[0] == 2 else None
    intent = wants.intent(said, waits=wait is not None)
    wait = None if intent is Intent.OPT_OUT else wait
    return {
        "intent": intent.value,
        "marks": [mark.value for mark in wants.marks(said, mail.subject)],
        "until": wait.until.isoformat() if wait and mail.date else None,
        "promise": promise
        and {"words": promise.words, "due": promise.day.isoformat() if promise.day and mail.date else None},
    }


def _back_on(mail: ParsedEmail, office: Calendar) -> str | None:
    """The day an absent person is back (RFC 3339), counted from the mail's own date."""
    if mail.date is None:
        return None
    said = mail.date.replace(tzinfo=UTC)
    back = return_date(f"{mail.subject}\n{mail.text}", said, office)
    return back.isoformat() if back else None
