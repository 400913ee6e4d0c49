"""The customer wrote: what it means for the run, whose turn it is, and what is to be done by when.

REPLIES is the table of rules, section 4, asked in order; the first row that fits decides. Every row leaves
a next action and a due time, and its owner hears of it.
"""

from __future__ import annotations

from collections.abc import Callable

from worker.cadence import answers, telling
from worker.cadence.answers import Effect
from worker.cadence.said import Said, read
from worker.cadence.undelivered import bounced as bounced
from worker.cadence.undelivered import out_of_office as out_of_office
from worker.cadence.undelivered import refused as refused
from worker.leads.lead import record
from worker.mail.message import ParsedEmail
from worker.store.models import InboundEmail, Lead
from worker.store.work import Work

REPLIES: tuple[Callable[[Work, Lead, Said], Effect | None], ...] = (
    answers.asks_to_stop,
    answers.close_out_digit,
    answers.clear_no,
    answers.sends_files,
    answers.asks,  # with or without a "later"
    answers.agrees,  # when our last message asked something or named a time
    answers.asks_to_wait,
    answers.only_thanks,
    answers.anything_else,
)


def customer_wrote(work: Work, lead: Lead, mail: InboundEmail, parsed: ParsedEmail) -> None:
    """Take note of a human message on a live lead and do what the table says."""
    said = read(work, lead, mail, parsed)
    files = [file.name for file in parsed.attachments]
    record(
        work, lead, at=mail.arrived_at, direction="in", who=parsed.sender.email or lead.address,
        line=said.line, text=said.text, message_id=parsed.message_id or None, inbound_id=mail.id,
        attachments=files,
    )  # fmt: skip
    # Only here do the marks of a silence end: the proposal to close, the count of days after the last step.
    answers.forget_silence(work, lead)
    for row in REPLIES:
        effect = row(work, lead, said)
        if effect is not None:
            work.note(lead, "customer wrote", who="customer", why=effect.why)
            telling.tell_owner(work, lead, mail, said, effect)
            return


def opted_out(work: Work, lead: Lead, mail: InboundEmail, parsed: ParsedEmail) -> None:
    """They, or their provider for them, asked us to stop: the person is suppressed and the lead closed."""
    said = read(work, lead, mail, parsed)
    if not parsed.is_complaint:
        record(
            work, lead, at=mail.arrived_at, direction="in", who=parsed.sender.email, line=said.line,
            text=said.text, message_id=parsed.message_id or None, inbound_id=mail.id,
        )  # fmt: skip
    effect = answers.opt_out(work, lead, said.line)
    telling.tell_owner(work, lead, mail, said, effect)
