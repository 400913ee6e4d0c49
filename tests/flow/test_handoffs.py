"""A lead goes from one owner to another, and nothing is lost on the way (rules, section 2, "Handoff")."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.servers.smtp_sink import refuse
from tests.story import Story

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost? And could somebody visit on a Friday?"
HANDOFF = "handoff sam: knows the site, prefers mornings; next: ring her by Thu 12:00"

Tell = Callable[..., Story]


def owned(tell: Tell, **how: object) -> Story:
    """Jamie has Ana's inquiry since Wednesday 10:00, and has answered it."""
    story = tell(pool=("jamie", "max", "sam"), **how)
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    return story


def answered(tell: Tell, **how: object) -> Story:
    story = owned(tell, **how)
    story.owner_says(
        "jamie",
        "send: That is 18,400 EUR. Friday is fine. Shall I come by?",
        to=story.mail("command", "jamie"),
    )
    assert story.lead("ana")["turn"] == "customer"
    return story


def hands_off(story: Story, words: str = HANDOFF) -> None:
    story.owner_says("jamie", words, to=story.mail("command", "jamie"))


def test_the_giver_answers_for_it_until_the_receiver_says_yes(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("handoff_pending", "jamie", "jamie")
    assert "Sam is asked to take L-1 until" in story.mail("command", "jamie").text
    asked = story.mail("handoff", "sam")
    assert asked.text.startswith("Jamie hands you this. Yours? Reply *ok* by 12:00")
    story.owner_says("sam", "ok", to=asked)
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("owned", "sam", "sam")
    assert lead["next_action"] == "Ring her"
    assert lead["due_at"].startswith("2026-06-11T12:00")
    assert "You own L-1. Next: Ring her, due Thu 12:00." in story.mail("command", "sam").text
    assert "Sam accepted at 10:00" in story.mail("assigned", "jamie").text
    assert story.broken_invariants() == []


def test_the_note_is_filled_from_facts_and_shown_wherever_the_lead_is(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    for note in (story.mail("handoff", "sam").text, story.lead("ana")["handoff_note"]):
        assert "knows the site, prefers mornings" in note
        assert "Wants: What would a heated garden office of 12 m2 cost" in note
        assert 'Jamie wrote Wed 10 Jun 10:00: "That is 18,400 EUR.' in note
        assert "Missing: a phone number" in note
        assert "Next: Ring her, by Thu 11 Jun 12:00" in note
        assert "Last contact: Jamie wrote Wed 10 Jun 10:00" in note
        assert f"Source: {story.mailbox.user}" in note
        assert "Before: Jamie" in note
    (handed,) = story.story("ana")["handoffs"]
    assert (handed["giver"], handed["receiver"], handed["state"]) == ("jamie", "sam", "pending")
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    assert "knows the site" in story.lead("ana")["handoff_note"]
    story.until("2026-06-11 09:00")
    assert "from Jamie: knows the site" in story.mail("morning", "sam").text


def test_without_an_answer_it_goes_back_and_shows_in_the_review(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    story.until("2026-06-10 11:59")
    assert story.lead("ana")["state"] == "handoff_pending"
    story.until("2026-06-10 12:00")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["handoff_note"]) == ("owned", "jamie", None)
    assert "Sam did not answer by today 12:00" in story.mail("assigned", "jamie").text
    assert story.story("ana")["handoffs"][0]["state"] == "expired"
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    assert "Jamie accepted at 10:00" in story.mail("command", "sam").text
    story.until("2026-06-11 09:00")
    assert "Handed off and came back" in story.mail("review", "max").text
    assert story.broken_invariants() == []


def test_a_no_gives_it_back_at_once(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    story.owner_says("sam", "no: I am at the fair", to=story.mail("handoff", "sam"))
    assert story.lead("ana")["state"] == "owned"
    assert "Sam did not take it: I am at the fair." in story.mail("assigned", "jamie").text
    assert "Still yours: " in story.mail("assigned", "jamie").text


def test_the_giver_may_take_it_back(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    story.owner_says("jamie", "mine", to=story.mail("command", "jamie"))
    assert story.lead("ana")["state"] == "owned"
    assert "Jamie keeps it" in story.mail("assigned", "sam").text
    assert story.story("ana")["handoffs"][0]["state"] == "withdrawn"


def test_the_window_is_shorter_for_what_is_due_soon_and_counts_the_receivers_hours(tell: Tell) -> None:
    story = owned(tell, owner_lines={"sam": 'hours = "Mon-Fri 08:00-10:10 13:00-17:00"'})
    story.passes(minutes=50)
    story.owner_says("jamie", "handoff max", to=story.mail("command", "jamie"))
    # The first answer is due at 12:00, and it is 10:50.
    assert "Reply *ok* by 11:30" in story.mail("handoff", "max").text
    story.passes(minutes=50)
    story.owner_says("jamie", "handoff max", to=story.mail("command", "jamie"))
    assert "Reply *ok* by 12:00" in story.mail("handoff", "max").text
    story.owner_says("jamie", "handoff sam", to=story.mail("command", "jamie"))
    assert not story.sent("handoff", "sam")
    story.until("2026-06-10 13:00")
    assert "Reply *ok* by 13:20" in story.mail("handoff", "sam").text


def test_the_givers_old_mails_open_no_door_any_more(tell: Tell) -> None:
    story = answered(tell)
    old = story.mail("command", "jamie")
    hands_off(story)
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    story.passes(minutes=1)
    story.owner_says("jamie", "close: lost", to=old)
    assert story.lead("ana")["owner"] == "sam"
    assert "Sam accepted at 10:00" in story.mail("command", "jamie").text


def test_a_late_yes_that_arrived_in_time_counts_however_late_it_is_read(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    asked = story.mail("handoff", "sam")
    story.clock.advance_to(story.now.replace(hour=11, minute=59))
    story.owner_says("sam", "ok", to=asked, run=False)
    story.jumps("2026-06-10 12:30")
    assert story.lead("ana")["owner"] == "sam"


def test_answering_the_customer_is_a_yes(tell: Tell) -> None:
    story = owned(tell)
    hands_off(story, "handoff sam")
    asked = story.mail("acknowledgement").message["References"].split()[0]
    story.receives(
        "Sam Poe <sam@acme.example>", "Re: Garden office", "Hello Ana, 18,400 EUR.",
        to="ana@customer.example", references=asked, folder="Sent",
    )  # fmt: skip
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("owned", "sam", "customer")


def test_the_follow_up_waits_while_nobody_has_said_yes(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story, "handoff sam: knows the site")
    cadence = story.lead("ana")["cadence"]
    assert (cadence["state"], cadence["reason"]) == ("held", "offer_pending")
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    lead = story.lead("ana")
    assert lead["cadence"]["state"] == "running"
    assert lead["turn"] == "customer"
    story.until("2026-06-11 10:00")
    assert story.sent("draft", "sam")
    assert not story.sent("draft", "jamie")


def test_what_comes_next_may_stand_on_a_line_of_its_own(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story, "handoff to Sam - knows the site\nnext: ring her by Thu 12:00")
    (handed,) = story.story("ana")["handoffs"]
    assert (handed["next_action"], handed["note"].splitlines()[0]) == ("Ring her", "knows the site")


def test_several_are_handed_off_by_their_numbers(tell: Tell) -> None:
    story = answered(tell)
    story.receives("Bo Li <bo@other.example>", "Carport", "How much is a carport?")
    story.owner_says("max", "ok", to=story.mail("offer", "max"))
    story.owner_says("max", "handoff jamie", to=story.mail("command", "max"))
    story.owner_says("jamie", "ok", to=story.mail("handoff", "jamie"))
    story.owner_says("jamie", "list", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "1 handoff sam\n2 handoff max: knows Ana", to=story.mail("command", "jamie"))
    assert [mail.recipient for mail in story.sent("handoff")][-2:] == ["sam@acme.example", "max@acme.example"]
    assert {lead["state"] for lead in story.leads()} == {"handoff_pending"}


def test_a_stage_that_is_the_work_of_others_is_offered_to_them_with_the_note(tell: Tell) -> None:
    story = answered(tell, team='stage_pools = { "Proposal sent" = ["max", "sam"] }')
    story.owner_says("jamie", "stage qualified: budget is known", to=story.mail("command", "jamie"))
    assert story.lead("ana")["owner"] == "jamie"
    story.owner_says("jamie", "stage proposal: the price list is out", to=story.mail("command", "jamie"))
    lead = story.lead("ana")
    assert (lead["stage"], lead["state"]) == ("Proposal sent", "offered")
    assert "Proposal sent is the work of Max, Sam." in story.mail("command", "jamie").text
    assert lead["handoff_note"].startswith("the price list is out\nWants: ")
    asked = story.mail("offer")
    assert asked.recipient in ("max@acme.example", "sam@acme.example")
    assert "Whoever had it before: the price list is out" in asked.text
    story.owner_says(asked.recipient.split("@")[0], "ok", to=asked)
    lead = story.lead("ana")
    assert (lead["state"], lead["turn"]) == ("owned", "customer")
    assert "the price list is out" in lead["handoff_note"]
    assert story.broken_invariants() == []


def test_a_lead_that_is_handed_off_can_be_put_up_for_offer(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    story.owner_says("jamie", "offer", to=story.mail("command", "jamie"))
    assert story.lead("ana")["state"] == "offered"
    assert story.story("ana")["handoffs"][0]["state"] == "withdrawn"
    assert story.broken_invariants() == []


def test_a_late_yes_beats_a_fallback_who_hands_it_off(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    story.receives(ANA, "Garden office", ASKS)
    offer = story.mail("offer", "jamie")
    story.until("2026-06-10 11:00")
    story.owner_says("max", "handoff sam: you know garden offices", to=story.mail("escalation", "max"))
    story.owner_says("jamie", "ok", to=offer)
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("owned", "jamie"), "nobody else had said yes"
    assert "Jamie" in story.mail("assigned", "sam").text, "who was asked hears of it"
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    assert story.lead("ana")["owner"] == "jamie"
    assert story.broken_invariants() == []


def test_an_answer_to_the_customer_beats_a_fallback_who_hands_it_off(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    story.receives(ANA, "Garden office", ASKS)
    asked = story.mail("acknowledgement").message["References"].split()[0]
    story.until("2026-06-10 11:00")
    story.owner_says("max", "handoff sam: you know garden offices", to=story.mail("escalation", "max"))
    story.receives(
        "Jamie <jamie@acme.example>",
        "Re: Garden office",
        "Hello Ana, 18,400 EUR. Friday is fine.",
        to="ana@customer.example",
        references=asked,
        folder="Sent",
    )
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("owned", "jamie"), "nobody had said yes, and Jamie answered"
    assert "Jamie" in story.mail("assigned", "sam").text, "who was asked hears of it"
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    assert story.lead("ana")["owner"] == "jamie"
    assert story.broken_invariants() == []


def test_what_the_fallback_hands_off_goes_back_to_be_decided(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    story.receives(ANA, "Garden office", ASKS)
    story.until("2026-06-10 11:00")
    assert story.lead("ana")["state"] == "escalated"
    story.owner_says("max", "handoff sam: you know garden offices", to=story.mail("escalation", "max"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("handoff_pending", "max")
    story.owner_says("sam", "no", to=story.mail("handoff", "sam"))
    assert story.lead("ana")["state"] == "escalated"
    story.owner_says("max", "handoff sam: please", to=story.mail("assigned", "max"))
    story.owner_says("sam", "send 18,400 / Friday", to=story.mail("handoff", "sam"))
    assert story.lead("ana")["owner"] == "sam"
    assert story.broken_invariants() == []


def test_a_handoff_whose_mail_is_not_liked_goes_back(tell: Tell) -> None:
    story = answered(tell)
    story.sink.on("dot", refuse("550 5.7.1 refused by policy"), recipient="sam@acme.example", times=1)
    hands_off(story)
    assert story.lead("ana")["owner"] == "jamie"
    assert "Sam did not take it: its mail could not be delivered." in story.mail("assigned", "jamie").text
    assert story.broken_invariants() == []


def test_their_new_message_comes_before_what_was_handed(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    story.passes(minutes=10)
    story.receives(
        ANA, "Re: Garden office", "Do I need a permit?", references=str(story.mail(None).message_id)
    )
    assert story.mail("customer").recipient == "jamie@acme.example"
    story.owner_says("sam", "ok", to=story.mail("handoff", "sam"))
    lead = story.lead("ana")
    assert lead["owner"] == "sam"
    assert "permit" in lead["next_action"]


def test_closing_withdraws_it(tell: Tell) -> None:
    story = answered(tell)
    hands_off(story)
    story.owner_says("jamie", "close: bought elsewhere", to=story.mail("command", "jamie"))
    assert story.lead("ana")["state"] == "closed"
    assert story.story("ana")["handoffs"][0]["state"] == "withdrawn"
    assert story.broken_invariants() == []


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("handoff bob: knows the site", 'Nobody here is called "bob". The team: Jamie Doe (jamie), Sam Poe'),
        ("handoff smam: knows the site", "Did you mean sam?"),
        ("handoff jamie", "L-1 is Jamie's already."),
        ("handoff sam: x; next: follow up", '"follow up" does not say what to do.'),
        ("handoff", "To whom?"),
    ],
)
def test_what_cannot_be_meant_is_refused_kindly(tell: Tell, words: str, answer: str) -> None:
    story = answered(tell)
    hands_off(story, words)
    assert answer in " ".join(story.mail("command", "jamie").text.split())
    assert story.lead("ana")["state"] == "owned"
    assert not story.sent("handoff")


def test_two_sams_are_told_apart(tell: Tell) -> None:
    people = '[[owner]]\nid = "lee"\nname = "Sam Lee"\nemail = "lee@acme.example"\n'
    story = answered(tell, more=people)
    hands_off(story, "handoff sam: knows the site")
    answer = " ".join(story.mail("command", "jamie").text.split())
    assert "Which sam? Sam Poe (sam@acme.example) or Sam Lee (lee@acme.example)." in answer
    hands_off(story, "handoff Sam Lee: knows the site")
    assert story.sent("handoff", "lee@acme.example")
