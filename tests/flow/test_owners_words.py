"""Waiting inside, stages, force, standard, and calls that leave something to do (rules, sections 1, 4, 7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.desk import Desk, when
from tests.flow.test_commands import commanded, mail_to, says
from tests.story import Story
from worker.states import LeadState, RunState, Turn
from worker.store.models import Enrollment

ANA = "Ana Bo <ana@customer.example>"
Tell = Callable[..., Story]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ana's lead is Jamie's, and she was answered: it is her turn."""
    found = Desk(tmp_path, more="[offer]\nmax_pending = 0")
    found.arrives(ANA, text="We plan a garden office. What would it cost?")
    found.goes_out()
    says(found, "jamie", "ok", mail_to(found, "jamie", "offer"))
    found.passes(minutes=5)
    return found


def run_of(desk: Desk) -> Enrollment:
    with desk.work() as work:
        return work.session.query(Enrollment).one()


# --- waiting inside ---


def test_waiting_inside_says_who_and_for_what_and_holds_the_run(desk: Desk) -> None:
    commanded(desk, "jamie", "called: reached, spoke for ten minutes")
    (answer,) = commanded(desk, "jamie", "waiting: Max, the price")
    lead = desk.lead("ana")
    assert (lead.turn, lead.turn_note) == (Turn.INSIDE, "Max: the price")
    assert lead.waiting_since == when("2026-06-10 10:05")
    assert lead.next_action == "Ask Max for the price, then tell Ana Bo"
    assert lead.due_at == when("2026-06-12 10:05")
    assert (run_of(desk).state, run_of(desk).reason) == (RunState.HELD, "inside")
    assert answer == "L-1 waits for Max: the price. You are reminded Fri 10:05."


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("waiting for Max, the price", "Max: the price"),
        ("waiting: the workshop", "the workshop"),
        ("waiting on Max for the drawings", "Max: the drawings"),
        ("warte auf Max wegen dem Preis", "Max: dem Preis"),
        ("waiting: Max - the price", "Max: the price"),
        ("waiting for the price from Max", "Max: the price"),
    ],
)
def test_who_and_what_are_read_from_many_spellings(desk: Desk, words: str, note: str) -> None:
    commanded(desk, "jamie", words)
    assert desk.lead("ana").turn_note == note


def test_while_she_waits_for_an_answer_its_target_stays(desk: Desk) -> None:
    (answer,) = commanded(desk, "jamie", "waiting: Max, the price")
    lead = desk.lead("ana")
    assert (lead.turn, lead.due_at) == (Turn.INSIDE, when("2026-06-10 12:00"))
    assert "Ana Bo still waits for an answer, due today 12:00: `later Thu 12:00` tells them." in answer


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("snooze until Friday, she is on holiday", "she is on holiday"),
        ("snooze Fri\nShe is away until then", "She is away until then"),
        ("snooze Friday because she asked", "because she asked"),
        ("later Fri 9:00\nI am in a meeting", "I am in a meeting"),
        ("later Fri 9:00 because I am away", "because I am away"),
    ],
)
def test_a_reason_behind_the_time_is_kept_as_a_note(desk: Desk, words: str, reason: str) -> None:
    (answer,) = commanded(desk, "jamie", words)
    lead = desk.lead("ana")
    assert reason in desk.events(lead)
    until = lead.promised_at if words.startswith("later") else lead.due_at
    assert until == when("2026-06-12 09:00"), answer


@pytest.mark.parametrize(
    "words", ["snooze Fri, or Monday", "snooze Fri, not before 10", "snooze Fri\nno, 12 Jun"]
)
def test_what_may_change_the_time_is_no_reason(desk: Desk, words: str) -> None:
    assert commanded(desk, "jamie", words)[0].startswith("Not done: I could not read")


def test_waiting_for_nobody_is_asked_back(desk: Desk) -> None:
    assert commanded(desk, "jamie", "waiting")[0].startswith("Not done: Who owes you what?")


def test_after_two_days_its_owner_is_reminded_and_then_again(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "called: reached, spoke for ten minutes", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "waiting: Max, the price", to=story.mail("command", "jamie"))
    assert not story.sent("reminder", "jamie")
    story.until("2026-06-12 10:01")
    (reminded,) = [*story.sent("reminder", "jamie"), *story.sent("morning", "jamie")][-1:]
    assert "Ask Max for the price" in reminded.text
    story.until("2026-06-17 09:01")
    told = [mail for mail in story.mails if mail.recipient.startswith("jamie") and "Ask Max" in mail.text]
    assert len(told) >= 3, "asked, and reminded on Friday and on Tuesday"
    assert story.lead("ana")["turn"] == "inside"
    assert not [mail for mail in story.mails if mail.kind == "draft"], "the run waits"


def test_what_comes_next_ends_the_wait(desk: Desk) -> None:
    commanded(desk, "jamie", "called: reached, spoke for ten minutes")
    commanded(desk, "jamie", "waiting: Max, the price")
    commanded(desk, "jamie", "next: send her the price by Thu 12:00")
    lead = desk.lead("ana")
    assert (lead.turn, lead.waiting_since) == (Turn.US, None)
    commanded(desk, "jamie", "sent")
    assert (desk.lead("ana").turn, run_of(desk).state) == (Turn.CUSTOMER, RunState.RUNNING)


# --- stages ---


def test_a_stage_is_left_with_what_was_met(desk: Desk) -> None:
    (answer,) = commanded(desk, "jamie", "stage qualified: budget 20,000 and a date in July")
    assert desk.lead("ana").stage == "Qualified"
    assert answer.endswith("moves from New lead to Qualified: budget 20,000 and a date in July.")


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("stage qualified", "What was met, so that New lead is over?"),
        ("stage", "Which stage? There are: New lead, Contacted, Qualified"),
        ("stage lunar: she is on the moon", 'There is no stage "lunar"'),
        ("stage won: she signed", "A lead ends with `close`."),
    ],
)
def test_a_stage_that_cannot_be_is_asked_back(desk: Desk, words: str, because: str) -> None:
    (answer,) = commanded(desk, "jamie", words)
    assert answer.startswith(f"Not done: {because}")
    assert desk.lead("ana").stage == "New lead"


@pytest.mark.parametrize("words", ["stage qualified - budget known", "stufe Qualified, budget known"])
def test_a_stage_is_named_in_other_ways_too(desk: Desk, words: str) -> None:
    (answer,) = commanded(desk, "jamie", words)
    assert answer.endswith("to Qualified: budget known.")


# --- force ---


def test_an_admin_forces_an_owner_and_everybody_hears(desk: Desk) -> None:
    (answer,) = commanded(desk, "max", "force sam: knows the site")
    lead = desk.lead("ana")
    assert (lead.state, lead.owner_id, lead.accountable_id) == (LeadState.OWNED, "sam", "sam")
    assert answer.startswith("Sam owns L-1 and is told.")
    told = mail_to(desk, "sam", "assigned")
    assert "Max gave it to you: knows the site." in told.text
    assert "--- To Ana Bo ---" in told.text
    gone = "Nothing to do for you any more: Max gave it to Sam: knows the site."
    assert gone in " ".join(mail_to(desk, "jamie", "assigned").text.split())
    # Whoever had it has no words for it any more.
    says(desk, "jamie", "close: lost", mail_to(desk, "jamie", "command"))
    assert desk.lead("ana").state is LeadState.OWNED


@pytest.mark.parametrize(
    ("owner", "words", "because"),
    [
        ("jamie", "force sam: knows the site", "Only an admin may do that: Max."),
        ("max", "force sam", "Please say why; it is kept on the lead."),
        ("max", "force bob: knows the site", 'Nobody here is called "bob"'),
        ("max", "force jamie: knows the site", "L-1 is Jamie's already."),
    ],
)
def test_a_force_without_right_or_reason_is_refused(desk: Desk, owner: str, words: str, because: str) -> None:
    (answer,) = commanded(desk, owner, words)
    assert answer.startswith(f"Not done: {because}")
    assert desk.lead("ana").owner_id == "jamie"


def test_an_offer_that_was_out_is_withdrawn_by_force(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.arrives(ANA)
    desk.goes_out()
    commanded(desk, "max", "L-1 force sam: jamie is at the dentist")
    assert (desk.lead("ana").state, desk.lead("ana").owner_id) == (LeadState.OWNED, "sam")
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").owner_id == "sam"


# --- standard ---


def test_the_manager_changes_the_standard_for_leads_to_come(desk: Desk) -> None:
    (answer,) = commanded(desk, "max", "standard 4h")
    assert answer.startswith("First answers are due within 4h of business time from now on; it was 2h.")
    assert desk.lead("ana").answer_due_at == when("2026-06-10 12:00")
    desk.arrives("Bo Ek <bo@customer.example>", "Shed", "What does a shed cost?")
    assert desk.lead("ek").answer_due_at == when("2026-06-10 14:05")


@pytest.mark.parametrize(
    ("owner", "words", "because"),
    [
        ("jamie", "standard 4h", "Only the manager may change that: Max."),
        ("max", "standard 10m", "2 offers take 10m, more than half of 10m."),
        ("max", "standard 2 days", '"2 days" counts days'),
    ],
)
def test_a_standard_that_cannot_be_is_refused(desk: Desk, owner: str, words: str, because: str) -> None:
    assert commanded(desk, owner, words)[0].startswith(f"Not done: {because}")


# --- calls ---


@pytest.mark.parametrize(
    ("words", "promise", "due"),
    [
        ("called: reached, I measure on Wednesday", "I measure on Wednesday", "2026-06-17 17:00"),
        ("called: reached. Will measure Fri 14:00", "Will measure Fri 14:00", "2026-06-12 14:00"),
        (
            "called: spoke to her, I'll send the quote by Friday",
            "I'll send the quote by Friday",
            "2026-06-12 17:00",
        ),
        ("angerufen: erreicht, ich messe am Freitag", "ich messe am Freitag", "2026-06-12 17:00"),
    ],
)
def test_what_was_promised_on_a_call_is_owed(desk: Desk, words: str, promise: str, due: str) -> None:
    commanded(desk, "jamie", words)
    lead = desk.lead("ana")
    assert lead.next_action == f'Keep our promise to Ana Bo: "{promise}"'.replace(': "Will', ': "will')
    assert (lead.turn, lead.due_at) == (Turn.US, when(due))
    assert (run_of(desk).state, run_of(desk).reason) == (RunState.HELD, "we_promised")


@pytest.mark.parametrize(
    "words",
    [
        "called: reached",
        "called: reached, told her the price",
        "called: reached, I told her about Friday",
        "called: reached, she decides by Friday",
        "called: reached, spoke for ten minutes",
    ],
)
def test_what_is_no_promise_leaves_the_turn_to_the_customer(desk: Desk, words: str) -> None:
    commanded(desk, "jamie", words)
    assert (desk.lead("ana").turn, run_of(desk).state) == (Turn.CUSTOMER, RunState.RUNNING)


def test_a_call_that_was_said_is_not_lost_by_the_mail_that_goes_first(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    story.owner_says("jamie", "ok, call him at 16:30", to=story.mail("offer", "jamie"))
    assert story.lead("ana")["next_action"] == "Call him at 16:30"
    story.owner_says("jamie", "send: Hello, I will ring you. Jamie", to=story.mail("command", "jamie"))
    lead = story.lead("ana")
    assert lead["next_action"] in ("Call him", 'Keep our promise to Ana Bo: "I will ring you"')
    assert (lead["turn"], lead["due_at"][8:16]) == ("us", "10T16:30")
    story.until("2026-06-10 16:31")
    assert "Call him" in story.mail("reminder", "jamie").text
    story.owner_says("jamie", "called: reached", to=story.mail("reminder", "jamie"))
    assert story.lead("ana")["turn"] == "customer"


def test_a_mail_that_was_said_is_done_by_the_mail(desk: Desk) -> None:
    commanded(desk, "jamie", "next: send her two dates by 11:30")
    commanded(desk, "jamie", "sent")
    assert desk.lead("ana").turn is Turn.CUSTOMER


def test_a_quote_for_friday_is_not_lost_by_the_first_answer_of_today(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    story.owner_says("jamie", "ok, send the quote by Friday", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "send: Hello, your quote follows. Jamie", to=story.mail("command", "jamie"))
    lead = story.lead("ana")
    assert (lead["next_action"], lead["turn"]) == ("Send the quote", "us")
    assert lead["due_at"][:10] == "2026-06-12"
    story.until("2026-06-12 11:00")
    story.owner_says("jamie", "sent", to=story.mail("reminder", "jamie"))
    assert story.lead("ana")["turn"] == "customer"
