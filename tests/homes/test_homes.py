"""The two homes themselves: what the scaled one loses and doubles, and that it hides no failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.homes.shared_clock import SharedClock
from tests.homes.unreliable import Unreliable
from tests.story import Story, when

Tell = Callable[..., Story]
INQUIRY = ("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")


def test_half_of_the_wake_ups_are_lost_and_half_of_the_others_come_twice() -> None:
    carried: Counter[str] = Counter()
    layer = Unreliable(lambda name: carried.update([name]), seed=1)
    for number in range(1000):
        layer.send(str(number))
    how_often = Counter(carried[str(number)] for number in range(1000))
    assert sum(how_often.values()) == 1000
    assert 450 < how_often[0] < 550
    assert 200 < how_often[1] < 300
    assert 200 < how_often[2] < 300


def test_a_clock_is_read_where_another_moved_it(tmp_path: Path) -> None:
    moved = SharedClock(tmp_path / "instant", when("2026-06-10 10:00"))
    read = SharedClock(tmp_path / "instant")
    moved.advance_to(when("2026-06-11 09:00"))
    assert read.now() == when("2026-06-11 09:00")
    moved.advance_to(when("2026-06-10 12:00"))
    assert read.now() == when("2026-06-11 09:00"), "time does not go back"


@pytest.mark.parametrize("lives_in", ["scaled"], indirect=True)
def test_a_story_that_its_workers_cannot_act_on_fails(tell: Tell) -> None:
    story = tell()
    story.config.write_text('mode = "loud"')
    with pytest.raises(AssertionError, match="an actor failed"):
        story.receives(*INQUIRY)
