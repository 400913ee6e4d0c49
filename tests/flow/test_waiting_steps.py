"""A step that waits: for its hour, for a day that was named, for somebody who is away (rules, section 4)."""

from __future__ import annotations

from collections.abc import Callable

from tests.flow.test_cadence_rules import ADDRESS, ANA, ASKS, answered, to_ana
from tests.story import Story

Tell = Callable[..., Story]


def test_own_words_take_the_place_of_a_step_that_waits_for_its_hour(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 18:00")
    step = story.mail("draft", "jamie")
    before = len(to_ana(story))
    story.owner_says("jamie", "send", to=step)
    story.owner_says("jamie", "send: Hello Ana, better words: it is 18,400 EUR.", to=step)
    assert "waited for its hour does not go." in " ".join(story.mail("command", "jamie").text.split())
    story.until("2026-06-12 10:00")
    (only,) = to_ana(story)[before:]
    assert "better words" in only.text
    assert [one["state"] for one in story.story("ana")["touches"]] == ["sent", "planned"]
    assert story.broken_invariants() == []


def test_own_words_take_the_place_of_own_words_that_wait(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 18:00")
    step = story.mail("draft", "jamie")
    before = len(to_ana(story))
    story.owner_says("jamie", "send: Hello Ana, it is 18,500 EUR.", to=step)
    story.owner_says("jamie", "send: Hello Ana, it is 18,400 EUR.", to=step)
    story.until("2026-06-12 10:00")
    (only,) = to_ana(story)[before:]
    assert "18,400" in only.text


def test_a_snooze_is_mended_to_an_earlier_day(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 10:01")
    step = story.mail("draft", "jamie")
    story.owner_says("jamie", "snooze 2 July", to=step)
    story.owner_says("jamie", "snooze Mon", to=step)
    story.until("2026-06-15 12:00")
    assert story.lead("ana")["cadence"]["next_at"].startswith("2026-06-15")
    assert "Garden office" in story.mail("draft", "jamie").subject


def test_whoever_is_back_early_goes_on_with_their_steps(tell: Tell) -> None:
    story = tell(pool=("jamie",), people={"jamie": "Jamie Doe", "max": "Max Roe"})
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "send", to=story.mail("assigned", "jamie"))
    story.owner_says("jamie", "away 11 June - 26 June", to=story.mail("assigned", "jamie"))
    story.until("2026-06-12 11:00")
    assert story.lead("ana")["cadence"]["state"] == "held"
    before = len(story.sent("draft", "jamie"))
    story.until("2026-06-15 11:00")
    story.owner_says("jamie", "back", to=story.mail("command", "jamie"))
    story.until("2026-06-16 12:00")
    assert len(story.sent("draft", "jamie")) == before + 1
    assert not story.sent(None, ADDRESS)[1:]


def test_a_pause_after_their_thanks_outlives_a_question_among_us(tell: Tell) -> None:
    story = answered(tell)
    story.receives(ANA, "Re: Garden office", "Thanks!", answers=story.mail(None, ADDRESS))
    pause = story.lead("ana")["cadence"]["next_at"]
    assert pause > "2026-06-12"
    story.owner_says("jamie", "handoff sam: knows the site", to=story.mail("command", "jamie"))
    story.owner_says("sam", "no", to=story.mail("handoff", "sam"))
    assert story.lead("ana")["cadence"]["next_at"] == pause
