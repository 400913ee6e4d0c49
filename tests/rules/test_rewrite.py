"""A vague next action is answered with one made from the thread itself (rules, section 1)."""

from __future__ import annotations

import pytest

from worker.leads.wording.rewrite import rewritten
from worker.leads.wording.vague import is_vague


@pytest.mark.parametrize(
    ("asked", "rewrite"),
    [
        ("Is Friday free?", "answer whether Friday is free"),
        ("Hello! Are you open on Saturday?", "answer whether we are open on Saturday"),
        ("Can somebody visit on a Friday?", "answer whether somebody can visit on a Friday"),
        ("Do you deliver to Leipzig?", "answer whether we deliver to Leipzig"),
        ("Is the crane included?", "answer whether the crane is included"),
        ("Could I see your yard?", "answer whether they could see our yard"),
        # Where a turn could go wrong their own words stand.
        ("Does it fit?", 'answer Ana: "Does it fit?"'),
        ("What would it cost?", 'answer Ana: "What would it cost?"'),
        ("Ist Freitag frei?", 'answer Ana: "Ist Freitag frei?"'),
        ("We need a garden office", 'answer Ana: "We need a garden office"'),
        ("", "send Ana two times for a call"),
    ],
)
def test_the_rewrite_says_what_was_asked(asked: str, rewrite: str) -> None:
    assert rewritten("Ana", asked) == rewrite
    assert rewritten("Ana", asked, due="Thu 12:00") == f"{rewrite}, by Thu 12:00"


def test_with_a_phone_and_nothing_asked_it_is_a_call() -> None:
    assert rewritten("Ana", "", phone="0341 5550100") == "call Ana on 0341 5550100"


@pytest.mark.parametrize("asked", ["Are you in?", "Hello?", "Could you check?", "???", "please reply"])
def test_no_rewrite_is_vague_itself(asked: str) -> None:
    assert not is_vague(rewritten("Ana", asked), ["Ana"])
