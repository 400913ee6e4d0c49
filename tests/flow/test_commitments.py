"""Accepting is a commitment: a next action and a due time, in the same reply (rules, sections 1 and 2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.desk import Desk, when
from tests.flow.test_commands import commanded, mail_to, says
from worker.states import LeadState

ANA = "Ana Bo <ana@customer.example>"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.arrives(ANA, text="We plan a garden office. Is Friday free for a visit?")
    found.goes_out()
    return found


def answered(desk: Desk, owner: str = "jamie") -> str:
    return " ".join(mail_to(desk, owner, "command").text.split())


def test_a_yes_with_an_action_and_a_time_before_the_target_is_taken_as_said(desk: Desk) -> None:
    says(desk, "jamie", "ok, ring her about Friday by 11:30", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert (lead.state, lead.next_action) == (LeadState.OWNED, "Ring her about Friday")
    assert lead.due_at == when("2026-06-10 11:30")
    assert "You own L-1. Next: Ring her about Friday, due today 11:30." in answered(desk)


def test_a_later_time_never_refuses_a_yes_and_the_answer_says_how_to_tell_her(desk: Desk) -> None:
    says(desk, "jamie", "accept, send two dates by Thu 12:00", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert lead.state is LeadState.OWNED
    assert lead.due_at == lead.answer_due_at == when("2026-06-10 12:00")
    assert "First answer due today 12:00; you wrote Thu 12:00. `later Thu 12:00` tells Ana Bo." in answered(
        desk
    )


@pytest.mark.parametrize("words", ["ok, ring her by 1 June 2026", "accept, ring her by yesterday 10:00"])
def test_a_yes_stands_and_a_time_that_is_past_does_not(desk: Desk, words: str) -> None:
    says(desk, "jamie", words, mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert (lead.state, lead.next_action) == (LeadState.OWNED, "Ring her")
    assert lead.due_at == when("2026-06-10 12:00")
    assert "is already past" in answered(desk) or "could not read" in answered(desk)


def test_a_time_that_nobody_can_read_is_echoed_with_examples(desk: Desk) -> None:
    says(desk, "jamie", "ok, ring her by Fridday", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").state is LeadState.OWNED
    assert 'I could not read "Fridday" as a time. Write for example "Fri", "Thu 12:00"' in answered(desk)


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("next: ring her by 1 June 2026", '"1 June 2026" is already past'),
        ("next: ring her by 25:00", 'I could not read "25:00" as a time'),
        ("next: ring her by the 35th of May", 'I could not read "the 35th of May" as a time'),
    ],
)
def test_next_with_such_a_time_is_refused_whole(desk: Desk, words: str, because: str) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    before = desk.lead("ana")
    (answer,) = commanded(desk, "jamie", words)
    assert answer.startswith(f"Not done: {because}")
    assert (desk.lead("ana").next_action, desk.lead("ana").due_at) == (before.next_action, before.due_at)


@pytest.mark.parametrize("words", ["next: send the plans by mail", "next: lower the price by 10 %"])
def test_not_every_by_is_a_time(desk: Desk, words: str) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    (answer,) = commanded(desk, "jamie", words)
    assert not answer.startswith("Not done")
    assert desk.lead("ana").next_action == words[6:].capitalize()


def test_a_vague_next_action_is_written_anew_from_what_she_asked(desk: Desk) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    (answer,) = commanded(desk, "jamie", "next: check later")
    assert answer == (
        'Not done: "check later" does not say what to do. Write it so that somebody else could do it, '
        "for example: next: answer whether Friday is free for a visit, by today 12:00"
    )
    # What is offered is done when it is said.
    commanded(desk, "jamie", answer.partition("for example: ")[2])
    lead = desk.lead("ana")
    assert lead.next_action == "Answer whether Friday is free for a visit"
    assert lead.due_at == when("2026-06-10 12:00")


def test_a_vague_yes_is_a_yes_and_shows_what_would_be_better(desk: Desk) -> None:
    says(desk, "jamie", "ok, check with her later", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert lead.state is LeadState.OWNED
    assert (lead.next_action or "").startswith("Answer Ana Bo:")
    assert "answer whether Friday is free for a visit, by today 12:00" in answered(desk)


def test_manners_are_not_taught(desk: Desk) -> None:
    says(desk, "jamie", "ok, will do", mail_to(desk, "jamie", "offer"))
    assert "does not say" not in answered(desk)
