"""A next action says what to do: the ones we write, and the ones we turn down (rules, section 1)."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from worker.cadence import definition
from worker.leads import next_action
from worker.leads.next_action import is_vague

SHIPPED = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "...",
        "Ana",
        "Friday",
        "Thu 12:00",
        "Ana by Friday",
        "follow up",
        "Follow-up with Ana next week",
        "follow up with Bo Berg on 14 May",
        "check later",
        "Check in with her tomorrow at 10",
        "check back in 2 days",
        "handle this",
        "I will handle it asap",
        "reply when possible",
        "see thread",
        "see above, please",
        "get back to them",
        "touch base",
        "will do",
        "take care of it",
        "TBD",
        "n/a",
        "wait for a reply",
        "keep an eye on it",
        "nachfassen",
        "nachfassen bei Ana bis Freitag",
        "später melden",
        "kümmern",
        "bei Ana melden am Montag um 10 Uhr",
        "siehe oben",
        "morgen machen",
    ],
)
def test_what_names_nothing_to_do_is_vague(text: str) -> None:
    assert is_vague(text, names=["Ana Lopez", "Ana"])


@pytest.mark.parametrize(
    "text",
    [
        "send two appointment options by Wednesday",
        "call after 2 p.m. today",
        "ask for missing photos before quoting",
        "close for now if no reply by May 14",
        "send two dates",
        "calling her tomorrow",
        "follow up with the price list",
        "check the permit with Max",
        "ring Ana",
        "quote 18,400 by Friday",
        "zwei Termine schicken bis Mittwoch",
        "Ana anrufen",
        "Preis mit Max klären",
        "Angebot bis Freitag",
    ],
)
def test_what_somebody_else_could_do_is_not_vague(text: str) -> None:
    assert not is_vague(text, names=["Ana"])


@pytest.mark.parametrize("name", ["Ana", "Ana Lopez", "peter@preis.example", "", "Will", "Follow Up Ltd."])
def test_every_sentence_we_write_passes_our_own_rule(name: str) -> None:
    written = [
        next_action.answer(name, "What would it cost, and can somebody visit on a Friday?"),
        next_action.answer(name, ""),
        next_action.answer(name, "hello"),
        next_action.answer(name, "please reply asap!!!"),
        next_action.confirm(name, "Thu 16:00"),
        next_action.confirm(name),
        next_action.ring(name),
        next_action.ring(name, again=True),
        next_action.see_them(name, "Thu 16:00"),
        next_action.write_down(name),
        next_action.new_times(name),
        next_action.decide_next_step(name),
        next_action.decide_who_takes(name),
        next_action.find_another_way(name),
        next_action.look_at_files(name, 2),
        next_action.fix_a_time(name),
        next_action.find_out_who_answered(name),
        next_action.read_and_say(),
        next_action.touch(name, "Day 3"),
        next_action.wake(name, "check back next week"),
        next_action.wake(name),
        next_action.keep_promise(name, "I'll send the quote by Friday"),
        next_action.close_for_now(name),
    ]
    assert [sentence for sentence in written if is_vague(sentence, names=[name] if name else [])] == []


def test_every_sentence_of_next_action_stands_in_the_test_above() -> None:
    """A new sentence of ours must be held against our own rule, too."""
    writers = {
        name
        for name, found in vars(next_action).items()
        if inspect.isfunction(found) and found.__module__ == next_action.__name__ and name[0] != "_"
    }
    tested = inspect.getsource(test_every_sentence_we_write_passes_our_own_rule)
    assert {name for name in writers - {"refuse_vague"} if f"next_action.{name}(" not in tested} == set()


@pytest.mark.parametrize("call", [True, False])
def test_every_step_of_the_plan_that_comes_with_us_says_what_to_do(call: bool) -> None:
    for step in definition.load("inbound", [SHIPPED]).steps:
        assert not is_vague(step.next_action("Ana Lopez", call=call), ["Ana Lopez"])


def test_the_example_of_the_rules_is_written_word_for_word() -> None:
    asked = "What would it cost, and can somebody visit on a Friday?"
    assert next_action.answer("Ana", asked) == f"Answer Ana: w{asked[1:]}"


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("How long does it take??!", "Answer Ana: how long does it take?"),
        ("Please send the price list.", "Answer Ana: please send the price list"),
        ("Was kostet\r\n  ein Gartenhaus?", "Answer Ana: was kostet ein Gartenhaus?"),
        ("Garden office 12 m2", "Answer Ana: Garden office 12 m2"),
        ("Max told me you deliver", "Answer Ana: Max told me you deliver"),
        ("hello", "Answer Ana and ask what they need"),
        ("Do you have time next week?", "Answer Ana: do you have time next week?"),
    ],
)
def test_the_customers_words_stay_theirs(asked: str, written: str) -> None:
    assert next_action.answer("Ana", asked) == written


def test_a_long_story_is_cut_between_words() -> None:
    sentence = next_action.answer("Ana", "We would like a garden office " * 20)
    assert len(sentence) <= 135
    assert sentence.endswith(("office…", "garden…", "a…"))


def test_a_long_story_ends_with_its_first_questions_when_they_fit() -> None:
    sentence = next_action.answer("Ana", "What does the 12 m2 model cost? " + "We live by the lake. " * 20)
    assert sentence == "Answer Ana: what does the 12 m2 model cost?"


def test_a_lead_without_a_name_is_still_spoken_of() -> None:
    assert next_action.ring("") == "Ring the customer"


def test_one_file_and_many() -> None:
    assert next_action.look_at_files("Ana", 1) == "Look at the file from Ana and answer"
    assert next_action.look_at_files("Ana", 3) == "Look at the 3 files from Ana and answer"


def test_a_refusal_repeats_the_words_and_shows_a_good_action() -> None:
    sentence = next_action.refuse_vague("follow up", "ring Ana, by Thu 12:00")
    assert sentence.startswith('"follow up" does not say what to do.')
    assert "next: ring Ana, by Thu 12:00" in sentence
    assert next_action.refuse_vague("", "ring Ana").startswith("There is no action in that.")
