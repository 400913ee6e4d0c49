"""The servers the other tests stand on do what those tests believe of them."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime

import psycopg
import pytest
import redis

from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.smtp_sink import SmtpSink, drop, refuse

LETTER = b"From: ana@customer.example\r\nSubject: Hello\r\n\r\n.dot and text\r\n"
NOON = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)


def test_a_mailbox_keeps_bytes_and_instant_and_survives_a_kill(dovecot: Dovecot, mailbox: Mailbox) -> None:
    mailbox.append(LETTER, NOON)
    mailbox.seed([LETTER + b"1\r\n", LETTER + b"2\r\n"], NOON)
    mailbox.deliver_sent(LETTER)
    before, validity = mailbox.mails(), mailbox.uidvalidity()

    dovecot.restart()

    assert [mail.raw for mail in before] == [LETTER, LETTER + b"1\r\n", LETTER + b"2\r\n"]
    assert {mail.arrived_at for mail in before} == {NOON}
    assert [(mail.uid, mail.raw) for mail in mailbox.mails()] == [(mail.uid, mail.raw) for mail in before]
    assert mailbox.uidvalidity() == validity
    assert len(mailbox.mails("Sent")) == 1
    assert {"INBOX", "Sent", "Drafts"} <= set(mailbox.folders())


def test_forgotten_uids_give_a_new_uidvalidity(mailbox: Mailbox) -> None:
    mailbox.append(LETTER)
    mailbox.append(LETTER)
    mailbox.remove(1)
    before = mailbox.uidvalidity()

    mailbox.forget_uids()

    assert mailbox.uidvalidity() > before
    assert [mail.uid for mail in mailbox.mails()] == [1]


def test_the_sink_keeps_what_it_accepted_and_refuses_when_told(sink: SmtpSink) -> None:
    sink.on("rcpt", refuse("550 5.1.1 No such user"), recipient="gone@customer.example")
    with smtplib.SMTP("127.0.0.1", sink.port, local_hostname="localhost") as client:
        client.sendmail("sales@acme.example", ["ana@customer.example"], LETTER)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("sales@acme.example", ["gone@customer.example"], LETTER)

    assert [(mail.sender, mail.recipients, mail.raw) for mail in sink.mails] == [
        ("sales@acme.example", ("ana@customer.example",), LETTER)
    ]


def test_the_sink_can_take_a_mail_and_vanish(sink: SmtpSink) -> None:
    sink.on("dot", drop(), times=1)
    client = smtplib.SMTP("127.0.0.1", sink.port, local_hostname="localhost")

    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.sendmail("sales@acme.example", ["ana@customer.example"], LETTER)

    assert len(sink.mails) == 1


def test_the_sink_goes_down_and_comes_back(sink: SmtpSink) -> None:
    sink.go_down()
    with pytest.raises(OSError, match="refused"):
        smtplib.SMTP("127.0.0.1", sink.port, local_hostname="localhost")
    sink.come_back()
    with smtplib.SMTP("127.0.0.1", sink.port, local_hostname="localhost") as client:
        assert client.noop()[0] == 250


def test_every_test_has_a_postgresql_database_of_its_own(postgres: Postgres, postgres_url: str) -> None:
    other = postgres.database()
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE only_here (id int)")
    with psycopg.connect(other.replace("+psycopg", "")) as connection:
        found = connection.execute("SELECT to_regclass('only_here')").fetchone()
    postgres.drop(other)

    assert found == (None,)


def test_redis_is_empty_at_the_start(redis_server: Redis, redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("left", "over")
        redis_server.empty()
        assert client.keys() == []
