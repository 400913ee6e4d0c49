"""The person behind a mail, and the lead their mail opens (rules, sections 1 and 6).

What they asked, their facts and the source are read once, when the lead is opened or opened again.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from worker.ingest import signing, threads
from worker.ingest.context import Context
from worker.ingest.facts import facts as read_facts
from worker.ingest.region import region_of
from worker.ingest.rules import form
from worker.ingest.verdict import Verdict
from worker.leads import lead as leads
from worker.leads.people import new_person, person_for, writes_from
from worker.mail import wants
from worker.mail.addresses import is_no_reply
from worker.mail.message import ParsedEmail
from worker.mail.name_order import surname_last
from worker.mail.text import collapse, without_re
from worker.outbox.suppression import has_asked_to_stop
from worker.store.models import InboundEmail, Lead, Person
from worker.store.work import Work

NAME_LENGTH = 60


def open_lead(work: Work, mail: InboundEmail, context: Context, *, linked: Lead | None = None) -> Lead:
    """Open the lead of whoever speaks in this mail, with their first message and its thread."""
    said = context.said
    person = person_speaking(work, said)
    address = answers_to(context)
    if address:
        writes_from(work, person, address)
    fields = form.fields(context.parsed, context.known) if context.verdict is Verdict.FORM else None
    facts = read_facts(
        said.new_text,
        name=said.sender.name,
        email=said.sender.email,
        language=said.language,
        form=fields,
        below=signing.below(said),
        region=region_of(work.settings),
    )
    lead = leads.open_lead(
        work,
        mail,
        person=person,
        name=name_of(said),
        address=address,
        language=said.language,
        subject=subject_of(said),
        asked=asked(said),
        facts=[asdict(fact) for fact in facts],
        source=source(mail, context),
        linked=linked,
    )
    # Who asked us to stop may be answered, and is not followed up in a new matter either.
    lead.opted_out = has_asked_to_stop(work, address)
    threads.remember(lead, said)
    keep_message(work, lead, mail, said)
    return lead


def keep_message(
    work: Work, lead: Lead, mail: InboundEmail, said: ParsedEmail, *, medium: str = "mail"
) -> None:
    """Record what the person said on the lead; `medium="note"`: kept, but no contact."""
    leads.record(
        work,
        lead,
        at=mail.arrived_at,
        direction="in",
        who=said.sender.email or name_of(said),
        line=asked(said),
        text=said.new_text,
        medium=medium,
        message_id=said.message_id or None,
        inbound_id=mail.id,
        attachments=[file.name for file in said.attachments],
    )


def person_speaking(work: Work, said: ParsedEmail) -> Person:
    """The person of that address; somebody who left only a phone number is new each time."""
    if said.sender.email:
        return person_for(work, said.sender.email, name=name_of(said), language=said.language)
    return new_person(work, name=name_of(said), language=said.language)


def answers_to(context: Context) -> str:
    """Where the person wants answers: their Reply-To (RFC 5322, 3.6.2) unless it leads to us or to nobody."""
    wanted = [address.email for address in context.said.reply_to]
    usable = [one for one in wanted if not context.known.is_us(one) and not is_no_reply(one)]
    return usable[0] if usable else context.said.sender.email


def name_of(said: ParsedEmail) -> str:
    """The name they write under, on one line, the surname last; "" when the header gives but the address."""
    name = collapse(said.sender.name).strip("\"' ")
    name = surname_last(name, said.sender.email)[0] or name
    return "" if "@" in name else name[:NAME_LENGTH]


def asked(said: ParsedEmail) -> str:
    """What they asked, in their words; the subject where the mail has none."""
    return wants.asked(said.new_text) or collapse(said.subject)


def subject_of(said: ParsedEmail) -> str:
    """The subject without the "Re:" of whoever wrote it."""
    return without_re(said.subject)


def source(mail: InboundEmail, context: Context) -> dict[str, Any]:
    """Where the lead came from: inbox, our address they wrote to, form and page, or who passed it on."""
    parsed, known = context.parsed, context.known
    named = (*(address.email for address in parsed.recipients), *parsed.delivered_to)
    written = [address for address in named if known.is_inbox(address)]
    found: dict[str, Any] = {"inbox": mail.inbox, "address": written[0] if written else ""}
    if context.verdict is Verdict.FORM:
        found["form"] = parsed.sender.email
        fields = form.fields(parsed, known)
        if fields and fields.page:
            found["page"] = fields.page
    elif context.verdict is Verdict.FORWARD:
        found["forwarded_by"] = context.owner_id or parsed.sender.email
    return found
