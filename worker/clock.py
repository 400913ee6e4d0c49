"""What time it is: the only module that asks the system.

Everything a person would read off a calendar takes `now` from the Clock that the composition root chose;
leases, socket timeouts and connection back-off use `machine_now` and `monotonic`, which no clock bends.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The business clock: an aware UTC instant."""

    def now(self) -> datetime: ...


def machine_now() -> datetime:
    """Return the machine's own time, aware UTC: for leases, which other processes read."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds that never run backward: for back-off and timeouts within this process."""
    return time.monotonic()


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return machine_now()


class StandingClock:
    """A clock that stands still, for `--now` and for tests, which move it by `advance_to`."""

    def __init__(self, instant: datetime) -> None:
        self._now = _utc(instant)

    def now(self) -> datetime:
        return self._now

    def advance_to(self, instant: datetime) -> None:
        """Move to a later instant; an earlier one changes nothing."""
        self._now = max(self._now, _utc(instant))


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone: write it with an offset, such as {instant}+02:00.")
    return instant.astimezone(UTC)
