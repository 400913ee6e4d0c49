"""The plan of a cadence: what a salesperson may write, and what they are told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.cadence.definition import CadenceError, Sending, load
from worker.outbox.render import find_template

FOLDERS = (Path(__file__).parents[2] / "templates",)

DAY_0 = (
    '[[step]]\nname = "Day 0"\nday = 0\ntemplate = "fast_response"\n'
    'next = "Send the first answer to <name>"\n'
)


def plan(folder: Path, text: str) -> list[Path]:
    (folder / "cadences").mkdir()
    (folder / "cadences" / "inbound.toml").write_text(text)
    return [folder, *FOLDERS]


def problems(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(CadenceError) as caught:
        load("inbound", plan(folder, text))
    return caught.value.problems


def test_the_built_in_plan_is_day_0_1_3_7() -> None:
    cadence = load("inbound", FOLDERS)
    assert [(step.name, step.day) for step in cadence.steps] == [
        ("Day 0", 0),
        ("Day 1", 1),
        ("Day 3", 3),
        ("Day 7", 7),
    ]
    assert all(step.send is Sending.OWNER for step in cadence.steps)
    assert cadence.touches[0].next_action("Peter", call=True) == "Ring Peter"
    assert cadence.touches[1].next_action("Peter", call=True) == "Send the Day 3 mail to Peter"
    assert cadence.first_answer.template_for(call=True) == "book_a_call"
    assert [step and step.name for step in map(cadence.step_after, (0, 1, 5, 7))] == [
        "Day 1",
        "Day 3",
        "Day 7",
        None,
    ]


def test_every_step_has_its_texts() -> None:
    for step in load("inbound", FOLDERS).steps:
        for call in (True, False):
            find_template(step.template_for(call=call), language="en", folders=FOLDERS)


def test_the_operators_plan_is_looked_at_first(tmp_path: Path) -> None:
    assert len(load("inbound", plan(tmp_path, DAY_0)).steps) == 1


@pytest.mark.parametrize("name", ["nurture", "../inbound", ""])
def test_a_plan_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(CadenceError, match=r"no cadence|cannot be"):
        load(name, FOLDERS)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    step = '[[step]]\nname = ""\nday = -1\ntemplate = "../x.j2"\nsned = "owner"\nsend = "robot"\n'
    found = "\n".join(problems(tmp_path, f"close = 5\n{DAY_0}{step}"))
    for words in ("`close`", "`name`", "`day`", "`template`", "`next`", "`sned`", "`send`", "step 2"):
        assert words in found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the first step must be day 0"),
        (DAY_0.replace("day = 0", "day = 2"), "the first step must be day 0"),
        (DAY_0 + DAY_0, "only the first step"),
        (DAY_0 + 'send = "automatic"\n', "the answer of a person"),
        (DAY_0 + DAY_0.replace("day = 0", "day = 3"), 'two steps are called "Day 0"'),
        ("step = 3", r"write each step as a \[\[step\]\] table"),
        ("[[step", "cannot be read as TOML"),
    ],
)
def test_contradictions_are_said_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (found,) = problems(tmp_path, text)[:1]
    assert sentence.replace("\\", "") in found


def test_steps_stand_in_the_order_of_their_days(tmp_path: Path) -> None:
    day3 = DAY_0.replace("Day 0", "Day 3").replace("day = 0", "day = 3")
    day1 = DAY_0.replace("Day 0", "Day 1").replace("day = 0", "day = 1")
    assert (
        '"Day 1" (day 1) must come later than "Day 3" (day 3)' in problems(tmp_path, DAY_0 + day3 + day1)[0]
    )
