"""What time it is: the only module that asks the system.

Everything a person would read off a calendar takes `now` from the Clock that the composition root chose;
leases, socket timeouts and connection back-off use `machine_now` and `monotonic`, which no clock bends.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from threading import Lock
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


class FastClock:
    """A clock that begins at `start` and runs `factor` times as fast as the machine, for the demo."""

    def __init__(self, start: datetime, factor: float) -> None:
        self._lock = Lock()
        self._start = _utc(start)
        self._began = monotonic()
        self._factor = factor

    def now(self) -> datetime:
        with self._lock:
            return self._reading()

    def advance_to(self, instant: datetime) -> None:
        """Jump to a later instant and run on from there; an earlier one changes nothing."""
        with self._lock:
            self._start = max(self._reading(), _utc(instant))
            self._began = monotonic()

    def seconds_until(self, instant: datetime) -> float:
        """Return the machine's seconds until this clock shows `instant`; 0 when it is past."""
        return max(0.0, (_utc(instant) - self.now()).total_seconds() / self._factor)

    def _reading(self) -> datetime:
        return self._start + timedelta(seconds=(monotonic() - self._began) * self._factor)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone: write it with an offset, such as {instant}+02:00.")
    return instant.astimezone(UTC)
