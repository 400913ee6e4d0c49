"""`kill -9` at any time: nothing is lost, no customer is mailed twice, and the next start heals.

The real process on the real clock, a real Dovecot and a sink that counts what it accepted.
"""

from __future__ import annotations

import collections
import random
import signal
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.e2e.keepwarm import asked, keepwarm, started
from tests.servers.daemon import wait_until
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink

MAILS = 100
KILLS = 10

CONFIGURATION = """
database = "sqlite:///keepwarm.db"

[team]
name = "Acme Garden Rooms"
timezone = "UTC"
hours = "Mon-Sun 00:00-24:00"
fallback = "sam"

[[inbox]]
name = "sales"
address = "{address}"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "secret"

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "sam"
name = "Sam Poe"
email = "sam@acme.example"

[offer]
max_pending = 0

[acknowledgement]
per_day = 0
fuse = 0

[limits]
new_leads = 0

[security]
owner_replies = "token"
"""


def mail(number: int) -> bytes:
    sender = f"customer{number}@firm{number}.example"
    return (
        f"From: Customer {number} <{sender}>\r\nTo: sales@acme.example\r\nSubject: Question {number}\r\n"
        f"Message-ID: <{number}@firm{number}.example>\r\nDate: {format_datetime(datetime.now(UTC))}\r\n"
        f"\r\nHello, what would number {number} cost?\r\n"
    ).encode()


def test_ten_kills_over_a_hundred_mails_lose_nothing_and_send_nothing_twice(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path
) -> None:
    chance = random.Random(20261122)
    sink.files_copy = mailbox.deliver_sent
    config = tmp_path / "keepwarm.toml"
    config.write_text(CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port))
    assert keepwarm("run", "--until-idle", config=config).returncode == 0, "first contact"

    for kill in range(KILLS):
        process = started("run", config=config, log=tmp_path / "run.log")
        before = len(sink.mails)
        mailbox.seed([mail(number) for number in range(kill * 10, kill * 10 + 10)])
        # Killed while it works: some mails of this batch have gone, others not.
        enough = before + chance.randrange(1, 12)
        wait_until(lambda enough=enough: len(sink.mails) >= enough, seconds=30)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)

    # What was in doubt is looked for in Sent a minute later.
    later = (datetime.now(UTC) + timedelta(minutes=2)).isoformat()
    healed = keepwarm("run", "--until-idle", "--now", later, config=config)
    assert healed.returncode == 0, healed.stderr

    inbound = [row for row in asked("inbound", config=config) if row["folder"] == "INBOX"]
    leads = asked("leads", "--all", config=config)
    accepted = collections.Counter(
        received.recipients[0]
        for received in sink.mails
        if b"X-Keepwarm-Kind: acknowledgement" in received.raw
    )
    print(
        f"{KILLS} kills, {MAILS} mails: {len(inbound)} kept, {len(leads)} leads, {len(accepted)} acknowledged"
    )
    assert len(inbound) == MAILS
    assert {row["state"] for row in inbound} == {"judged"}
    assert len(leads) == MAILS
    assert [who for who, times in accepted.items() if times > 1] == [], "nobody is acknowledged twice"
    assert len(accepted) == MAILS, "nobody is forgotten"
    assert keepwarm("audit", config=config).returncode == 0
