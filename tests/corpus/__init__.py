"""Mails of all kinds in their real shapes, with invented people. One file a mail, named by its kind."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def read(name: str) -> bytes:
    """The raw bytes of one mail."""
    return (FOLDER / f"{name}.eml").read_bytes()
