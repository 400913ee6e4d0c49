"""Wake-ups are only hints: lost, doubled and late ones cost time, never a mail, and nobody hears twice."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from dramatiq import Message

from tests.story import Story
from worker import broker
from worker.actors import OLDEST, Actors
from worker.heartbeat import Heartbeat
from worker.ingest import attempts
from worker.store.claims import take_lease

Tell = Callable[..., Story]


def heartbeat(story: Story, wake: Callable[[str], None]) -> Heartbeat:
    return Heartbeat(
        story.app.workshop,
        wake=wake,
        look=story.app.look,
        rescue=story.app.delivery.take_back,
    )


def inquiries(story: Story, count: int) -> None:
    for number in range(count):
        story.receives(
            f"c{number}@firm{number}.example", "Question", f"What does number {number} cost?", run=False
        )


@pytest.mark.parametrize("every", [2, 3])
def test_lost_and_doubled_wake_ups_change_nothing_but_the_time(tell: Tell, every: int) -> None:
    story = tell(more="[offer]\nmax_pending = 0\n")
    numbers = itertools.count()

    def wake(name: str) -> None:
        """Lose some, double the others."""
        if next(numbers) % every:
            story.app.act(name)
            story.app.act(name)

    beating = heartbeat(story, wake)
    inquiries(story, 8)
    story.app.look("sales")
    for _ in range(40):
        beating.beat()
    acknowledged = Counter(mail.recipient for mail in story.sent("acknowledgement"))
    assert acknowledged == {f"c{number}@firm{number}.example": 1 for number in range(8)}
    assert len(story.sent("offer")) == 8


def test_a_wake_up_that_comes_hours_late_finds_everything_still_due(tell: Tell) -> None:
    story = tell(more="[offer]\nmax_pending = 0\n")
    inquiries(story, 2)
    story.app.look("sales")
    story.clock.advance_to(story.now.replace(hour=13))
    beating = heartbeat(story, story.app.act)
    for _ in range(10):
        beating.beat()
    assert len(story.sent("acknowledgement")) == 2
    assert len(story.sent("offer")) == 2
    assert story.broken_invariants() == []


def test_a_yes_that_is_read_but_not_judged_yet_is_waited_for(tell: Tell) -> None:
    """The wake-up of the judge is lost, that of the offers comes: its nudge and its end have both gone by."""
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Question", "What does a carport cost?")
    story.clock.advance_to(story.now.replace(minute=20))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"), run=False)
    story.clock.advance_to(story.now.replace(hour=13))
    # On many processes a worker may hear of the mail after all: while we are the judge, it leaves it to us.
    assert take_lease(story.app.database, attempts.LEASE, attempts.LEASE_LENGTH)
    story.app.look("sales")
    story.app.act("offers")
    story.app.act("offers")
    assert [offer["state"] for offer in story.story("ana")["offers"]] == ["pending"]
    story.app.act("judge")
    story.run()
    assert story.lead("ana")["owner"] == "jamie"
    assert len(story.sent("offer")) == 1
    assert story.broken_invariants() == []


def test_a_wake_up_for_something_unknown_is_harmless(tell: Tell) -> None:
    story = tell()
    story.app.act("a kind that is no more")


def test_the_actor_outlives_what_it_could_not_do() -> None:
    """A failed wake-up is logged and forgotten: the rows stay due, and the broker keeps nothing."""
    done = Event()

    def act(name: str) -> None:
        if name == "breaks":
            raise RuntimeError("the database is down")
        done.set()

    messages = broker.connect("memory:")
    actors = Actors(messages, act)
    workers = broker.start_workers(messages)
    try:
        actors.send("breaks")
        actors.send("works")
        assert done.wait(5)
        assert not messages.dead_letters
    finally:
        workers.stop()


def test_an_actor_that_is_already_on_its_way_is_not_sent_twice() -> None:
    seen: list[str] = []
    messages = broker.connect("memory:")
    actors = Actors(messages, seen.append)
    actors.send("outbox")
    actors.send("outbox")
    workers = broker.start_workers(messages)
    messages.join("keepwarm")
    workers.join()
    workers.stop()
    assert seen == ["outbox"]


def test_a_wake_up_that_waited_behind_long_work_is_not_lost() -> None:
    done = Event()
    embedded = broker.connect("memory:")
    Actors(embedded, lambda name: done.set()).send("judge")
    waiting = embedded.queues["keepwarm"]
    message = Message.decode(waiting.get())
    waiting.task_done()
    embedded.enqueue(replace(message, message_timestamp=message.message_timestamp - 10 * OLDEST))
    worker = broker.start_workers(embedded)
    try:
        assert done.wait(timeout=10), "nobody sends it again while it is known to wait"
    finally:
        worker.stop()
