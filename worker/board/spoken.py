"""What a form says, in the words an owner would reply: its fields become what stands behind the word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from worker.board.choices import CHOICES, Field
from worker.commands.grammar import Command
from worker.commands.words import Verb, word_of
from worker.leads import draft, handoff
from worker.store.models import Lead
from worker.store.work import Work

GAP = "gap"  # the fields of a draft's gaps: gap1, gap2 ...
_LONGEST = 20_000
# Fields that hold what is true already: left alone, they are no news.
PREFILLED = frozenset({Verb.ACCEPT, Verb.HANDOFF})
# What stands between fields, where nothing was written into those behind it.
_NOTHING_SAID = re.compile(r"(?:; next:)?(?:\s+by)?\s*\Z|:\s*(?=; next)")


def command(work: Work, lead: Lead | None, owner_id: str, verb: Verb, said: Mapping[str, str]) -> Command:
    """Return the command of a form. What was prefilled and left alone is not said again."""
    words = {field.name: _words(field, said.get(field.name, "")) for field in CHOICES[verb].fields}
    if verb in PREFILLED and lead is not None:
        left_alone = _left_alone(said, prefill(work, lead, owner_id))
        if verb is Verb.ACCEPT or left_alone == {"action", "by"}:
            words |= dict.fromkeys(left_alone, "")
    rest = CHOICES[verb].rest.format_map(words)
    if verb is not Verb.SEND_TEXT:
        rest = _NOTHING_SAID.sub("", rest).strip(" ,:")
    filled: tuple[str, ...] = ()
    if verb is Verb.SEND and lead is not None:
        open_draft = draft.open_draft(lead)
        gaps = draft.gaps(open_draft.text) if open_draft is not None else ()
        given = (_one_line(said.get(f"{GAP}{number}", "")) for number in range(1, len(gaps) + 1))
        filled = tuple(word for word in given if word)
    return Command(verb, rest, f"{word_of(verb)}{f': {rest}' if rest else ''}", filled=filled)


def prefill(work: Work, lead: Lead, owner_id: str) -> dict[str, str]:
    """Return what the fields of a next action hold before anybody writes into them."""
    handed = handoff.pending_to(lead, owner_id)
    action, due_at = (handed.next_action, handed.next_due_at) if handed else (lead.next_action, lead.due_at)
    due = due_at.astimezone(work.settings.calendar(owner_id).zone) if due_at is not None else None
    return {
        "action": _one_line(action or ""),
        "by": due.strftime("%Y-%m-%dT%H:%M") if due else "",
    }


def _left_alone(said: Mapping[str, str], prefilled: Mapping[str, str]) -> set[str]:
    """Return the fields in which nobody changed what stood there."""
    return {name for name, word in prefilled.items() if said.get(name, "").strip() == word}


def _words(field: Field, given: str) -> str:
    """Return what somebody wrote into a field as they would say it."""
    if field.kind == "text":
        return given.replace("\r\n", "\n").strip()[:_LONGEST]
    words = _one_line(given)
    if field.kind != "time":
        return words
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        # Typed where the browser has no clock of its own: "Thu 12:00".
        return words
    return f"{at:%a} {at.day} {at:%b %Y} {at.hour}:{at.minute:02}"


def _one_line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST]
