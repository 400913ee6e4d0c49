"""A bare "12h" is how long a lead sleeps, and a clock when a customer is told (rules, section 7)."""

from __future__ import annotations

import pytest

from tests.rules.test_days_away import WEDNESDAY, Desk, shown
from worker.commands.grammar import parse
from worker.commands.said import Said
from worker.commands.times import coming_and_why


@pytest.mark.parametrize(
    ("words", "meant", "reason"),
    [
        ("snooze 12h", "Wed 10 Jun 22:00", ""),
        ("snooze 8h, she is away", "Wed 10 Jun 18:00", "she is away"),
        ("snooze 16h because she is away", "Thu 11 Jun 02:00", "because she is away"),
        ("snooze until 16h", "Wed 10 Jun 16:00", ""),
        ("later 12h", "Wed 10 Jun 12:00", ""),
    ],
)
def test_bare_hours_are_a_length_for_snooze_and_a_clock_for_later(
    words: str, meant: str, reason: str
) -> None:
    (command,) = parse(words).commands
    at, _, why = coming_and_why(Desk(), Said("jamie", command, WEDNESDAY))  # type: ignore[arg-type]  # no database
    assert (shown(at), why) == (meant, reason)
