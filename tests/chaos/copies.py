"""A copy of the product to run from: no edit meanwhile changes it, and it may hold a mistake."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.chaos.processes import PROJECT

Replacement = tuple[str, str, str]  # a file below worker/, the text in it, what takes its place


def copy(folder: Path, replacements: Sequence[Replacement] = ()) -> Path:
    """Copy the product into `folder`. Raises AssertionError where a text to replace is not there."""
    code = folder / "code"
    shutil.copytree(PROJECT / "worker", code / "worker")
    shutil.copytree(PROJECT / "templates", code / "templates")
    for name, old, new in replacements:
        path = code / "worker" / name
        words = path.read_text(encoding="utf-8")
        assert old in words, f"{name} no longer says {old!r}: find another way to make this mistake"
        path.write_text(words.replace(old, new), encoding="utf-8")
    return code
