"""Every hostile mail is read within its limits, and what a person wrote in it is not lost."""

from __future__ import annotations

import pytest

from tests.fuzz.hostile import HEAD, HOSTILE
from tests.fuzz.promises import is_read_rightly
from worker.mail import apart
from worker.mail.parse import parse, parse_here

ASKED = "does it cost?"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_keeps_every_promise(name: str) -> None:
    is_read_rightly(HOSTILE[name]())


@pytest.mark.parametrize(
    "name",
    [
        "300,000 parts",
        "3,000 levels",
        "a boundary that never comes",
        "base64 cut in the middle",
        "a file of 18 MB",
        "60,000 nested elements",
        "style sheets without end",
        "comments without end",
        "30,000 nested tables",
        "a table of 45,000 cells",
        "40,000 nested quotes",
        "HTML in UTF-7",
        "HTML in UTF-16",
        "a uuencoded file",
        "winmail.dat",
        "a signed wrapper",
        "text that turns its direction",
    ],
)
def test_what_a_person_wrote_among_it_is_read(name: str) -> None:
    mail = parse(HOSTILE[name]())
    assert mail.sender.email == "eve@evil.example"
    assert (ASKED if name != "300,000 parts" else "x") in " ".join(mail.text.split())


def test_charsets_that_lie_are_read_as_what_they_are() -> None:
    assert parse(HOSTILE["Windows-1252 that says UTF-8"]()).text == "Was kostet das für uns – ungefähr?"
    assert parse(HOSTILE["UTF-8 that says Latin 1"]()).text == "Was kostet das für uns?"
    polish = "Ile kosztuje łódź?".encode("iso-8859-2")
    assert (
        parse(HEAD + b"Content-Type: text/plain; charset=iso-8859-2\r\n\r\n" + polish).text
        == "Ile kosztuje łódź?"
    )


def test_files_written_into_the_text_are_files() -> None:
    mail = parse(HOSTILE["a uuencoded file"]())
    assert mail.text == "What does it cost?"
    assert [(file.name, file.size) for file in mail.attachments] == [("plan.txt", 3)]


def test_the_unusual_is_parsed_apart_with_the_same_result() -> None:
    raw = (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\n\r\nWhat does it cost?\r\n" * 600
    )
    assert parse(raw) == parse_here(raw)
    assert not parse(raw).parse_fallback


def test_a_child_that_dies_leaves_the_simplest_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.01)
    raw = (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\n\r\nWhat does it cost?\r\n" * 600
    )
    mail = parse(raw)
    assert mail.parse_fallback
    assert (mail.sender.email, mail.text) == ("eve@evil.example", "What does it cost?")
