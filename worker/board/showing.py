"""What a page about a lead shows, put into words: whose it is, what was asked, the draft, and its forms.

Rows go in, plain values come out, as for mails; nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from worker.board import forms, links, spoken
from worker.board.choices import CHOICES, Choice, Field
from worker.board.fitting import Fitting, fitting
from worker.board.links import Visit
from worker.cadence.waiting import phone_of
from worker.commands.rights import offered_to
from worker.commands.said import when
from worker.commands.words import Verb
from worker.leads import draft, handoff, owners
from worker.outbox.vocabulary import newest_first, owner_values
from worker.states import LeadState
from worker.store.models import Lead
from worker.store.work import Work

MOST_MESSAGES = 20
Values = dict[str, Any]
Rows = list[tuple[str, str]]


def lead_page(work: Work, visited: Visit, lead: Lead, tried: Mapping[str, str], word: str) -> Values:
    """Return the values of a lead's page; `tried` is what a form just refused held, `word` which one."""
    fits = fitting(work, lead, visited.owner_id, unread=visited.token.unread_words)
    return {
        "ref": lead.ref,
        "name": lead.name,
        "standing": standing(work, lead, visited.owner_id),
        "next": _next(work, lead, visited.owner_id),
        "about": _about(work, lead, visited.owner_id),
        "phone": _phone(lead),
        "messages": _messages(work, lead, visited.owner_id),
        "draft": _draft(work, visited, lead, fits, tried),
        "handoff": lead.handoff_note or "",
        "first": [_form(work, visited, lead, verb, tried, word) for verb in fits.first],
        "groups": [
            {"title": title, "forms": [_form(work, visited, lead, verb, tried, word) for verb in verbs]}
            for title, verbs in fits.others
        ],
    }


def list_page(work: Work, visited: Visit) -> list[Values]:
    """Return one entry for each lead of a list."""
    found = []
    for item in visited.token.items:
        lead = work.session.get(Lead, item["lead_id"])
        if lead is not None:
            due = when(work, lead.due_at, visited.owner_id) if lead.due_at is not None else ""
            found.append(
                {
                    "number": item["number"],
                    "name": lead.name,
                    "next": lead.next_action or f"Closed: {lead.close_reason}",
                    "due": due,
                    "late": lead.due_at is not None and lead.due_at < work.now,
                }
            )
    return found


def standing(work: Work, lead: Lead, owner_id: str) -> str:
    """Say in one sentence whose the lead is, as the reader of the page sees it."""
    if lead.state is LeadState.CLOSED:
        return f"Closed: {lead.close_reason}."
    handed = handoff.pending(lead)
    if handed is not None and handed.receiver_id == owner_id:
        return f"{owners.name_of(work, handed.giver_id)} hands it to you. Yours?"
    if handed is not None and lead.owner_id == owner_id:
        return f"Handed to {owners.name_of(work, handed.receiver_id)}; yours until they say yes."
    asked = offered_to(work, lead, owner_id)
    if asked is not None:
        until = f" until {when(work, asked.expires_at, owner_id)}" if asked.expires_at else ""
        return f"Offered to you{until}. Yours?"
    if lead.state is LeadState.ESCALATED and owner_id == lead.owner_id:
        return "Yours now: nobody said yes."
    if lead.owner_id == owner_id:
        return "Yours."
    if lead.accountable_id == owner_id:
        return "Nobody has it yet; you answer for it until somebody says yes."
    return links.who(work, lead, owner_id)


def _next(work: Work, lead: Lead, owner_id: str) -> Rows:
    """Return what is to be done and by when, each with its name; the empty ones are left out."""
    late = lead.due_at is not None and lead.due_at < work.now
    return _filled(
        ("Next", lead.next_action or ""),
        ("Late since" if late else "Due", when(work, lead.due_at, owner_id) if lead.due_at else ""),
        ("Waiting", lead.turn_note or ""),
    )


def _about(work: Work, lead: Lead, owner_id: str) -> Rows:
    """Return what else is known of the lead."""
    nobody = f"nobody yet; {owners.name_of(work, lead.accountable_id)} answers for it"
    return _filled(
        ("Owner", owner_values(work, lead.owner_id)["name"] if lead.owner_id is not None else nobody),
        ("Stage", lead.stage),
        ("They know", f"by {when(work, lead.promised_at, owner_id)}" if lead.promised_at else ""),
        ("Address", lead.address),
        ("Lead", f"{lead.ref}, {lead.subject}" if lead.subject else lead.ref),
    )


def _filled(*rows: tuple[str, str]) -> Rows:
    return [(name, words) for name, words in rows if words]


def _phone(lead: Lead) -> dict[str, str] | None:
    """Return the number to ring, as written and as a telephone dials it."""
    number = phone_of(lead)
    dialled = re.sub(r"[^\d+]", "", number or "")
    return {"shown": number, "dial": dialled} if number and len(dialled) > 3 else None


def _messages(work: Work, lead: Lead, owner_id: str) -> list[Values]:
    """Return what was said, the newest first; what they wrote last stands open."""
    said = sorted(
        [*newest_first(lead, "in"), *newest_first(lead, "out")], key=lambda one: one.at, reverse=True
    )
    newest = next((message for message in said if message.direction == "in"), None)
    return [
        {
            "who": lead.name if message.direction == "in" else owner_values(work, message.who)["name"],
            "at": when(work, message.at, owner_id),
            "text": message.text.strip() or message.line,
            "files": [_file_name(file) for file in message.attachments],
            "theirs": message.direction == "in",
            "newest": message is newest,
        }
        for message in said[:MOST_MESSAGES]
    ]


def _file_name(file: object) -> str:
    return str(file.get("name", "")) if isinstance(file, dict) else str(file)


def _draft(work: Work, visited: Visit, lead: Lead, fits: Fitting, tried: Mapping[str, str]) -> Values | None:
    """Return the open draft in full, its gaps, and the ticket of its button where it may be sent."""
    words = draft.open_draft(lead)
    if words is None:
        return None
    gaps = [
        {
            "name": f"{spoken.GAP}{number}",
            "label": gap.strip("[]").capitalize(),
            "value": tried.get(f"{spoken.GAP}{number}", ""),
        }
        for number, gap in enumerate(draft.gaps(words.text), 1)
    ]
    takes = lead.owner_id is None
    title = "Or take it and send this" if takes else "The answer that would go"
    may_send = Verb.SEND in fits.first
    return {
        "title": title if may_send else "The draft",
        "text": words.text,
        "gaps": gaps,
        "takes": takes,
        "ticket": forms.write(work, visited, Verb.SEND) if may_send else "",
        "button": "Send it" if words.written_for == visited.owner_id else "Put it in my name",
    }


def _form(work: Work, visited: Visit, lead: Lead, verb: Verb, tried: Mapping[str, str], word: str) -> Values:
    choice = CHOICES[verb]
    known = spoken.prefill(work, lead, visited.owner_id) if verb in spoken.PREFILLED else {}
    words = draft.open_draft(lead)
    if verb is Verb.SEND_TEXT and words is not None:
        known = {"text": words.text}
    if verb is Verb.NOTE:
        known = {"text": visited.token.unread_words or ""}
    held = {**known, **tried} if word == verb else known
    return {
        "word": verb.value,
        "button": choice.button,
        "title": choice.title,
        "hint": choice.hint,
        "letter": visited.token.unread_words if verb is Verb.MAIL_IT else "",
        "open": word == verb,
        "ticket": forms.write(work, visited, verb),
        "fields": [_field(work, visited, choice, field, held) for field in choice.fields],
    }


def _field(work: Work, visited: Visit, choice: Choice, field: Field, held: Mapping[str, str]) -> Values:
    options = [(word, word) for word in field.options]
    if field.kind in ("owner", "anybody"):
        active = [owner for owner in work.settings.owners if owner.active]
        shown = [owner for owner in active if field.kind == "anybody" or owner.id != visited.owner_id]
        options = [(owner.id, owner.name) for owner in shown]
    if field.kind == "stage":
        options = [(stage, stage) for stage in work.settings.team.stages]
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "options": options,
        "optional": field.optional,
        "value": held.get(field.name, ""),
    }
