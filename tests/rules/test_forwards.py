"""Whom a forwarded mail comes from, however the colleague's mail program wrote it down."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from worker.ingest.rules import forward
from worker.ingest.rules.known import Known
from worker.mail.days.written_date import written_date
from worker.mail.message import Address
from worker.mail.parse import parse
from worker.mail.quoting.written_sender import attributed_sender, written_sender

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


@pytest.mark.parametrize(
    ("written", "hint", "read"),
    [
        (
            "06/08/2026 20:41 (GMT+00:00)",
            {"near": datetime(2026, 8, 6, 21, tzinfo=UTC)},
            "2026-08-06T20:41:00+00:00",
        ),
        ("08/05/2026 05:31 PM", {"near": datetime(2026, 8, 6, 9, tzinfo=UTC)}, "2026-08-05T17:31:00"),
        ("9/06/2026 10:15", {"day_first": True}, "2026-06-09T10:15:00"),
        ("02/10/2026 4:52 PM EST", {}, "2026-02-10T16:52:00-05:00"),
        ("2. listopada 2026. u 09:26", {}, "2026-10-02T09:26:00"),
        ("2 listopada 2026 09:26", {}, "2026-11-02T09:26:00"),
        ("2026년 7월 20일 오후 3:02", {}, "2026-07-20T15:02:00"),
    ],
)
def test_which_number_is_the_day_is_told_by_what_stands_around(
    written: str, hint: dict[str, Any], read: str
) -> None:
    found = written_date(written, **hint)
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize(
    ("written", "sender"),
    [
        ('"Roth, Rita" <Rita@Roth.example>', Address("Roth, Rita", "rita@roth.example")),
        ("Roth, Rita [mailto:rita@roth.example]", Address("Roth, Rita", "rita@roth.example")),
        ("rita@roth.example<mailto:rita@roth.example>", Address("", "rita@roth.example")),
        ("Rita Roth", Address("Rita Roth")),
    ],
)
def test_a_sender_is_kept_as_written(written: str, sender: Address) -> None:
    assert written_sender(written) == sender


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, Aug 4, 2026 at 5:00 PM Rita Roth <rita@roth.example> wrote:",
        "Am 04.08.26, 19:55 schrieb Rita Roth <rita@roth.example>:",
        "Le mar. 4 août 2026 à 19:55, Rita Roth <rita@roth.example> a écrit :",
        "28/10/2021 12:46 používateľ Rita Roth (<rita@roth.example>) napísal:",
        "Op 28/10/2021 heeft Rita Roth <rita@roth.example> geschreven:",
    ],
)
def test_a_name_is_told_from_the_words_before_it(line: str) -> None:
    assert attributed_sender(line) == RITA


def test_a_mail_that_a_colleague_had_from_a_colleague_is_the_customers() -> None:
    inner = GMAIL.replace("Can you take her?", "Is she ours?")
    found = forwarded(
        f"Please answer today.\n\nFrom: Bo Lind <bo@acme.example>\nSent: Tuesday, June 9, 2026 5:00 PM\n"
        f"To: Max Ohm <max@acme.example>\nSubject: Fwd: garden\n\n{inner}"
    )
    assert found is not None
    assert (found.sender, found.comment) == (RITA, "Please answer today.")


def test_a_sender_without_an_address_is_found_by_the_signature_or_left_to_be_asked_for() -> None:
    fields = "Von: Rita Roth\nGesendet: Dienstag, 9. Juni 2026 09:34\nAn: Max Ohm\nBetreff: Garten"
    block = f"{fields}\n\nBitte um Rückruf."
    found = forwarded(block)
    assert found is not None
    assert found.sender == Address("Rita Roth")
    signed = forwarded(f"{block}\n\nRita Roth\nrita@roth.example")
    assert signed is not None
    assert signed.sender == RITA


def test_our_own_mail_sent_back_is_no_forward() -> None:
    raw = (
        "From: Aino Salo <aino@salo.example>\nTo: sales@acme.example\nSubject: VS: Tarjous\n\n"
        "Torstai sopii.\n\n"
        "Lähettäjä: Jamie <sales@acme.example>\nLähetetty: maanantai 8. kesäkuuta 2026 10.12\n"
        "Vastaanottaja: Aino Salo\nAihe: Tarjous\n\nHinta on 400.\n"
    )
    assert forward.colleague_passes(parse(raw.encode()), Known.nothing()) is None


@pytest.mark.parametrize("line", ["From: \n", "---- Forwarded message ----\n", "From: a\nTo: x\n", "> "])
def test_a_hostile_text_is_read_at_once(line: str) -> None:
    head = "From: max@acme.example\nTo: sales@acme.example\nSubject: Fwd: garden\n\n"
    mail = parse(f"{head}{line * (1_000_000 // len(line))}".encode())
    began = time.perf_counter()
    forward.original(mail)
    assert time.perf_counter() - began < 20
