"""From the IMAP server's notice of a new mail to the acknowledgement accepted by the SMTP server.

The ceiling does the same with no product between: a session waits in IDLE, fetches the mail, parses it with
mail-parser and sends three lines over a connection that is open already. Both get their mails in turns.
"""

from __future__ import annotations

import re
import socket
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from smtplib import SMTP
from tempfile import TemporaryDirectory

import mailparser
from imapclient import IMAPClient

from benchmarks.homes import ADDRESS, HOMES, configured, new_databases, running
from benchmarks.mails import inquiry
from benchmarks.processes import EMBEDDED, SCALED, started
from benchmarks.rounds import top_lines
from benchmarks.table import Row, Target, at_most
from benchmarks.tap import Tap
from tests.servers.daemon import wait_until
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.redis import Redis
from tests.servers.smtp_sink import SmtpSink
from worker.app import build_app
from worker.settings import load

MAILS = 40
QUICK = 6
# Mails of each that are not counted: caches fill, connections are made.
WARMING = 3
TARGETS = {"SQLite": (60, 100), "PostgreSQL": (120, 200)}
ONE_PROCESS = "one process"


def measure(quick: bool) -> list[Row]:
    forms = [(home, ONE_PROCESS) for home in HOMES] + [("PostgreSQL", "scaled, with Redis")]
    with new_databases() as new, running(Dovecot()) as dovecot, running(Redis()) as redis:
        rows = []
        for number, (home, form) in enumerate(forms):
            broker = "memory:" if form == ONE_PROCESS else redis.url
            mailboxes = [dovecot.mailbox(f"{name}{number}@acme.example") for name in ("ours", "bare")]
            ours, bare = _latencies(new(home), broker, mailboxes, QUICK if quick else MAILS)
            rows += _rows(f"{home}, {form}", ours, bare, TARGETS[home])
    return rows


def profile(quick: bool) -> list[str]:
    """Where collecting, judging and delivering one mail after the other spends its time, on SQLite."""
    with ExitStack() as stack:
        dovecot, sink = stack.enter_context(running(Dovecot())), SmtpSink()
        sink.start()
        stack.callback(sink.stop)
        folder = Path(stack.enter_context(TemporaryDirectory()))
        mailbox = dovecot.mailbox("ours@acme.example")
        config = configured(folder, f"sqlite:///{folder}/keepwarm.db", imap=mailbox.url, smtp=sink.port)
        app = build_app(load(config, {}))
        app.run_until_idle()

        def one_by_one() -> None:
            for raw in _mails(QUICK):
                mailbox.append(raw)
                app.run_until_idle()

        return top_lines(one_by_one)


def _rows(what: str, ours: list[float], bare: list[float], targets: tuple[float, float]) -> list[Row]:
    def row(name: str, at: Callable[[list[float]], float], target: Target) -> Row:
        against = "IDLE, fetch, mail-parser, smtplib"
        return Row(
            what=f"notice to acknowledged, {name}, {what}",
            ours=at(ours) * 1000,
            unit="ms",
            ceiling=at(bare) * 1000,
            against=against,
            target=target,
        )

    return [
        row("p50", statistics.median, at_most(targets[0])),
        row("p95", lambda times: statistics.quantiles(times, n=20)[-1], at_most(targets[1])),
    ]


def _latencies(
    database: str, broker: str, mailboxes: list[Mailbox], count: int
) -> tuple[list[float], list[float]]:
    """Mail the product and the bare loop in turns; return the seconds each needed from notice to accepted."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        ours, bare = (Tap(mailbox.server.port) for mailbox in mailboxes)
        accepted: list[tuple[float, bytes]] = []
        sink = SmtpSink(files_copy=lambda raw: accepted.append((time.monotonic(), raw)))
        sink.start()
        for close in (ours.close, bare.close, sink.stop):
            stack.callback(close)
        user = mailboxes[0].user.replace("@", "%40")
        config = configured(
            Path(folder),
            database,
            imap=f"imap://{user}@127.0.0.1:{ours.port}",
            smtp=sink.port,
            broker=broker,
        )
        stack.enter_context(started(EMBEDDED if broker == "memory:" else SCALED, config))
        rival = threading.Thread(
            target=partial(answer_bare, mailboxes[1], bare.port, sink.port, WARMING + count), daemon=True
        )
        rival.start()
        found: tuple[list[float], list[float]] = ([], [])
        for tap in (ours, bare):
            wait_until(lambda tap=tap: bool(tap.waits), seconds=30, what="a session that waits for mail")
        appending = [stack.enter_context(mailbox.client()) for mailbox in mailboxes]
        for number, raw in enumerate(_mails(WARMING + count)):
            for client, tap, times in zip(appending, (ours, bare), found, strict=True):
                times.append(_answered(client, raw, tap, accepted, f"person@firm{number}.example"))
        return found[0][WARMING:], found[1][WARMING:]


def _answered(
    client: IMAPClient, raw: bytes, tap: Tap, accepted: list[tuple[float, bytes]], person: str
) -> float:
    """File one mail, wait for its acknowledgement, and return how long after the notice it was accepted."""
    begun, before = time.monotonic(), len(accepted)
    client.append("INBOX", raw, msg_time=datetime.now(UTC))
    to = re.compile(rf"^To: .*{re.escape(person)}".encode(), re.MULTILINE)

    def answers() -> list[float]:
        return [at for at, mail in accepted[before:] if to.search(mail)]

    wait_until(lambda: bool(answers()), seconds=30, what=f"the acknowledgement to {person}")
    notice = tap.notice_after(begun)
    assert notice is not None, "nobody is told of a mail before the server says so"
    return answers()[0] - notice


def answer_bare(mailbox: Mailbox, imap_port: int, smtp_port: int, count: int) -> None:
    """Answer `count` mails as a script of twenty lines would: no database, no rule, no guard."""
    with IMAPClient("127.0.0.1", port=imap_port, ssl=False, timeout=30) as client:
        client._imap.debug = 0
        client.login(mailbox.user, mailbox.password)
        client.select_folder("INBOX", readonly=True)
        # As ours does: without it the kernel holds the search back for 40 ms.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp = SMTP("127.0.0.1", smtp_port, local_hostname="localhost")
        smtp.ehlo()
        last = 0
        for _ in range(count):
            client.idle()
            while not any(answer[1] == b"EXISTS" for answer in client.idle_check(timeout=30)):
                pass
            client.idle_done()
            uids = [uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last]
            for uid, data in client.fetch(uids, ["BODY.PEEK[]"]).items():
                parsed = mailparser.parse_from_bytes(data[b"BODY[]"])
                answer = EmailMessage()
                answer["From"], answer["To"] = ADDRESS, parsed.from_[0][1]
                answer["Subject"] = f"Re: {parsed.subject}"
                answer.set_content("Thank you. We have your message and will answer today.")
                smtp.send_message(answer)
                last = uid


def _mails(count: int) -> list[bytes]:
    now = datetime.now(UTC)
    return [inquiry(number, to=ADDRESS, sent_at=now) for number in range(count)]
