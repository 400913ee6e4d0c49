"""Round-robin with confirmation, as rules section 2 tells it, on a real mailbox and a real SMTP server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import drop, refuse
from tests.story import BERLIN, Story

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost? And could somebody visit on a Friday?"
THREE = ("jamie", "max", "sam")

Tell = Callable[..., Story]


def inquiry(story: Story, sender: str = ANA) -> None:
    story.receives(sender, "Garden office", ASKS)


def at(text: str | None) -> str:
    """Only day and clock of an RFC 3339 time."""
    assert text is not None
    return text[8:16].replace("T", " ")


def test_the_customer_is_acknowledged_and_the_first_owner_asked_at_once(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"], lead["turn"]) == ("offered", None, "max", "us")
    assert at(lead["due_at"]) == "10 12:00"
    assert lead["next_action"].startswith("Answer Ana Bo: ")
    assert len(story.sent("acknowledgement", "ana@customer.example")) == 1
    offer = story.mail("offer", "jamie")
    assert "by 10:30" in offer.text  # two people: 120 / 2 / 2 minutes
    assert not story.sent("offer", "sam")


def test_ok_makes_the_lead_theirs_and_the_answer_holds_the_first_draft(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=4)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("owned", "jamie", "jamie")
    answer = story.mail("command", "jamie")
    assert "send" in answer.text
    assert "Jamie" in answer.text
    assert not story.sent("", "sam")


def test_the_checked_example_over_a_weekend(tell: Tell) -> None:
    story = tell(start="2026-06-12 16:40", pool=THREE)
    inquiry(story)
    first = story.mail("offer")
    assert first.recipient == "jamie@acme.example"
    story.until("2026-06-12 16:50")
    assert len(story.sent("nudge", "jamie")) == 1
    story.until("2026-06-12 17:30")
    assert len(story.sent("offer")) == 1, "nobody is asked after closing"
    story.until("2026-06-15 09:00")
    assert [mail.recipient for mail in story.sent("offer")] == ["jamie@acme.example", "max@acme.example"]
    story.until("2026-06-15 09:20")
    assert story.mail("offer").recipient == "sam@acme.example"
    story.until("2026-06-15 09:39")
    assert story.lead("ana")["state"] == "offered"
    story.until("2026-06-15 09:40")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("escalated", "max", "max")
    assert at(lead["due_at"]) == "15 10:40"
    assert len(story.sent("escalation", "max")) == 1
    story.until("2026-06-15 16:39")
    assert not story.sent("late")
    story.until("2026-06-15 16:40")
    assert len(story.sent("late", "max")) == 1


def test_a_no_passes_it_on_at_once(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "no, busy", to=story.mail("offer", "jamie"))
    assert story.sent("offer", "sam")
    assert "Skipped Jamie: said no" in story.mail("offer", "sam").text
    assert story.lead("ana")["state"] == "offered"


def test_spam_is_decided_by_the_fallback_not_offered_on(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "no, spam", to=story.mail("offer", "jamie"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("escalated", "max")
    assert lead["next_action"] == "Decide who takes Ana Bo"
    assert not story.sent("offer", "sam")
    assert len(story.sent("question", "max")) == 1


def test_a_late_yes_counts_while_nobody_else_has_said_yes(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    offer = story.mail("offer", "jamie")
    story.passes(minutes=35)
    assert story.sent("offer", "sam")
    story.owner_says("jamie", "ok", to=offer)
    assert story.lead("ana")["owner"] == "jamie"
    assert "Jamie accepted" in story.mail("", "sam").text


def test_a_late_yes_after_another_yes_hears_who_has_it(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    offer = story.mail("offer", "jamie")
    story.passes(minutes=35)
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    story.passes(minutes=5)
    story.owner_says("jamie", "ok", to=offer)
    assert story.lead("ana")["owner"] == "sam"
    assert "Sam accepted at 10:35" in story.mail("", "jamie").text


def test_a_late_yes_beats_a_fallback_who_has_not_answered_yet(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    offer = story.mail("offer", "sam") if story.sent("offer", "sam") else story.mail("offer", "jamie")
    story.passes(minutes=65)
    assert story.lead("ana")["state"] == "escalated"
    story.owner_says("jamie", "ok", to=offer)
    assert (story.lead("ana")["state"], story.lead("ana")["owner"]) == ("owned", "jamie")


def test_a_yes_that_arrived_in_time_counts_however_late_it_is_read(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=29)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"), run=False)
    story.clock.advance_to(story.now.replace(hour=13))
    story.run()
    assert story.lead("ana")["owner"] == "jamie"
    assert not story.sent("offer", "sam")


def test_one_person_is_assigned_at_once_with_the_draft(tell: Tell) -> None:
    story = tell(pool=("jamie",))
    inquiry(story)
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("owned", "jamie", "jamie")
    assert not story.sent("offer")
    assert "Jamie" in story.mail("assigned", "jamie").text


def test_outside_hours_the_assigned_mail_waits_for_the_opening(tell: Tell) -> None:
    story = tell(pool=("jamie",), start="2026-06-13 22:00")
    inquiry(story)
    assert story.lead("ana")["state"] == "owned"
    assert len(story.sent("acknowledgement")) == 1
    assert not story.sent("assigned")
    story.until("2026-06-15 09:00")
    assert len(story.sent("assigned", "jamie")) == 1


def test_answering_the_customer_is_accepting_whoever_does_it_first(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    inquiry(story)
    acknowledgement = story.mail("acknowledgement")
    story.passes(minutes=3)
    story.receives(
        "Max Roe <max@acme.example>",
        "Re: Garden office",
        "Hello Ana, 18,400 EUR. Friday is fine.",
        to="ana@customer.example",
        references=acknowledgement.message["References"].split()[0],
        folder="Sent",
    )
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("owned", "max", "customer")
    assert lead["last_contact"]["direction"] == "out"
    assert lead["cadence"]["state"] == "running"
    assert "Max accepted" in story.mail("", "jamie").text


def somebody_answers(story: Story) -> None:
    """Someone of us writes to Ana from the shared address; the copy lies in Sent."""
    acknowledgement = story.mail("acknowledgement")
    story.receives(
        f"Acme <{story.mailbox.user}>",
        "Re: Garden office",
        "Hello Ana, 18,400 EUR.",
        to="ana@customer.example",
        references=acknowledgement.message["References"].split()[0],
        folder="Sent",
    )


def test_an_answer_under_the_shared_address_asks_the_offeree_once(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    somebody_answers(story)
    lead = story.lead("ana")
    assert lead["next_action"] == "Find out who answered Ana Bo"
    assert lead["turn"] == "customer"
    assert "Was it you?" in story.mail("question", "jamie").text
    story.passes(minutes=20)
    assert not story.sent("nudge")
    assert not story.sent("offer", "sam")
    story.owner_says("jamie", "accept", to=story.mail("question", "jamie"))
    assert story.lead("ana")["owner"] == "jamie"


def test_when_nobody_says_who_answered_the_fallback_decides(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    somebody_answers(story)
    story.passes(minutes=31)
    lead = story.lead("ana")
    assert (lead["state"], lead["next_action"]) == ("escalated", "Decide who takes Ana Bo")
    assert len(story.sent("question", "max")) == 1
    assert not story.sent("offer", "sam")


def test_an_offer_that_may_not_have_arrived_is_made_again_and_names_no_time_that_passed(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00", pool=("jamie", "sam"))
    story.sink.on("dot", drop(keeps=False), recipient="jamie@acme.example", times=1)
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does an office cost?")
    story.until("2026-06-10 10:45")
    (offered,) = story.sent("offer")
    assert offered.recipient == "sam@acme.example", "Jamie's named times that have passed"
    assert "Reply *ok* by 11:00" in offered.text


def test_an_owner_whose_address_is_refused_is_passed_over(tell: Tell) -> None:
    story = tell()
    story.sink.on("rcpt", refuse("550 5.1.1 no such user"), recipient="jamie@acme.example")
    inquiry(story)
    assert story.sent("offer", "sam")
    assert "bounce" in " ".join(story.events("ana")) or "unreachable" in " ".join(story.events("ana"))


def test_an_offer_whose_mail_is_not_liked_passes_on(tell: Tell) -> None:
    story = tell()
    story.sink.on("dot", refuse("550 5.7.1 refused by policy"), recipient="jamie@acme.example", times=1)
    inquiry(story)
    assert story.story("ana")["offers"][0]["reason"] == "its mail could not be delivered"
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    assert story.lead("ana")["state"] == "escalated"
    inquiry(story, "Otto <otto@other.example>")
    assert story.mail("offer", "jamie"), "the address is good"
    assert story.broken_invariants() == []


def test_trouble_of_our_own_server_is_never_the_owners(tell: Tell) -> None:
    story = tell()
    story.sink.go_down()
    inquiry(story)
    story.passes(minutes=7)
    assert not story.sent("offer")
    story.sink.come_back()
    story.passes(minutes=25)
    assert story.sent("offer", "jamie")
    assert story.lead("ana")["state"] == "offered", "the window starts when the server accepted its mail"
    assert not story.sent("offer", "sam")


def test_two_silent_offers_rest_an_owner(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00")
    for number in range(4):
        inquiry(story, f"customer{number}@x{number}.example")
        story.passes(hours=2)
    offers = [mail.recipient for mail in story.sent("offer")]
    assert offers.count("jamie@acme.example") <= 3
    inquiry(story, "late@late.example")
    assert "rest" in " ".join(story.events("late@late.example"))


def test_accepted_then_nothing_goes_on_once_and_then_to_the_fallback(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00", pool=("jamie", "sam"))
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-10 11:31")
    assert len(story.sent("reminder", "jamie")) == 1, "75 % of the target"
    story.until("2026-06-10 12:59")
    assert story.lead("ana")["owner"] == "jamie"
    story.until("2026-06-10 13:01")
    lead = story.lead("ana")
    assert lead["state"] == "offered"
    assert story.sent("offer", "sam")
    assert story.sent("assigned", "jamie"), "the former owner is told"
    story.until("2026-06-10 14:00")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("escalated", "max")


def test_nothing_expires_while_the_mailbox_cannot_be_read(tell: Tell, dovecot: Dovecot) -> None:
    story = tell()
    inquiry(story)
    dovecot.kill()
    try:
        story.passes(hours=3)
        assert story.lead("ana")["state"] == "offered"
        assert not story.sent("offer", "sam")
    finally:
        dovecot.start()
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    assert story.lead("ana")["owner"] == "jamie"


def test_the_backlog_of_a_weekend_is_offered_oldest_first_three_each(tell: Tell) -> None:
    story = tell(start="2026-06-13 12:00", team='rhythm = "desk"')
    for number in range(8):
        inquiry(story, f"c{number}@firm{number}.example")
        story.passes(minutes=1)
    story.until("2026-06-15 09:00")
    offers = story.sent("offer")
    assert len(offers) == 6
    assert sorted(mail.recipient for mail in offers) == ["jamie@acme.example"] * 3 + ["sam@acme.example"] * 3
    assert {mail.message["X-Keepwarm-Lead"] for mail in offers} == {f"L-{n}" for n in range(1, 7)}
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    assert len(story.sent("offer")) == 7, "a free place takes the oldest that waits"
    assert story.mail("offer").message["X-Keepwarm-Lead"] == "L-7"


def test_offers_go_round_fairly(tell: Tell) -> None:
    story = tell(pool=THREE)
    for number in range(9):
        inquiry(story, f"c{number}@firm{number}.example")
        story.owner_says(story.mail("offer").recipient.split("@")[0], "ok", to=story.mail("offer"))
    offers = [mail.recipient.split("@")[0] for mail in story.sent("offer")]
    assert [offers.count(owner) for owner in THREE] == [3, 3, 3]


def test_send_on_an_offer_accepts_and_sends_the_draft(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("owned", "jamie", "customer")
    answer = story.mail(None, "ana@customer.example")
    assert answer.message["Auto-Submitted"] is None
    assert answer.message["From"].startswith("Jamie Doe")
    assert lead["cadence"]["state"] == "running"
    assert lead["stage"] == "Contacted"


@pytest.mark.parametrize("arrival", ["2026-06-10 10:00"])
def test_times_are_rfc_3339_in_the_teams_zone(tell: Tell, arrival: str) -> None:
    story = tell(start=arrival)
    inquiry(story)
    assert story.lead("ana")["due_at"] == "2026-06-10T12:00:00+02:00"
    assert story.now.tzinfo is BERLIN
