"""Finding what is due costs the same after years: every question is answered from an index in its order.

The plans of both databases are read, because a table of a test is too small to be slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from benchmarks.claiming import INSTANT, grow
from benchmarks.homes import configured
from worker import sweep
from worker.ingest import awaiting, duplicates
from worker.ingest.verdict import Verdict
from worker.mail.parse import parse
from worker.outbox.ending import another_accepted
from worker.settings import load
from worker.store import schema
from worker.store.database import Database
from worker.store.models import InboundEmail, Mailbox, OutboxEmail
from worker.store.work import Work

ROWS = 60_000
# Tables of a handful of rows, whatever happens: one a person, a leave or a mailbox.
SMALL = ("owners", "mailboxes", "absences")


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from filled(f"sqlite:///{tmp_path_factory.mktemp('plans')}/keepwarm.db")


@pytest.fixture(scope="module")
def on_postgresql(postgres: Any) -> Iterator[Database]:
    yield from filled(postgres.database())


def filled(url: str) -> Iterator[Database]:
    database = Database(url)
    schema.make_ready(database)
    with database.writing() as session:
        session.add(Mailbox(inbox="sales", looked_at=INSTANT))
    grow(database, 0, ROWS, due=100)
    yield database
    database.close()


def plan(database: Database, ask: Callable[[Session], object]) -> list[str]:
    """The lines in which the database says how it answers what `ask` asks."""
    asked: list[tuple[str, Any]] = []

    def listen(_connection: Connection, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    explain = "EXPLAIN QUERY PLAN " if database.sqlite else "EXPLAIN "
    with database.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", listen)
        ask(session)
        event.remove(connection, "before_cursor_execute", listen)
        return [
            row[-1]
            for statement, values in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(explain + statement, values)
        ]


@pytest.mark.parametrize("due", sweep.DUE, ids=lambda due: due.name)
def test_due_rows_are_found_by_their_time_on_sqlite(on_sqlite: Database, due: sweep.Due) -> None:
    lines = plan(on_sqlite, lambda session: sweep.due_ids(session, due, INSTANT))
    table, column = due.due_at.class_.__tablename__, due.due_at.key
    assert scanned(lines) == []
    # Whatever is sorted afterwards, only what is due is read.
    assert re.search(rf"SEARCH {table} USING .*INDEX \w+ \(.*{column}<\?\)", "\n".join(lines)), lines


@pytest.mark.parametrize("due", sweep.DUE, ids=lambda due: due.name)
def test_due_rows_are_found_by_their_time_on_postgresql(on_postgresql: Database, due: sweep.Due) -> None:
    lines = plan(on_postgresql, lambda session: sweep.due_ids(session, due, INSTANT))
    assert scanned(lines) == []
    table, column = due.due_at.class_.__tablename__, due.due_at.key
    if table not in SMALL:
        assert re.search(rf"Index Cond: .*{column} <= ", "\n".join(lines)), lines


@pytest.mark.parametrize("after", [None, datetime(2026, 6, 10, 12, tzinfo=UTC)], ids=["any", "after"])
def test_what_falls_due_next_is_the_first_of_an_index_on_sqlite(
    on_sqlite: Database, after: datetime | None
) -> None:
    lines = plan(on_sqlite, lambda session: next_time(session, after))
    assert scanned([line for line in lines if "COVERING INDEX" not in line]) == []
    assert not [line for line in lines if "TEMP B-TREE" in line]
    searched = [line for line in lines if line.startswith(("SEARCH", "SCAN"))]
    assert len(searched) == sum(len(due.cases) for due in sweep.DUE)


def test_what_falls_due_next_is_the_first_of_an_index_on_postgresql(on_postgresql: Database) -> None:
    lines = plan(on_postgresql, lambda session: next_time(session, INSTANT))
    assert scanned(lines) == []
    assert not [line for line in lines if "Sort" in line]


def test_what_a_server_took_in_the_last_hour_is_not_searched_among_all_it_ever_took(
    on_sqlite: Database, on_postgresql: Database, tmp_path: Path
) -> None:
    settings = load(configured(tmp_path, "sqlite://"), {})
    refused = OutboxEmail(inbox="sales", recipient="gone@customer.example")
    for database in (on_sqlite, on_postgresql):
        lines = plan(
            database,
            lambda session: another_accepted(Work(session, INSTANT, settings, secret=""), refused),
        )
        assert scanned(lines) == []
        assert "outbox_sent" in "\n".join(lines), lines


def next_time(session: Session, after: datetime | None) -> object:
    if after is None:
        return session.execute(sweep.EARLIEST).all()
    return sweep.next_due(session, after=after)


def scanned(lines: list[str]) -> list[str]:
    """The lines in which a table that grows is read from end to end."""
    scans = [line.strip() for line in lines if re.search(r"\bSCAN\b|Seq Scan", line)]
    # No mail is stored in this database: PostgreSQL reads an empty table rather than its index.
    empty = "Seq Scan on inbound_emails"
    return [line for line in scans if not any(name in line for name in (*SMALL, empty))]


@pytest.mark.parametrize("shared", [False, True], ids=["like no other", "like another"])
def test_a_copy_and_a_waiting_contact_are_found_by_what_they_share_with_a_mail(
    on_sqlite: Database, tmp_path: Path, shared: bool
) -> None:
    settings = load(configured(tmp_path, "sqlite://"), {})
    mail = InboundEmail(id=1, role="inbox", raw_hash="r", content_hash="c", arrived_at=INSTANT)
    mail.body_hash, mail.message_id, mail.sender = "b", "<m>", "ana@customer.example"

    def looks_for_both(session: Session) -> None:
        work = Work(session, INSTANT, settings, secret="")
        if shared:
            work.learn("shared", {(name, getattr(mail, name)) for name in duplicates.KEYS})
        assert duplicates.same_mail(work, mail) is None
        assert duplicates.same_words(work, mail, parse(b"\n\nHello"), Verdict.INQUIRY) is None
        assert duplicates.reused_id(work, mail) == ""
        assert awaiting.contacts_for(work, "<1@customer.example>") == []

    lines = plan(on_sqlite, looks_for_both)
    searched = [line for line in lines if line.startswith(("SEARCH", "SCAN"))]
    columns = [re.search(r"\((\w+)=\?", line)[1] for line in searched]  # type: ignore[index]
    in_order = ["raw_hash", "content_hash", "message_id", "body_hash"]
    if shared:
        in_order = ["raw_hash", "content_hash", "body_hash", "message_id"]
    assert columns == [*in_order, "in_reply_to"]
