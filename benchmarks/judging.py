"""Mails of 15 kB into leads, with offers, drafts and acknowledgements composed and nothing delivered.

The ceiling is bare mail-parser over the same bytes: whoever reads mail with it cannot be faster. Collecting
alone, from a real Dovecot into rows, is measured on the way. Limits are off, so that every mail is a lead.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import mailparser
from sqlalchemy import func, select

from benchmarks.mails import inquiry
from tests.e2e.test_kill import CONFIGURATION
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.postgres import Postgres
from worker.app import App, build_app
from worker.ingest import pipeline
from worker.settings import load
from worker.store.models import OutboxEmail

MAILS = 1_000
ADDRESS = "sales@acme.example"


def timed(work: Callable[[], object]) -> float:
    """How many seconds of the clock on the wall it takes."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def app_over(mailbox: Mailbox, database: str, folder: Path) -> App:
    """The product over an empty mailbox it has met already, and an empty database."""
    config = folder / "keepwarm.toml"
    text = CONFIGURATION.format(address=ADDRESS, imap=mailbox.url, smtp=25)
    config.write_text(text.replace("sqlite:///keepwarm.db", database))
    app = build_app(load(config, {}))
    assert app.look("sales"), "first contact"
    return app


def read_bare(mails: list[bytes]) -> None:
    for raw in mails:
        mailparser.parse_from_bytes(raw)


def acknowledged(app: App) -> int:
    with app.database.reading() as session:
        kinds = select(func.count()).where(OutboxEmail.kind == "acknowledgement")
        return session.scalar(kinds) or 0


def once(mailbox: Mailbox, database: str, mails: list[bytes]) -> tuple[float, float, float]:
    """Seconds of collecting, of judging, and of bare mail-parser, one after the other."""
    with TemporaryDirectory() as folder:
        app = app_over(mailbox, database, Path(folder))
        mailbox.seed(mails)
        collecting = timed(lambda: app.look("sales"))
        judging = timed(lambda: pipeline.judge_due(app.workshop))
        bare = timed(lambda: read_bare(mails))
        assert acknowledged(app) == len(mails), "every mail is a lead, and its answer is composed"
        app.close()
    return collecting, judging, bare


def main(count: int = MAILS, rounds: int = 3) -> None:
    now = datetime.now(UTC)
    mails = [inquiry(number, to=ADDRESS, sent_at=now) for number in range(count)]
    dovecot, postgres = Dovecot(), Postgres()
    dovecot.start()
    postgres.start()
    try:
        for home in ("SQLite", "PostgreSQL"):
            found = []
            for number in range(rounds):
                with TemporaryDirectory() as folder:
                    database = f"sqlite:///{folder}/b.db" if home == "SQLite" else postgres.database()
                    found.append(
                        once(dovecot.mailbox(f"{home.lower()}{number}@acme.example"), database, mails)
                    )
            collecting, judging, bare = (count / min(column) for column in zip(*found, strict=True))
            print(
                f"{home}: collecting {collecting:.0f}/s, judging {judging:.0f}/s, bare {bare:.0f}/s: "
                f"{judging / bare:.3f} of it; collecting {collecting / judging:.1f} times judging"
            )
    finally:
        postgres.stop()
        dovecot.kill()


if __name__ == "__main__":
    import sys

    main(int(sys.argv[1]) if len(sys.argv) > 1 else MAILS, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
