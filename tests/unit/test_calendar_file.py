"""The calendar file of an appointment (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime

from worker.mail.calendar_file import LONGEST_LINE, appointment

AT = datetime(2026, 6, 11, 14, 0, tzinfo=UTC)


def written(**other: object) -> str:
    values: dict[str, object] = {
        "uid": "1@acme.example",
        "sequence": 3,
        "start": AT,
        "end": AT.replace(hour=15),
        "summary": "Acme: Jamie Doe",
        "organizer": "sales@acme.example",
        "organizer_name": "Acme",
        "now": AT,
    }
    return appointment(**(values | other))  # type: ignore[arg-type]


def test_instants_stand_in_universal_time() -> None:
    assert "DTSTART:20260611T140000Z\r\nDTEND:20260611T150000Z\r\n" in written()


def test_what_has_a_meaning_is_escaped() -> None:
    assert "SUMMARY:A\\, B\\; C\\\\ D E\r\n" in written(summary="A, B; C\\ D\nE")


def test_a_name_breaks_out_of_nothing() -> None:
    text = written(organizer_name='Evil"\r\nATTENDEE:mailto:x@y.example')
    assert "\r\nATTENDEE" not in text


def test_long_lines_are_folded_between_characters() -> None:
    text = written(summary="ä" * 200)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= LONGEST_LINE
    assert f"SUMMARY:{'ä' * 200}\r\n" in text.replace("\r\n ", "")
