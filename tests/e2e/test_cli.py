"""The command as an operator types it: the real process, a real mailbox, a clock that stands where we say."""

from __future__ import annotations

import json
import signal
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.keepwarm import asked, keepwarm, started
from tests.servers.daemon import free_port, wait_until
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink
from worker.cli.program import run

BERLIN = ZoneInfo("Europe/Berlin")
CONFIGURATION = """
database = "sqlite:///keepwarm.db"

[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "max"

[[inbox]]
name = "sales"
address = "{address}"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "secret"
pool = ["jamie", "sam"]

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "sam"
name = "Sam Poe"
email = "sam@acme.example"

[[owner]]
id = "max"
name = "Max Roe"
email = "max@acme.example"

[security]
owner_replies = "token"
"""
INQUIRY = (
    "From: Ana Bo <ana@customer.example>\r\nTo: {to}\r\nSubject: Garden office\r\n"
    "Message-ID: <one@customer.example>\r\nDate: Wed, 10 Jun 2026 10:00:00 +0200\r\n\r\n"
    "Hello, what would a heated garden office of 12 m2 cost?\r\n"
)


def at(clock: str, day: int = 10) -> str:
    return f"2026-06-{day:02}T{clock}:00+02:00"


@pytest.fixture
def config(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path) -> Path:
    path = tmp_path / "keepwarm.toml"
    path.write_text(CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port))
    return path


@pytest.fixture
def ana(mailbox: Mailbox, config: Path) -> Path:
    """Ana wrote on Wednesday at 10:00, and the mail of that instant has gone."""
    assert keepwarm("run", "--until-idle", "--now", at("09:50"), config=config).returncode == 0
    mailbox.append(
        INQUIRY.format(to=mailbox.user).encode(), datetime.fromisoformat(at("10:00")).astimezone(BERLIN)
    )
    done = keepwarm("run", "--until-idle", "--now", at("10:00"), config=config)
    assert (done.returncode, done.stderr) == (0, "")
    return config


def test_an_inquiry_is_listed_told_and_audited(ana: Path) -> None:
    [lead] = asked("leads", "--now", at("10:00"), config=ana)
    assert list(lead) == [
        "ref", "name", "email", "owner", "accountable", "state", "turn", "stage", "next_action", "due_at",
        "last_contact", "handoff_note", "source", "asked", "cadence", "overdue",
    ]  # fmt: skip
    assert (lead["ref"], lead["email"], lead["state"]) == ("L-1", "ana@customer.example", "offered")
    assert (lead["owner"], lead["accountable"], lead["turn"]) == (None, "max", "us")
    assert (lead["due_at"], lead["overdue"]) == ("2026-06-10T12:00:00+02:00", False)
    assert lead["cadence"]["state"] == "none"
    assert lead["last_contact"]["direction"] == "in"
    assert lead["last_contact"]["at"] == "2026-06-10T10:00:00+02:00"

    story = asked("lead", "L-1", "--now", at("10:00"), config=ana)
    assert set(story) >= {*lead, "events", "offers", "touches", "drafts", "messages", "handoffs"}
    assert [offer["owner"] for offer in story["offers"]] == ["jamie"]
    assert all(set(event) == {"at", "what", "who", "why"} and event["why"] for event in story["events"])

    [mail] = asked("inbound", config=ana)
    assert (mail["state"], mail["verdict"], mail["lead"]) == ("judged", "inquiry", "L-1")
    assert mail["reason"]

    audit = asked("audit", "--now", at("10:00"), config=ana)
    assert [one["name"] for one in audit["invariants"] if not one["holds"]] == []

    figures = asked("metrics", "--now", at("11:00"), config=ana)
    assert figures["unanswered"][0]["business_minutes"] == 60


def test_an_owner_speaks_on_the_command_line(ana: Path, sink: SmtpSink) -> None:
    accepted = keepwarm("lead", "L-1", "--as", "jamie", "ok", "--now", at("10:05"), config=ana)
    assert accepted.returncode == 0, accepted.stderr
    assert "L-1" in accepted.stdout
    [lead] = asked("leads", "--now", at("10:05"), config=ana)
    assert (lead["state"], lead["owner"]) == ("owned", "jamie")

    vague = keepwarm("lead", "l-1", "--as", "jamie", "next: follow up", "--now", at("10:06"), config=ana)
    assert vague.returncode == 1
    assert "does not say what to do" in vague.stdout

    before = len(sink.mails)
    assert keepwarm("lead", "1", "--as", "jamie", "send", "--now", at("10:07"), config=ana).returncode == 0
    assert keepwarm("run", "--until-idle", "--now", at("10:07"), config=ana).returncode == 0
    assert any(mail.recipients == ("ana@customer.example",) for mail in sink.mails[before:])
    [lead] = asked("leads", "--now", at("10:07"), config=ana)
    assert (lead["turn"], lead["cadence"]["state"], lead["cadence"]["step"]) == ("customer", "running", 1)


def test_time_never_goes_back(ana: Path) -> None:
    refused = keepwarm("run", "--until-idle", "--now", at("09:00"), config=ana)
    assert refused.returncode == 2
    assert refused.stderr.startswith("--now lies before ")
    assert len(refused.stderr.splitlines()) == 1


def test_options_may_stand_before_the_command(ana: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--config", str(ana), "--now", at("10:00"), "leads", "--json"]) == 0
    assert [lead["ref"] for lead in json.loads(capsys.readouterr().out)] == ["L-1"]


def test_people_read_plain_tables_when_piped(ana: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("leads", "lead L-1", "review", "who", "metrics", "inbound", "outbox", "audit"):
        assert run([*command.split(), "--now", at("13:00"), "--config", str(ana)]) == 0, command
        told = capsys.readouterr()
        assert told.out.strip(), command
        assert "\x1b" not in told.out
        assert told.err == ""


def test_an_owner_with_live_leads_cannot_vanish(ana: Path) -> None:
    text = ana.read_text()
    ana.write_text(text.replace('id = "max"', 'id = "mo"').replace('fallback = "max"', 'fallback = "mo"'))
    refused = keepwarm("run", "--until-idle", "--now", at("10:01"), config=ana)
    assert refused.returncode == 2
    assert refused.stderr.startswith("max has live leads (L-1) but is missing in keepwarm.toml")


def test_an_inbox_with_live_leads_cannot_vanish(ana: Path, mailbox: Mailbox) -> None:
    ana.write_text(ana.read_text().replace('name = "sales"', 'name = "hello"'))
    refused = keepwarm("run", "--until-idle", "--now", at("10:01"), config=ana)
    assert refused.returncode == 2
    sentence = (
        '1 live lead came by the inbox "sales", which is missing in keepwarm.toml: '
        'write [[inbox]] name = "sales" again, or close it first.'
    )
    assert refused.stderr.strip() == sentence
    assert sentence in {one["says"] for one in asked("check", config=ana)["checks"]}
    close = ("lead", "L-1", "--as", "max", "close: not a fit")
    assert keepwarm(*close, "--now", at("10:01"), config=ana).returncode == 0
    went = keepwarm("run", "--until-idle", "--now", at("10:02"), config=ana)
    assert went.returncode == 0, went.stderr
    again = INQUIRY.replace("<one@", "<two@").replace("Hello,", "Hello again,").format(to=mailbox.user)
    mailbox.append(again.encode(), datetime.fromisoformat(at("10:05")).astimezone(BERLIN))
    assert keepwarm("run", "--until-idle", "--now", at("10:06"), config=ana).returncode == 0
    [lead] = asked("leads", "--now", at("10:06"), config=ana)
    assert (lead["ref"], lead["state"]) == ("L-1", "offered"), "it goes on at the new inbox"


def test_the_review_holds_what_nobody_took(ana: Path) -> None:
    assert asked("review", "--now", at("10:10"), config=ana) == {"sections": []}
    [section] = asked("review", "--now", at("11:10"), config=ana)["sections"]
    assert section["name"] == "without_owner"
    assert [lead["ref"] for lead in asked("review", "--only", "unaccepted", config=ana)] == ["L-1"]


def test_check_says_yes_when_everything_works(config: Path) -> None:
    report = asked("check", config=config)
    assert report["ok"], report
    assert {one["check"] for one in report["checks"]} == {
        "configuration", "database", "IMAP sales", "SMTP sales", "templates",
    }  # fmt: skip


def test_check_names_a_wrong_password_and_a_server_that_is_down(config: Path, sink: SmtpSink) -> None:
    text = config.read_text().replace('"secret"', '"wrong"').replace(f":{sink.port}", f":{free_port()}")
    config.write_text(text)
    report = asked("check", config=config)
    failed = {one["check"]: one["says"] for one in report["checks"] if one["result"] == "failed"}
    assert set(failed) == {"IMAP sales", "SMTP sales"}
    assert "refused the login" in failed["IMAP sales"]
    assert keepwarm("check", config=config).returncode == 1


def test_check_asks_redis_and_only_warns_when_it_is_away(config: Path, redis_url: str) -> None:
    text = config.read_text()
    config.write_text(f'broker = "{redis_url}"\n{text}')
    assert {"check": "broker", "result": "ok", "says": "Redis answers."} in asked("check", config=config)[
        "checks"
    ]
    config.write_text(f'broker = "redis://127.0.0.1:{free_port()}/0"\n{text}')
    report = asked("check", config=config)
    [away] = [one for one in report["checks"] if one["check"] == "broker"]
    assert (report["ok"], away["result"]) == (True, "warning")
    assert "up to 20 s later" in away["says"]


def test_run_ends_within_five_seconds_of_sigterm(config: Path, mailbox: Mailbox, tmp_path: Path) -> None:
    process = started("run", config=config, log=tmp_path / "run.log")
    wait_until(lambda: b"running" in (tmp_path / "run.log").read_bytes(), what="keepwarm run")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
