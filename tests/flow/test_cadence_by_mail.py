"""A lead from its inquiry to the close-out, by real mail: every draft sent with one word, no answer."""

from __future__ import annotations

from collections.abc import Callable

from tests.story import Story

Tell = Callable[..., Story]
ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"
HUMAN = None


def owned_and_answered(tell: Tell) -> Story:
    story = tell()
    story.receives(ANA, "Garden office", ASKS)
    story.passes(minutes=4)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    return story


def test_from_the_first_answer_to_day_7_and_the_close(tell: Tell) -> None:
    story = owned_and_answered(tell)
    assert len(story.sent(HUMAN, "ana@customer.example")) == 1
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"], lead["cadence"]["next_at"][:16]) == (
        "customer",
        "running",
        "2026-06-11T10:04",
    )
    for number, day in enumerate(("2026-06-11", "2026-06-15", "2026-06-17"), start=2):
        story.until(f"{day} 09:00")
        story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
        assert len(story.sent(HUMAN, "ana@customer.example")) == number - 1
        story.until(f"{day} 10:04")
        assert len(story.sent(HUMAN, "ana@customer.example")) == number
    assert len(story.sent("draft", "jamie")) == 3
    assert "1  let's talk" in story.mail(HUMAN, "ana@customer.example").text
    assert story.lead("ana")["next_action"] == "Close for now if no reply by Wed 24 Jun"
    story.until("2026-06-24 10:05")
    assert story.lead("ana")["cadence"]["state"] == "completed"
    story.until("2026-07-01 10:05")
    assert story.lead("ana")["state"] == "closed"


def test_a_reply_on_day_1_stops_the_step_that_waited_to_go(tell: Tell) -> None:
    story = owned_and_answered(tell)
    story.until("2026-06-11 09:00")
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until("2026-06-11 09:30")
    story.receives(
        ANA, "Re: Garden office", "Do I need a permit?", answers=story.sent(HUMAN, "ana@customer.example")[0]
    )
    story.until("2026-06-11 12:00")
    assert len(story.sent(HUMAN, "ana@customer.example")) == 1
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"], lead["cadence"]["reason"]) == ("us", "stopped", "replied")
    assert "permit" in story.mail("customer", "jamie").text
