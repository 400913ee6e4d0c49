"""Whom a forwarded mail comes from, however the colleague's mail program wrote it down."""

from __future__ import annotations

import pytest

from worker.ingest.rules import forward
from worker.mail.message import Address
from worker.mail.parse import parse
from worker.mail.written_date import written_date

RITA = Address("Rita Roth", "rita@roth.example")

YAHOO = (
    "Can you take her?\n\n   ----- Forwarded Message ----- From: Rita Roth <rita@roth.example>"
    'To: "sales@acme.example" <sales@acme.example>Sent: Tuesday, June 9, 2026, 09:34:06 AM GMT+2'
    "Subject: To: all gardeners\n Can somebody visit on a Friday?"
)
GMAIL = (
    "Can you take her?\n\n---------- Forwarded message ---------\nVon: Rita Roth <rita@roth.example>\n"
    "Date: Di., 9. Juni 2026 um 09:34 Uhr\nSubject: To: all gardeners\nTo: <sales@acme.example>\n\n\n"
    "Can somebody visit on a Friday?"
)
THUNDERBIRD = (
    "Can you take her?\n\n-------- Přeposlaná zpráva --------\nPředmět: \tTo: all gardeners\n"
    "Datum: \tTue, 9 Jun 2026 09:34:06 +0200\nOd: \tRita Roth <rita@roth.example>\n"
    "Komu: \tsales@acme.example\n\n"
    "Can somebody visit on a Friday?"
)
APPLE = (
    "Can you take her?\n\n> Anfang der weitergeleiteten Nachricht:\n> \n"
    "> Von: Rita Roth <rita@roth.example>\n"
    "> Betreff: To: all gardeners\n> Datum: 9. Juni 2026 um 09:34:06 MESZ\n> An: sales@acme.example\n> \n"
    "> Can somebody visit on a Friday?"
)
OUTLOOK = (
    "Can you take her?\n\nFra: Rita Roth <rita@roth.example>\nDato: tirsdag, 9. juni 2026 kl. 09:34\n"
    "Kopi: max@acme.example\nEmne: To: all\ngardeners\nTil: sales@acme.example\n\n"
    "Can somebody visit on a Friday?"
)


def forwarded(text: str, subject: str = "Fwd: garden") -> forward.Forwarded | None:
    head = f"From: max@acme.example\nTo: sales@acme.example\nSubject: {subject}\n"
    return forward.original(parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()))


@pytest.mark.parametrize("text", [YAHOO, GMAIL, THUNDERBIRD, APPLE, OUTLOOK])
def test_the_first_writer_is_found(text: str) -> None:
    found = forwarded(text)
    assert found is not None
    assert (found.sender, found.subject) == (RITA, "To: all gardeners")
    assert (found.comment, found.text) == ("Can you take her?", "Can somebody visit on a Friday?")
    assert found.date is not None
    assert found.date.isoformat().startswith("2026-06-09T09:34")


@pytest.mark.parametrize("text", [YAHOO, GMAIL, THUNDERBIRD, APPLE])
def test_the_line_above_a_forward_is_enough(text: str) -> None:
    assert forwarded(text, subject="garden") is not None


def test_a_forward_that_only_says_who_wrote() -> None:
    found = forwarded('Am 09/06/2026, 09:34 schrieb "Rita Roth" <rita@roth.example>:\n\nCan somebody visit?')
    assert found is not None
    assert (found.sender, found.text) == (RITA, "Can somebody visit?")


def test_a_customers_own_list_is_no_header_block() -> None:
    assert forwarded("From: Leipzig\nTo: Berlin\nDate: 12 June\n\nCan you move a sauna?") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Wed, Jun 10, 2026 at 9:31 AM", "2026-06-10T09:31:00"),
        ("Wednesday, June 10, 2026 10:31 PM", "2026-06-10T22:31:00"),
        ("Mittwoch, 10. Juni 2026 15:14", "2026-06-10T15:14:00"),
        ("mercredi 10 juin 2026 à 15:20:05 +0200", "2026-06-10T15:20:05+02:00"),
        ("ons. 10. juni 2026 kl. 09.31", "2026-06-10T09:31:00"),
        ("10 June 2026 at 11:17:21 UTC+3", "2026-06-10T11:17:21+03:00"),
        ("10.06.2026 10:12", "2026-06-10T10:12:00"),
        ("13/06/2026 10:12", "2026-06-13T10:12:00"),
    ],
)
def test_a_date_as_mail_programs_write_it(written: str, read: str) -> None:
    found = written_date(written)
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize("written", ["02/10/2026 4:52 PM", "Wednesday", "in two weeks", "10 June", ""])
def test_a_date_that_would_be_a_guess_is_none(written: str) -> None:
    assert written_date(written) is None
