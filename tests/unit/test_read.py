"""`keepwarm read`: mails in all kinds of files, for programs and for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import FOLDER
from worker.cli.program import run

ENVELOPE = b"From ana@a.example Mon Jun  8 10:00:00 2026\n"
CONFIGURATION = """
[team]
timezone = "Europe/Berlin"
[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
[[owner]]
id = "max"
name = "Max Maier"
email = "max@acme.example"
"""


def mail(subject: str, text: str = "What does it cost?") -> bytes:
    return f"From: Ana Diaz <ana@a.example>\nSubject: {subject}\n\n{text}\n".encode()


def lines(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    assert run(["read", "--json", *map(str, words)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_mbox_is_parted_at_its_envelopes_and_never_within_a_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = tmp_path / "old.mbox"
    letter = mail("one", "What does it cost?\n\nFrom here on we walk.\n>From now on too.")
    box.write_bytes(ENVELOPE + letter + b"\n" + ENVELOPE + mail("two"))
    found = lines(capsys, box)
    assert [one["file"] for one in found] == [f"{box}#1", f"{box}#2"]
    assert [one["subject"] for one in found] == ["one", "two"]
    assert found[0]["new_text"].endswith("From here on we walk.\nFrom now on too.")


def test_a_single_mail_behind_an_envelope_keeps_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(ENVELOPE + mail("one"))
    (found,) = lines(capsys, file)
    assert (found["file"], found["from"]["name"]) == (str(file), "Ana Diaz")


def test_a_maildir_and_a_folder_of_mails_are_read_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (
        "box/cur/1:2,S",
        "box/new/2",
        "box/tmp/3",
        "box/.Sent/cur/4:2,S",
        "mails/b.eml",
        "mails/n.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(mail(name))
    found = lines(capsys, tmp_path / "mails", tmp_path / "box")
    assert [one["subject"] for one in found] == [
        "mails/b.eml",
        "box/.Sent/cur/4:2,S",
        "box/cur/1:2,S",
        "box/new/2",
    ]


def test_what_cannot_be_read_still_gives_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.eml").write_bytes(mail("good"))
    (tmp_path / "nothing.eml").write_bytes(b"")
    found = lines(capsys, *(tmp_path / name for name in ("no.eml", "empty", "good.eml", "nothing.eml")))
    assert [one["verdict"] for one in found] == ["unsure", "unsure", "inquiry", "unsure"]
    assert found[0]["reason"] == "The file could not be read: No such file or directory."
    assert found[1]["reason"] == "The file could not be read: the folder holds no mail."
    assert all(set(one) == set(found[2]) for one in found)


def test_with_a_configuration_we_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "keepwarm.toml"
    config.write_text(CONFIGURATION)
    written = tmp_path / "ours.eml"
    written.write_bytes(b"From: max@acme.example\nTo: ana@a.example\nSubject: Your room\n\nHere it is.\n")
    assert [one["verdict"] for one in lines(capsys, written)] == ["inquiry"]
    assert [one["verdict"] for one in lines(capsys, "--config", config, written)] == ["contact"]


def test_people_see_every_rule_and_no_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(mail("=?utf-8?q?=1B[2J?=", "What does it \x1b[31mcost?"))
    assert run(["read", str(file), str(FOLDER / "bounce_hard.eml")]) == 0
    page = capsys.readouterr().out
    assert "\x1b" not in page
    assert "miss  A report that a mail was not delivered" in page
    assert "HIT   inquiry: ana@a.example asks us something" in page
    assert "HIT   bounce: Mail to gone@preis.example could not be delivered" in page
