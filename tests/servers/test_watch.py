"""The watch of `keepwarm run`: pushed, polled, kicked, reconnecting, and gone when told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.homes.migrated import sqlite_in
from tests.servers.collecting import Story, story
from tests.servers.daemon import wait_until
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.scripted_imap import ScriptedImap
from worker.ingest.watch import Watch
from worker.mail.imap import ImapSession
from worker.mail.mailbox import ImapServer
from worker.store.models import Mailbox as MailboxRow

NOON = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
LETTER = b"From: ana@customer.example\r\nSubject: Garden room\r\n\r\nWhat does it cost?\r\n"
SOON = 'reconnect_first = "1s"\nreconnect_longest = "1s"'

Start = Callable[..., tuple[Story, Watch]]


@pytest.fixture
def start(mailbox: Mailbox, tmp_path: Path) -> Iterator[Start]:
    """Begin a story with its watch running; every watch is stopped at the end."""
    watches: list[Watch] = []

    def begin(server: ImapServer | None = None, **more: Any) -> tuple[Story, Watch]:
        told = story(mailbox, tmp_path, database=sqlite_in(tmp_path), now=NOON, **more)
        if server is not None:
            told.server = server
            told.restarted()
        watch = Watch(told.collector)
        watches.append(watch)
        watch.start()
        return told, watch

    yield begin
    for watch in watches:
        watch.stop()


def looked(told: Story) -> bool:
    with told.workshop.database.reading() as session:
        row = session.get(MailboxRow, "sales")
        return row is not None and row.looked_at is not None and row.trouble is None


def trouble(told: Story) -> str | None:
    with told.workshop.database.reading() as session:
        row = session.get(MailboxRow, "sales")
        return row.trouble if row else None


def test_a_pushed_mail_is_kept_within_seconds(start: Start) -> None:
    told, _watch = start()
    wait_until(lambda: looked(told), what="the first look")

    told.mailbox.append(LETTER)

    wait_until(lambda: len(told.mails()) == 1, seconds=5, what="the mail")


def test_a_kick_takes_in_sent(start: Start) -> None:
    told, watch = start()
    wait_until(lambda: looked(told), what="the first look")
    told.mailbox.deliver_sent(LETTER)

    watch.kick()

    wait_until(lambda: len(told.mails("Sent")) == 1, seconds=5, what="the copy in Sent")


def test_a_restarted_server_is_found_again(start: Start, dovecot: Dovecot) -> None:
    told, _watch = start(limits=SOON)
    wait_until(lambda: looked(told), what="the first look")

    dovecot.restart()
    told.mailbox.append(LETTER)

    wait_until(lambda: len(told.mails()) == 1, what="the mail after the restart")
    wait_until(lambda: looked(told), what="the end of the trouble")


def test_a_wrong_password_is_tried_once_and_told(start: Start, mailbox: Mailbox) -> None:
    asked: list[str] = []

    def wrong() -> str:
        asked.append("wrong")
        return "wrong"

    server = ImapServer("127.0.0.1", mailbox.server.port, "plain", mailbox.user, wrong)
    told, watch = start(server, limits='reconnect_first = "1s"')
    wait_until(lambda: trouble(told) is not None, what="the trouble")

    for _ in range(15):
        watch.kick()
        # That something does not happen can only be seen by waiting for it.
        time.sleep(0.1)

    assert "refused the login" in (trouble(told) or "")
    assert asked == ["wrong"]


def test_a_server_without_idle_is_polled(start: Start) -> None:
    with ScriptedImap({"CAPABILITY": "* CAPABILITY IMAP4rev1"}) as server:
        told, _watch = start(
            ImapServer("127.0.0.1", server.port, "plain", "a", "b"), limits='poll_without_idle = "1s"'
        )
        wait_until(lambda: looked(told), what="the first look")
        wait_until(lambda: sum("EXAMINE" in line for line in server.commands) >= 4, what="more looks")
        assert not any("IDLE" in line for line in server.commands)


def test_it_stops_at_once_while_it_idles(start: Start) -> None:
    told, watch = start()
    wait_until(lambda: looked(told), what="the first look")
    began = time.monotonic()

    watch.stop()

    assert time.monotonic() - began < 2
    assert not watch.alive


def test_it_stops_within_seconds_while_a_server_keeps_silent(start: Start) -> None:
    with ScriptedImap({"UID SEARCH": "silence"}) as server:
        _told, watch = start(ImapServer("127.0.0.1", server.port, "plain", "a", "b"))
        wait_until(lambda: any("SEARCH" in line for line in server.commands), what="the search")
        began = time.monotonic()

        watch.stop()

        assert time.monotonic() - began < 5
        assert not watch.alive


def test_a_failing_database_does_not_end_the_watch(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    told, _watch = start(limits=SOON)
    wait_until(lambda: looked(told), what="the first look")
    whole = told.collector.look_with
    failures = iter([OSError("disk full")])

    def failing_once(session: ImapSession) -> int:
        for failure in failures:
            raise failure
        return whole(session)

    monkeypatch.setattr(told.collector, "look_with", failing_once)
    told.mailbox.append(LETTER)

    wait_until(lambda: len(told.mails()) == 1, what="the mail after the failure")


def test_the_password_of_another_day_is_asked_for_anew(start: Start, mailbox: Mailbox) -> None:
    given = iter(["secret"] * 2)
    server = ImapServer("127.0.0.1", mailbox.server.port, "plain", mailbox.user, lambda: next(given))
    told, _watch = start(server, limits=SOON)
    wait_until(lambda: looked(told), what="the first look")
    mailbox.server.restart()
    mailbox.append(LETTER)
    wait_until(lambda: len(told.mails()) == 1, what="the mail")
