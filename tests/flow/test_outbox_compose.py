"""What a mail says about itself: ids, threads, tokens, and words where a template is broken."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message as Mail
from pathlib import Path

import pytest

from tests.flow.outbox import THEIR_ID, Outbox
from tests.servers.smtp_sink import SmtpSink
from worker.mail.addresses import plus_token
from worker.outbox import identity
from worker.outbox.compose import owe_owner
from worker.store.models import OutboxEmail, ThreadId, Token


@pytest.fixture
def outbox(tmp_path: Path, sink: SmtpSink) -> Iterator[Outbox]:
    made = Outbox(tmp_path, sink)
    yield made
    made.close()


def raw(outbox: Outbox, owed: int) -> Mail:
    with outbox.work() as work:
        return email.message_from_bytes(work.session.get(OutboxEmail, owed).raw)  # type: ignore[union-attr]


def tokens(outbox: Outbox) -> list[Token]:
    with outbox.work() as work:
        return work.session.query(Token).order_by(Token.id).all()


def test_a_mail_to_an_owner_carries_a_token_that_is_stored_hashed(outbox: Outbox) -> None:
    mail = raw(outbox, outbox.owes_owner())
    token = plus_token(mail["Reply-To"], "sales@acme.example")
    assert token is not None
    assert len(token) == 32
    (stored,) = tokens(outbox)
    assert stored.hash == identity.token_hash(token)
    assert stored.message_id == mail["Message-ID"]
    assert (stored.owner_id, stored.lead_id) == ("jamie", outbox.lead_id)
    assert stored.expires_at == outbox.clock.now() + timedelta(days=90)


def test_without_plus_addresses_the_message_id_is_the_token(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, inbox='reply_token = "message-id"')
    mail = raw(outbox, outbox.owes_owner())
    assert mail["Reply-To"] is None
    assert tokens(outbox)[0].hash == identity.token_hash(mail["Message-ID"])


def test_a_mail_to_an_owner_can_be_told_apart_and_threaded(outbox: Outbox) -> None:
    first, second = raw(outbox, outbox.owes_owner("nudge/1")), raw(outbox, outbox.owes_owner("nudge/2"))
    assert first["From"] == "Keepwarm - Acme Garden Rooms <sales@acme.example>"
    assert first["Subject"] == "Ana Bo: Garden office"
    assert (first["X-Keepwarm-Kind"], first["X-Keepwarm-Lead"]) == ("nudge", "L-1")
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]


def test_our_mail_to_a_customer_finds_its_lead_by_id_and_by_key(outbox: Outbox) -> None:
    mail = raw(outbox, outbox.owes_customer())
    *_, key, parent = mail["References"].split()
    with outbox.work() as work:
        ours = {row.message_id for row in work.session.query(ThreadId).filter_by(side="ours")}
        assert key == identity.thread_key(work.secret, mail["Message-ID"])
    assert parent == mail["In-Reply-To"] == THEIR_ID
    assert ours == {mail["Message-ID"], key}


def test_later_mails_name_the_earlier_ones(outbox: Outbox) -> None:
    first = outbox.owes_customer(key="own/1")
    outbox.delivers()
    second = raw(outbox, outbox.owes_customer(key="own/2"))
    assert raw(outbox, first)["Message-ID"] in second["References"]
    assert second["Thread-Index"][:28] == raw(outbox, first)["Thread-Index"][:28]


def test_message_ids_are_short_and_say_nothing_about_rows(tmp_path: Path, sink: SmtpSink) -> None:
    """The same lead under another row number gets the same id: a restored backup mails nobody twice."""
    outbox = Outbox(tmp_path, sink)
    first = raw(outbox, outbox.owes_owner())["Message-ID"]
    assert len(first) < 60
    with outbox.work() as work:
        work.session.query(Token).delete()
        work.session.query(OutboxEmail).delete()
        outbox.lead(work).ref = "L-77"
    assert raw(outbox, outbox.owes_owner())["Message-ID"] == first


def test_even_a_long_domain_gives_a_short_id() -> None:
    made = identity.message_id("secret", "mail.a-very-long-company-name-with-hyphens.and-a-shop.example", "x")
    assert len(made) < 60
    assert made.endswith("@and-a-shop.example>")


def test_a_lead_of_our_own_making_gets_no_fake_re(outbox: Outbox) -> None:
    outbox.changes_lead(thread_ids=[], subject="Your garden office")
    with outbox.work() as work:
        work.session.query(ThreadId).delete()
    mail = raw(outbox, outbox.owes_customer())
    assert mail["Subject"] == "Your garden office"
    assert mail["In-Reply-To"] is None


def test_a_missing_template_becomes_plain_words_and_an_alarm(outbox: Outbox) -> None:
    with outbox.work() as work:
        lead = outbox.lead(work)
        owed = owe_owner(work, "jamie", "no_such_mail", kind="offer", key="offer/1", values={}, lead=lead)
        assert "could not be written" in owed.text
        assert "What would it cost?" in owed.text
    outbox.delivers()
    (alarm,) = outbox.mails_to("max@acme.example")
    assert "no_such_mail.j2" in alarm.replace("=\r\n", "")
