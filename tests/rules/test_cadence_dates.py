"""When the touches of a run fall due, as rules, section 4 tells it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.cadence.schedule import Anchor, anchor, by_hand, first_allowed, touch_due, touch_on
from worker.hours import Calendar, NeverOpens, calendar, closing, is_business_day, is_open, local_day
from worker.quiet import parse_quiet

BERLIN = ZoneInfo("Europe/Berlin")
DESK = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin", closed=[date(2026, 12, 25)])
LUNCH = calendar("Mon-Thu 09:00-12:00 13:00-17:00, Fri 09:00-15:00", "Europe/Berlin")
CHRISTMAS = parse_quiet("24 Dec - 1 Jan")


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=BERLIN).astimezone(UTC)


def run_of(t0: datetime) -> list[datetime]:
    """Day 1, 3 and 7 of a run whose touches all go out when they are due."""
    run, previous, touches = anchor(DESK, t0), t0, []
    for day in (1, 3, 7):
        previous = touch_due(DESK, run, day, previous=previous)
        touches.append(previous)
    return touches


@pytest.mark.parametrize(
    ("t0", "days"),
    [
        ("2026-06-08", ["2026-06-09", "2026-06-11", "2026-06-15"]),
        ("2026-06-10", ["2026-06-11", "2026-06-15", "2026-06-17"]),
        ("2026-06-11", ["2026-06-12", "2026-06-16", "2026-06-18"]),
        ("2026-06-12", ["2026-06-15", "2026-06-17", "2026-06-19"]),
        ("2026-06-13", ["2026-06-15", "2026-06-17", "2026-06-22"]),
        ("2026-12-23", ["2026-12-24", "2026-12-29", "2026-12-31"]),
    ],
)
def test_the_days_of_a_run(t0: str, days: list[str]) -> None:
    assert run_of(at(f"{t0} 10:40")) == [at(f"{day} 10:40") for day in days]


@pytest.mark.parametrize(
    ("clock", "day", "goes"),
    [
        ("10:40", "2026-06-10", "10:40"),
        ("07:00", "2026-06-10", "09:00"),
        ("12:20", "2026-06-10", "13:00"),
        ("11:59", "2026-06-10", "11:59"),
        ("16:00", "2026-06-10", "16:00"),
        ("16:30", "2026-06-10", "16:00"),
        ("17:00", "2026-06-10", "16:00"),
        ("23:10", "2026-06-10", "16:00"),
        ("16:30", "2026-06-12", "14:00"),
    ],
)
def test_a_touch_goes_at_the_clock_time_of_the_first_message_but_in_hours(
    clock: str, day: str, goes: str
) -> None:
    wanted = time.fromisoformat(clock)
    assert touch_on(LUNCH, date.fromisoformat(day), wanted) == at(f"{day} {goes}")


def test_the_clock_time_stays_when_clocks_change() -> None:
    # Summer time ends on Sunday 25 October 2026.
    thursday = at("2026-10-22 10:00")
    assert thursday.hour == 8
    friday, tuesday, next_thursday = run_of(thursday)
    assert (friday.hour, tuesday.hour, next_thursday.hour) == (8, 9, 9)
    assert tuesday == at("2026-10-27 10:00")


def test_a_touch_that_went_out_late_pushes_the_next_one() -> None:
    run = anchor(DESK, at("2026-06-08 10:00"))
    # Day 1 was due on Tuesday and sent on Wednesday afternoon: Day 3 is Friday, not Thursday.
    assert touch_due(DESK, run, 3, previous=at("2026-06-10 16:00")) == at("2026-06-12 10:00")
    # Day 3 sent on time leaves Day 7 where it was.
    assert touch_due(DESK, run, 7, previous=at("2026-06-11 16:00")) == at("2026-06-15 10:00")


def test_a_mail_by_hand_moves_the_later_steps_and_keeps_their_distance() -> None:
    run = anchor(DESK, at("2026-06-08 10:00"))
    # The owner writes on Friday 12 in place of Day 3; Day 7 stays four days behind: Tuesday 16.
    moved = by_hand(run, at("2026-06-12 15:00"), day=3)
    assert touch_due(DESK, moved, 7, previous=moved.at) == at("2026-06-16 10:00")


def test_a_later_run_starts_at_day_3() -> None:
    answered = at("2026-06-11 11:00")
    assert touch_due(DESK, anchor(DESK, answered), 3, previous=answered) == at("2026-06-15 11:00")


def test_days_may_be_counted_in_business_days() -> None:
    run = anchor(DESK, at("2026-06-10 10:00"))
    due = touch_due(DESK, run, 7, previous=at("2026-06-15 10:00"), counting="business")
    assert due == at("2026-06-19 10:00")


def test_a_quiet_time_has_no_touches() -> None:
    run = anchor(DESK, at("2026-12-23 10:00"))
    assert touch_due(DESK, run, 1, previous=run.at, quiet=[CHRISTMAS]) == at("2027-01-04 10:00")
    assert touch_on(DESK, date(2026, 12, 30), time(10), quiet=[CHRISTMAS]) == at("2027-01-04 10:00")
    assert touch_on(DESK, date(2026, 12, 23), time(10), quiet=[CHRISTMAS]) == at("2026-12-23 10:00")
    with pytest.raises(NeverOpens):
        touch_on(DESK, date(2026, 12, 23), time(10), quiet=[parse_quiet("1 Jan - 31 Dec")])


def test_a_held_run_goes_on_at_its_date() -> None:
    run = anchor(DESK, at("2026-06-08 10:40"))
    assert touch_on(DESK, date(2026, 7, 4), run.clock) == at("2026-07-06 10:40")


@pytest.mark.parametrize(
    "words", ["24 Dec - 1 Jan", "24.12. - 1.1.", "24. Dezember bis 1. Januar", "Dec 24 - Jan 1"]
)
def test_a_quiet_time_may_be_written_in_several_ways(words: str) -> None:
    assert parse_quiet(words) == CHRISTMAS
    assert [CHRISTMAS.covers(date(2026, 12, day)) for day in (23, 24, 31)] == [False, True, True]
    assert [CHRISTMAS.covers(date(2027, 1, day)) for day in (1, 2)] == [True, False]


def test_a_quiet_time_may_come_once() -> None:
    once = parse_quiet("2026-12-24 - 2027-01-03")
    assert once.covers(date(2027, 1, 3))
    assert not once.covers(date(2027, 12, 27))
    assert parse_quiet("2026-06-10").covers(date(2026, 6, 10))
    assert parse_quiet("29 Feb").covers(date(2028, 2, 29))


@pytest.mark.parametrize(
    "words", ["", "Christmas", "24 Dec -", "31 Feb - 1 Mar", "24 Foo - 1 Jan", "2027-01-03 - 2026-12-24"]
)
def test_an_unreadable_quiet_time_says_what_to_write(words: str) -> None:
    with pytest.raises(ValueError, match=r"24 Dec - 1 Jan|exchange its two dates"):
        parse_quiet(words)


def test_two_touches_to_one_person_are_a_night_and_a_business_day_apart() -> None:
    assert first_allowed(DESK, at("2026-06-10 10:00")) == at("2026-06-11 09:00")
    assert first_allowed(DESK, at("2026-06-10 16:00")) == at("2026-06-11 12:00")
    assert first_allowed(DESK, at("2026-06-12 10:00")) == at("2026-06-15 09:00")
    assert first_allowed(DESK, at("2026-06-10 22:00")) == at("2026-06-12 09:00")


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 3 * 366 * 86_400),
    st.sampled_from([DESK, LUNCH]),
    st.sampled_from([1, 3, 7]),
)
def test_a_touch_is_always_in_hours_on_a_later_business_day(seconds: int, cal: Calendar, day: int) -> None:
    t0 = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    due = touch_due(cal, Anchor(t0, 0, t0.astimezone(BERLIN).time()), day, previous=t0, quiet=[CHRISTMAS])
    assert is_open(cal, due)
    assert due + timedelta(hours=1) <= (closing(cal, local_day(cal, due)) or due)
    assert is_business_day(cal, local_day(cal, due))
    assert local_day(cal, due) >= local_day(cal, t0) + timedelta(days=day)
    assert not CHRISTMAS.covers(local_day(cal, due))
