"""Windows derived from the first-response target (rules, section 2)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from worker.settings import Numbers, Settings, load, windows

EXAMPLE = Path(__file__).parents[2] / "deploy" / "keepwarm.example.toml"


def numbers(eligible: int, **environ: str) -> Numbers:
    settings: Settings = load(EXAMPLE, {f"KEEPWARM_{key}": value for key, value in environ.items()})
    return windows(settings.team, settings.offer, eligible)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("eligible", "offers", "window"),
    [(7, 3, 20), (3, 3, 20), (2, 2, 30), (1, 1, 60), (0, 0, 60)],
)
def test_at_a_desk_half_of_two_hours_is_shared_by_the_offers(eligible, offers, window):
    found = numbers(eligible)
    assert (found.offers, found.accept_window) == (offers, minutes(window))
    assert found.nudge_after == minutes(window / 2)
    assert (found.first_response, found.remind_after) == (minutes(120), minutes(90))


def test_in_the_field_windows_are_longer_and_nobody_is_nudged():
    found = numbers(3, TEAM__RHYTHM="field")
    assert (found.first_response, found.accept_window, found.nudge_after) == (minutes(240), minutes(40), None)


def test_alone_there_are_no_offers():
    assert numbers(3, TEAM__RHYTHM="solo").offers == 1


def test_a_window_is_never_longer_than_an_hour_nor_shorter_than_five_minutes():
    assert numbers(2, TEAM__FIRST_RESPONSE="8h").accept_window == minutes(60)
    assert numbers(2, TEAM__FIRST_RESPONSE="20m").accept_window == minutes(5)


def test_a_window_of_ones_own_is_kept():
    assert numbers(2, TEAM__ACCEPT_WINDOW="10m").accept_window == minutes(10)
