"""Everything wrong with a configuration, collected and said in sentences: what, where, what instead."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import ErrorDetails


class ConfigurationError(Exception):
    """The configuration cannot be used; `errors` holds one sentence for each thing wrong."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(slots=True)
class Table:
    """One table as written, before it is checked: its keys and where each came from."""

    section: str
    keys: dict[str, Any]
    # What to call it: "", "[team]", "[[inbox]] sales".
    label: str = ""
    # Key -> the environment variable that set it.
    sources: dict[str, str] = field(default_factory=dict)
    # Keys filled in from elsewhere: what is wrong with them is said there.
    inherited: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Problems:
    """The sentences so far. Only the first one about a key is kept: the others would follow from it."""

    file: str
    sentences: list[str] = field(default_factory=list)
    _said: set[tuple[int, str]] = field(default_factory=set)

    def add(self, table: Table, key: str, sentence: str) -> None:
        if self.concern(table, key) or key in table.inherited:
            return
        self._said.add((id(table), key))
        where = " ".join(part for part in (self.file, table.label, key) if part)
        source = f" (set by {table.sources[key]})" if key in table.sources else ""
        self.sentences.append(f"{where}{source}: {sentence}")

    def concern(self, table: Table, key: str) -> bool:
        """Whether something about that key was already said."""
        return (id(table), key) in self._said

    def add_pydantic(self, table: Table, errors: list[ErrorDetails], known: Collection[str]) -> None:
        """Turn what pydantic found in one table into our own words."""
        # Unknown keys first: a key that was only misspelt is not also missing.
        for error in sorted(errors, key=lambda error: error["type"] not in _UNKNOWN):
            key = str(error["loc"][0]) if error["loc"] else ""
            self.add(table, key, _sentence(table.section, key, error, known))
            if error["type"] in _UNKNOWN and (meant := closest(key, known)):
                self._said.add((id(table), meant))


def unknown_key(key: str, known: Collection[str], what: str = "key") -> str:
    """Say that a key is unknown, and which one was probably meant."""
    if meant := closest(key, known):
        return f"unknown {what} `{key}`, did you mean `{meant}`?"
    return f"unknown {what} `{key}`: remove it, or write one of {_listed(known)}."


def closest(key: str, known: Collection[str]) -> str | None:
    """Return the known word that was probably meant."""
    return next(iter(difflib.get_close_matches(key, known, n=1, cutoff=0.6)), None)


def _listed(known: Collection[str]) -> str:
    return ", ".join(f"`{key}`" for key in sorted(set(known)))


# What pydantic calls a key that no table has.
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")

_EXAMPLES: Mapping[str, str] = {
    "inbox name": '"sales"',
    "owner name": '"Jamie Doe"',
    "team name": '"Acme Garden Rooms"',
    "timezone": '"Europe/Berlin"',
    "fallback": '"sam", the id of an [[owner]]',
    "address": '"sales@acme.example"',
    "email": '"jamie@acme.example"',
    "imap": '"imaps://sales%40acme.example@imap.acme.example:993"',
    "smtp": '"smtps://sales%40acme.example@smtp.acme.example:465"',
    "id": '"jamie"',
    "pool": '["jamie", "sam"]',
}


def _sentence(section: str, key: str, error: ErrorDetails, known: Collection[str]) -> str:
    kind, given = error["type"], error.get("input")
    context = error.get("ctx") or {}
    match kind:
        case "value_error":
            return str(context["error"])
        case kind if kind in _UNKNOWN:
            return unknown_key(key, known)
        case "missing":
            example = _EXAMPLES.get(key) or _EXAMPLES.get(f"{section} {key}", "...")
            return f"it is missing: write {key} = {example}."
        case "literal_error" | "enum":
            expected = context["expected"].replace("'", '"')
            return f"{_shown(given)} is not one of the words known here: write {expected}."
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{_shown(given)} is not a whole number: write one without quotes, like 3."
        case "float_parsing" | "float_type":
            return f"{_shown(given)} is not a number: write one without quotes, like 0.75."
        case "bool_parsing" | "bool_type":
            return f"{_shown(given)} is neither yes nor no: write true or false, without quotes."
        case "greater_than_equal" | "greater_than":
            least = context.get("ge", context.get("gt"))
            more = "or more" if "ge" in context else "and above"
            return f"{_shown(given)} is too small: write {least} {more}."
        case "less_than_equal":
            return f"{_shown(given)} is too large: write {context['le']} or less."
        case _:
            return (
                f"{_shown(given)} does not fit here: {str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}."
            )


def _shown(given: object) -> str:
    return f'"{given}"' if isinstance(given, str) else repr(given)
