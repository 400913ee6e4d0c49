"""Collecting: every mail the server ever shows becomes exactly one row, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.homes.migrated import sqlite_in
from tests.servers.collecting import Story, story
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.scripted_imap import ScriptedImap
from worker.ingest.fetch import HEAD_OCTETS
from worker.mail.imap import ImapSession
from worker.mail.mailbox import ConnectionLost, ImapServer
from worker.states import InboundState
from worker.store.looks import want_look

NOON = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

Begin = Callable[..., Story]


def letter(number: int, *, to: str = "sales@acme.example", body: str = "What does it cost?") -> bytes:
    return (
        f"From: ana{number}@customer.example\r\nTo: {to}\r\nMessage-ID: <{number}@customer.example>\r\n"
        f"Subject: Garden room\r\n\r\n{body}\r\n"
    ).encode()


@pytest.fixture(params=["sqlite", "postgresql"])
def begin(request: pytest.FixtureRequest, mailbox: Mailbox, tmp_path: Path) -> Iterator[Begin]:
    """Begin a story on each of the two databases."""
    url = sqlite_in(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    begun: list[Story] = []

    def start(**more: Any) -> Story:
        begun.append(story(mailbox, tmp_path, database=url, **({"now": NOON} | more)))
        return begun[-1]

    yield start
    for one in begun:
        one.workshop.database.close()


def test_what_lay_there_before_us_is_never_fetched(begin: Begin) -> None:
    told = begin()
    told.mailbox.append(letter(1), NOON - HOUR)

    assert told.look()
    assert told.look(NOON + MINUTE)

    assert told.mails() == []
    folder = told.folder()
    assert (folder.first_uid, folder.known_since, folder.looked_at) == (2, NOON, NOON + MINUTE)
    assert told.row().looked_at == NOON + MINUTE


def test_a_mail_is_kept_byte_for_byte_and_once(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.append(letter(1), NOON + 5 * MINUTE)

    for minutes in (10, 11, 12):
        told.look(NOON + minutes * MINUTE)

    [mail] = told.mails()
    assert mail.raw == letter(1)
    assert (mail.state, mail.role, mail.uid) == (InboundState.STORED, "inbox", 1)
    assert mail.uidvalidity == told.mailbox.uidvalidity()
    assert (mail.arrived_at, mail.internal_at) == (NOON + 5 * MINUTE, NOON + 5 * MINUTE)
    assert mail.collected_at == NOON + 10 * MINUTE
    assert b"\\Seen" not in told.mailbox.mails()[0].flags
    assert "judge" in told.woken


def test_sent_is_read_too(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.deliver_sent(letter(1, to="ana@customer.example"), NOON + MINUTE)
    told.look(NOON + 2 * MINUTE)
    assert [mail.role for mail in told.mails("Sent")] == ["sent"]


def test_a_sent_folder_of_another_name_can_be_configured(begin: Begin) -> None:
    told = begin(inbox='sent = "Gesendet"')
    assert not told.look()
    assert "refused to open Gesendet" in (told.row().trouble or "")
    told.mailbox.create("Gesendet")
    assert told.look()
    assert told.folder("Gesendet").role == "sent"


def test_hundreds_of_mails_come_in_batches_in_their_order(begin: Begin) -> None:
    told = begin(limits="batch_bytes = 20000")
    told.look()
    letters = [letter(number, body="x" * 900) for number in range(120)]
    told.mailbox.seed(letters, NOON + MINUTE)

    told.look(NOON + 2 * MINUTE)

    assert [mail.raw for mail in told.mails()] == letters


# --- when it arrived (rules, section 3) -------------------------------------------------------------------


def test_a_mail_dragged_out_of_spam_arrives_when_we_could_have_seen_it(begin: Begin) -> None:
    told = begin()
    told.look()
    told.look(NOON + HOUR)
    told.mailbox.append(letter(1), NOON - 9 * HOUR)
    told.look(NOON + 2 * HOUR)

    [mail] = told.mails()
    assert (mail.arrived_at, mail.internal_at) == (NOON + HOUR, NOON - 9 * HOUR)


def test_no_mail_arrives_in_the_future(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.append(letter(1), NOON + 5 * HOUR)
    told.look(NOON + HOUR)
    assert told.mails()[0].arrived_at == NOON + HOUR


def test_internaldate_keeps_its_offset_in_the_other_half_of_the_year(begin: Begin) -> None:
    winter = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
    told = begin(now=winter)
    told.look()
    told.mailbox.append(letter(1), winter + MINUTE)
    told.look(winter + HOUR)
    assert told.mails()[0].arrived_at == winter + MINUTE


# --- first contact with a date ----------------------------------------------------------------------------


def test_a_start_date_reads_what_arrived_since(begin: Begin) -> None:
    told = begin(inbox='start = "2026-06-08"')
    midnight = datetime(2026, 6, 7, 22, 0, tzinfo=UTC)
    told.mailbox.append(letter(1), midnight - timedelta(seconds=1))
    told.mailbox.append(letter(2), midnight)
    told.mailbox.append(letter(3), midnight - 30 * HOUR)
    told.mailbox.append(letter(4), midnight + HOUR)

    told.look()
    told.restarted()
    told.look(NOON + MINUTE)

    assert [(mail.uid, mail.state, mail.raw) for mail in told.mails()] == [
        (2, InboundState.STORED, letter(2)),
        (3, InboundState.JUDGED, None),
        (4, InboundState.STORED, letter(4)),
    ]
    historic = told.mails()[1]
    assert historic.verdict == "historic"
    assert historic.reason == "It arrived before 07 Jun 2026, from which on this folder is read."
    assert told.mails()[0].arrived_at == midnight


# --- whom we wrote to before ------------------------------------------------------------------------------


def test_people_we_wrote_to_before_are_remembered_from_headers(begin: Begin) -> None:
    told = begin()
    old = b"From: jamie@acme.example\r\nTo: Otto <Otto@customer.example>\r\nCc: sam@acme.example\r\n\r\nx"
    told.mailbox.deliver_sent(old, NOON - 300 * HOUR)
    told.mailbox.deliver_sent(letter(1, to="otto@customer.example, rita@customer.example"), NOON - HOUR)
    told.mailbox.deliver_sent(letter(2, to="long-ago@customer.example"), NOON - timedelta(days=800))

    told.look()

    assert told.acquaintances() == {
        "otto@customer.example": (NOON - HOUR, None),
        "rita@customer.example": (NOON - HOUR, None),
    }
    assert told.mails("Sent") == []


# --- gaps, repetitions and broken looks -------------------------------------------------------------------


def test_a_new_process_finds_what_an_old_one_missed(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.seed([letter(1), letter(2), letter(3)], NOON + MINUTE)
    told.look(NOON + 2 * MINUTE)
    with told.workshop.work() as work:
        work.session.delete(told.mails()[1])

    told.look(NOON + 3 * MINUTE)
    assert [mail.uid for mail in told.mails()] == [1, 3]
    told.restarted()
    told.look(NOON + 4 * MINUTE)
    assert sorted(mail.uid for mail in told.mails()) == [1, 2, 3]


def test_everything_is_compared_once_an_hour(begin: Begin) -> None:
    told = begin()
    told.look()
    told.look(NOON + 30 * MINUTE)
    assert told.folder().compared_at == NOON
    told.look(NOON + 60 * MINUTE)
    assert told.folder().compared_at == NOON + HOUR


class BreaksAfter(ImapSession):
    """A session that loses its connection before it fetches for the second time."""

    fetches = 0

    def fetch(self, uids: Any) -> dict[int, bytes | None]:
        self.fetches += 1
        if self.fetches > 1:
            raise ConnectionLost("the line broke")
        return super().fetch(uids)


def test_a_look_that_breaks_off_keeps_what_it_has_and_does_not_count(begin: Begin) -> None:
    told = begin(limits="batch_bytes = 300")
    told.look()
    letters = [letter(number) for number in range(5)]
    told.mailbox.seed(letters, NOON + MINUTE)
    told.clock.advance_to(NOON + HOUR)

    with BreaksAfter(told.server) as session, pytest.raises(ConnectionLost):
        told.collector.look_with(session)

    assert 0 < len(told.mails()) < 5
    assert told.row().looked_at == NOON
    told.look(NOON + 2 * HOUR)
    assert [mail.raw for mail in told.mails()] == letters
    # It did not show them, so nobody can say they were there to be read.
    assert {mail.arrived_at for mail in told.mails()} == {NOON + MINUTE}


def test_two_collectors_at_one_mailbox_write_each_mail_once(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.seed([letter(1), letter(2)], NOON + MINUTE)
    first = told.collector
    second = told.restarted()
    told.clock.advance_to(NOON + 2 * MINUTE)

    with ImapSession(told.server) as one, ImapSession(told.server) as other:
        assert (first.look_with(one), second.look_with(other)) == (2, 0)
    assert len(told.mails()) == 2


def test_mail_that_others_delete_or_move_does_no_harm(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.seed([letter(1), letter(2), letter(3)], NOON + MINUTE)
    told.mailbox.remove(2)
    told.look(NOON + 2 * MINUTE)
    told.mailbox.create("Archive")
    told.mailbox.move(3, "INBOX", "Archive")
    told.restarted()
    told.look(NOON + 3 * MINUTE)
    assert [mail.uid for mail in told.mails()] == [1, 3]


# --- large and empty mail ---------------------------------------------------------------------------------


def test_a_mail_over_the_limit_is_kept_by_its_head(begin: Begin) -> None:
    told = begin(limits="message_bytes = 600000")
    told.look()
    big = letter(1, body="0123456789\r\n" * 60_000)
    told.mailbox.append(big, NOON + MINUTE)
    told.mailbox.append(letter(2), NOON + MINUTE)
    told.look(NOON + 2 * MINUTE)

    first, second = told.mails()
    assert (first.state, first.truncated, first.size) == (InboundState.STORED, True, len(big))
    assert first.raw == big[:HEAD_OCTETS]
    assert (second.truncated, second.raw) == (False, letter(2))


class GivesNothing(ImapSession):
    """A server that answers NIL for the body of one mail, as often as it is asked."""

    asked = 0

    def fetch(self, uids: Any) -> dict[int, bytes | None]:
        self.asked += 1
        return super().fetch(uids) | {uid: None for uid in uids if uid == 1}


def test_an_empty_body_is_asked_for_again_and_never_kept_as_a_mail(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.seed([letter(1), letter(2)], NOON + MINUTE)
    told.clock.advance_to(NOON + 2 * MINUTE)
    with GivesNothing(told.server) as session:
        told.collector.look_with(session)
        assert session.asked == 3

    first, second = told.mails()
    assert (first.state, first.verdict, first.raw) == (InboundState.UNFETCHABLE, "unfetchable", None)
    assert "gave no bytes" in (first.reason or "")
    assert second.state == InboundState.STORED


def test_what_the_server_gives_after_all_is_a_mail_after_all(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.append(letter(1), NOON + MINUTE)
    told.clock.advance_to(NOON + 2 * MINUTE)
    with GivesNothing(told.server) as session:
        told.collector.look_with(session)

    told.look(NOON + HOUR)

    [mail] = told.mails()
    assert (mail.state, mail.verdict, mail.reason, mail.raw) == (InboundState.STORED, None, None, letter(1))
    assert mail.arrived_at == NOON + MINUTE


# --- UIDVALIDITY ------------------------------------------------------------------------------------------


def test_a_renumbered_folder_makes_no_mail_new(begin: Begin) -> None:
    told = begin()
    told.mailbox.append(letter(0), NOON - HOUR)
    told.look()
    for number in (1, 2):
        told.mailbox.append(letter(number), NOON + number * MINUTE)
    told.look(NOON + HOUR)
    told.mailbox.append(letter(3), NOON + 30 * MINUTE)
    told.mailbox.append(letter(4), NOON + 90 * MINUTE)
    told.mailbox.forget_uids()

    told.look(NOON + 2 * HOUR)
    told.look(NOON + 3 * HOUR)
    told.restarted()
    told.look(NOON + 4 * HOUR)

    after = [mail for mail in told.mails() if mail.uidvalidity == told.mailbox.uidvalidity()]
    assert [(mail.raw, mail.state, mail.verdict) for mail in after] == [
        (letter(1), InboundState.JUDGED, "historic"),
        (letter(2), InboundState.JUDGED, "historic"),
        (letter(3), InboundState.JUDGED, "historic"),
        (letter(4), InboundState.STORED, None),
    ]
    assert after[0].reason == "Known under UID 2, before the server renumbered this folder."
    assert after[0].arrived_at == NOON + MINUTE
    assert "before the last look" in (after[2].reason or "")
    assert after[3].arrived_at == NOON + 90 * MINUTE
    assert len(told.mails()) == 6


def test_a_crash_while_renumbering_begins_again(begin: Begin) -> None:
    told = begin(limits="batch_bytes = 300")
    told.look()
    told.mailbox.seed([letter(number) for number in range(4)], NOON + MINUTE)
    told.look(NOON + HOUR)
    told.mailbox.forget_uids()
    told.clock.advance_to(NOON + 2 * HOUR)
    with BreaksAfter(told.server) as session, pytest.raises(ConnectionLost):
        told.collector.look_with(session)

    told.restarted()
    told.look(NOON + 3 * HOUR)

    after = [mail for mail in told.mails() if mail.uidvalidity == told.mailbox.uidvalidity()]
    assert sorted(mail.raw or b"" for mail in after) == [letter(number) for number in range(4)]
    assert {mail.verdict for mail in after} == {"historic"}


# --- trouble ----------------------------------------------------------------------------------------------


def test_trouble_is_noted_with_its_beginning_and_forgotten_when_over(begin: Begin, dovecot: Dovecot) -> None:
    told = begin()
    told.look()
    dovecot.kill()
    assert not told.look(NOON + MINUTE)
    assert not told.look(NOON + 2 * MINUTE)
    row = told.row()
    assert (row.looked_at, row.trouble_since) == (NOON, NOON + MINUTE)
    assert "refused" in (row.trouble or "")

    dovecot.start()
    assert told.look(NOON + 3 * MINUTE)
    assert (told.row().trouble, told.row().trouble_since) == (None, None)


def test_a_wrong_password_says_so(begin: Begin) -> None:
    told = begin()
    told.server = replace(told.server, secret="wrong")
    told.restarted()
    assert not told.look()
    assert "refused the login of sales" in (told.row().trouble or "")


def test_a_look_somebody_waits_for_ends_the_waiting(begin: Begin) -> None:
    told = begin()
    told.look()
    with told.workshop.work() as work:
        want_look(work.session, "sales", NOON + HOUR)

    told.look(NOON + MINUTE)
    assert told.row().due_at == NOON + HOUR
    told.look(NOON + HOUR)
    assert told.row().due_at is None
    assert "sweep" in told.woken


def test_our_own_mail_is_found_in_sent(begin: Begin) -> None:
    told = begin()
    told.look()
    told.mailbox.deliver_sent(letter(7))
    assert told.collector.find_in_sent("<7@customer.example>") is True
    assert told.collector.find_in_sent("<8@customer.example>") is False
    told.server = ImapServer("127.0.0.1", 1, "plain", "a", "b")
    assert told.restarted().find_in_sent("<7@customer.example>") is None


def test_a_server_without_a_sent_folder_shows_inbox_alone(begin: Begin) -> None:
    told = begin()
    with ScriptedImap({"EXAMINE": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 1] ok"}) as server:
        told.server = ImapServer("127.0.0.1", server.port, "plain", "a", "b")
        assert told.restarted().look()
    assert told.row().looked_at == NOON
