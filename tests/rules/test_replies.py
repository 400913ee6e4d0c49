"""What the customer answers, row by row of the table in rules section 4."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cadence_story import PETER, Tale, when
from worker.cadence import contact, replies
from worker.cadence.enrollment import Hold
from worker.outbox.suppression import suppression
from worker.states import LeadState, RunState, Turn
from worker.store.models import PersonAddress

Tell = Callable[..., Tale]


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    """Peter asked on Wed 10 Jun at 10:00, was answered at once, and it is 12:00."""

    def started(answer: str = "That is 18,400. Shall I come by on Thursday at 16:00?", **more: str) -> Tale:
        tale = Tale(tmp_path, **more)
        tale.we_answer(answer)
        tale.until("2026-06-10 12:00")
        return tale

    return started


def after_day_7(tale: Tale) -> Tale:
    """All three touches went out; Day 7 offered the digits."""
    for day in ("2026-06-11", "2026-06-15", "2026-06-17"):
        tale.until(f"{day} 10:00")
        tale.sends()
    tale.until("2026-06-17 11:00")
    return tale


# --- rows that stop the run and make it our turn ---


@pytest.mark.parametrize(
    ("text", "action", "due"),
    [
        ("Do we need a permit for it?", "Answer Peter Preis: do we need a permit for it?", "Wed 10 16:00"),
        ("Yes, Thursday works for us.", "Confirm Thursday to Peter Preis", "Wed 10 14:00"),
        (
            "We measured again. It is 14 m2 now.",
            "Answer Peter Preis: we measured again. It is 14 m2 now",
            "Wed 10 16:00",
        ),
    ],
)
def test_a_human_message_stops_the_run_and_a_round_opens(
    tell: Tell, text: str, action: str, due: str
) -> None:
    tale = tell()
    tale.says(text)
    assert (tale.run.state, tale.run.reason) == (RunState.STOPPED, "replied")
    assert (tale.lead.turn, tale.lead.next_action, tale.due) == (Turn.US, action, due)
    assert tale.lead.answer_due_at is not None
    assert tale.lead.last_contact_direction == "in"
    (mail,) = tale.told("customer")
    assert text.split(".")[0] in mail.text


def test_a_draft_that_was_out_is_withdrawn_with_its_step(tell: Tell) -> None:
    tale = tell()
    tale.until("2026-06-11 10:00")
    assert tale.draft is not None
    tale.says("Do we need a permit?")
    assert tale.draft is None
    assert tale.steps == [(1, "withdrawn")]


@pytest.mark.parametrize("text", ["", "Here they are.", "Do you see the spot?"])
def test_files_are_looked_at_whatever_the_words(tell: Tell, text: str) -> None:
    tale = tell()
    tale.says(text, files=("spot.jpg", "plan.jpg"))
    assert tale.lead.next_action == "Look at the 2 files from Peter Preis and answer"
    assert tale.due == "Wed 10 16:00"
    assert "spot.jpg, plan.jpg" in tale.told("customer")[-1].text


def test_an_open_round_keeps_its_due_time_and_only_its_words_change(tell: Tell) -> None:
    tale = tell()
    tale.says("Do we need a permit?")
    tale.until("2026-06-10 13:00")
    tale.says("And does the price include the heating?")
    assert tale.due == "Wed 10 16:00"
    assert "heating" in str(tale.lead.next_action)


def test_our_answer_starts_a_new_run_at_day_3(tell: Tell) -> None:
    tale = tell()
    tale.says("Do we need a permit?")
    tale.until("2026-06-10 15:00")
    tale.we_answer("No, not below 15 m2.")
    assert (tale.run.run, tale.run.state) == (2, RunState.RUNNING)
    assert tale.steps[-1] == (3, "planned")
    assert tale.next_at == "Mon 15 15:00"
    assert tale.lead.turn is Turn.CUSTOMER


# --- thanks ---


def test_thanks_alone_stops_nothing_and_puts_the_next_touch_off(tell: Tell) -> None:
    tale = tell("That is 18,400, and I am glad to hear from you.")
    tale.says("Thank you very much!")
    assert tale.run.state is RunState.RUNNING
    assert tale.next_at == "Mon 15 10:00"
    assert tale.lead.turn is Turn.CUSTOMER
    assert not tale.told("customer")


def test_thanks_keeps_the_date_they_asked_for(tell: Tell) -> None:
    tale = tell()
    tale.says("Please check back next week.")
    tale.says("Thank you!")
    assert tale.run.held_until == when("2026-06-16 09:00")
    assert tale.lead.turn is Turn.SNOOZED


def test_ok_to_a_question_of_ours_is_a_yes(tell: Tell) -> None:
    tale = tell("Shall I come by on Thursday at 16:00?")
    tale.says("OK, thanks")
    assert tale.run.reason == "replied"
    assert str(tale.lead.next_action).startswith("Confirm ")


# --- later ---


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Please check back next week.", "2026-06-16"),
        ("Not before July, please.", "2026-07-02"),
        ("Could you get back to us in two weeks?", "2026-06-24"),
    ],
)
def test_later_holds_at_once_and_proposes_the_date_to_the_owner(tell: Tell, text: str, day: str) -> None:
    tale = tell()
    tale.says(text)
    assert (tale.run.state, tale.run.reason) == (RunState.HELD, Hold.CUSTOMER_ASKED)
    assert tale.run.held_until == when(f"{day} 09:00")
    assert tale.lead.turn is Turn.SNOOZED
    assert tale.lead.due_at == when(f"{day} 09:00")
    (mail,) = tale.told("confirm")
    assert "it stands from Thu 12:00" in mail.text
    assert text in mail.text
    assert not tale.told("customer")


def test_later_without_a_date_waits_twenty_business_days_and_must_be_confirmed(tell: Tell) -> None:
    tale = tell()
    tale.says("Maybe later.")
    assert tale.run.held_until == when("2026-07-08 09:00")
    assert "Please reply *ok*" in tale.told("confirm")[-1].text


def test_on_the_day_there_is_an_action_and_a_draft_quoting_the_request(tell: Tell) -> None:
    tale = tell()
    tale.says("Please check back next week.")
    tale.until("2026-06-16 09:00")
    assert tale.lead.turn is Turn.US
    assert "please check back next week" in str(tale.lead.next_action)
    assert tale.draft is not None
    assert 'you wrote "Please check back next week.' in tale.draft.text
    assert len(tale.told("draft")) == 1
    tale.sends()
    assert tale.run.state is RunState.RUNNING
    assert tale.steps == [(1, "planned")]
    assert tale.lead.turn is Turn.CUSTOMER


def test_a_question_with_a_later_is_answered_first_and_then_sleeps(tell: Tell) -> None:
    tale = tell()
    tale.says("We decide in July, so please check back in July. Does the price include the heating?")
    assert tale.run.reason == "replied"
    assert tale.lead.turn is Turn.US
    assert "heating" in str(tale.lead.next_action)
    tale.until("2026-06-10 13:00")
    tale.we_answer("Yes, it does.")
    assert tale.lead.turn is Turn.SNOOZED
    assert tale.lead.due_at == when("2026-07-02 09:00")
    assert tale.run.run == 1


def test_a_later_does_not_bury_an_answer_we_still_owe(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.until("2026-06-10 10:30")
    tale.says("Please check back next week.")
    assert tale.lead.turn is Turn.US
    assert tale.due == "Wed 10 12:00"
    tale.we_answer("That is 18,400.")
    assert tale.lead.turn is Turn.SNOOZED


# --- the close-out ---


def test_one_means_lets_talk(tell: Tell) -> None:
    tale = after_day_7(tell())
    tale.says("1")
    assert tale.lead.next_action == "Fix a time with Peter Preis"
    assert tale.due == "Wed 17 13:00"
    assert tale.run.reason == "replied"


@pytest.mark.parametrize(("text", "day"), [("2", "2026-07-15"), ("2 in July", "2026-07-02")])
def test_two_means_later(tell: Tell, text: str, day: str) -> None:
    tale = after_day_7(tell())
    tale.says(text)
    assert tale.run.held_until == when(f"{day} 09:00")
    assert tale.lead.turn is Turn.SNOOZED


@pytest.mark.parametrize(
    "text", ["3", "Sorry, we are not interested any more.", "We went with another supplier, thanks."]
)
def test_a_clear_no_proposes_not_a_fit_and_suppresses_nobody(tell: Tell, text: str) -> None:
    tale = after_day_7(tell())
    tale.says(text)
    assert (tale.run.state, tale.run.reason) == (RunState.STOPPED, "declined")
    assert tale.lead.close_proposed == "not a fit"
    assert tale.lead.next_action == "Close Peter Preis as not a fit, or say what comes next"
    with tale.work() as (work, _):
        assert suppression(work, PETER) is None
    tale.until("2026-07-30 10:00")
    assert tale.lead.state is LeadState.OWNED


def test_a_digit_is_an_answer_only_where_we_offered_the_three(tell: Tell) -> None:
    tale = tell("How many rooms do you need?")
    tale.says("2")
    assert tale.run.reason == "replied"
    assert tale.lead.turn is Turn.US


# --- stop ---


def test_opt_out_suppresses_the_person_and_closes_at_once(tell: Tell) -> None:
    tale = tell()
    with tale.work() as (work, lead):
        work.session.add(PersonAddress(address="peter@home.example", person_id=lead.person_id))
    tale.says("Please unsubscribe me.")
    assert (tale.lead.state, tale.lead.close_reason) == (LeadState.CLOSED, "opted out")
    assert tale.lead.opted_out
    with tale.work() as (work, _):
        assert suppression(work, PETER) is not None
        assert suppression(work, "peter@home.example") is not None
    assert "asked us to stop" in tale.told("customer")[-1].text


def test_a_bad_address_stops_the_run_and_needs_another_way(tell: Tell) -> None:
    tale = tell()
    with tale.work() as (work, lead):
        replies.bounced(work, lead, permanent=True)
    assert (tale.run.state, tale.run.reason) == (RunState.STOPPED, "bounced")
    assert tale.lead.next_action == "Find another way to reach Peter Preis"
    with tale.work() as (work, _):
        assert suppression(work, PETER) is not None


def test_the_third_soft_bounce_is_a_hard_one(tell: Tell) -> None:
    tale = tell()
    for _ in range(2):
        with tale.work() as (work, lead):
            replies.bounced(work, lead, permanent=False)
    assert (tale.run.state, tale.run.reason) == (RunState.HELD, Hold.SOFT_BOUNCE)
    with tale.work() as (work, lead):
        replies.bounced(work, lead, permanent=False)
    assert tale.run.reason == "bounced"


# --- how the owner hears of it ---


def test_one_notice_in_ten_minutes_holds_what_came_meanwhile(tell: Tell) -> None:
    tale = tell()
    tale.says("Do we need a permit?")
    tale.deliver()
    tale.until("2026-06-10 12:02")
    tale.says("And how long does it take?")
    tale.until("2026-06-10 12:04")
    tale.says("And is it warm in winter?")
    tale.until("2026-06-10 12:10")
    first, second = tale.told("customer")
    assert second.sent_at == when("2026-06-10 12:10")
    assert "how long does it take" in second.text
    assert "warm in winter" in second.text
    assert "permit" in first.text


def test_before_our_first_answer_the_draft_is_written_anew(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.until("2026-06-10 10:20")
    tale.says("One more thing: is it insulated?")
    assert tale.draft is not None
    assert tale.draft.written_at == when("2026-06-10 10:20")
    assert "--- To Peter Preis ---" in tale.told("customer")[-1].text
    assert tale.due == "Wed 10 12:00"


def test_our_mail_that_crossed_theirs_is_no_answer_to_it(tell: Tell) -> None:
    tale = tell()
    tale.says("Do we need a permit?")
    with tale.work() as (work, lead):
        contact.we_wrote(
            work,
            lead,
            at=when("2026-06-10 11:58"),
            who="jamie",
            text="By the way, it is heated.",
            by_hand=True,
        )
    assert tale.lead.turn is Turn.US
    assert tale.lead.answer_due_at is not None
    assert tale.run.state is RunState.STOPPED
