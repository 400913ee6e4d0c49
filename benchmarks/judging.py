"""Mails of 15 kB into leads, with offers, drafts and acknowledgements composed and nothing delivered.

The ceiling is bare mail-parser over the same bytes: whoever reads mail with it cannot be faster. Collecting
alone, from a real Dovecot into rows, is measured on the way. Limits are off, so that every mail is a lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import mailparser
from sqlalchemy import func, select

from benchmarks.homes import ADDRESS, HOMES, configured, new_databases, running
from benchmarks.mails import inquiry
from benchmarks.rounds import ROUNDS, seconds, top_lines
from benchmarks.table import Row, at_least
from tests.servers.dovecot import Dovecot, Mailbox
from worker.app import App, build_app
from worker.garbage import spare_what_stays
from worker.ingest import pipeline
from worker.logs import log_to_stderr
from worker.settings import load
from worker.store.models import OutboxEmail

MAILS, QUICK = 1_000, 100
OF_BARE = {"SQLite": 0.25, "PostgreSQL": 0.15}
COLLECTING = 4  # times the rate of judging


def measure(quick: bool) -> list[Row]:
    log_to_stderr("warning")
    mails = inquiries(QUICK if quick else MAILS)
    rows = []
    with new_databases() as new, running(Dovecot()) as dovecot:
        for home in HOMES:
            mailboxes = (dovecot.mailbox(f"{home.lower()}{number}@acme.example") for number in range(ROUNDS))
            found = [_once(new(home), mailbox, mails) for mailbox in mailboxes]
            # Read column by column: the best of each, whichever round it was in.
            rows += _rows(home, *(len(mails) / min(column) for column in zip(*found, strict=True)))
    return rows


def profile(quick: bool) -> list[str]:
    """Where judging spends its time, on SQLite."""
    with (
        new_databases() as new,
        running(Dovecot()) as dovecot,
        collected(new("SQLite"), dovecot.mailbox(ADDRESS), inquiries(QUICK)) as app,
    ):
        return top_lines(lambda: pipeline.judge_due(app.workshop))


def inquiries(count: int) -> list[bytes]:
    now = datetime.now(UTC)
    return [inquiry(number, to=ADDRESS, sent_at=now) for number in range(count)]


def read_bare(mails: list[bytes]) -> None:
    for raw in mails:
        mailparser.parse_from_bytes(raw)


@contextmanager
def met(url: str, mailbox: Mailbox) -> Iterator[App]:
    """The product over an empty database and a mailbox that it has met already."""
    with TemporaryDirectory() as folder:
        app = build_app(load(configured(Path(folder), url, imap=mailbox.url), {}))
        assert app.look("sales"), "first contact"
        yield app
        app.close()


@contextmanager
def collected(url: str, mailbox: Mailbox, mails: list[bytes]) -> Iterator[App]:
    with met(url, mailbox) as app:
        mailbox.seed(mails)
        app.look("sales")
        yield app


def _once(url: str, mailbox: Mailbox, mails: list[bytes]) -> tuple[float, float, float]:
    """Seconds of collecting, of judging, and of bare mail-parser, one right after the other."""
    with met(url, mailbox) as app:
        mailbox.seed(mails)
        # As every process of the product does once it has begun.
        spare_what_stays()
        collecting = seconds(lambda: app.look("sales"))
        judging = seconds(lambda: pipeline.judge_due(app.workshop))
        bare = seconds(lambda: read_bare(mails))
        with app.database.reading() as session:
            kinds = select(func.count()).where(OutboxEmail.kind == "acknowledgement")
            assert session.scalar(kinds) == len(mails), "every mail is a lead, and its answer is composed"
    return collecting, judging, bare


def _rows(home: str, collecting: float, judging: float, bare: float) -> list[Row]:
    return [
        Row(
            what=f"mails into leads, {home}",
            ours=judging,
            unit="/s",
            ceiling=bare,
            against="bare mail-parser",
            target=at_least(OF_BARE[home], of_ceiling=True),
        ),
        Row(
            what=f"collecting alone, {home}",
            ours=collecting,
            unit="/s",
            ceiling=judging,
            against="mails into leads",
            target=at_least(COLLECTING, of_ceiling=True),
        ),
    ]
