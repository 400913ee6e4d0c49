"""A template that is broken, hostile or missing: its step stops, its owner hears of it, never half a mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.story import Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ADDRESS = "ana@customer.example"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"


def write(story: Story, purpose: str, text: str) -> None:
    folder = story.config.parent / "templates" / "emails" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{purpose}.j2").write_text(
        "{% block subject %}{{ subject }}{% endblock %}{% block text %}" + text + "{% endblock %}"
    )


BROKEN = {
    "half a block": "Hello {% if",
    "a value nobody gives": "Hello {{ lead.nmae }}",
    "a gigabyte": "{{ 'a' * 10**9 }}",
    "nothing": "",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_step_whose_template_fails_sends_nothing_and_its_owner_is_told(tell: Tell, text: str) -> None:
    story = tell()
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    write(story, "day1", text)
    story.until("2026-06-11 16:00")
    assert len(story.sent(None, ADDRESS)) == 1
    told = [one.text for one in story.sent(to="jamie") if "Day 1" in one.text]
    assert told, [one.kind for one in story.sent(to="jamie")]
    (alarm,) = story.sent("alarm", "max")
    assert "day1.j2" in alarm.text
    lead = story.lead("ana")
    assert lead["next_action"]
    assert not story.broken_invariants()


def test_an_offer_whose_template_fails_is_made_in_plain_words(tell: Tell) -> None:
    story = tell()
    write(story, "offer", "{{ 'a' * 10**9 }}")
    story.receives(ANA, "Garden office", ASKS)
    offer = story.mail("offer", "jamie")
    assert "12 m2" in offer.text
    assert story.mail("alarm", "max")
    story.owner_says("jamie", "ok", to=offer)
    assert story.lead("ana")["owner"] == "jamie"


def test_an_acknowledgement_whose_template_fails_does_not_go(tell: Tell) -> None:
    story = tell()
    write(story, "acknowledgement", "Hello {{ nobody }}")
    story.receives(ANA, "Garden office", ASKS)
    assert not story.sent(to=ADDRESS)
    assert story.mail("offer", "jamie")
    assert "acknowledgement.j2" in story.mail("alarm", "max").text
    assert "told: by" not in story.mail("offer", "jamie").text, "nobody was told anything"
