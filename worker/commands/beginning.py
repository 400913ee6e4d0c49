"""`new: <name>, <phone or address>: <what>`: a lead of one's own, from a call or visit (rules, section 7)."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from worker.commands.committing import names
from worker.commands.said import Answer, Said, refuse, standing
from worker.commands.times import split_action, untimely
from worker.leads import draft, next_action, offer, owners, rounds
from worker.leads.lead import Told, open_lead, own, record, say_next
from worker.leads.next_action import is_vague
from worker.leads.people import leads_of, new_person, person_for, person_of
from worker.mail.language import guess
from worker.mail.phones import phone_numbers
from worker.settings import Inbox
from worker.states import LeadState, Turn
from worker.store.models import InboundEmail, Lead
from worker.store.work import Work

EXAMPLES = (
    "new: Peter Preis, 0341 555 0100: garden office 12 m2",
    "new: Ana Bo, ana@customer.example: a shed for two bikes",
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NEXT = re.compile(r"[\s;,.]+next\s*:\s*", re.IGNORECASE)


def new(work: Work, said: Said, lead: Lead | None) -> Answer:
    """Open a lead that is theirs at once: who called or came asked a person, and waits for an answer."""
    name, address, phone, what = _parted(said.rest)
    if not name or not (address or phone):
        return refuse("Who is it, and how can they be reached?", *EXAMPLES)
    if not what:
        return refuse(f"What does {name} want?", *EXAMPLES)
    if address and _is_one_of_us(work, address):
        return refuse(f"{address} is one of us.", *EXAMPLES)
    open_one = _open_lead_of(work, address)
    if open_one is not None:
        whose = owners.name_of(work, open_one.owner_id) if open_one.owner_id else "nobody yet"
        return refuse(f"{address} is {open_one.ref} already ({whose}).", f"{open_one.ref} note: {what}")
    what, following = _split_next(what)
    opened = _open(work, said, lead, name=name, address=address, phone=phone, what=what)
    remark = _say_next(work, said, opened, following)
    words = draft.first_answer(work, opened, said.owner_id)
    text = " ".join(filter(None, [standing(work, opened, said.owner_id), remark]))
    return Answer(text, draft=words, about=opened)


def _open(
    work: Work, said: Said, lead: Lead | None, *, name: str, address: str, phone: str, what: str
) -> Lead:
    inbox = _inbox(work, said, lead)
    language = guess(what) or "en"
    person = person_for(work, address, name=name, language=language) if address else None
    if person is not None:
        # Whatever they were said to be: now they are somebody who wants something.
        person.ignored_as = None
    mail = work.session.get(InboundEmail, said.caused_by) if said.caused_by is not None else None
    seed = mail.raw_hash if mail is not None else f"{said.owner_id} {said.at.isoformat()}"
    facts: list[dict[str, Any]] = [{"kind": "name", "value": name, "line": said.rest}]
    facts += [{"kind": "phone", "value": phone, "line": said.rest}] if phone else []
    facts += [{"kind": "email", "value": address, "line": said.rest}] if address else []
    opened = open_lead(
        work,
        Told(inbox.name, said.at, hashlib.sha256(f"{seed}\n{said.rest}".encode()).hexdigest()),
        person=person or new_person(work, name=name, language=language),
        name=name,
        address=address,
        language=language,
        subject="",
        asked=what,
        facts=facts,
        source={"inbox": inbox.name, "address": inbox.address, "told_by": said.owner_id},
    )
    us = owners.name_of(work, said.owner_id)
    work.note(opened, "opened", who=said.owner_id, why=f"{us} told of {name}: {what}")
    record(
        work, opened, at=said.at, direction="in", who=address or phone, line=what, text=what, medium="call"
    )
    rounds.open_target(work, opened, said.at, work.settings.team.response_round)
    own(
        work,
        opened,
        said.owner_id,
        LeadState.OWNED,
        who=said.owner_id,
        why=f"{us} has it: a lead of their own.",
    )
    opened.accepted_at = said.at
    offer.await_an_answer(work, opened)
    return opened


def _say_next(work: Work, said: Said, opened: Lead, following: str) -> str:
    """Say what comes next: in their words, else to answer, or to ring who left only a number."""
    assert opened.answer_due_at is not None
    action, due, _ = split_action(work, said, following)
    if following and not is_vague(action, names(work, opened)):
        due = min(due or opened.answer_due_at, opened.answer_due_at)
        say_next(work, opened, action[:1].upper() + action[1:], due, turn=Turn.US)
        return untimely(work, said, following)
    asked = next_action.answer(opened.name, opened.asked)
    action = asked if opened.address else f"{next_action.ring(opened.name)}: {opened.asked}"
    say_next(work, opened, action, opened.answer_due_at, turn=Turn.US)
    return ""


def _parted(words: str) -> tuple[str, str, str, str]:
    """Take "Peter Preis, 0341 555: an office" apart: name, address, phone, what they want."""
    found = _ADDRESS.search(words)
    address = found[0].lower() if found else ""
    rest = words.replace(found[0], " ") if found else words
    head, colon, what = rest.partition(":")
    phone = next(iter(phone_numbers(head)), "")
    name = head.replace(phone, " ") if phone else head
    name = " ".join(re.sub(r"[<>(),;/]+", " ", name).split()).strip(" -–.")
    if re.search(r"\d", name):
        # A number that is none: asked back, never a part of the name.
        return "", address, phone, what.strip()
    return name, address, phone, what.strip(" ,") if colon else ""


def _split_next(what: str) -> tuple[str, str]:
    found = _NEXT.search(what)
    return (what[: found.start()].strip(" ;,"), what[found.end() :].strip()) if found else (what, "")


def _is_one_of_us(work: Work, address: str) -> bool:
    """Whether we would write to ourselves: an owner, an inbox with or without a tag, the team's domain."""
    local, _, domain = address.partition("@")
    without_tag = f"{local.partition('+')[0]}@{domain}"
    ours = work.settings.our_addresses
    return address in ours or without_tag in ours or domain in work.settings.domains


def _open_lead_of(work: Work, address: str) -> Lead | None:
    person = person_of(work, address) if address else None
    leads = leads_of(person) if person is not None else []
    return next((lead for lead in leads if lead.state is not LeadState.CLOSED), None)


def _inbox(work: Work, said: Said, lead: Lead | None) -> Inbox:
    """The inbox of the mail they answer, else the first they are in the pool of."""
    inboxes = work.settings.inboxes
    wanted = [inbox for inbox in inboxes if lead is not None and inbox.name == lead.inbox]
    return next(iter([*wanted, *(inbox for inbox in inboxes if said.owner_id in inbox.pool)]), inboxes[0])
