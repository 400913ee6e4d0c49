"""Whoever edits the plan of a cadence changes the runs to come, and none that is under way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import null, update

from tests.story import Story
from worker.store.models import Enrollment

pytestmark = pytest.mark.embedded("it edits the plan that its own process reads")

ANA = "Ana Bo <ana@customer.example>"
ADDRESS = "ana@customer.example"
SHIPPED = Path(__file__).parents[2] / "templates" / "cadences"

Tell = Callable[..., Story]


def on_day_3(tell: Tell) -> Story:
    """Ana has had Day 1, and the draft of Day 3 lies with Jamie."""
    story = tell(start="2026-06-10 10:00", pool=("jamie",))
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("assigned", "jamie"))
    story.until("2026-06-11 10:01")
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until("2026-06-15 10:01")
    return story


def edits(story: Story, change: Callable[[str], str]) -> None:
    """The operator writes a plan of their own beside the configuration, and starts again."""
    folder = story.config.parent / "templates" / "cadences"
    folder.mkdir(parents=True)
    (folder / "inbound.toml").write_text(change((SHIPPED / "inbound.toml").read_text()))
    story.restarts(story.config.read_text())


def without_day_7(words: str) -> str:
    kept = [step for step in words.split("[[step]]") if "day = 7" not in step]
    return "[[step]]".join(kept)


def began_with_an_older_version(story: Story) -> None:
    with story.app.workshop.work() as work:
        work.session.execute(update(Enrollment).values(plan=null()))


def test_a_step_that_is_taken_out_still_comes_in_the_runs_that_began_with_it(tell: Tell) -> None:
    story = on_day_3(tell)
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    edits(story, without_day_7)
    story.receives(ANA, "Re: Garden office", "Thanks!", answers=story.mail(None, ADDRESS))
    assert story.inbound()[-1]["verdict"] == "reply"
    assert story.lead("ana")["next_action"] == "Send the Day 7 mail to Ana Bo"
    story.until("2026-06-18 12:00")
    assert "Day 7" in story.mail("draft", "jamie").text
    story.receives("Bea <bea@other.example>", "Shed", "Hello, what would a shed cost?")
    story.owner_says("jamie", "send", to=story.mail("assigned", "jamie"))
    story.until("2026-07-10 12:00")
    assert [step["step"] for step in story.story("bea")["touches"]] == [1, 3]


def test_a_step_that_is_moved_is_not_sent_twice(tell: Tell) -> None:
    story = on_day_3(tell)
    edits(story, lambda words: words.replace("day = 3", "day = 4"))
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    assert story.lead("ana")["next_action"] == "Send the Day 7 mail to Ana Bo"
    story.until("2026-06-17 12:00")
    assert "Day 7" in story.mail("draft", "jamie").text


def test_a_run_of_an_older_version_leaves_out_what_is_gone_from_the_plan(tell: Tell) -> None:
    story = on_day_3(tell)
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    began_with_an_older_version(story)
    edits(story, without_day_7)
    story.receives(ANA, "Re: Garden office", "Thanks!", answers=story.mail(None, ADDRESS))
    assert story.inbound()[-1]["verdict"] == "reply"
    story.until("2026-06-19 12:00")
    assert "Day 7 is no longer in the plan." in story.events("ana")
    assert story.lead("ana")["next_action"].startswith("Close for now if no reply by")


def test_a_run_of_an_older_version_goes_on_with_the_step_that_is_left(tell: Tell) -> None:
    story = on_day_3(tell)
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    began_with_an_older_version(story)
    edits(story, lambda words: words.replace("day = 7", "day = 9"))
    story.until("2026-06-19 12:00")
    assert "Day 7 is no longer in the plan." in story.events("ana")
    assert "Day 7" in story.mail("draft", "jamie").text
    assert story.broken_invariants() == []
