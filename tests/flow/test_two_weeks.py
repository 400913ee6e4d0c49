"""Two weeks of four owners, a manager and one who leaves: at no instant a lead without a next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.flow.two_weeks import TEAM, TwoWeeks
from tests.story import Story
from worker.cli.program import run

Tell = Callable[..., Story]


@pytest.mark.embedded("a thousand steps: what many processes do is proved elsewhere")
@pytest.mark.parametrize("seed", [1])
def test_no_lead_is_ever_without_its_next_step(tell: Tell, seed: int) -> None:
    story = tell(
        start="2026-06-08 07:00",
        pool=("jamie", "sam", "nora", "lee"),
        people=TEAM,
        owner_lines={"nora": 'hours = "Mon-Thu 09:00-15:00"', "lee": 'deputy = "sam"'},
        team='manager = "max"',
    )
    weeks = TwoWeeks(story, seed=seed)
    for number in range(12):
        day = date(2026, 6, 8) + timedelta(days=number)
        weeks.customers_write(day.isoformat(), 1 if day.weekday() > 4 else 5)
    weeks.at(
        "2026-06-09 16:00",
        lambda: story.receives("Lee Orr <lee@acme.example>", "holiday", "away Thu - Fri sam", run=False),
    )
    weeks.at("2026-06-17 12:00", lambda: leaves(story, "lee"))
    for _ in weeks.play("2026-06-22 09:00"):
        everybody_knows_what_is_next(story)
    assert story.broken_invariants() == []
    leads = story.leads(closed=True)
    assert len(leads) >= 40
    assert not [lead for lead in story.leads() if "lee" in (lead["owner"], lead["accountable"])]
    kinds = {mail.kind for mail in story.mails}
    assert kinds >= {"offer", "nudge", "assigned", "draft", "reminder", "morning", "customer", "command"}


def everybody_knows_what_is_next(story: Story) -> None:
    for lead in story.leads():
        assert lead["accountable"] in TEAM, lead
        assert lead["next_action"], lead
        assert lead["due_at"], lead
        assert lead["turn"], lead


def leaves(story: Story, owner: str) -> None:
    """As an admin does it on the command line: what is open first, then somebody for all of it."""
    words = ["owner", "leave", owner, "--config", str(story.config), "--now", story.now.isoformat()]
    if any(owner in (lead["owner"], lead["accountable"]) for lead in story.leads()):
        assert run(words) == 1, "refused while leads are open"
    assert run([*words, "--to", "nora"]) == 0
