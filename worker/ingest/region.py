"""The country an inbox works in, which tells what a phone number without a country's code means."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from worker.settings import Settings


def region_of(settings: Settings) -> str:
    """The country of the team's holidays, else of its zone ("DE"); "" where neither tells."""
    team = settings.team
    if team.holidays:
        return team.holidays[:2]
    return _countries().get(team.timezone, "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """The country of each zone, from the time zone database itself."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}
