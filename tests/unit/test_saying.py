"""Times as people say them (rules, sections 5 and 9)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.outbox.saying import (
    owner_subject,
    round_up_half_hour,
    say_at,
    say_by,
    say_day,
    say_option,
    say_span,
    say_when,
)

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_EVENING = datetime(2026, 6, 8, 20, 20, tzinfo=BERLIN)


def june(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("instant", "english", "german"),
    [
        (june(8, 21), "by 9 pm today", "bis heute, 21 Uhr"),
        (june(9, 12), "by noon tomorrow, Tuesday", "bis morgen, Dienstag, 12 Uhr"),
        (june(9, 14), "by 2 pm tomorrow, Tuesday", "bis morgen, Dienstag, 14 Uhr"),
        (june(9, 11, 30), "by 11:30 am tomorrow, Tuesday", "bis morgen, Dienstag, 11:30 Uhr"),
        (june(10, 0), "by midnight tomorrow, Tuesday", "bis morgen, Dienstag, Mitternacht"),
        (june(11, 9), "by 9 am on Thursday", "bis Donnerstag, 9 Uhr"),
        (june(15, 9), "by 9 am on Monday, 15 June", "bis Montag, 15. Juni, 9 Uhr"),
    ],
)
def test_a_promise_is_said_as_people_say_it(instant: datetime, english: str, german: str) -> None:
    assert say_by(instant, MONDAY_EVENING, BERLIN) == english
    assert say_by(instant.astimezone(UTC), MONDAY_EVENING.astimezone(UTC), BERLIN, "de-AT") == german
    assert say_by(instant, MONDAY_EVENING, BERLIN, "fr") == english


def test_the_city_is_said_where_the_customers_clock_differs() -> None:
    due = june(9, 14)
    assert say_by(due, MONDAY_EVENING, BERLIN, their_offset=timedelta(hours=2)) == "by 2 pm tomorrow, Tuesday"
    assert say_by(due, MONDAY_EVENING, BERLIN, their_offset=timedelta(hours=-4)).endswith("(Berlin time)")
    new_york = ZoneInfo("America/New_York")
    assert say_by(due, MONDAY_EVENING, new_york, "de", their_offset=timedelta(0)).endswith(
        "(Uhrzeit in New York)"
    )


@pytest.mark.parametrize(
    ("instant", "words", "short"),
    [
        (june(8, 21, 5), "today 21:05", "21:05"),
        (june(11, 12), "Thu 12:00", "Thu 12:00"),
        (june(14, 9), "Sun 9:00", "Sun 9:00"),
        (june(15, 9), "Mon 15 Jun 9:00", "Mon 15 Jun 9:00"),
        (june(1, 9), "Mon 1 Jun 9:00", "Mon 1 Jun 9:00"),
    ],
)
def test_owners_read_short_times(instant: datetime, words: str, short: str) -> None:
    assert say_when(instant, MONDAY_EVENING, BERLIN) == words
    assert say_at(instant, MONDAY_EVENING, BERLIN) == short


def test_options_name_the_day_and_far_ones_the_date() -> None:
    assert say_option(june(11, 16), BERLIN) == "Thu 16:00"
    assert say_option(june(11, 16), BERLIN, "de") == "Do 16:00 Uhr"
    assert say_option(june(18, 16), BERLIN, now=MONDAY_EVENING) == "Thu 18 Jun 16:00"
    assert say_option(june(18, 16), BERLIN, "de", now=MONDAY_EVENING) == "Do 18. Juni 16:00 Uhr"


def test_a_day_names_another_year() -> None:
    assert say_day(date(2026, 6, 16), date(2026, 6, 10)) == "Tue 16 Jun"
    assert say_day(date(2027, 7, 2), date(2026, 6, 10)) == "Fri 2 Jul 2027"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (35, "35 min"),
        (80, "1 h 20 min"),
        (60, "1 h"),
        (3120, "2 d 4 h"),
        (2881, "2 d"),
        (-5, "0 min"),
    ],
)
def test_spans_have_two_units_at_most(minutes: int, words: str) -> None:
    assert say_span(timedelta(minutes=minutes)) == words


@given(
    st.integers(min_value=0, max_value=366 * 24 * 3600),
    st.sampled_from(["Europe/Berlin", "Asia/Kathmandu"]),
)
def test_half_hours_are_those_of_the_local_clock(seconds: int, name: str) -> None:
    zone, instant = ZoneInfo(name), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    rounded = round_up_half_hour(instant, zone)
    assert timedelta(0) <= rounded - instant < timedelta(minutes=30)
    assert rounded.astimezone(zone).minute in (0, 30)
    assert round_up_half_hour(rounded, zone) == rounded


def test_an_owners_subject_has_the_name_first_and_45_characters() -> None:
    assert owner_subject("Peter Preis", "garden office 12 m2") == "Peter Preis: garden office 12 m2"
    assert owner_subject("Peter\r\nPreis", "") == "Peter Preis"
    long = owner_subject("Peter Preis", "a heated garden office of 12 m2, delivered to 04109")
    assert long == "Peter Preis: a heated garden office of 12 m2…"
    assert len(owner_subject("x" * 300, "y" * 300)) <= 45
