"""Lengths of time as people write them in the configuration: "2h", "90m", "4h 30m", "0".

Days are refused: a day of business time is whatever the calendar says, and keys that count days say so
in their name and take a plain number.
"""

from __future__ import annotations

import re
from datetime import timedelta

_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(hours?|hrs?|h|minutes?|min|m|seconds?|sec|s)(?![a-z])")
_LONGEST = timedelta(days=3660)
_SECONDS = {"h": 3600, "m": 60, "s": 1}


def parse_duration(written: object) -> timedelta:
    """Return the length; 0 needs no unit. Raises ValueError with one sentence that says what to write."""
    if isinstance(written, timedelta):
        return written
    text = str(written).strip().lower()
    if text == "0":
        return timedelta()
    if isinstance(written, bool) or not isinstance(written, str | int):
        raise ValueError(f'"{written}" is not a length of time: write it like "2h", "90m" or "4h 30m".')
    if re.search(r"\d\s*(d|day|days|bd|w|weeks?)\b", text):
        raise ValueError(f'"{written}" counts days, whose length depends on the calendar: write hours, "8h".')
    if re.fullmatch(r"-?\d+", text):
        raise ValueError(f'{text} has no unit: write "{text.lstrip("-")}m" or "{text.lstrip("-")}h".')
    if not text or _PART.sub("", text).strip(" ,"):
        raise ValueError(f'"{written}" is not a length of time: write it like "2h", "90m" or "4h 30m".')
    seconds = sum(float(number) * _SECONDS[unit[0]] for number, unit in _PART.findall(text))
    # Longer than that no instant can be reckoned with.
    if seconds > _LONGEST.total_seconds():
        raise ValueError(f'"{text[:20]}" is longer than ten years: write a shorter length, like "2h".')
    return timedelta(seconds=seconds)


def show_duration(length: timedelta) -> str:
    """Write the length as the configuration would: "4h 30m"."""
    seconds = round(length.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m"), (seconds, "s")) if count]
    return " ".join(parts) or "0"
