"""What owners mean when they name a time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from worker.hours import calendar
from worker.mail.dates import InThePast, Unreadable, find_when, read_when

BERLIN = ZoneInfo("Europe/Berlin")
DESK = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin")
WEDNESDAY = datetime(2026, 6, 10, 10, tzinfo=BERLIN)


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Fri", "2026-06-12 09:00"),
        ("Friday 14:00", "2026-06-12 14:00"),
        ("thu 12:00", "2026-06-11 12:00"),
        ("Thu, 12:00", "2026-06-11 12:00"),
        ("by Thu at 12:00.", "2026-06-11 12:00"),
        ("Wed", "2026-06-17 09:00"),
        ("16:30", "2026-06-10 16:30"),
        ("9:30", "2026-06-11 09:30"),
        ("4pm", "2026-06-10 16:00"),
        ("noon", "2026-06-10 12:00"),
        ("eod", "2026-06-10 17:00"),
        ("today", "2026-06-10 17:00"),
        ("today 15:00", "2026-06-10 15:00"),
        ("after 2 p.m. today", "2026-06-10 14:00"),
        ("tomorrow", "2026-06-11 09:00"),
        ("tomorrow 9am", "2026-06-11 09:00"),
        ("14 Oct", "2026-10-14 09:00"),
        ("Oct 14 10:30", "2026-10-14 10:30"),
        ("14.10.", "2026-10-14 09:00"),
        ("14.10. um 10 Uhr", "2026-10-14 10:00"),
        ("bis zum 14.10.", "2026-10-14 09:00"),
        ("am 20.", "2026-06-22 09:00"),
        ("by the 16th", "2026-06-16 09:00"),
        ("2026-07-02", "2026-07-02 09:00"),
        ("2026-07-02 11:15", "2026-07-02 11:15"),
        ("in 3 days", "2026-06-15 09:00"),
        ("2 weeks", "2026-06-24 09:00"),
        ("next week", "2026-06-15 09:00"),
        ("July", "2026-07-01 09:00"),
        ("end of the month", "2026-06-30 09:00"),
        ("Freitag", "2026-06-12 09:00"),
        ("Fr 14:00", "2026-06-12 14:00"),
        ("Do", "2026-06-11 09:00"),
        ("morgen", "2026-06-11 09:00"),
        ("morgen 9 Uhr", "2026-06-11 09:00"),
        ("nächste Woche", "2026-06-15 09:00"),
        ("2h", "2026-06-10 12:00"),
        ("in 2 hours", "2026-06-10 12:00"),
        ("in 90 minutes", "2026-06-10 11:30"),
        ("Sat", "2026-06-15 09:00"),
        ("Sat 11:00", "2026-06-13 11:00"),
        # Today's own name with a clock still ahead is today, as our mails write it.
        ("by Wed 15:00", "2026-06-10 15:00"),
        ("Mi 15 Uhr", "2026-06-10 15:00"),
        ("Wed 9:30", "2026-06-17 09:30"),
        ("next Wed 15:00", "2026-06-17 15:00"),
        ("Friday next week", "2026-06-19 09:00"),
        ("next week on Fri 15:00", "2026-06-19 15:00"),
        ("Freitag nächste Woche", "2026-06-19 09:00"),
        ("nächste Woche Freitag", "2026-06-19 09:00"),
        ("this Friday", "2026-06-12 09:00"),
        ("kommenden Freitag", "2026-06-12 09:00"),
        ("tomorrow morning", "2026-06-11 09:00"),
        ("morgen früh", "2026-06-11 09:00"),
        ("Montagnachmittag", "2026-06-15 14:00"),
        ("tomorrow at 9", "2026-06-11 09:00"),
        ("tomorrow at 4", "2026-06-11 16:00"),
        ("morgen um 9", "2026-06-11 09:00"),
        ("16.30", "2026-06-10 16:30"),
        ("Mo 3.30", "2026-06-15 15:30"),
        ("Mo 9.30", "2026-06-15 09:30"),
        ("Mo 03.30", "2026-06-15 03:30"),
        ("Thu 16.00.", "2026-06-11 16:00"),
        ("for two weeks", "2026-06-24 09:00"),
        ("für 2 Wochen", "2026-06-24 09:00"),
        ("within 2 weeks", "2026-06-24 09:00"),
        ("til monday", "2026-06-15 09:00"),
        ("for Thursday 4pm", "2026-06-11 16:00"),
        ("2w", "2026-06-24 09:00"),
        ("EOW", "2026-06-12 09:00"),
        ("half an hour", "2026-06-10 10:30"),
        ("by Friday at the latest", "2026-06-12 09:00"),
        ("Freitag spätestens", "2026-06-12 09:00"),
        ("Thursday 18th", "2026-06-18 09:00"),
        ("18th", "2026-06-18 09:00"),
        # "16h" is a clock; nobody tells a customer to wait until two in the morning.
        ("16h", "2026-06-10 16:00"),
        ("morgen 16h", "2026-06-11 16:00"),
        ("in 16h", "2026-06-11 02:00"),
        ("48h", "2026-06-12 10:00"),
        ("13/06", "2026-06-15 09:00"),
    ],
)
def test_a_time_in_an_owners_words(words: str, meant: str) -> None:
    assert read_when(words, WEDNESDAY, DESK) == at(meant)


def test_clocks_are_those_of_the_owner() -> None:
    new_york = ZoneInfo("America/New_York")
    assert read_when("Thu 12:00", WEDNESDAY, DESK, new_york) == datetime(2026, 6, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "words", ["", "soon", "1m2", "25:00", "13pm", "31.2.", "the moon", "when she answers"]
)
def test_what_cannot_be_read_is_answered_with_examples(words: str) -> None:
    with pytest.raises(Unreadable, match="Thu 12:00"):
        read_when(words, WEDNESDAY, DESK)


@pytest.mark.parametrize("words", ["06/12", "12/06", "06/12/2026 9:00"])
def test_a_date_that_is_two_days_is_asked_back(words: str) -> None:
    with pytest.raises(Unreadable, match=r'Write "(6 Dec" or "12 Jun|12 Jun" or "6 Dec)"'):
        read_when(words, WEDNESDAY, DESK)


@pytest.mark.parametrize("words", ["2026-05-14", "today 9:00", "14 May", "1.6."])
def test_what_is_past_is_refused_with_examples(words: str) -> None:
    with pytest.raises(InThePast, match="already past"):
        read_when(words, WEDNESDAY, DESK)


@pytest.mark.parametrize(
    ("action", "phrase", "rest"),
    [
        ("send two dates by Thu 12:00", "Thu 12:00", "send two dates"),
        ("send two appointment options by Wednesday", "Wednesday", "send two appointment options"),
        ("close for now if no reply by June 24", "June 24", "close for now if no reply"),
        ("call after 2 p.m. today", "after 2 p.m. today", "call"),
        ("Angebot schicken bis Freitag", "Freitag", "Angebot schicken"),
        ("Angebot schicken bis Fr 14:00.", "Fr 14:00", "Angebot schicken"),
        ("send the quote due Friday", "Friday", "send the quote"),
        ("ring Ana tomorrow 9am", "tomorrow 9am", "ring Ana"),
        ("ring Ana, in 2 hours", "in 2 hours", "ring Ana"),
        ("Thu 12:00", "Thu 12:00", ""),
        ("Preis nennen bis zum 14.10.", "zum 14.10.", "Preis nennen"),
        ("send the price next week", "next week", "send the price"),
        ("ring her tomorrow at 9", "tomorrow at 9", "ring her"),
        ("send offer by Friday morning", "Friday morning", "send offer"),
        ("ring her in 6 weeks", "in 6 weeks", "ring her"),
        ("ring her within 2 weeks", "within 2 weeks", "ring her"),
        ("call her at 16h", "16h", "call her"),
        ("ring her by 16.30", "16.30", "ring her"),
        ("send it by Friday at the latest", "Friday at the latest", "send it"),
        ("send price Friday next week", "Friday next week", "send price"),
    ],
)
def test_the_time_at_the_end_of_a_next_action(action: str, phrase: str, rest: str) -> None:
    found = find_when(action, WEDNESDAY)
    assert found is not None
    assert found[0] == phrase
    assert action[: found[1]] == rest
    read_when(phrase, WEDNESDAY, DESK)


@pytest.mark.parametrize(
    "action",
    [
        "ask for missing photos before quoting",
        "send the offer for Friday",
        "tell her what to do",
        "",
        "look at the sun",
        # How long something takes is not when it is done.
        "tell her it takes 6 weeks",
        "say that delivery takes a couple of weeks",
        "tell her the visit takes half an hour",
        "say that it takes 16h",
        "tell her to wait for two weeks",
        "offer the door at 18.50",
    ],
)
def test_a_next_action_without_a_time(action: str) -> None:
    assert find_when(action, WEDNESDAY) is None
