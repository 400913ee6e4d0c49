"""Defaults that follow from other keys, filled in before the tables are checked.

So every value the program holds is complete, and nobody asks later "and if it is not set?".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from worker.free_mail import is_free_mail
from worker.settings.problems import Table
from worker.settings.source import Written

_RHYTHMS: Mapping[object, Mapping[str, object]] = {
    "desk": {"first_response": "2h", "nudge": True, "offers": True},
    "field": {"first_response": "4h", "nudge": False, "offers": True},
    "solo": {"first_response": "4h", "nudge": False, "offers": False},
}


def complete(tables: Written) -> None:
    """Fill in what was left out and can be derived; each key filled is noted as inherited."""
    team = tables.single["team"]
    owners = _words(tables.owners, "id")
    domains = [address.rpartition("@")[2] for address in _words(tables.inboxes, "address")]

    rhythm = team.keys.get("rhythm", "desk")
    for key, value in _RHYTHMS.get(rhythm if isinstance(rhythm, str) else "", _RHYTHMS["desk"]).items():
        _fill(team, key, value)
    if domains:
        _fill(team, "name", domains[0])
    _fill(team, "domains", sorted({domain.lower() for domain in domains if not is_free_mail(domain)}))
    _split_holidays(team)
    if len(owners) == 1:
        _fill(team, "fallback", owners)
    _inherit(team, "manager", team, "fallback")
    _inherit(team, "admins", team, "manager")

    for inbox in tables.inboxes:
        if owners:
            _fill(inbox, "pool", owners)
    for owner in tables.owners:
        _inherit(owner, "timezone", team, "timezone")
        _split_holidays(owner)


def _fill(table: Table, key: str, value: Any) -> None:
    if key not in table.keys:
        table.keys[key] = value
        table.inherited.add(key)


def _inherit(table: Table, key: str, origin: Table, origin_key: str) -> None:
    """Take the value from elsewhere; where it is missing there, that is said there."""
    if origin_key in origin.keys:
        _fill(table, key, origin.keys[origin_key])
    elif key not in table.keys:
        table.inherited.add(key)


def _split_holidays(table: Table) -> None:
    """`holidays` may mix a region and own dates: the dates go to `closed`, where they are checked."""
    written = table.keys.get("holidays")
    if not isinstance(written, list):
        return
    regions = [item for item in written if isinstance(item, str) and not item[:1].isdigit()]
    dates = [item for item in written if item not in regions]
    del table.keys["holidays"]
    if regions:
        table.keys["holidays"] = regions[0] if len(regions) == 1 else regions
    if dates:
        own = table.keys.get("closed", [])
        table.keys["closed"] = [*(own if isinstance(own, list) else [own]), *dates]


def _words(tables: list[Table], key: str) -> list[str]:
    return [table.keys[key] for table in tables if isinstance(table.keys.get(key), str)]
