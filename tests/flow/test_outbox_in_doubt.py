"""Killed before and after the final dot, and what becomes of a mail nobody can be sure of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.outbox import ANA, Killed, Outbox
from tests.servers.smtp_sink import SmtpSink, drop, garbage
from worker.outbox import in_doubt

JAMIE = "jamie@acme.example"


@pytest.fixture(params=["sqlite", "postgresql"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path, sink: SmtpSink) -> Iterator[Outbox]:
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = Outbox(tmp_path, sink, database=database)
    yield made
    made.close()


def killed() -> None:
    raise Killed


def dies(outbox: Outbox) -> None:
    """The delivering process ends; another one starts and takes back what it held."""
    with pytest.raises(Killed):
        outbox.delivers()
    outbox.port.begin_with = outbox.port.before_dot = outbox.port.after_dot = lambda: None
    outbox.held_by_a_dead_process()
    assert outbox.delivery.take_back() == 1


def test_killed_before_the_commit_the_mail_simply_goes_again(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.port.begin_with = killed
    dies(outbox)
    outbox.delivers()
    assert outbox.state(owed) == "sent"
    assert len(outbox.mails_to(ANA)) == 1


def test_killed_before_the_dot_the_mail_is_in_doubt_and_a_person_is_asked(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.port.before_dot = killed
    dies(outbox)
    outbox.delivers()
    assert outbox.state(owed) == "in_doubt"
    for minutes in (1, 4, 10, 15):
        assert outbox.questions() == []
        outbox.passes(minutes=minutes)
        outbox.delivers()
    (question,) = outbox.questions()
    assert question.startswith("We cannot tell whether the answer to Ana Bo went out at 10:00.")
    assert (outbox.state(owed), outbox.mails_to(ANA)) == ("in_doubt", [])


def sends_with_a_copy(outbox: Outbox, *keys: str) -> None:
    """Mails to an owner go out, and the provider files its copy of each in Sent."""
    for key in keys:
        owed = outbox.owes_owner(key, kind="assigned")
        outbox.delivers()
        outbox.copies_in_sent(owed)
        outbox.passes(seconds=1)


def nobody_knows_for_half_an_hour(outbox: Outbox) -> None:
    for minutes in (1, 4, 10, 15):
        outbox.passes(minutes=minutes)
        outbox.delivers()


def test_where_sent_shows_every_other_mail_one_that_is_missing_goes_again(outbox: Outbox) -> None:
    sends_with_a_copy(outbox, "a", "b", "c")
    owed = outbox.owes_customer()
    outbox.port.before_dot = killed
    dies(outbox)
    outbox.passes(seconds=1)
    sends_with_a_copy(outbox, "d", "e", "f")
    nobody_knows_for_half_an_hour(outbox)
    assert (outbox.state(owed), len(outbox.mails_to(ANA))) == ("sent", 1)
    assert outbox.questions() == []


def test_where_one_other_copy_is_missing_a_person_is_asked(outbox: Outbox) -> None:
    sends_with_a_copy(outbox, "a", "b", "c")
    owed = outbox.owes_customer()
    outbox.port.before_dot = killed
    dies(outbox)
    outbox.passes(seconds=1)
    outbox.owes_owner("without a copy", kind="assigned")
    outbox.delivers()
    sends_with_a_copy(outbox, "d", "e", "f")
    nobody_knows_for_half_an_hour(outbox)
    assert (outbox.state(owed), outbox.mails_to(ANA)) == ("in_doubt", [])
    assert len(outbox.questions()) == 1


def test_a_person_says_resend(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.port.before_dot = killed
    dies(outbox)
    with outbox.work() as work:
        doubtful = in_doubt.doubtful(work, outbox.lead(work))
        assert doubtful is not None
        in_doubt.resend(work, doubtful)
    outbox.delivers()
    assert (outbox.state(owed), len(outbox.mails_to(ANA))) == ("sent", 1)


def test_a_person_says_sent(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.port.after_dot = killed
    dies(outbox)
    with outbox.work() as work:
        doubtful = in_doubt.doubtful(work, outbox.lead(work))
        assert doubtful is not None
        in_doubt.went(work, doubtful, outbox.heard)
    assert outbox.state(owed) == "sent"
    assert outbox.heard.said == [("sent", "human", "")]


def test_killed_after_the_dot_the_copy_in_sent_settles_it(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.port.after_dot = killed
    dies(outbox)
    outbox.sent_folder.add(outbox.row(owed).message_id)
    outbox.passes(minutes=1)
    outbox.delivers()
    assert outbox.state(owed) == "sent"
    assert len(outbox.mails_to(ANA)) == 1
    assert outbox.heard.said == [("sent", "human", "")]


@pytest.mark.parametrize("fault", [drop(keeps=True), garbage(keeps=True)])
def test_a_line_lost_after_the_dot_never_makes_two_mails(outbox: Outbox, fault: object) -> None:
    outbox.sink.on("dot", fault, times=1)  # type: ignore[arg-type]
    owed = outbox.owes_customer()
    for _ in range(40):
        outbox.delivers()
        outbox.passes(minutes=1)
    assert outbox.state(owed) == "in_doubt"
    assert len(outbox.mails_to(ANA)) == 1
    assert len(outbox.questions()) == 1


def test_a_mail_to_an_owner_goes_again(outbox: Outbox) -> None:
    owed = outbox.owes_owner(kind="assigned")
    outbox.sink.on("dot", drop(keeps=False), times=1)
    for _ in range(32):
        outbox.delivers()
        outbox.passes(minutes=1)
    assert outbox.state(owed) == "sent"
    assert len(outbox.mails_to(JAMIE)) == 1


def test_a_courier_that_comes_back_too_late_changes_nothing(outbox: Outbox) -> None:
    """Its lease was taken back while it streamed, and another one delivered the mail."""
    owed = outbox.owes_customer()

    def meanwhile() -> None:
        outbox.port.begin_with = lambda: None
        outbox.held_by_a_dead_process()
        outbox.delivery.take_back()
        outbox.delivers()

    outbox.port.begin_with = meanwhile
    outbox.delivers()
    assert outbox.state(owed) == "sent"
    assert len(outbox.mails_to(ANA)) == 1
    assert outbox.heard.said == [("sent", "human", "")]


def test_the_living_keep_what_they_deliver(outbox: Outbox) -> None:
    outbox.owes_customer()
    outbox.port.begin_with = killed
    with pytest.raises(Killed):
        outbox.delivers()
    assert outbox.delivery.take_back() == 0
