"""Bad input as an operator meets it, on the real command line: large, looping, unreadable, wrongly set up."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.keepwarm import asked, keepwarm
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink
from tests.story import when

SECRET = "correct-horse-battery"

CONFIGURATION = """
database = "sqlite:///keepwarm.db"

[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "max"

[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "{password}"
pool = ["jamie"]

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "max"
name = "Max Roe"
email = "max@acme.example"

[security]
owner_replies = "token"
"""


@pytest.fixture
def config(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path) -> Path:
    return configured(mailbox, sink, tmp_path, password="secret")


def configured(mailbox: Mailbox, sink: SmtpSink, folder: Path, *, password: str) -> Path:
    path = folder / "keepwarm.toml"
    path.write_text(CONFIGURATION.format(imap=mailbox.url, smtp=sink.port, password=password))
    return path


def run(config: Path, clock: str) -> str:
    done = keepwarm("run", "--until-idle", "--now", when(f"2026-06-10 {clock}").isoformat(), config=config)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_a_mail_of_26_megabytes_is_still_a_lead(config: Path, mailbox: Mailbox) -> None:
    run(config, "10:00")
    picture = ("A" * 76 + "\r\n") * 350_000
    raw = (
        "From: Ana Bo <ana@customer.example>\r\nSubject: Hi\r\nMessage-ID: <big@customer.example>\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nWhat would this cost?\r\n--b\r\n"
        "Content-Type: image/jpeg; name=plan.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{picture}--b--\r\n"
    ).encode()
    assert len(raw) > 25_000_000
    mailbox.append(raw, when("2026-06-10 10:05"))
    run(config, "10:05")
    (lead,) = asked("leads", config=config)
    assert (lead["name"], lead["asked"]) == ("Ana Bo", "What would this cost?")
    (row,) = asked("inbound", config=config)
    assert "too large" in row["reason"]


def test_what_was_set_aside_is_judged_again_on_request(config: Path, mailbox: Mailbox) -> None:
    run(config, "10:00")
    hops = b"Received: from a by b; Wed, 10 Jun 2026 10:00:00 +0200\r\n" * 60
    mailbox.append(
        hops + b"From: Ana Bo <ana@customer.example>\r\nSubject: Hi\r\n\r\nWhat does it cost?\r\n",
        when("2026-06-10 10:05"),
    )
    run(config, "10:05")
    (row,) = asked("inbound", config=config)
    assert (row["state"], row["verdict"]) == ("quarantined", "quarantined")
    assert asked("leads", config=config) == []
    assert keepwarm("replay", str(row["id"]), config=config).returncode == 0
    run(config, "10:06")
    assert [lead["name"] for lead in asked("leads", config=config)] == ["Ana Bo"]
    again = keepwarm("replay", str(row["id"]), config=config)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1), "one sentence that says why not"


def test_a_wrong_password_is_tried_once_a_run_and_said_in_a_sentence(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path
) -> None:
    config = configured(mailbox, sink, tmp_path, password=SECRET)
    done = keepwarm("run", "--until-idle", "--now", when("2026-06-10 10:00").isoformat(), config=config)
    said = done.stdout + done.stderr
    assert "password" in said.lower() or "log in" in said.lower() or "login" in said.lower()
    assert "Traceback" not in said
    tries = [
        line for line in mailbox.server.log().splitlines() if mailbox.user in line and "auth failed" in line
    ]
    assert 1 <= len(tries) <= 2, tries


def test_secrets_stand_nowhere(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path) -> None:
    """Invariant I17: not in what is said, not in the database, whether it works or not."""
    config = configured(mailbox, sink, tmp_path, password="secret")
    said = run(config, "10:00")
    mailbox.append(
        b"From: Ana Bo <ana@customer.example>\r\nSubject: Hi\r\nMessage-ID: <1@customer.example>\r\n\r\n"
        b"What does it cost? My PIN is planted-in-the-mail.\r\n",
        when("2026-06-10 10:05"),
    )
    said += run(config, "10:05")
    tokens = [mail.raw.split(b"+r.")[1].split(b"@")[0].decode() for mail in sink.mails if b"+r." in mail.raw]
    assert tokens
    configured(mailbox, sink, tmp_path, password=SECRET)
    for command in (("run", "--until-idle"), ("check",), ("inbound", "--json")):
        done = keepwarm(*command, config=config)
        said += done.stdout + done.stderr
    assert SECRET not in said
    assert "planted-in-the-mail" not in said
    assert not [token for token in tokens if token in said]
    with sqlite3.connect(tmp_path / "keepwarm.db") as database:
        columns = [
            (table, column[1])
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for column in database.execute(f"PRAGMA table_info({table})").fetchall()
        ]
        for table, column in columns:
            held = json.dumps([str(row[0]) for row in database.execute(f"SELECT {column} FROM {table}")])
            assert SECRET not in held, (table, column)
            if (table, column) != ("outbox_emails", "raw"):
                assert not [token for token in tokens if token in held], (table, column)
