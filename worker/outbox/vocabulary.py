"""The words every template may use: the lead, the owner and the team (docs/templates.md).

Rows go in, plain text comes out; nothing a template sees can reach the database.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from worker import hours
from worker.mail.addresses import greeting_name
from worker.mail.wants import gist, shortened
from worker.outbox.saying import say_at, say_clock, say_option, say_when
from worker.store.models import Lead, Message
from worker.store.work import Work

QUOTE = 240  # characters of their words that are repeated to them or to an owner
# `[LIKE THIS]`: a gap that only a person can fill.
GAP = re.compile(r"\[[^\]\[\n]*[A-ZÄÖÜ][^\]\[a-zäöü\n]*\]")


def lead_values(
    work: Work, lead: Lead, *, owner_id: str | None = None, read_at: datetime | None = None
) -> dict[str, Any]:
    """Return `lead.*`, with times as the clock of `owner_id` (left out: of the team) shows them at `read_at`
    (left out: now)."""
    zone, read_at = _zone(work, owner_id), read_at or work.now
    wrote_at = lead.answer_asked_at or lead.arrived_at
    return {
        "ref": lead.ref,
        "name": greeting_name(lead.person.name or ""),
        "call_name": lead.name,
        "asked": shortened(lead.asked, QUOTE),
        "quote": _their_words(lead),
        "wrote": say_when(wrote_at, read_at, zone),
        "told": say_at(lead.promised_at, read_at, zone) if lead.promised_at else "",
        "phone": next((fact["value"] for fact in lead.facts if fact.get("kind") == "phone"), ""),
        "files": ", ".join(_file_names(lead)),
        "note": _in_short(lead.handoff_note),
        "owner": owner_values(work, lead.owner_id)["name"] if lead.owner_id else "",
    }


def _in_short(note: str | None) -> str:
    """Return the first line of a handoff's note: what its giver knew."""
    return (note or "").partition("\n")[0]


def owner_values(work: Work, owner_id: str) -> dict[str, str]:
    """Return `owner.*`; somebody who is no longer configured has an id and nothing else."""
    try:
        owner = work.settings.owner(owner_id)
    except KeyError:
        return {"first_name": owner_id, "name": owner_id, "phone": ""}
    return {"first_name": owner.name.split()[0], "name": owner.name, "phone": owner.phone or ""}


def team_values(work: Work, *, language: str = "en") -> dict[str, str]:
    """Return `team.*`; `phone_hours` says until when, or from when, somebody answers the phone."""
    team = work.settings.team
    return {
        "name": team.name,
        "phone": team.phone or "",
        "phone_hours": _phone_hours(work, language) if team.phone else "",
        "ask": team.ask or "",
    }


def _zone(work: Work, owner_id: str | None) -> ZoneInfo:
    try:
        return work.settings.calendar(owner_id or "").zone
    except KeyError:
        return work.settings.team_calendar.zone


def _phone_hours(work: Work, language: str) -> str:
    calendar = work.settings.team_calendar
    opening = hours.next_opening(calendar, work.now)
    today = hours.local_day(calendar, work.now)
    german = language.startswith("de")
    if opening == work.now:
        closing = hours.closing(calendar, today)
        clock = say_clock(closing or opening, calendar.zone)
        return f"bis {clock} Uhr" if german else f"until {clock}"
    if (hours.local_day(calendar, opening) - today).days > 1:
        return f"{'ab' if german else 'from'} {say_option(opening, calendar.zone, language)}"
    clock = say_clock(opening, calendar.zone)
    return f"ab {clock} Uhr" if german else f"from {clock}"


def _file_names(lead: Lead) -> list[str]:
    """Return the names of the files in the customer's newest mail that had any."""
    theirs = [message.attachments for message in newest_first(lead, "in") if message.attachments]
    files = theirs[0] if theirs else []
    return [str(file.get("name", "")) if isinstance(file, dict) else str(file) for file in files]


def _their_words(lead: Lead) -> str:
    """Return what they wrote last, longer than what they asked: measures, places, a number to ring."""
    mails = [message.text for message in newest_first(lead, "in") if message.medium == "mail"]
    return _gist(mails[0] if mails else "") or shortened(lead.asked, QUOTE)


@lru_cache(maxsize=64)
def _gist(text: str) -> str:
    # One message is repeated to the customer, in the draft and to its owner.
    return gist(text, QUOTE)


def newest_first(lead: Lead, direction: str) -> list[Message]:
    """Return what was said in one direction, the newest first."""
    said = [message for message in lead.messages if message.direction == direction]
    # Turned round after sorting: of two at one instant the one written later comes first.
    return sorted(said, key=lambda message: message.at)[::-1]
