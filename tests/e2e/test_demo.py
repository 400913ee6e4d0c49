"""The demo as a newcomer plays it: one command, no server, an end by itself; and the small world it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from worker.clock import StandingClock
from worker.demo import town
from worker.demo.post_office import HOST, Post, PostOffice
from worker.demo.puppets import Puppets
from worker.mail.courier import SmtpServer
from worker.mail.imap import ImapSession
from worker.mail.mailbox import ImapServer
from worker.mail.smtp import SmtpCourier

KEEPWARM = Path(sys.executable).with_name("keepwarm")
PRESENT = "2026-06-15T17:00:00+02:00"  # the last instant of the week


def keepwarm(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KEEPWARM, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_week_plays_by_itself_and_every_promise_holds(tmp_path):
    done = keepwarm(tmp_path, "demo", "--keep")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "\x1b" not in done.stdout, "piped output has no colours"
    assert "BROKEN" not in done.stdout
    for scene in town.SCENES:
        assert scene.name in done.stdout

    # What was kept can be looked at with the commands the demo names.
    folder = tmp_path / "keepwarm-demo"
    kept = ("--config", "keepwarm-demo/keepwarm.toml", "--now", PRESENT, "--json")
    leads = {lead["name"]: lead for lead in json.loads(keepwarm(tmp_path, "leads", "--all", *kept).stdout)}
    assert leads["Peter Preis"]["turn"] == "customer"
    assert leads["Rita Ruf"]["state"] == "closed"
    assert leads["Carla Clark"]["cadence"]["reason"] == "customer_asked"
    assert leads["Carla Clark"]["due_at"].startswith("2026-06-16")
    assert leads["Sven Stark"]["state"] == "closed"
    assert "Timber Weekly" not in leads
    told = json.loads(keepwarm(tmp_path, "lead", leads["Tim Tischler"]["ref"], *kept).stdout)
    assert [offer["state"] for offer in told["offers"]] == ["expired", "declined", "accepted"]

    mails = sorted(folder.glob("mails/*.eml"))
    kinds = {mail.name.split("-")[4] for mail in mails}
    assert {"acknowledgement", "offer", "nudge", "draft", "morning", "customer", "confirm"} <= kinds
    assert mails[0].read_bytes().startswith(b"From: Peter Preis")

    # Whoever plays it again finds the first week untouched.
    before = (folder / "keepwarm.db").read_bytes()
    assert keepwarm(tmp_path, "audit", *kept).returncode == 0
    assert (folder / "keepwarm.db").read_bytes() == before


def test_a_mail_that_came_by_smtp_is_read_by_imap_at_the_demos_own_time():
    clock = StandingClock(town.START)
    with PostOffice(clock, address=town.SHARED, password=town.PASSWORD) as office:
        courier = SmtpCourier(SmtpServer(HOST, office.smtp_port, tls="plain"))
        raw = "Subject: Grüße\r\nFrom: a@b.example\r\n\r\n.One dot\r\n".encode()
        for recipient in ("sales+r.abc@acme.example", "bo@acme.example"):
            courier.begin(sender="a@b.example", recipient=recipient, raw=raw).finish()
        server = ImapServer(HOST, office.imap_port, tls="plain", user=town.SHARED, secret=town.PASSWORD)
        with ImapSession(server) as session:
            uids = session.uids(session.examine("INBOX"))
            assert list(session.fetch(uids).values()) == [raw], "only what is addressed to the inbox"
            assert session.sizes(uids)[uids[0]].arrived_at == town.START
            assert session.sent_folder() == "Sent"
        assert [post.recipient for post in office.delivered()] == ["bo@acme.example"]
        assert office.delivered() == [], "a mail is delivered once"
        courier.close()


def post(kind: str, *, to: str, subject: str, text: str) -> Post:
    """A mail of Keepwarm's, as the post office hands it over."""
    mail = EmailMessage()
    mail["From"] = f"Keepwarm <{town.SHARED}>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Reply-To"] = "sales+r.token@acme.example"
    mail["Message-ID"] = "<kw.1@acme.example>"
    mail["X-Keepwarm-Kind"] = kind
    mail.set_content(text)
    return Post(town.START, town.SHARED, to, mail.as_bytes())


def test_an_owner_answers_where_reply_to_says_and_quotes_the_mail():
    offer = post("offer", to="jamie@acme.example", subject="Rita Ruf: Sauna", text="Yours? Reply *ok*.\n")
    (letter,) = Puppets().read(offer)
    assert letter.recipient == "sales+r.token@acme.example"
    assert letter.at == town.START + timedelta(minutes=4)
    assert letter.message["In-Reply-To"] == "<kw.1@acme.example>"
    written = letter.message.get_content()
    assert written.startswith("ok, call her at 11:00\n")
    assert "> Yours? Reply *ok*." in written


def test_the_first_offer_of_the_terrace_roof_meets_silence_and_the_second_a_no():
    puppets = Puppets()
    offer = post("offer", to="bo@acme.example", subject="Tim Tischler: Terrace roof", text="Yours?\n")
    assert puppets.read(offer) == []
    (letter,) = puppets.read(offer)
    assert letter.message.get_content().startswith("no, busy")


def test_a_list_is_answered_by_number():
    text = "Today: 2.\n\n--- 1, to Olga Oehler ---\nHello\n---\n\n--- 2, to Peter Preis ---\nHello\n---\n"
    (letter,) = Puppets().read(post("morning", to="bo@acme.example", subject="Today: 2", text=text))
    assert letter.message.get_content().startswith("1 send\n2 send\n")
