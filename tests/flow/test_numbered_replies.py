"""A reply to a list: each line begins with its number (rules, section 7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.story import SentMail, Story

Tell = Callable[..., Story]


@pytest.fixture
def listed(tell: Tell) -> tuple[Story, SentMail]:
    """Jamie's morning mail with two steps of today: Ana's and Bob's."""
    story = tell(pool=("jamie",))
    for name, thing in (("Ana", "carport"), ("Bob", "shed")):
        story.receives(f"{name} <{name.lower()}@{name.lower()}.example>", thing, f"What does a {thing} cost?")
        story.owner_says("jamie", "send", to=story.mail("assigned", "jamie"))
        story.passes(minutes=1)
    story.until("2026-06-11 09:00")
    return story, story.mail("morning", "jamie")


@pytest.mark.parametrize("words", ["1 send now\n2 skip", "1. send now\n2. skip", "1) send now\n2) skip"])
def test_one_command_a_number(listed: tuple[Story, SentMail], words: str) -> None:
    story, morning = listed
    story.owner_says("jamie", words, to=morning)
    assert len(story.sent(None, "ana@ana.example")) == 2
    assert len(story.sent(None, "bob@bob.example")) == 1
    assert story.lead("bob")["next_action"] == "Send the Day 3 mail to Bob"


def test_one_answer_says_for_each_number_what_is_true_now(listed: tuple[Story, SentMail]) -> None:
    story, morning = listed
    story.owner_says("jamie", "1 stop: enough\n2 close: lost", to=morning)
    text = story.mail("command", "jamie").text
    assert "1: No further step goes to Ana." in text
    assert "2: L-2 is closed: lost." in text


def test_a_word_without_a_number_does_nothing_and_says_how(listed: tuple[Story, SentMail]) -> None:
    story, morning = listed
    story.owner_says("jamie", "skip", to=morning)
    assert "each line begins with its number" in story.mail("command", "jamie").text
    assert "1 skip" in story.mail("command", "jamie").text
    assert story.lead("ana")["next_action"] == "Send the Day 1 mail to Ana"


def test_a_number_that_is_not_there_is_said_and_the_others_are_done(listed: tuple[Story, SentMail]) -> None:
    story, morning = listed
    story.owner_says("jamie", "9 send\n1 skip", to=morning)
    assert "9: Not done: There is no number 9 in that mail." in story.mail("command", "jamie").text
    assert story.lead("ana")["next_action"] == "Send the Day 3 mail to Ana"


def test_a_sentence_to_the_list_reaches_nobody_and_says_so(listed: tuple[Story, SentMail]) -> None:
    story, morning = listed
    before = len(story.mails)
    story.owner_says("jamie", "I ring Ana this afternoon.", to=morning)
    (answer,) = story.mails[before:]
    assert (answer.kind, answer.recipient) == ("command", "jamie@acme.example")
    assert "1 send" in answer.text
