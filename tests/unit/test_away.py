"""When somebody is back, from automatic replies in six languages."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from worker.hours import calendar
from worker.mail.dates import return_date

BERLIN = ZoneInfo("Europe/Berlin")
DESK = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin")
WEDNESDAY = datetime(2026, 6, 10, 10, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("I am out of the office and will be back on 14 October.", "2026-10-14"),
        ("I'm away until 3 Aug. For urgent matters call Bo.", "2026-08-03"),
        ("I am out until and including 3 August 2026.", "2026-08-04"),
        ("On holiday through July 3.", "2026-07-06"),
        ("I am out of the office from 3 to 14 August, returning Monday, August 17th.", "2026-08-17"),
        ("Out of office 3 August - 14 August.", "2026-08-14"),
        ("I am travelling and returning Monday.", "2026-06-15"),
        ("I return to the office on 2026-06-22.", "2026-06-22"),
        ("I'm out of the office today with no access to mail.", "2026-06-11"),
        ("I will be back next week.", "2026-06-15"),
        ("Ich bin ab dem 17.8. wieder für Sie da.", "2026-08-17"),
        ("Ich bin vom 3.8. bis 14.8. im Urlaub. Ab Montag, den 17.8., bin ich wieder da.", "2026-08-17"),
        ("Ich bin bis einschließlich 14. August 2026 nicht erreichbar.", "2026-08-17"),
        ("Bis zum 16.8. bin ich im Urlaub.", "2026-08-16"),
        ("Am 22. Juni bin ich wieder im Büro.", "2026-06-22"),
        ("Ich bin wieder am 22.06.2026 erreichbar.", "2026-06-22"),
    ],
)
def test_the_day_they_are_back(words: str, back: str) -> None:
    assert return_date(words, WEDNESDAY, DESK) == date.fromisoformat(back)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("Ich bin ab dem 15.6. im Urlaub und am 29.6. wieder erreichbar.", "2026-06-29"),
        ("Vom 15.06. bis einschließlich 26.06.2026 bin ich nicht im Büro.", "2026-06-29"),
        ("Rückkehr am 22.06.2026. Ich bin bis 22.06.2026 abwesend.", "2026-06-22"),
        ("Je suis absent jusqu'au 22 juin 2026.", "2026-06-22"),
        ("Je suis en congés du 15 au 26 juin inclus.", "2026-06-29"),
        ("Je serai de retour au bureau le lundi 22 juin.", "2026-06-22"),
        ("Absente à partir du 12 juin, retour le 1er juillet.", "2026-07-01"),
        ("Estoy fuera hasta el 22 de junio.", "2026-06-22"),
        ("Estaré de vacaciones del 15 al 26 de junio, ambos inclusive.", "2026-06-26"),
        ("Vuelvo el lunes 22 de junio de 2026.", "2026-06-22"),
        ("Me reincorporo el 29/06/2026.", "2026-06-29"),
        ("Sono in ferie fino al 22 giugno.", "2026-06-22"),
        ("Rientrerò in ufficio lunedì 29 giugno 2026.", "2026-06-29"),
        ("Siamo chiusi dal 10 al 21 agosto compreso.", "2026-08-24"),
        ("Ik ben afwezig tot en met 19 juni.", "2026-06-22"),
        ("Vanaf maandag 29 juni ben ik weer bereikbaar.", "2026-06-29"),
        ("Ik ben met vakantie van 15 juni tot 29 juni.", "2026-06-29"),
        ("Ik ben terug op 22 juni 2026.", "2026-06-22"),
    ],
)
def test_the_day_they_are_back_in_six_languages(words: str, back: str) -> None:
    assert return_date(words, WEDNESDAY, DESK) == date.fromisoformat(back)


@pytest.mark.parametrize(
    "words",
    [
        "I am out of the office with limited access to mail.",
        "Our fair is on 14 October, we look forward to it.",
        "Back soon! Call 0341 555 0100.",
        "I was away until 1 June.",
        "Founded 3 May 1999. Version 3.12.",
        "",
    ],
)
def test_no_day_is_invented(words: str) -> None:
    assert return_date(words, WEDNESDAY, DESK) is None
