"""Mails in to acknowledgements delivered, per second; and delivering alone what is owed already.

The ceiling is bare smtplib, which hands the same mails to the same smtp-sink over one connection. Each of
ours is claimed, marked before its final dot and marked sent: three commits, so that none is lost or doubled.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTP
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from benchmarks.homes import ADDRESS, HOMES, configured, new_databases, running
from benchmarks.mails import inquiry
from benchmarks.processes import EMBEDDED, started
from benchmarks.rounds import ROUNDS, seconds, top_lines
from benchmarks.smtp_sink import smtp_sink
from benchmarks.table import Row
from tests.servers.daemon import wait_until
from tests.servers.dovecot import Dovecot, Mailbox
from worker import sweep
from worker.app import App, build_app
from worker.ingest import pipeline
from worker.settings import load
from worker.states import OutboxState
from worker.store.database import Database
from worker.store.models import Mailbox as MailboxRow
from worker.store.models import OutboxEmail

MAILS = 200
QUICK = 30


def measure(quick: bool) -> list[Row]:
    count = QUICK if quick else MAILS
    with smtp_sink() as port, new_databases() as new, running(Dovecot()) as dovecot:
        rows = []
        for home in HOMES:
            mailbox = dovecot.mailbox(f"{home.lower()}@acme.example")
            rows.append(_through(home, new(home), mailbox, port, count))
            with _owing(new(home), dovecot.mailbox(f"owing-{home.lower()}@acme.example"), port, count) as app:
                rows.append(_alone(home, app, port))
    return rows


def profile(quick: bool) -> list[str]:
    """Where delivering what is owed spends its time, on SQLite."""
    with (
        smtp_sink() as port,
        new_databases() as new,
        running(Dovecot()) as dovecot,
        _owing(new("SQLite"), dovecot.mailbox("sales@acme.example"), port, QUICK) as app,
    ):
        return top_lines(lambda: deliver(app))


def deliver(app: App) -> None:
    """Deliver all that is due; a sweep takes a batch at a time."""
    while sweep.sweep(app.workshop, app.delivery, frozenset({"outbox"})):
        pass


def _through(home: str, url: str, mailbox: Mailbox, port: int, count: int) -> Row:
    """From files in the mailbox of a running `keepwarm run` to every acknowledgement marked sent."""
    with TemporaryDirectory() as folder:
        config = configured(Path(folder), url, imap=mailbox.url, smtp=port)
        app = build_app(load(config, {}))
        app.look("sales")
        looked_at = _looked_at(app.database)
        with started(EMBEDDED, config):
            wait_until(lambda: _looked_at(app.database) != looked_at, seconds=30, what="the first look")
            took = seconds(lambda: _mail_and_wait(app.database, mailbox, count))
        with app.database.reading() as session:
            raws = list(session.scalars(select(OutboxEmail.raw).where(_ACKNOWLEDGED)))
        app.close()
    bare = min(seconds(lambda: send_bare(port, raws)) for _ in range(ROUNDS))
    what = f"mail in to acknowledgement delivered, {home}"
    return Row(
        what=what, ours=count / took, unit="/s", ceiling=count / bare, against="bare smtplib, one connection"
    )


def _alone(home: str, app: App, port: int) -> Row:
    """Acknowledgements and offers that are owed: delivered once, and bare three times."""
    with app.database.reading() as session:
        raws = list(session.scalars(select(OutboxEmail.raw).where(OutboxEmail.state == OutboxState.QUEUED)))
    took = seconds(lambda: deliver(app))
    bare = min(seconds(lambda: send_bare(port, raws)) for _ in range(ROUNDS))
    with app.database.reading() as session:
        left = session.scalar(select(func.count()).where(OutboxEmail.state == OutboxState.QUEUED))
    assert not left, f"{left} mails were not delivered"
    what = f"owed to delivered, {home}"
    return Row(
        what=what,
        ours=len(raws) / took,
        unit="/s",
        ceiling=len(raws) / bare,
        against="bare smtplib, one connection",
    )


@contextmanager
def _owing(url: str, mailbox: Mailbox, port: int, count: int) -> Iterator[App]:
    """The product with acknowledgements and offers composed for so many mails, and none delivered."""
    with TemporaryDirectory() as folder:
        app = build_app(load(configured(Path(folder), url, imap=mailbox.url, smtp=port), {}))
        app.begin()
        app.look("sales")
        mailbox.seed(_mails(count))
        app.look("sales")
        pipeline.judge_due(app.workshop)
        yield app
        app.close()


def send_bare(port: int, raws: list[bytes]) -> None:
    with SMTP("127.0.0.1", port, local_hostname="localhost") as smtp:
        for raw in raws:
            smtp.sendmail(ADDRESS, ["somebody@customer.example"], raw)


_ACKNOWLEDGED = (OutboxEmail.kind == "acknowledgement") & (OutboxEmail.state == OutboxState.SENT)


def _mail_and_wait(database: Database, mailbox: Mailbox, count: int) -> None:
    mailbox.seed(_mails(count))

    def all_sent() -> bool:
        # Not so often that the question itself is work.
        time.sleep(0.05)
        with database.reading() as session:
            return session.scalar(select(func.count()).where(_ACKNOWLEDGED)) == count

    wait_until(all_sent, seconds=300, what=f"{count} acknowledgements")


def _looked_at(database: Database) -> datetime | None:
    with database.reading() as session:
        return session.scalar(select(MailboxRow.looked_at))


def _mails(count: int) -> list[bytes]:
    now = datetime.now(UTC)
    return [inquiry(number, to=ADDRESS, sent_at=now) for number in range(count)]
