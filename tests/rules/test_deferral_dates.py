"""Words that ask us to wait, as rules, section 4 tells them, and words that only sound so."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from worker.hours import calendar
from worker.mail.dates import deferral, deferred_to

BERLIN = ZoneInfo("Europe/Berlin")
DESK = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin", "DE-BE")
WEDNESDAY = datetime(2026, 6, 10, 10, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("words", "until", "ambiguous"),
    [
        ("Could you try me again tomorrow?", "2026-06-11", False),
        ("Please check back on Friday.", "2026-06-12", False),
        ("Please check back next Friday.", "2026-06-19", True),
        ("Thanks! Check back next week.", "2026-06-16", False),
        ("Please check back on Friday next week.", "2026-06-19", False),
        ("Melden Sie sich nächste Woche Freitag.", "2026-06-19", False),
        ("Please try me again in two weeks.", "2026-06-24", False),
        ("Not before the end of the month, please.", "2026-06-30", False),
        ("Get back to me next month.", "2026-07-02", False),
        ("We cannot decide yet, please ask again in July.", "2026-07-02", False),
        ("Not before July.", "2026-07-02", False),
        ("Circle back with us in Q4.", "2026-10-02", False),
        ("Write to me again on 3 August.", "2026-08-03", False),
        ("Later please, in July.", "2026-07-02", False),
        ("Maybe later this year.", "2026-12-31", False),
        ("We are busy until 1 July.", "2026-07-01", False),
        ("Melden Sie sich nächste Woche.", "2026-06-16", False),
        ("Melden Sie sich bitte in zwei Wochen nochmal.", "2026-06-24", False),
        ("Das wird erst im Juli etwas.", "2026-07-02", False),
        ("Bitte im Juli nochmal.", "2026-07-02", False),
        ("Nicht vor dem 17.8.", "2026-08-17", False),
        ("Im Moment nicht, melden Sie sich Ende August wieder.", "2026-08-31", False),
        ("Ich melde mich übermorgen.", "2026-06-12", False),
        ("Das wird erst nächstes Jahr etwas.", "2027-01-05", False),
        ("Melden Sie sich nach den Sommerferien.", "2026-09-02", True),
        ("We will be in touch in July.", "2026-07-02", False),
        ("Check back next week or in July.", "2026-06-16", False),
        ("Not now.\nPlease check back in July.", "2026-07-02", False),
        ("Recontactez-nous à la rentrée.", "2026-09-02", True),
        ("Pas avant mars.", "2027-03-02", False),
        ("Rappelez-moi dans une quinzaine de jours.", "2026-06-24", False),
        ("On en reparle l'année prochaine.", "2027-01-05", False),
        ("Escríbame dentro de dos semanas.", "2026-06-24", False),
        ("No podremos decidir nada hasta octubre.", "2026-10-02", False),
        ("Hablamos después de Navidad.", "2027-01-05", False),
        ("Not interested right now, maybe in autumn.", "2026-09-02", True),
        ("Perhaps next year.", "2027-01-05", False),
        ("Not this year.", "2027-01-05", False),
        ("It is no priority at the moment. In November we get our budget.", "2026-11-03", False),
        ("The permit comes by the end of July. I'd rather talk after that.", "2026-07-31", False),
        # A Saturday is nobody's day.
        ("Check back on Saturday.", "2026-06-15", False),
    ],
)
def test_a_request_to_wait_names_its_day(words: str, until: str, ambiguous: bool) -> None:
    wish = deferral(words, WEDNESDAY, DESK)
    assert wish is not None
    assert (wish.until.isoformat(), wish.ambiguous, wish.ask) == (until, ambiguous, False)
    assert wish.quote in " ".join(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "Later.",
        "Maybe later, thanks",
        "später",
        "Not now, we are moving house.",
        "Bitte später",
        "Check back in two years.",
    ],
)
def test_without_a_usable_date_the_owner_is_asked_about_20_business_days(words: str) -> None:
    wish = deferral(words, WEDNESDAY, DESK)
    assert wish is not None
    assert (wish.until, wish.ask) == (date(2026, 7, 8), True)
    assert wish.reason


@pytest.mark.parametrize(
    ("said", "until"),
    [
        (datetime(2026, 12, 10, 10, tzinfo=BERLIN), date(2027, 1, 5)),
        (datetime(2027, 1, 3, 10, tzinfo=BERLIN), date(2027, 1, 5)),
        (datetime(2026, 3, 25, 10, tzinfo=BERLIN), date(2026, 4, 8)),
    ],
)
def test_after_the_holidays(said: datetime, until: date) -> None:
    for words in ("Let's talk after the holidays.", "Bitte nach den Feiertagen."):
        wish = deferral(words, said, DESK)
        assert wish is not None
        assert (wish.until, wish.ask) == (until, False)


def test_holidays_nobody_can_know_are_asked_about() -> None:
    wish = deferral("After the holidays, please.", WEDNESDAY, DESK)
    assert wish is not None
    assert wish.ask
    named = deferral("Nach Weihnachten bitte.", WEDNESDAY, DESK)
    assert named is not None
    assert (named.until, named.ask) == (date(2027, 1, 5), False)


@pytest.mark.parametrize(
    "words",
    [
        "Thursday 10:00 works for me.",
        "Friday is fine.",
        "Next week would be good.",
        "Can somebody visit next Friday?",
        "14 July, 20 people.",
        "Please call me on Friday at 10:00.",
        "Please get back to me by Friday.",
        "Please get back to me before July.",
        "Bitte melden Sie sich bis Freitag.",
        "See you later!",
        "No later than Friday please.",
        "We cannot wait to see it.",
        "You do not have to wait for me.",
        "Yes, send the offer in July's format.",
        "Sounds good. The kitchen was built in May.",
        "Guten Morgen, ja bitte.",
        "Maybe Thursday?",
        "Jeudi à 16h me convient.",
        "El viernes está bien.",
        "Il me faut le devis avant vendredi.",
        "Mon mari est d'accord.",
        "3.12. 1m 16:30",
        "",
    ],
)
def test_a_date_or_time_alone_is_an_answer_and_never_a_hold(words: str) -> None:
    assert deferral(words, WEDNESDAY, DESK) is None


@pytest.mark.parametrize(
    ("words", "until", "ask"),
    [
        ("July", "2026-07-02", False),
        ("in two weeks", "2026-06-24", False),
        ("14.9.", "2026-09-14", False),
        ("", "2026-07-08", True),
        ("when we are ready", "2026-07-08", True),
        ("after the holidays", "2026-07-08", True),
    ],
)
def test_the_digit_2_of_the_close_out_may_say_when(words: str, until: str, ask: bool) -> None:
    wish = deferred_to(words, WEDNESDAY, DESK)
    assert (wish.until.isoformat(), wish.ask) == (until, ask)
