"""`new:` opens a lead of one's own, from a call or a visit (rules, section 7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.desk import Desk, when
from tests.flow.test_commands import mail_to, says
from tests.story import Story
from worker.states import LeadState, Turn

ANA = "Ana Bo <ana@customer.example>"
Tell = Callable[..., Story]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.arrives(ANA)
    found.goes_out()
    says(found, "jamie", "ok", mail_to(found, "jamie", "offer"))
    return found


def test_a_caller_with_an_address_is_theirs_with_a_draft(desk: Desk) -> None:
    says(
        desk,
        "jamie",
        "new: Peter Preis, peter@preis.example: garden office 12 m2",
        mail_to(desk, "jamie", "offer"),
    )
    lead = desk.lead("peter")
    assert (lead.ref, lead.state, lead.owner_id) == ("L-2", LeadState.OWNED, "jamie")
    assert lead.next_action == "Answer Peter Preis: garden office 12 m2"
    assert (lead.turn, lead.due_at) == (Turn.US, when("2026-06-10 14:00"))
    assert (lead.last_contact_direction, lead.last_contact_line) == ("in", "garden office 12 m2")
    answer = mail_to(desk, "jamie", "command")
    assert "You own L-2." in answer.text
    assert "--- To Peter Preis ---" in answer.text
    assert not desk.owed("acknowledgement", "peter@preis.example")
    # The answer talks about the new lead: a reply to it is about Peter.
    says(desk, "jamie", "note: knows the Ottos", answer)
    assert "Noted on L-2." in commanded_on(desk, "L-2", "jamie", "note: again")


def commanded_on(desk: Desk, ref: str, owner: str, words: str) -> str:
    from worker.commands.reply import say
    from worker.leads.lead import find

    with desk.work() as work:
        lead = find(work, ref)
        assert lead is not None
        return say(work, lead, owner, words, work.now)[0].text


def test_who_left_only_a_number_is_rung(desk: Desk) -> None:
    text = commanded_on(desk, "L-1", "jamie", "new: Rita Blum, 0341 555 0100: a shed")
    lead = desk.lead("rita")
    assert lead.next_action == "Ring Rita Blum: a shed"
    assert [fact["value"] for fact in lead.facts if fact["kind"] == "phone"] == ["0341 555 0100"]
    assert "Ring Rita Blum: a shed, due today 14:00." in text


def test_what_comes_next_may_be_said_at_once(desk: Desk) -> None:
    says(
        desk,
        "jamie",
        "neu: Rita Blum, 0341 555 0100: a shed\nnext: measure the yard by 13:00",
        mail_to(desk, "jamie", "offer"),
    )
    lead = desk.lead("rita")
    assert (lead.next_action, lead.due_at) == ("Measure the yard", when("2026-06-10 13:00"))
    assert desk.lead("ana").next_action != "Measure the yard"


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("new", "Who is it, and how can they be reached?"),
        ("new: Peter Preis: an office", "Who is it, and how can they be reached?"),
        ("new: Peter Preis, 0341 555 0100", "What does Peter Preis want?"),
        ("new: Peter Preis, 12: an office", "Who is it, and how can they be reached?"),
        ("new: Sam, sam@acme.example: an office", "sam@acme.example is one of us."),
        ("new: Us, sales@acme.example: an office", "sales@acme.example is one of us."),
        ("new: Us, sales+r.abcdefgh@acme.example: an office", "sales+r.abcdefgh@acme.example is one of us."),
        ("new: Kim, kim@acme.example: an office", "kim@acme.example is one of us."),
        ("new: Ana, ana@customer.example: a shed", "ana@customer.example is L-1 already (Jamie)."),
    ],
)
def test_what_is_missing_is_asked_back(desk: Desk, words: str, because: str) -> None:
    assert commanded_on(desk, "L-1", "jamie", words).startswith(f"Not done: {because}")
    assert len(desk.leads()) == 1


def test_two_told_in_one_mail_are_two_leads_and_the_next_mail_is_the_fourth(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    offer = story.mail("offer", "jamie")
    story.owner_says(
        "jamie",
        "new: Rita Blum, 0341 555 0100: a shed\nnew: Bert Bau, bert@bau.example: a fence",
        to=offer,
    )
    assert {lead["ref"] for lead in story.leads()} == {"L-1", "L-2", "L-3"}
    story.receives("Carla <carla@customer.example>", "Permit", "Do you need a permit?")
    assert story.lead("carla")["ref"] == "L-4"
    assert not story.broken_invariants()
    story.owner_says("jamie", "send: Hello Bert, a fence is 900. Jamie", to=story.mail("command", "jamie"))
    assert story.sent("command", "jamie")
