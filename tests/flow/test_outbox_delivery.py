"""Delivering to a real SMTP server that refuses at every stage; on both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from tests.flow.outbox import ANA, THEIR_ID, Outbox
from tests.servers.smtp_sink import SmtpSink, drop, refuse
from worker.outbox.suppression import suppression
from worker.states import LeadState

JAMIE = "jamie@acme.example"
WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted"


@pytest.fixture(params=["sqlite", "postgresql"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path, sink: SmtpSink) -> Iterator[Outbox]:
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = Outbox(tmp_path, sink, database=database)
    yield made
    made.close()


def test_what_an_owner_says_goes_out_in_the_customers_thread(outbox: Outbox) -> None:
    owed = outbox.owes_customer("Hello Ana, it costs 18,400.")
    outbox.delivers()
    (mail,) = outbox.mails_to(ANA)
    assert outbox.state(owed) == "sent"
    assert f"In-Reply-To: {THEIR_ID}" in mail
    assert "From: Jamie Doe <sales@acme.example>" in mail
    assert "X-Keepwarm-Kind" not in mail
    assert "Auto-Submitted" not in mail
    assert outbox.heard.said == [("sent", "human", "")]


def test_the_same_key_is_one_mail(outbox: Outbox) -> None:
    assert outbox.owes_customer() == outbox.owes_customer()
    outbox.delivers()
    assert len(outbox.mails_to(ANA)) == 1


def test_many_mails_use_one_connection(outbox: Outbox) -> None:
    for number in range(5):
        outbox.owes_owner(f"nudge/{number}")
    outbox.delivers()
    assert len(outbox.mails_to(JAMIE)) == 5
    assert outbox.sink.connections == 1


def test_a_connection_the_server_closed_is_opened_again(outbox: Outbox) -> None:
    outbox.owes_owner("nudge/1")
    outbox.delivers()
    outbox.sink.drop_all()
    outbox.owes_owner("nudge/2")
    outbox.delivers()
    assert len(outbox.mails_to(JAMIE)) == 2


@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data", "dot"])
def test_a_temporary_refusal_at_any_stage_is_tried_again(outbox: Outbox, stage: str) -> None:
    outbox.sink.on(stage, refuse("451 4.3.0 Later"), times=2)  # type: ignore[arg-type]
    owed = outbox.owes_customer()
    outbox.delivers()
    assert (outbox.state(owed), outbox.due_in(owed)) == ("queued", timedelta(minutes=5))
    outbox.passes(minutes=5)
    outbox.delivers()
    assert (outbox.state(owed), outbox.due_in(owed)) == ("queued", timedelta(minutes=10))
    outbox.passes(minutes=10)
    outbox.delivers()
    assert outbox.state(owed) == "sent"
    assert len(outbox.mails_to(ANA)) == 1


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_a_line_that_breaks_before_the_dot_costs_nothing(outbox: Outbox, stage: str) -> None:
    outbox.sink.on(stage, drop(), times=1)  # type: ignore[arg-type]
    owed = outbox.owes_customer()
    outbox.delivers()
    assert outbox.state(owed) == "queued"
    outbox.passes(minutes=5)
    outbox.delivers()
    assert len(outbox.mails_to(ANA)) == 1


def test_an_address_that_does_not_exist_is_suppressed_and_the_owner_hears_why(outbox: Outbox) -> None:
    outbox.sink.on("rcpt", refuse("550 5.1.1 No such user"), recipient=ANA)
    owed = outbox.owes_customer()
    outbox.delivers()
    assert outbox.state(owed) == "failed"
    assert outbox.heard.said[0] == ("failed", "human", "bad address")
    assert any("550 5.1.1 No such user" in question for question in outbox.questions())
    with outbox.work() as work:
        assert suppression(work, ANA) is not None


def test_a_mail_the_server_will_not_have_suppresses_nobody(outbox: Outbox) -> None:
    outbox.sink.on("dot", refuse("554 5.7.1 Looks like spam"), recipient=ANA)
    owed = outbox.owes_customer()
    outbox.delivers()
    assert outbox.state(owed) == "failed"
    assert outbox.heard.said[0] == ("failed", "human", "")
    assert any("Looks like spam" in question for question in outbox.questions())
    with outbox.work() as work:
        assert suppression(work, ANA) is None


def test_a_server_that_is_down_keeps_every_mail_and_the_admins_hear_it_once(outbox: Outbox) -> None:
    outbox.sink.go_down()
    to_ana, to_jamie = outbox.owes_customer(), outbox.owes_owner()
    outbox.delivers()
    assert (outbox.state(to_ana), outbox.state(to_jamie)) == ("queued", "queued")
    assert outbox.row(to_ana).attempts + outbox.row(to_jamie).attempts == 1
    outbox.passes(minutes=5)
    outbox.delivers()
    outbox.sink.come_back()
    outbox.passes(minutes=5)
    outbox.delivers()
    assert (outbox.state(to_ana), outbox.state(to_jamie)) == ("sent", "sent")
    # Once when it began, once when it was over.
    assert len(outbox.mails_to("max@acme.example")) == 2
    with outbox.work() as work:
        assert outbox.mailbox(work).sending_trouble is None


def test_a_server_that_takes_nobody_is_not_the_customers_fault(outbox: Outbox) -> None:
    outbox.sink.on("rcpt", refuse("550 Relaying denied"))
    owed = outbox.owes_customer()
    outbox.delivers()
    assert outbox.state(owed) == "queued"
    outbox.sink.behave()
    outbox.passes(minutes=5)
    outbox.delivers()
    assert outbox.state(owed) == "sent"


def test_after_two_days_a_mail_is_given_up(outbox: Outbox) -> None:
    outbox.sink.on("rcpt", refuse("450 4.2.1 Later"), recipient=ANA)
    owed = outbox.owes_customer()
    for _ in range(20):
        outbox.delivers()
        outbox.passes(hours=4)
    assert outbox.state(owed) == "failed"
    assert any("450 4.2.1 Later" in question for question in outbox.questions())


def test_an_owner_who_cannot_be_reached_is_the_admins_business(outbox: Outbox) -> None:
    outbox.sink.on("rcpt", refuse("550 5.1.1 No such user"), recipient=JAMIE)
    outbox.owes_owner()
    outbox.delivers()
    assert ("failed", "nudge", "bad address") in outbox.heard.said
    (alarm,) = outbox.mails_to("max@acme.example")
    assert "550 5.1.1 No such user" in alarm


def test_a_mail_that_cannot_be_built_is_failed_and_never_half_sent(outbox: Outbox) -> None:
    outbox.changes_lead(address="ana@@customer.example")
    owed = outbox.owes_customer()
    outbox.delivers()
    assert outbox.state(owed) == "failed"
    assert outbox.row(owed).reason.startswith("build_error")  # type: ignore[union-attr]
    assert outbox.heard.said[0] == ("failed", "human", "")


def test_a_reply_found_while_the_body_was_on_its_way_stops_the_mail(outbox: Outbox) -> None:
    """The guard is asked again at the committing mark: the server has all but the dot, and never gets it."""
    owed = outbox.owes_customer()

    def meanwhile() -> None:
        outbox.clock.advance_to(outbox.clock.now() + timedelta(seconds=1))
        outbox.customer_writes()

    outbox.port.begin_with = meanwhile
    outbox.delivers()
    assert outbox.state(owed) == "cancelled"
    assert outbox.mails_to(ANA) == []


def test_a_lead_closed_while_the_body_was_on_its_way_stops_the_mail(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.port.begin_with = lambda: outbox.changes_lead(state=LeadState.CLOSED, close_reason="won")
    outbox.delivers()
    assert (outbox.state(owed), outbox.mails_to(ANA)) == ("cancelled", [])


def test_many_workers_deliver_each_mail_once(outbox: Outbox) -> None:
    owed = [outbox.owes_owner(f"assigned/{number}", kind="assigned") for number in range(20)]
    with ThreadPoolExecutor(4) as workers:
        for _ in range(4):
            workers.map(outbox.delivery.deliver, owed)
    assert {outbox.state(one) for one in owed} == {"sent"}
    assert len(outbox.mails_to(JAMIE)) == 20
    assert outbox.heard.said == [("sent", "assigned", "")] * 20


def test_a_mail_that_went_is_marked_sent_though_somebody_looks_at_its_row(
    postgres_url: str, tmp_path: Path, sink: SmtpSink
) -> None:
    outbox = Outbox(tmp_path, sink, database=postgres_url)
    owed = outbox.owes_customer()
    looking, over = threading.Event(), threading.Event()

    def look() -> None:
        """Hold the row until somebody waits for it, or the test is over."""
        with psycopg.connect(postgres_url.replace("+psycopg", "")) as other:
            other.execute("SELECT 1 FROM outbox_emails WHERE id = %s FOR UPDATE", [owed])
            looking.set()
            with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as watch:
                while not over.is_set() and not watch.execute(WAITING).fetchone():
                    pass

    thread = threading.Thread(target=look)

    def dot_is_answered() -> None:
        thread.start()
        looking.wait()

    outbox.port.after_dot = dot_is_answered
    outbox.delivers()
    over.set()
    thread.join()
    assert outbox.state(owed) == "sent"
    outbox.close()
