"""docs/settings.md names every key and its default, and nothing else."""

from __future__ import annotations

import re
from dataclasses import MISSING, Field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from worker.settings.durations import show_duration
from worker.settings.loading import SHAPES

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"


def documented() -> dict[str, dict[str, str]]:
    """Section -> key -> default, as the page has them."""
    sections: dict[str, dict[str, str]] = {}
    for line in PAGE.read_text().splitlines():
        if line.startswith("## "):
            section = re.sub(r"[\[\]]", "", line.removeprefix("## ")) if "[" in line else ""
            sections[section] = {}
        elif row := re.fullmatch(r"\| `(\w+)` \| (.+?) \| (.+) \|", line):
            sections[section][row[1]] = row[2]
    return sections


def shown(field: Field[Any]) -> str | None:
    """Return the default as the page writes it; None where it follows from other keys, or is required."""
    match field.default:
        case value if value is MISSING:
            return None
        case None | ():
            return "none"
        case bool(value):
            return str(value).lower()
        case tuple(values):
            return ", ".join(values)
        case timedelta() as value:
            return show_duration(value)
        case value:
            return str(value)


def test_every_table_has_its_section():
    assert set(documented()) == set(SHAPES)


@pytest.mark.parametrize("section", SHAPES)
def test_every_key_is_there_with_its_default(section):
    page = documented()[section]
    assert list(page) == [field.name for field in fields(SHAPES[section])]
    for field in fields(SHAPES[section]):
        expected = shown(field)
        # A default of None may stand for what the page says in words.
        if expected not in (None, "none"):
            assert page[field.name] == expected, field.name
