"""Clocks that run, stand still and hurry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from worker.clock import StandingClock, SystemClock, machine_now, monotonic

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)


def test_the_system_clock_shows_aware_utc() -> None:
    before = machine_now()
    assert before <= SystemClock().now() <= machine_now()
    assert SystemClock().now().tzinfo is UTC
    assert monotonic() <= monotonic()


def test_a_standing_clock_only_moves_when_told_and_never_back() -> None:
    clock = StandingClock(NOON.astimezone(timezone(timedelta(hours=2))))
    assert clock.now() == clock.now() == NOON
    clock.advance_to(NOON + timedelta(hours=1))
    clock.advance_to(NOON)
    assert clock.now() == NOON + timedelta(hours=1)
    assert clock.now().tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        StandingClock(NOON.replace(tzinfo=None))
