"""What was written, before it is understood: keepwarm.toml with the environment laid over it.

`KEEPWARM_SECTION__KEY` sets one key, `KEEPWARM_INBOX__SALES__KEY` one of the inbox named sales (likewise
OWNER), `KEEPWARM_DATABASE` and its like the keys above the tables. `..._FILE` names a file that holds the
value, as container secrets do. A list is written as JSON.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from worker.settings.problems import ConfigurationError, Problems, Table, unknown_key
from worker.settings.secret import SecretUnavailable, read_secret_file

_PREFIX = "KEEPWARM_"
SEVERAL = "this table may come several times: write [[{}]], in two brackets."
# What stands above the first table, and the tables that may come several times.
REPEATED = ("", "inbox", "inbox.source", "owner")
# One password at a time: what the environment says replaces what the file says.
_PASSWORDS = ("password", "password_file", "password_command")


@dataclass(slots=True)
class Written:
    """The tables of one configuration: the top, the single ones by name, and the repeated ones."""

    top: Table
    single: dict[str, Table]
    inboxes: list[Table]
    owners: list[Table]

    # The tables [[inbox.source]], each with its inbox.
    sources: list[tuple[Table, Table]] = field(init=False)

    def __post_init__(self) -> None:
        self.sources = [
            (inbox, Table("inbox.source", item, f"{inbox.label} source no. {number}"))
            for inbox in self.inboxes
            if _are_tables(inbox.keys.get("source"))
            for number, item in enumerate(inbox.keys["source"], start=1)
        ]


def read_toml(path: Path) -> dict[str, Any]:
    """Return the file's contents. Raises ConfigurationError when there is no file or it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(
            [f"There is no {path}: keepwarm init writes one to start from, or name yours with --config."]
        ) from None
    except OSError as failed:
        raise ConfigurationError([f"{path} cannot be read: {failed.strerror}."]) from None
    except UnicodeDecodeError:
        raise ConfigurationError([f"{path} is not UTF-8 text: save it again in that encoding."]) from None
    except tomllib.TOMLDecodeError as failed:
        todo = "look there for a missing quote or bracket"
        if re.match(r"Cannot (?:overwrite|declare)", str(failed)):
            todo = "write each key once, and every [[inbox]] and [[owner]] in two brackets"
        raise ConfigurationError([f"{path.name} is not valid TOML, {failed}: {todo}."]) from None


def arrange(written: dict[str, Any], shapes: Mapping[str, Collection[str]], problems: Problems) -> Written:
    """Sort the contents into tables. `shapes`: section -> the keys it may have, "" for the top."""
    top = Table("", {})
    single = {name: Table(name, {}, f"[{name}]") for name in shapes if name not in REPEATED}
    repeated: dict[str, list[Table]] = {"inbox": [], "owner": []}
    for key, value in written.items():
        if key in repeated:
            if not _are_tables(value):
                problems.add(top, key, SEVERAL.format(key))
                continue
            naming = "name" if key == "inbox" else "id"
            repeated[key] = [
                Table(key, item, f"[[{key}]] {item.get(naming, f'no. {number}')}")
                for number, item in enumerate(value, start=1)
            ]
        elif key in single:
            if isinstance(value, dict):
                single[key].keys = value
            else:
                problems.add(top, key, f"this is a table: write [{key}] on a line and its keys below.")
        elif isinstance(value, dict | list) and key not in shapes[""]:
            problems.add(top, key, unknown_key(key, [*single, *repeated], "table"))
        else:
            top.keys[key] = value
    for inbox in repeated["inbox"]:
        if "source" in inbox.keys and not _are_tables(inbox.keys["source"]):
            problems.add(inbox, "source", SEVERAL.format("inbox.source"))
    return Written(top, single, repeated["inbox"], repeated["owner"])


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def overlay(
    tables: Written, environ: Mapping[str, str], shapes: Mapping[str, Collection[str]], problems: Problems
) -> None:
    """Lay the environment over the tables; blank variables count as not set."""
    for variable in sorted(environ):
        if not variable.startswith(_PREFIX) or not environ[variable].strip():
            continue
        *place, key = variable.removeprefix(_PREFIX).lower().split("__")
        known = shapes.get(place[0] if place else "", ())
        if not place and key.removesuffix("_file") not in known:
            # Containers and shells set KEEPWARM_PORT and the like for reasons of their own.
            continue
        table = _table(tables, place, variable, problems)
        if table is not None:
            _put(table, key, known, variable, environ[variable], problems)


def _table(tables: Written, place: list[str], variable: str, problems: Problems) -> Table | None:
    if not place:
        return tables.top
    if len(place) == 1 and place[0] in tables.single:
        return tables.single[place[0]]
    repeated = {"inbox": (tables.inboxes, "name"), "owner": (tables.owners, "id")}
    if len(place) == 2 and place[0] in repeated:
        candidates, naming = repeated[place[0]]
        named = {_slug(str(table.keys.get(naming, ""))): table for table in candidates}
        if place[1] in named:
            return named[place[1]]
        problems.sentences.append(f"{variable}: {unknown_key(place[1], list(named), place[0])}")
        return None
    sections = [*tables.single, *repeated]
    problems.sentences.append(
        f"{variable}: {unknown_key(place[0], sections, 'table')}"
        if place[0] not in sections
        else f"{variable}: write KEEPWARM_SECTION__KEY, or KEEPWARM_INBOX__NAME__KEY for one inbox."
    )
    return None


def _put(
    table: Table, key: str, known: Collection[str], variable: str, value: str, problems: Problems
) -> None:
    plain = key.removesuffix("_file")
    if key not in known and plain in known:
        try:
            key, value = plain, read_secret_file(Path(value))
        except SecretUnavailable as failed:
            problems.sentences.append(f"{variable}: {failed} Name a file that can be read.")
            return
    if key in _PASSWORDS:
        for other in _PASSWORDS:
            table.keys.pop(other, None)
    table.keys[key] = _unfolded(value)
    table.sources[key] = variable


def _unfolded(value: str) -> object:
    """A list comes as JSON; everything else stays the text it is."""
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _slug(name: str) -> str:
    return re.sub(r"\W|-", "_", name.lower())
