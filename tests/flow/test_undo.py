"""`undo`: five minutes to take back what was said, never a mail that went (rules, section 7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.flow.desk import Desk
from tests.flow.test_commands import commanded, mail_to, says
from tests.story import Story
from worker.leads.showing import listing
from worker.states import LeadState, OfferState

ANA = "Ana Bo <ana@customer.example>"
Tell = Callable[..., Story]

# What happened stays; whether it stands any more is asked of each.
HISTORY = ("events", "drafts", "offers", "handoffs", "mails")


@pytest.fixture
def offered(tmp_path: Path) -> Desk:
    """Ana's lead is offered to Jamie."""
    found = Desk(tmp_path)
    found.arrives(ANA, text="We plan a garden office. What would it cost?")
    found.goes_out()
    return found


@pytest.fixture
def desk(offered: Desk) -> Desk:
    """Ana's lead is Jamie's, she was called, and her follow-up runs."""
    says(offered, "jamie", "ok", mail_to(offered, "jamie", "offer"))
    commanded(offered, "jamie", "called: reached")
    offered.passes(minutes=10)
    return offered


def stands(desk: Desk) -> dict[str, Any]:
    """Everything a program reads of the lead, but what happened to it."""
    with desk.work() as work:
        found = listing.lead(work, "L-1")
    shown = {key: value for key, value in found.items() if key not in HISTORY}
    shown["open"] = [draft for draft in found["drafts"] if draft.get("state") == "open"]
    return shown


@pytest.mark.parametrize(
    "words",
    [
        "close: lost, bought elsewhere",
        "snooze Fri",
        "next: send two dates by Thu 12:00",
        "stage qualified: budget known",
        "waiting: Max, the price",
        "not a lead: supplier",
        "stop: she is on holiday",
        "skip",
        "called: no answer",
        "called: reached, I measure on Friday",
        "booked Thu 16:00",
        "replied: she asks for a permit",
        "handoff sam: knows the site",
        "offer",
        "sent",
    ],
)
def test_what_was_said_is_taken_back_exactly(desk: Desk, words: str) -> None:
    before = stands(desk)
    (done,) = commanded(desk, "jamie", words)
    assert not done.startswith("Not done"), done
    assert stands(desk) != before
    desk.passes(minutes=4)
    (answer,) = commanded(desk, "jamie", "undo")
    assert answer.startswith("Undone: "), answer
    assert stands(desk) == before


def test_after_an_undo_the_same_may_be_said_again(desk: Desk) -> None:
    for _ in range(2):
        commanded(desk, "jamie", "skip")
        commanded(desk, "jamie", "undo")
    (answer,) = commanded(desk, "jamie", "skip")
    assert answer.startswith("Day 1 is left out.")


def test_a_yes_is_taken_back_and_the_offer_stands_again(offered: Desk) -> None:
    before = stands(offered)
    says(offered, "jamie", "ok, ring her by 11:30", mail_to(offered, "jamie", "offer"))
    says(offered, "jamie", "undo", mail_to(offered, "jamie", "command"))
    lead = offered.lead("ana")
    assert (lead.state, lead.owner_id, lead.accountable_id) == (LeadState.OFFERED, None, "max")
    (asked,) = offered.offers(lead)
    assert (asked.owner_id, asked.state) == ("jamie", OfferState.PENDING)
    assert stands(offered) == before
    assert "L-1 is offered to you until today 10:30." in mail_to(offered, "jamie", "command").text


def test_a_no_is_taken_back_and_whoever_was_asked_meanwhile_is_told(offered: Desk) -> None:
    says(offered, "jamie", "no, busy", mail_to(offered, "jamie", "offer"))
    offered.goes_out()
    offered.passes(minutes=2)
    says(offered, "jamie", "undo", mail_to(offered, "jamie", "offer"))
    states = {offer.owner_id: offer.state for offer in offered.offers(offered.lead("ana"))}
    assert states == {"jamie": OfferState.PENDING, "sam": OfferState.WITHDRAWN}
    assert "Jamie took it back." in mail_to(offered, "sam", "assigned").text


def mails_to(desk: Desk, owner: str) -> list[str]:
    return [" ".join(mail.text.split()) for mail in desk.owed(to=f"{owner}@acme.example")]


def test_whoever_has_the_lead_again_hears_that_and_not_the_contrary(offered: Desk) -> None:
    """Max has it since nobody said yes; Jamie says a late yes, and takes it back."""
    for owner in ("jamie", "sam"):
        says(offered, owner, "no, busy", mail_to(offered, owner, "offer"))
        offered.goes_out()
    says(offered, "jamie", "ok", mail_to(offered, "jamie", "offer"))
    offered.goes_out()
    assert "Jamie accepted" in mails_to(offered, "max")[-1]
    commanded(offered, "jamie", "undo")
    assert offered.lead("ana").owner_id == "max"
    assert mails_to(offered, "max")[-1].startswith("Still yours: Answer Ana Bo")
    assert "Jamie took it back." in mails_to(offered, "max")[-1]


def test_a_handoff_that_waits_again_is_asked_about_again(desk: Desk) -> None:
    commanded(desk, "jamie", "handoff sam: knows the site")
    desk.goes_out()
    commanded(desk, "jamie", "handoff max: knows her")
    desk.goes_out()
    assert "Nothing to do for you any more" in mails_to(desk, "sam")[-1]
    commanded(desk, "jamie", "undo")
    assert "Jamie hands you this. Yours? Reply *ok* by" in mails_to(desk, "sam")[-1]
    assert "Nothing to do for you any more: Jamie took it back." in mails_to(desk, "max")[-1]


def test_an_offer_that_stands_again_says_so(offered: Desk) -> None:
    offered.passes(minutes=10)
    offered.goes_out()
    assert commanded(offered, "max", "called: reached")[0].startswith("You own L-1.")
    offered.goes_out()
    assert "Max accepted" in mails_to(offered, "jamie")[-1]
    commanded(offered, "max", "undo")
    assert mails_to(offered, "jamie")[-1].startswith("Still free until 10:30.")


def test_whoever_was_given_a_lead_by_force_twice_hears_it_twice(desk: Desk) -> None:
    for _ in range(2):
        assert commanded(desk, "max", "force sam: knows the site")[0].startswith("Sam owns L-1 and is told.")
        desk.goes_out()
        gone = "Nothing to do for you any more: Max gave it to Sam: knows the site."
        assert gone in mails_to(desk, "jamie")[-1]
        desk.passes(minutes=1)
        commanded(desk, "max", "undo")
        desk.goes_out()
        assert mails_to(desk, "jamie")[-1].startswith("Still yours: ")
        assert "Max took it back." in mails_to(desk, "sam")[-1]
        desk.passes(minutes=1)


@pytest.mark.parametrize(
    "words",
    [
        "close: lost, bought elsewhere",
        "next: send two dates by Thu 12:00",
        "stage qualified: budget known",
        "not a lead: supplier",
        "called: reached, I measure on Friday",
        "replied: she asks for a permit",
        "handoff max: knows her",
        "offer",
        "sent",
        "skip",
        "snooze Fri",
    ],
)
def test_what_was_said_during_a_handoff_is_taken_back_too(desk: Desk, words: str) -> None:
    commanded(desk, "jamie", "handoff sam: knows the site")
    desk.goes_out()
    before = stands(desk)
    (done,) = commanded(desk, "jamie", words)
    if done.startswith("Not done"):
        return
    (answer,) = commanded(desk, "jamie", "undo")
    assert answer.startswith("Undone: "), answer
    assert stands(desk) == before


def test_a_no_is_not_taken_back_once_the_next_one_said_yes(offered: Desk) -> None:
    says(offered, "jamie", "no, busy", mail_to(offered, "jamie", "offer"))
    says(offered, "sam", "ok", mail_to(offered, "sam", "offer"))
    (answer,) = commanded(offered, "jamie", "undo")
    assert answer.startswith("Not done: Since then something else happened: Sam said yes.")
    assert offered.lead("ana").owner_id == "sam"


def test_a_mail_to_an_owner_that_went_meanwhile_has_gone(offered: Desk) -> None:
    says(offered, "jamie", "lead", mail_to(offered, "jamie", "offer"))
    # The answer to that is owed still when the second mail is obeyed.
    says(offered, "jamie", "no, busy", mail_to(offered, "jamie", "offer"))
    offered.goes_out()
    says(offered, "jamie", "undo", mail_to(offered, "jamie", "offer"))
    assert "Undone: no, busy." in mail_to(offered, "jamie", "command").text
    assert [asked.state for asked in offered.offers(offered.lead("ana"))] == [
        OfferState.PENDING,
        OfferState.WITHDRAWN,
    ]


def test_an_offer_whose_mail_went_while_it_was_taken_back_has_its_window(offered: Desk) -> None:
    says(offered, "jamie", "no, busy", mail_to(offered, "jamie", "offer"))
    assert commanded(offered, "max", "called: reached")[0].startswith("You own L-1.")
    # The mail server had Sam's offer already.
    offered.goes_out()
    assert commanded(offered, "max", "undo")[0].startswith("Undone: called: reached.")
    asked = offered.offers(offered.lead("ana"))[-1]
    assert (asked.owner_id, asked.state) == ("sam", OfferState.PENDING)
    assert asked.expires_at is not None


def test_all_that_one_mail_said_is_taken_back_together(desk: Desk) -> None:
    before = stands(desk)
    says(desk, "jamie", "stage qualified: budget known\nsnooze Fri", mail_to(desk, "jamie", "command"))
    (answer,) = commanded(desk, "jamie", "undo")
    assert answer.startswith("Undone: stage qualified: budget known; snooze Fri.")
    assert stands(desk) == before


def test_on_the_command_line_each_word_is_taken_back_alone(desk: Desk) -> None:
    before = stands(desk)
    commanded(desk, "jamie", "stage qualified: budget known")
    commanded(desk, "jamie", "snooze Fri")
    assert commanded(desk, "jamie", "undo")[0].startswith("Undone: snooze Fri.")
    assert desk.lead("ana").stage == "Qualified"
    assert commanded(desk, "jamie", "undo")[0].startswith("Undone: stage qualified: budget known.")
    assert stands(desk) == before


def test_what_the_customer_said_in_between_is_never_lost(desk: Desk) -> None:
    commanded(desk, "jamie", "stage qualified: budget known")
    desk.arrives(ANA, "Re: Garden office", "One more thing: do we need a permit?")
    commanded(desk, "jamie", "snooze Fri")
    assert commanded(desk, "jamie", "undo")[0].startswith("Undone: snooze Fri.")
    assert commanded(desk, "jamie", "undo")[0].startswith("Not done: Since then something else happened:")


def test_a_note_beside_other_words_stays(desk: Desk) -> None:
    before = stands(desk)
    says(desk, "jamie", "close: lost\nnote: she bought elsewhere", mail_to(desk, "jamie", "command"))
    assert commanded(desk, "jamie", "undo")[0].startswith("Undone: close: lost.")
    assert stands(desk) == before


def test_after_five_minutes_it_is_too_late(desk: Desk) -> None:
    commanded(desk, "jamie", "close: lost")
    desk.passes(minutes=6)
    (answer,) = commanded(desk, "jamie", "undo")
    assert answer == (
        "Not done: That was today 10:10; only the last 5 minutes can be undone. "
        "For example: `lead`, `note: <text>`"
    )
    assert desk.lead("ana").state is LeadState.CLOSED


def test_a_mail_that_went_is_never_taken_back(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    story.owner_says("jamie", "send: Hello, 18,400. Jamie", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "undo", to=story.mail("offer", "jamie"))
    answer = " ".join(story.mail("command", "jamie").text.split())
    assert "A mail went to Ana Bo today 10:00, and no mail can be taken back." in answer
    assert story.lead("ana")["owner"] == "jamie"


def test_a_mail_that_still_waits_is_taken_back_with_its_draft(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    story.passes(minutes=4)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 09:00")
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.passes(minutes=3)
    story.owner_says("jamie", "undo", to=story.mail("draft", "jamie"))
    assert "Undone: send." in story.mail("command", "jamie").text
    story.until("2026-06-11 11:00")
    assert len(story.sent(None, "ana@customer.example")) == 1, "Day 1 did not go"
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    assert len(story.sent(None, "ana@customer.example")) == 2, "until it was said again"
    assert not story.broken_invariants()


@pytest.mark.parametrize(
    ("words", "because"),
    [("note: she prefers mornings", "A note stays"), ("", "There is nothing of yours to undo about L-1.")],
)
def test_what_cannot_be_undone_says_what_to_do_instead(offered: Desk, words: str, because: str) -> None:
    if words:
        commanded(offered, "jamie", words)
    (answer,) = commanded(offered, "jamie", "undo")
    assert answer.startswith(f"Not done: {because}")
    assert "For example:" in answer


def test_nobody_undoes_what_another_said(desk: Desk) -> None:
    commanded(desk, "jamie", "snooze Fri")
    (answer,) = commanded(desk, "sam", "undo")
    assert answer.startswith("Not done: There is nothing of yours to undo")


def test_the_words_that_waited_for_send_are_open_again(offered: Desk) -> None:
    commanded(offered, "jamie", "ok")
    (draft,) = stands(offered)["open"]
    offered.passes(minutes=1)
    commanded(offered, "jamie", "close: not a fit")
    assert stands(offered)["open"] == []
    commanded(offered, "jamie", "undo")
    assert stands(offered)["open"] == [draft]


def test_the_same_is_taken_back_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    desk = Desk(tmp_path, database=postgres_url)
    desk.arrives(ANA)
    desk.goes_out()
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    commanded(desk, "jamie", "called: reached")
    for words in ("close: lost", "booked Thu 16:00", "handoff sam: knows the site", "skip", "offer"):
        before = stands(desk)
        commanded(desk, "jamie", words)
        assert stands(desk) != before, words
        assert commanded(desk, "jamie", "undo")[0].startswith("Undone: "), words
        assert stands(desk) == before, words
