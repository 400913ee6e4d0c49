"""`keepwarm run` at rest: memory and share of a processor; how soon it looks; what 10,000 mails leave behind.

Read from /proc, as an operator sees it; the ceiling of the start is a Python that only imports SQLAlchemy,
IMAPClient and Dramatiq. The mails are what an inbox gets most of: newsletters, and an inquiry in every ten.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import func, select

from benchmarks.homes import ADDRESS, configured, new_databases, running
from benchmarks.mails import inquiry
from benchmarks.processes import EMBEDDED, started
from benchmarks.rounds import best_in_turns, seconds
from benchmarks.table import Row, at_most
from benchmarks.tap import Tap
from tests.servers.daemon import wait_until
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.smtp_sink import SmtpSink
from worker.states import InboundState, OutboxState
from worker.store.database import Database
from worker.store.models import InboundEmail, OutboxEmail

REST = 30.0
QUICK_REST = 5.0
MAILS = 10_000
QUICK_MAILS = 300
# One mail in so many is an inquiry, with everything that follows for us.
INQUIRY_IN = 10
BARE = "import sqlalchemy.orm, imapclient, dramatiq"


def measure(quick: bool) -> list[Row]:
    if not Path("/proc/self/status").exists():
        pytest.skip("memory and processor time are read from /proc, which only Linux has")
    with new_databases() as new, running(Dovecot()) as dovecot, ExitStack() as stack:
        sink = SmtpSink()
        sink.start()
        stack.callback(sink.stop)
        mailbox = dovecot.mailbox("sales@acme.example")
        tap = Tap(dovecot.port)
        stack.callback(tap.close)
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = new("SQLite")
        user = mailbox.user.replace("@", "%40")
        config = configured(folder, url, imap=f"imap://{user}@127.0.0.1:{tap.port}", smtp=sink.port)
        starts = _starts(config, tap)
        process = stack.enter_context(started(EMBEDDED, config))[0]
        tap.waits.clear()
        wait_until(lambda: bool(tap.waits), seconds=30, what="the first look")
        share = _share(process.pid, QUICK_REST if quick else REST)
        at_rest = memory(process.pid)
        database = Database(url)
        stack.callback(database.close)
        # The first mails fill caches that every later one uses.
        count = QUICK_MAILS if quick else MAILS
        _pass_through(database, _mails(0, count // 10), mailbox, count // 10)
        before = memory(process.pid)
        _pass_through(database, _mails(count // 10, count), mailbox, count)
        grown = memory(process.pid) - before
    return [
        Row(what="keepwarm run at rest, memory", ours=at_rest, unit="MB", target=at_most(150)),
        Row(what="keepwarm run at rest, of one processor", ours=share * 100, unit="%", target=at_most(1)),
        *starts,
        Row(what=f"growth over {count:,} mails", ours=grown, unit="MB", target=at_most(50)),
    ]


def _starts(config: Path, tap: Tap) -> list[Row]:
    """From starting the process to having looked at the mailbox: it waits for news from then on."""

    def ours() -> float:
        tap.waits.clear()
        begun = time.monotonic()
        with started(EMBEDDED, config):
            wait_until(lambda: bool(tap.waits), seconds=60, what="the first look")
            return tap.waits[0] - begun

    def bare() -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", BARE], check=True))

    took, ceiling = best_in_turns(ours, bare)
    return [
        Row(
            what="start of keepwarm run to the end of its first look",
            ours=took,
            unit="s",
            ceiling=ceiling,
            against="importing SQLAlchemy, IMAPClient, Dramatiq",
            target=at_most(2),
        )
    ]


def memory(pid: int) -> float:
    """The resident memory of a process in MB (10^6 bytes)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024 / 1e6


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    # utime and stime are fields 14 and 15 (proc(5)), counted from the state, which is field 3.
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _share(pid: int, rest: float) -> float:
    """How much of one processor a process used while nothing happened for `rest` seconds."""
    before = _processor_seconds(pid)
    time.sleep(rest)
    return (_processor_seconds(pid) - before) / rest


def _pass_through(database: Database, raws: list[bytes], mailbox: Mailbox, total: int) -> None:
    """File these mails and wait until all that ever came are judged and every mail of ours is sent."""
    mailbox.seed(raws)

    def done() -> bool:
        # Not so often that the question itself is work.
        time.sleep(0.2)
        with database.reading() as session:
            judged = select(func.count()).where(InboundEmail.state == InboundState.JUDGED)
            owed = select(func.count()).where(OutboxEmail.state != OutboxState.SENT)
            return session.scalar(judged) == total and not session.scalar(owed)

    wait_until(done, seconds=900, what=f"{total:,} mails")


def _mails(first: int, last: int) -> list[bytes]:
    now = datetime.now(UTC)
    return [
        inquiry(number, to=ADDRESS, sent_at=now) if number % INQUIRY_IN == 0 else newsletter(number, now)
        for number in range(first, last)
    ]


def newsletter(number: int, sent_at: datetime) -> bytes:
    """One of the mails of which an inbox gets most: kept, recognised, answered by nobody."""
    return (
        f"From: News {number} <news@shop{number}.example>\r\nTo: {ADDRESS}\r\nSubject: Offers {number}\r\n"
        f"Message-ID: <{number}@shop{number}.example>\r\nDate: {format_datetime(sent_at)}\r\n"
        f"List-Unsubscribe: <https://shop{number}.example/leave>\r\nPrecedence: bulk\r\n\r\n"
        + "Everything must go, until Sunday only.\r\n"
        * 50
    ).encode()
