"""The IMAP session against a real Dovecot, and against answers that only a bad server gives."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.servers.certificate import self_signed
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.scripted_imap import HANG_UP, SILENCE, ScriptedImap
from worker.mail import imap
from worker.mail.imap import ImapSession
from worker.mail.mailbox import ConnectionLost, ImapServer, LoginRefused, MailboxError, MailSize

LETTER = (
    b"From: ana@customer.example\r\nTo: sales@acme.example\r\nSubject: Hello\r\n\r\nWhat does it cost?\r\n"
)
NOON = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)


def server_of(mailbox: Mailbox) -> ImapServer:
    return ImapServer("127.0.0.1", mailbox.server.port, "plain", mailbox.user, mailbox.password)


@pytest.fixture
def session(mailbox: Mailbox) -> Iterator[ImapSession]:
    with ImapSession(server_of(mailbox)) as session:
        yield session


def test_a_mail_is_read_as_it_is_and_stays_unread(mailbox: Mailbox, session: ImapSession) -> None:
    at = datetime(2026, 1, 10, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    mailbox.append(LETTER, at)
    status = session.examine("INBOX")

    uids = session.uids(status)

    assert (status.exists, uids) == (1, [1])
    assert session.sizes(uids)[1] == MailSize(len(LETTER), NOON)
    assert session.fetch(uids) == {1: LETTER}
    assert session.fetch_head(1, 20) == LETTER[:20]
    assert session.headers(uids, ["To", "Cc"]) == {1: b"To: sales@acme.example\r\n\r\n"}
    assert b"\\Seen" not in mailbox.mails()[0].flags


def test_nothing_new_is_an_empty_list_not_the_last_mail(mailbox: Mailbox, session: ImapSession) -> None:
    mailbox.append(LETTER)
    status = session.examine("INBOX")

    assert session.uids(status, above=0) == [1]
    assert session.uids(status, above=1) == []
    assert session.uids(status, above=99) == []


def test_long_answers_are_asked_for_in_parts(
    mailbox: Mailbox, session: ImapSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "_UIDS_A_SEARCH", 4)
    mailbox.seed([LETTER] * 10)
    assert session.uids(session.examine("INBOX"), above=3) == [4, 5, 6, 7, 8, 9, 10]


def test_mails_that_have_gone_are_left_out(mailbox: Mailbox, session: ImapSession) -> None:
    mailbox.seed([LETTER, LETTER])
    mailbox.remove(1)
    session.examine("INBOX")

    assert set(session.fetch([1, 2, 77])) == {2}
    assert set(session.sizes([1, 2, 77])) == {2}


def test_mails_since_a_day(mailbox: Mailbox, session: ImapSession) -> None:
    mailbox.append(LETTER, NOON - timedelta(days=9))
    mailbox.append(LETTER, NOON)
    session.examine("INBOX")
    assert session.uids_since(date(2026, 1, 8)) == [2]


def test_the_sent_folder_is_the_one_the_server_marks(session: ImapSession) -> None:
    assert session.sent_folder() == "Sent"
    assert session.sent_folder("Gesendet") == "Gesendet"
    assert "INBOX" in session.folders()


def test_a_copy_is_filed_and_found_by_our_own_message_id(mailbox: Mailbox, session: ImapSession) -> None:
    ours = "<kw.abc-1_2=3@acme.example>"
    session.append("Sent", b"Message-ID: " + ours.encode() + b"\r\n\r\nx\r\n", flags=[b"\\Seen"], when=NOON)
    session.examine("Sent")

    assert session.find_our_message_id(ours) == [1]
    assert session.find_our_message_id("<other@acme.example>") == []
    copy = mailbox.mails("Sent")[0]
    assert (copy.arrived_at, b"\\Seen" in copy.flags) == (NOON, True)


@pytest.mark.parametrize(
    "value", ['<a"b@acme.example>', "<a\r\nb@acme.example>", "a@acme.example", "<a b@c>"]
)
def test_what_a_sender_could_have_chosen_is_never_searched(session: ImapSession, value: str) -> None:
    session.examine("INBOX")
    with pytest.raises(MailboxError, match="no Message-ID of ours"):
        session.find_our_message_id(value)


def test_line_ends_are_refused_in_every_name(mailbox: Mailbox, session: ImapSession) -> None:
    for folder in ("IN\r\nBOX", "IN\x00BOX"):
        with pytest.raises(MailboxError, match="line end or NUL"):
            session.examine(folder)
    with pytest.raises(MailboxError, match="line end or NUL"):
        ImapSession(replace(server_of(mailbox), secret="secret\r\n")).__enter__()


def test_a_folder_that_is_not_there_is_a_matter_for_a_person(session: ImapSession) -> None:
    with pytest.raises(MailboxError, match="refused to open Gesendet") as caught:
        session.examine("Gesendet")
    assert caught.value.permanent
    assert session.examine("INBOX").exists == 0


def test_a_wrong_password_is_told_apart(mailbox: Mailbox) -> None:
    with pytest.raises(LoginRefused, match="refused the login of sales") as caught:
        ImapSession(replace(server_of(mailbox), secret="wrong")).__enter__()
    assert caught.value.permanent
    assert "secret" not in caught.value.sentence


def test_letters_beyond_ascii_reach_the_server_in_a_password(mailbox: Mailbox) -> None:
    with pytest.raises(LoginRefused):
        ImapSession(replace(server_of(mailbox), secret="geheimnüs")).__enter__()


def test_the_password_is_asked_for_at_every_login(mailbox: Mailbox) -> None:
    given = iter(["wrong", "secret"])
    server = replace(server_of(mailbox), secret=lambda: next(given))
    with pytest.raises(LoginRefused):
        ImapSession(server).__enter__()
    with ImapSession(server) as session:
        assert session.can_idle


def test_a_password_that_cannot_be_had_is_told_in_its_own_words(mailbox: Mailbox) -> None:
    def missing() -> str:
        raise FileNotFoundError("/run/secrets/sales cannot be read")

    with pytest.raises(MailboxError, match="no password: /run/secrets/sales cannot be read") as caught:
        ImapSession(replace(server_of(mailbox), secret=missing)).__enter__()
    assert caught.value.permanent


def test_tls_and_starttls_verify_the_server(dovecot_tls: Dovecot) -> None:
    implicit = ImapServer("localhost", dovecot_tls.tls_port, "tls", "tess", "secret")
    explicit = ImapServer("localhost", dovecot_tls.port, "starttls", "tess", "secret")
    for server in (implicit, explicit):
        with pytest.raises(MailboxError, match="certificate that cannot be trusted") as caught:
            ImapSession(server).__enter__()
        assert caught.value.permanent

    for server in (implicit, explicit):
        with ImapSession(replace(server, ca_file=self_signed().chain)) as session:
            assert session.examine("INBOX").exists == 0
            assert session.idle_wait(0.05) == "timeout"


def test_no_falling_back_to_clear_text(mailbox: Mailbox) -> None:
    with pytest.raises(MailboxError, match="STARTTLS"):
        ImapSession(replace(server_of(mailbox), tls="starttls")).__enter__()


def test_nobody_listens_there(dovecot: Dovecot) -> None:
    with pytest.raises(ConnectionLost, match="refused"):
        ImapSession(ImapServer("127.0.0.1", 1, "plain", "a", "b")).__enter__()


def test_waiting_ends_when_time_is_up(session: ImapSession) -> None:
    session.examine("INBOX")
    assert session.idle_wait(0.05) == "timeout"
    assert session.examine("INBOX").exists == 0


def test_mail_that_comes_while_waiting_is_news(mailbox: Mailbox, session: ImapSession) -> None:
    session.examine("INBOX")
    threading.Timer(0.1, mailbox.append, [LETTER]).start()
    assert session.idle_wait(20) == "news"
    assert session.uids(session.examine("INBOX")) == [1]


def test_mail_that_came_just_before_is_news_too(mailbox: Mailbox, session: ImapSession) -> None:
    for round in range(3):
        session.examine("INBOX")
        mailbox.append(LETTER)
        started = time.monotonic()
        assert session.idle_wait(20) == "news", round
        assert time.monotonic() - started < 5


def test_a_wake_ends_the_wait_at_once(session: ImapSession) -> None:
    session.examine("INBOX")
    ours, theirs = socket.socketpair()
    threading.Timer(0.1, theirs.send, [b"x"]).start()
    assert session.idle_wait(20, wake=ours.fileno()) == "woken"
    assert session.examine("INBOX").exists == 0
    ours.close()
    theirs.close()


def test_a_long_wait_is_cut_into_slices(mailbox: Mailbox) -> None:
    with ImapSession(replace(server_of(mailbox), idle_seconds=0.05)) as session:
        session.examine("INBOX")
        threading.Timer(0.3, mailbox.append, [LETTER]).start()
        assert session.idle_wait(20) == "news"


def test_a_server_that_dies_ends_the_wait_with_an_error(dovecot: Dovecot, session: ImapSession) -> None:
    session.examine("INBOX")
    threading.Timer(0.1, dovecot.restart).start()
    with pytest.raises(ConnectionLost):
        session.idle_wait(20)


def scripted(server: ScriptedImap) -> ImapSession:
    return ImapSession(ImapServer("127.0.0.1", server.port, "plain", "sales", "secret"))


@pytest.mark.parametrize(
    "known",
    [
        "RFC822.SIZE 100 INTERNALDATE NIL",
        'RFC822.SIZE 100 INTERNALDATE "00-Jan-0000 00:00:00 +0000"',
        "RFC822.SIZE 100",
    ],
)
def test_a_mail_without_a_date_arrives_now(known: str) -> None:
    """Some servers have lost the date of a mail; it must neither be left out nor keep the others waiting."""
    told = f"* 1 FETCH (UID 1 {known})\r\n* 2 FETCH (UID 2 FLAGS ())\r\n* 3 FETCH (FLAGS (\\Seen) UID 9)"
    with ScriptedImap({"UID FETCH": told}) as server, scripted(server) as session:
        session.examine("INBOX")
        before = datetime.now(UTC)
        sizes = session.sizes([1, 2])
    assert {uid: size.octets for uid, size in sizes.items()} == {1: 100, 2: 0}
    assert all(before <= size.arrived_at <= datetime.now(UTC) for size in sizes.values())


@pytest.mark.parametrize("body", ["NIL", '""', "{0}\r\n"])
def test_an_empty_body_is_none(body: str) -> None:
    with (
        ScriptedImap({"UID FETCH": f"* 1 FETCH (UID 1 BODY[] {body})"}) as server,
        scripted(server) as session,
    ):
        session.examine("INBOX")
        assert session.fetch([1]) == {1: None}


@pytest.mark.parametrize(
    "answer",
    [
        "* 1 FETCH (UID 1 BODY[] {500}\r\nonly this" + HANG_UP,
        "* BYE shutting down\r\n" + HANG_UP,
        "* 1 FETCH (UID 1 BODY[] (((" + HANG_UP,
        "* 1 FETCH (UID 1 BODY[ nonsense)",
        "what?",
    ],
)
def test_a_dialogue_out_of_step_is_a_lost_connection(answer: str) -> None:
    with ScriptedImap({"UID FETCH": answer}) as server, scripted(server) as session:
        session.examine("INBOX")
        with pytest.raises(ConnectionLost):
            session.fetch([1])


@pytest.mark.parametrize("answer", ["+ idling\r\n* BYE going down", "+ idling\r\n" + HANG_UP, HANG_UP])
def test_bye_and_the_end_of_the_stream_end_a_wait(answer: str) -> None:
    with ScriptedImap({"IDLE": answer}) as server, scripted(server) as session:
        session.examine("INBOX")
        with pytest.raises(ConnectionLost):
            session.idle_wait(20)


@pytest.mark.parametrize("answer", ["* 4 EXISTS\r\n+ idling", "+ idling\r\n* 4 EXISTS"])
def test_news_beside_the_go_ahead_are_not_lost(answer: str) -> None:
    with ScriptedImap({"IDLE": answer}) as server, scripted(server) as session:
        session.examine("INBOX")
        assert session.idle_wait(20) == "news"


def test_still_here_is_no_news() -> None:
    with ScriptedImap({"IDLE": "+ idling\r\n* OK Still here"}) as server, scripted(server) as session:
        session.examine("INBOX")
        assert session.idle_wait(0.1) == "timeout"


def test_a_connection_that_has_gone_deaf_is_noticed_by_noop() -> None:
    with (
        ScriptedImap({"NOOP": SILENCE}) as server,
        ImapSession(ImapServer("127.0.0.1", server.port, "plain", "a", "b", read_seconds=0.2)) as session,
    ):
        session.examine("INBOX")
        with pytest.raises(ConnectionLost):
            session.idle_wait(0.05)


def test_a_busy_server_is_no_wrong_password() -> None:
    with (
        ScriptedImap({"LOGIN": "GONE NO"}, greeting="* BYE too many connections") as server,
        pytest.raises(MailboxError) as caught,
    ):
        scripted(server).__enter__()
    assert not isinstance(caught.value, LoginRefused)
    assert not caught.value.permanent


def test_a_server_that_hangs_up_at_login_is_no_wrong_password() -> None:
    with ScriptedImap({"LOGIN": HANG_UP}) as server, pytest.raises(ConnectionLost):
        scripted(server).__enter__()
