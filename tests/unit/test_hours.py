"""Hours in words, zones with odd clocks, and what a calendar refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from worker.hours import (
    NeverOpens,
    add,
    business_day_after,
    calendar,
    check_opens,
    closing,
    is_business_day,
    is_open,
    next_opening,
    next_start,
    opening,
    parse_week,
    union,
    without,
)

NINE, NOON, ONE, FIVE = 540, 720, 780, 1020


def test_a_week_with_lunch() -> None:
    week = parse_week("Mon-Fri 09:00-12:00 13:00-17:00")
    assert week.days == (((NINE, NOON), (ONE, FIVE)),) * 5 + ((), ())


@pytest.mark.parametrize(
    "words",
    [
        "Mon-Thu 09:00-17:00, Fri 09:00-15:00",
        "mon - thu 9-17; Friday 9:00 - 15:00",
        "Mo-Do 09:00–17:00, Fr 09:00-12:00 12:00-15:00",
        "Mon, Tue, Wed, Thu 09:00-17:00 Fri 09:00-15:00",
    ],
)
def test_the_same_week_may_be_written_in_several_ways(words: str) -> None:
    assert parse_week(words).days == (((NINE, FIVE),),) * 4 + (((NINE, 900),), (), ())


def test_a_night_belongs_to_two_days() -> None:
    assert parse_week("Fri 22:00-02:00").days[4:6] == (((1320, 1440),), ((0, 120),))
    assert parse_week("Sun 22:00-02:00").days[0] == ((0, 120),)
    assert parse_week("Sun 22:00-24:00").days[0] == ()
    assert parse_week("Fri-Sun 00:00-24:00").days[4:] == (((0, 1440),),) * 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "lack a day"),
        ("Mon-Fri", "lack a day"),
        ("09:00-17:00", "before any day"),
        ("Mon-Fry 09:00-17:00", '"Mon-Fry" in the hours is not a day'),
        ("Mon-Fri 09:00", "not a span"),
        ("Mon-Fri 09:00-25:00", "between 00:00 and 24:00"),
        ("Mon-Fri 09:70-17:00", "between 00:00 and 24:00"),
        ("Mon 09:00-09:00", "between 00:00 and 24:00"),
        ("Mon 09:00-12:00 11:00-17:00", "overlap"),
        ("Mon-Fri 9-5", 'write "09:00-17:00", or "09:00-05:00"'),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        parse_week(words)
    assert str(refused.value).endswith(".")


def test_unknown_zones_and_holidays_say_what_to_write() -> None:
    with pytest.raises(ValueError, match="Europe/Berlin"):
        calendar("Mon 09:00-17:00", "Berlin")
    for code in ("XX", "DE-XX", "de be"):
        with pytest.raises(ValueError, match="DE-BE"):
            calendar("Mon 09:00-17:00", "Europe/Berlin", code)


def test_holidays_are_those_of_the_place() -> None:
    berlin = calendar("Mon-Sun 09:00-17:00", "Europe/Berlin", "DE-BE")
    england = calendar("Mon-Sun 09:00-17:00", "Europe/London", "GB-ENG")
    # International Women's Day is a holiday in Berlin alone, Boxing Day in both.
    assert not is_business_day(berlin, date(2027, 3, 8))
    assert is_business_day(england, date(2027, 3, 8))
    assert not is_business_day(berlin, date(2026, 12, 26))
    assert not is_business_day(england, date(2026, 12, 26))


def test_business_days_skip_weekends_and_own_dates() -> None:
    cal = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin", closed=[date(2026, 12, 25)])
    assert business_day_after(cal, date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert business_day_after(cal, date(2026, 12, 24), 0) == date(2026, 12, 24)
    assert business_day_after(cal, date(2026, 12, 25), 0) == date(2026, 12, 28)
    assert business_day_after(cal, date(2026, 12, 23), 3) == date(2026, 12, 29)


def test_opening_and_closing_of_a_day() -> None:
    cal = calendar("Mon-Fri 09:00-12:00 13:00-17:00, Fri 22:00-02:00", "Europe/Berlin")
    assert opening(cal, date(2026, 6, 12)) == datetime(2026, 6, 12, 7, tzinfo=UTC)
    assert closing(cal, date(2026, 6, 12)) == datetime(2026, 6, 12, 22, tzinfo=UTC)
    assert closing(cal, date(2026, 6, 13)) == datetime(2026, 6, 13, 0, tzinfo=UTC)
    assert opening(cal, date(2026, 6, 14)) is None


def test_a_span_that_begins_in_a_skipped_hour_begins_with_the_jump() -> None:
    cal = calendar("Sun 02:30-06:00, Sat 02:15-02:45", "Europe/Berlin")
    assert opening(cal, date(2026, 3, 29)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    # Lord Howe skips half an hour: 02:00 to 02:30 on 4 October 2026.
    skipped = calendar("Sun 02:05-02:25", "Australia/Lord_Howe")
    assert opening(skipped, date(2026, 10, 4)) is None
    assert opening(skipped, date(2026, 10, 11)) is not None


def test_a_calendar_that_never_opens_is_refused() -> None:
    never = calendar(
        "Sun 02:05-02:25", "Europe/Berlin", closed=[date(2026, 1, 4) + timedelta(7 * n) for n in range(600)]
    )
    with pytest.raises(NeverOpens, match="no open time"):
        check_opens(never, date(2026, 1, 1))
    with pytest.raises(NeverOpens):
        next_opening(never, datetime(2026, 1, 1, tzinfo=UTC))
    check_opens(calendar("Mon 09:00-17:00", "UTC"), date(2026, 1, 1))
    with pytest.raises(ValueError, match="at least one owner"):
        union([], "UTC")


def test_round_the_clock_never_begins_again() -> None:
    always = calendar("Mon-Sun 00:00-24:00", "Europe/Berlin")
    t = datetime(2026, 6, 10, 22, tzinfo=UTC)
    assert add(always, t, timedelta(days=30)) == t + timedelta(days=30)
    with pytest.raises(NeverOpens):
        next_start(always, t)


def test_absences_may_overlap_and_do_not_touch_other_hours() -> None:
    cal = calendar("Mon-Fri 09:00-17:00", "UTC")
    day = datetime(2026, 6, 10, tzinfo=UTC)
    away = without(
        cal, [(day + timedelta(hours=a), day + timedelta(hours=b)) for a, b in ((12, 14), (10, 13), (5, 5))]
    )
    assert is_open(away, day.replace(hour=9))
    assert not is_open(away, day.replace(hour=13, minute=30))
    assert is_open(away, day.replace(hour=14))
    assert without(cal, []) is cal


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        is_open(calendar("Mon 09:00-17:00", "UTC"), datetime(2026, 6, 10))  # noqa: DTZ001
    with pytest.raises(ValueError, match="only counted forward"):
        add(calendar("Mon 09:00-17:00", "UTC"), datetime(2026, 6, 10, tzinfo=UTC), timedelta(hours=-1))
