"""Somebody leaves the team: not before each of their leads has somebody, and then all at once (section 2)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

from tests.e2e.keepwarm import keepwarm
from tests.story import Story

ANA = "Ana Bo <ana@customer.example>"
BO = "Bo Li <bo@other.example>"
THREE = ("jamie", "max", "sam")

Tell = Callable[..., Story]


@pytest.fixture
def story(tell: Tell) -> Story:
    """Jamie has Ana's lead and is offered Bo's."""
    told = tell(pool=THREE)
    told.receives(ANA, "Garden office", "What would 12 m2 cost?")
    told.owner_says("jamie", "ok", to=told.mail("offer", "jamie"))
    told.owner_says("jamie", "next: ring her about Friday by Thu 12:00", to=told.mail("command", "jamie"))
    for name in ("Cy Mo <cy@third.example>", "Di Fo <di@fourth.example>", BO):
        told.receives(name, "Carport", "How much is a carport?")
    return told


def owner(story: Story, *words: str) -> subprocess.CompletedProcess[str]:
    """What an operator types at this instant of the story."""
    return keepwarm("owner", *words, "--now", story.now.isoformat(), config=story.config)


def test_it_is_refused_until_each_open_lead_has_a_destination(story: Story) -> None:
    refused = owner(story, "leave", "jamie")
    assert refused.returncode == 1
    said = refused.stderr
    assert "jamie has open leads that nobody takes over yet, so nothing was changed:" in said
    assert "L-1 Ana Bo: Ring her about Friday" in said
    assert "keepwarm owner leave jamie --to max" in said
    assert story.lead("ana")["owner"] == "jamie"


def test_programs_are_told_which_leads_have_nobody(story: Story) -> None:
    refused = owner(story, "leave", "jamie", "--json")
    assert refused.returncode == 1
    told = json.loads(refused.stdout)
    assert (told["left"], [lead["ref"] for lead in told["without_destination"]]) == (False, ["L-1"])


def test_then_all_of_it_happens_at_once(story: Story) -> None:
    old = story.mail("command", "jamie")
    assert story.story("bo li")["offers"][-1]["owner"] == "jamie"
    assert owner(story, "leave", "jamie", "--to", "L-1=sam").returncode == 0
    story.run()
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("owned", "sam", "sam")
    assert "Jamie has left the team. Yours now: 1." in story.mail("assigned", "sam").text
    assert story.story("bo li")["offers"][-1]["owner"] != "jamie"
    story.passes(minutes=1)
    story.owner_says("jamie", "close: lost", to=old)
    assert story.lead("ana")["owner"] == "sam"
    story.receives("Ed Fu <ed@fifth.example>", "Barn", "How much is a barn?")
    assert "jamie" not in {offer["owner"] for offer in story.story("ed")["offers"]}
    assert story.broken_invariants() == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("leave", "bob"), "bob is no owner: write one of jamie, sam, max."),
        (("leave", "max"), "max is the only fallback"),
        (("leave", "jamie", "--to", "jamie"), "jamie is not there to take it"),
        (("leave", "jamie", "--to", "L-9=sam"), "L-9 is no open lead of jamie"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(story: Story, words: tuple[str, ...], sentence: str) -> None:
    refused = owner(story, *words)
    assert refused.returncode == 2
    assert sentence in refused.stderr
    assert story.lead("ana")["owner"] == "jamie"


def test_whoever_is_set_inactive_has_no_lead_any_more(story: Story) -> None:
    written = story.config.read_text()
    story.restarts(written.replace('id = "jamie"', 'id = "jamie"\nactive = false\ndeputy = "sam"'))
    assert story.lead("ana")["owner"] == "sam"
    assert "Jamie is not active any more. Yours now: 1." in story.mail("assigned", "sam").text
    assert story.story("bo li")["offers"][-1]["owner"] != "jamie"
    assert story.broken_invariants() == []


def test_an_admin_says_for_somebody_that_they_are_away_and_back(story: Story) -> None:
    assert owner(story, "away", "jamie", "today - 30 Jun sam").returncode == 0
    story.run()
    assert story.lead("ana")["owner"] == "sam"
    assert owner(story, "back", "jamie").returncode == 0
    assert story.lead("ana")["owner"] == "jamie"
