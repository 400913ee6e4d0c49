"""Which owner is meant: by id, first name, whole name or address; of two Sams we ask (rules, section 7)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from worker.commands.said import Answer, refuse
from worker.leads import owners
from worker.settings import Owner
from worker.store.work import Work

# Of the words of a name people write at most so many.
MOST_WORDS = 3
_TO = re.compile(r"(?:to|an)\s+(?=\S)", re.IGNORECASE)


def named_first(work: Work, words: str, *, example: str) -> tuple[Owner | None, str, Answer | None]:
    """Take an owner from the front of `words`: the owner, what stands behind, or the answer that asks who.

    `example` is how the command is written, with {} for the name: "handoff {}: <note>".
    """
    said = _TO.sub("", words, count=1) if _TO.match(words) else words
    tokens = list(re.finditer(r"[^\s:;,]+", said))
    for count in range(min(MOST_WORDS, len(tokens)), 0, -1):
        end = tokens[count - 1].end()
        found = matching(work, said[:end])
        if len(found) == 1:
            return found[0], said[end:].strip(" :;,-–—."), None
        if found:
            return None, "", _which(found, said[:end], example)
    return None, "", _unknown(work, said[: tokens[0].end()] if tokens else "", example)


def named(work: Work, words: str, *, example: str) -> tuple[Owner | None, Answer | None]:
    """Return the owner that `words` name and nothing else, or the answer that asks who is meant."""
    found = matching(work, words)
    if len(found) == 1:
        return found[0], None
    return None, _which(found, words, example) if found else _unknown(work, words, example)


def matching(work: Work, words: str) -> Sequence[Owner]:
    """Return everybody of the team whom these words may mean."""
    said = " ".join(words.split()).strip(" .,:;@()").casefold()
    team = [owner for owner in work.settings.owners if owners.is_active(work, owner.id)]
    whole = [owner for owner in team if said in (owner.name.casefold(), *owner.addresses)]
    return whole or [owner for owner in team if said in (owner.id.casefold(), _first_name(owner))]


def _first_name(owner: Owner) -> str:
    return owner.name.split()[0].casefold()


def _which(found: Sequence[Owner], words: str, example: str) -> Answer:
    people = " or ".join(f"{owner.name} ({owner.email})" for owner in found)
    return refuse(f"Which {words.strip()}? {people}.", *(example.format(owner.name) for owner in found))


def _unknown(work: Work, words: str, example: str) -> Answer:
    team = [owner for owner in work.settings.owners if owners.is_active(work, owner.id)]
    known = ", ".join(f"{owner.name} ({owner.id})" for owner in team)
    near = difflib.get_close_matches(
        words.casefold(), [*(owner.id for owner in team), *(_first_name(owner) for owner in team)], n=1
    )
    who = f'Nobody here is called "{words}".' if words else "To whom?"
    guess = f" Did you mean {near[0]}?" if near else ""
    return refuse(f"{who}{guess} The team: {known}.", example.format(near[0] if near else team[0].id))
