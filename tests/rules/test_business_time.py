"""Business time as rules, section 3 tells it: the checked vectors, the laws, and owners in two zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.hours import (
    Calendar,
    add,
    add_business_days,
    at_clock,
    between,
    calendar,
    closing,
    is_open,
    next_opening,
    next_start,
    open_spans,
    opening,
    union,
    without,
)

BERLIN = ZoneInfo("Europe/Berlin")
DESK = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin", closed=[date(2026, 12, 25)])
LUNCH = calendar("Mon-Fri 09:00-12:00 13:00-17:00", "Europe/Berlin")
NIGHT = calendar("Sun 00:00-06:00", "Europe/Berlin")
TWO_HOURS = timedelta(hours=2)


def at(words: str, *, fold: int = 0) -> datetime:
    # As UTC, because aware times in an hour that comes twice never equal those of another zone (PEP 495).
    return datetime.fromisoformat(words).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("cal", "arrival", "due"),
    [
        (DESK, "2026-06-10 10:00", "2026-06-10 12:00"),
        (DESK, "2026-06-10 15:00", "2026-06-10 17:00"),
        (DESK, "2026-06-10 16:30", "2026-06-11 10:30"),
        (DESK, "2026-06-10 17:00", "2026-06-11 11:00"),
        (DESK, "2026-06-10 08:59:59", "2026-06-10 11:00"),
        (DESK, "2026-06-12 16:30", "2026-06-15 10:30"),
        (DESK, "2026-06-13 22:00", "2026-06-15 11:00"),
        (DESK, "2026-12-24 16:00", "2026-12-28 10:00"),
        (LUNCH, "2026-06-10 11:30", "2026-06-10 14:30"),
        (NIGHT, "2026-03-29 01:30", "2026-03-29 04:30"),
    ],
)
def test_a_first_answer_is_due_two_business_hours_after_arrival(
    cal: Calendar, arrival: str, due: str
) -> None:
    assert add(cal, at(arrival), TWO_HOURS) == at(due)


def test_the_hour_that_comes_twice_counts_twice() -> None:
    due = add(NIGHT, at("2026-10-25 01:30"), TWO_HOURS)
    assert due == at("2026-10-25 02:30", fold=1)
    assert due.astimezone(BERLIN).utcoffset() == timedelta(hours=1)


def test_the_checked_offer_example_of_section_2() -> None:
    arrival = at("2026-06-12 16:40")
    after = [add(DESK, arrival, timedelta(minutes=minutes)) for minutes in (10, 20, 40, 60, 120)]
    assert after == [
        at("2026-06-12 16:50"),
        at("2026-06-12 17:00"),
        at("2026-06-15 09:20"),
        at("2026-06-15 09:40"),
        at("2026-06-15 10:40"),
    ]
    assert add_business_days(DESK, arrival, 1) == at("2026-06-15 16:40")


def test_what_is_due_at_closing_goes_at_the_next_opening() -> None:
    assert not is_open(DESK, at("2026-06-12 17:00"))
    assert next_opening(DESK, at("2026-06-12 17:00")) == at("2026-06-15 09:00")
    assert next_opening(DESK, at("2026-06-12 16:59")) == at("2026-06-12 16:59")
    assert next_start(DESK, at("2026-06-12 09:00")) == at("2026-06-12 09:00")
    assert next_start(DESK, at("2026-06-12 09:01")) == at("2026-06-15 09:00")


def test_a_business_day_from_a_closed_hour_starts_at_the_opening() -> None:
    assert add_business_days(DESK, at("2026-06-13 22:00"), 1) == at("2026-06-16 09:00")
    assert add_business_days(DESK, at("2026-06-13 22:00"), 0) == at("2026-06-15 09:00")
    short_friday = calendar("Mon-Thu 09:00-17:00, Fri 09:00-15:00", "Europe/Berlin")
    assert add_business_days(short_friday, at("2026-06-11 16:40"), 1) == at("2026-06-15 09:00")


# Owners in two zones: the team is open while either is, whatever their clocks show.

JAMIE = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin")
CY = calendar("Mon-Fri 09:00-17:00", "America/New_York", "US")
TEAM = union([JAMIE, CY], "Europe/Berlin")


def test_two_owners_in_two_zones_make_one_long_day() -> None:
    assert list(open_spans(TEAM, at("2026-06-10 00:00"), at("2026-06-11 00:00"))) == [
        (at("2026-06-10 09:00"), at("2026-06-10 23:00"))
    ]
    assert add(TEAM, at("2026-06-10 22:00"), TWO_HOURS) == at("2026-06-11 10:00")
    assert add(CY, at("2026-06-10 22:00"), TWO_HOURS) == at("2026-06-11 16:00")
    assert closing(TEAM, date(2026, 6, 10)) == at("2026-06-10 23:00")


def test_for_three_weeks_in_march_the_ocean_is_an_hour_narrower() -> None:
    # New York changes its clocks on 8 March 2026, Berlin on 29 March.
    assert closing(TEAM, date(2026, 3, 6)) == at("2026-03-06 23:00")
    assert closing(TEAM, date(2026, 3, 11)) == at("2026-03-11 22:00")
    assert closing(TEAM, date(2026, 3, 30)) == at("2026-03-30 23:00")


def test_a_holiday_closes_only_the_owner_who_has_it() -> None:
    # Friday 3 July 2026: Independence Day, which falls on a Saturday, is observed in the United States.
    assert closing(TEAM, date(2026, 7, 3)) == at("2026-07-03 17:00")
    assert add(TEAM, at("2026-07-03 16:00"), TWO_HOURS) == at("2026-07-06 10:00")


def test_while_nobody_is_present_time_stands_still() -> None:
    away = (at("2026-06-10 10:00"), at("2026-06-11 12:00"))
    alone = without(JAMIE, [away])
    assert add(alone, at("2026-06-10 09:30"), TWO_HOURS) == at("2026-06-11 13:30")
    assert next_opening(alone, at("2026-06-10 10:00")) == at("2026-06-11 12:00")
    assert add_business_days(alone, at("2026-06-10 10:30"), 1) == at("2026-06-12 12:00")
    # A colleague over the ocean is still there.
    together = union([alone, CY], "Europe/Berlin")
    assert next_opening(together, at("2026-06-10 10:00")) == at("2026-06-10 15:00")


# The laws.

CALENDARS = [
    DESK,
    LUNCH,
    NIGHT,
    TEAM,
    calendar("Mon-Fri 09:00-17:00", "Europe/Berlin", "DE-BE"),
    calendar("Mon-Sun 00:00-24:00", "Europe/Berlin"),
    calendar("Fri 22:00-02:00, Sun 01:30-02:30", "America/New_York"),
    calendar("Mon-Sat 01:00-02:15 02:30-06:00 23:15-00:45", "Australia/Lord_Howe"),
    calendar("Sun-Fri 10:00-17:30", "Asia/Kathmandu"),
    calendar("Mon-Sun 02:00-03:15 09:00-12:00", "Pacific/Chatham"),
    calendar("Mon-Fri 08:30-12:30 13:15-17:00", "America/New_York", "US"),
    calendar("Mon-Fri 09:00-17:00", "America/St_Johns"),
    union([calendar("Mon-Sun 00:00-24:00", "Asia/Kathmandu"), CY], "Australia/Lord_Howe"),
    without(LUNCH, [(at("2026-03-27 10:00"), at("2026-03-30 12:30"))]),
]
calendars = st.sampled_from(CALENDARS)
# Half of the instants lie near a change of clocks of one of the zones.
changes = st.sampled_from(
    [
        *(datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)),
        *(datetime(2026, 4, 5, tzinfo=UTC), datetime(2026, 9, 27, tzinfo=UTC)),
        *(datetime(2026, 10, 4, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)),
        *(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC)),
    ]
)
near = st.integers(-3 * 86_400, 3 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
instants = st.one_of(
    st.integers(0, 6 * 366 * 86_400).map(lambda s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=s)),
    st.builds(lambda change, offset: change + offset, changes, near),
)
durations = st.one_of(
    st.timedeltas(timedelta(), timedelta(hours=60)),
    st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes)),
)
law = settings(max_examples=300, deadline=None)


@law
@given(calendars, instants, durations)
def test_the_time_between_start_and_due_is_the_time_added(cal: Calendar, t: datetime, d: timedelta) -> None:
    assert between(cal, t, add(cal, t, d)) == d


@law
@given(calendars, instants, instants, durations)
def test_who_writes_later_is_never_due_earlier(cal: Calendar, a: datetime, b: datetime, d: timedelta) -> None:
    a, b = min(a, b), max(a, b)
    assert add(cal, a, d) <= add(cal, b, d)


@law
@given(calendars, instants, durations, durations)
def test_more_time_is_never_due_earlier(cal: Calendar, t: datetime, a: timedelta, b: timedelta) -> None:
    a, b = min(a, b), max(a, b)
    assert add(cal, t, a) <= add(cal, t, b)


@law
@given(calendars, instants, durations, durations)
def test_two_spans_in_turn_are_their_sum(cal: Calendar, t: datetime, a: timedelta, b: timedelta) -> None:
    assert add(cal, add(cal, t, a), b) == add(cal, t, a + b)


@law
@given(calendars, instants, durations)
def test_a_due_time_lies_in_an_open_span_or_on_its_closing_edge(
    cal: Calendar, t: datetime, d: timedelta
) -> None:
    due = add(cal, t, d)
    assert is_open(cal, due) or is_open(cal, due - timedelta(microseconds=1))
    assert due.tzinfo is UTC


@law
@given(calendars, instants)
def test_nothing_added_is_now_or_the_next_opening(cal: Calendar, t: datetime) -> None:
    due = add(cal, t, timedelta())
    if is_open(cal, t) or is_open(cal, t - timedelta(microseconds=1)):
        assert due == t
    else:
        assert due == next_opening(cal, t)


@law
@given(calendars, instants)
def test_the_next_opening_is_the_first_open_instant(cal: Calendar, t: datetime) -> None:
    first = next_opening(cal, t)
    assert first >= t
    assert is_open(cal, first)
    assert between(cal, t, first) == timedelta()


@settings(law, max_examples=60)
@given(calendars, instants, instants, instants)
def test_open_time_adds_up(cal: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    assert between(cal, a, b) + between(cal, b, c) == between(cal, a, c)
    assert between(cal, a, b) == -between(cal, b, a)


@law
@given(st.sampled_from([c for c in CALENDARS if c not in (CALENDARS[5], CALENDARS[12])]), instants)
def test_spans_are_apart_and_agree_with_is_open(cal: Calendar, t: datetime) -> None:
    spans = list(open_spans(cal, t, t + timedelta(days=9)))
    for (_, end), (begin, _) in pairwise(spans):
        assert end < begin
        assert not is_open(cal, end)
        assert is_open(cal, begin)
        assert next_start(cal, end) == begin


@law
@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham"]), instants
)
def test_away_from_changed_clocks_open_is_what_the_wall_clock_says(zone: str, t: datetime) -> None:
    cal = calendar("Mon-Fri 09:00-12:00 13:00-17:00", zone)
    local = t.astimezone(cal.zone)
    said = time(9) <= local.time() < time(12) or time(13) <= local.time() < time(17)
    assert is_open(cal, t) == (said and local.weekday() < 5)


@law
@given(calendars, instants)
def test_a_day_lies_between_its_opening_and_its_closing(cal: Calendar, t: datetime) -> None:
    day = t.astimezone(cal.zone).date()
    first, last = opening(cal, day), closing(cal, day)
    begin, end = at_clock(cal, day, time()), at_clock(cal, day + timedelta(days=1), time())
    if first is None or last is None:
        assert first is last is None
        assert between(cal, begin, end) == timedelta()
    else:
        assert begin <= first < last <= end
        assert between(cal, first, last) == between(cal, begin, end)
