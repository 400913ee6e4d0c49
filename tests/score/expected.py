"""One line of an `expected.jsonl` compared with what `describe` says of the mail.

A line names what must hold and is silent on the rest: dictionaries are subsets, of the facts each
listed one must be there, texts are compared without regard to white space.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "corpus"


def cases() -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Kind, file and expected values of every mail in a folder of our own corpus."""
    for listing in sorted(CORPUS.glob("*/expected.jsonl")):
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.strip():
                expected = json.loads(line)
                yield listing.parent.name, listing.parent / expected.pop("file"), expected


def differences(expected: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """Return what does not hold, a plain line each; nothing when all of it does."""
    return [line for key, wanted in expected.items() for line in _differ(key, wanted, said.get(key))]


def _differ(path: str, wanted: Any, got: Any) -> Iterator[str]:
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key, value in wanted.items():
            yield from _differ(f"{path}.{key}", value, got.get(key))
    elif isinstance(wanted, list) and isinstance(got, list):
        for value in wanted:
            if all(list(_differ(path, value, other)) for other in got):
                yield f"{path}: {value!r} is not among {got!r}"
    elif _plain(wanted) != _plain(got):
        yield f"{path}: wanted {wanted!r}, got {got!r}"


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
