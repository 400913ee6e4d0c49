"""Who owns a lead, and who is told: the smaller sentences of rules section 2, one story each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.story import SentMail, Story, when

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost? And could somebody visit on a Friday?"
THREE = ("jamie", "max", "sam")

Tell = Callable[..., Story]


def inquiry(story: Story, sender: str = ANA) -> None:
    story.receives(sender, "Garden office", ASKS)


def answers(story: Story, sender: str, words: str = "Hello Ana, 18,400 EUR. Friday is fine.") -> None:
    """Somebody of us answers Ana from their own mail program; it lies in Sent."""
    asked = story.mail("acknowledgement").message["References"].split()[0]
    story.receives(
        sender, "Re: Garden office", words, to="ana@customer.example", references=asked, folder="Sent"
    )


def shared(story: Story) -> str:
    return f"Acme <{story.mailbox.user}>"


def recipients(mails: list[SentMail]) -> list[str]:
    return [mail.recipient.split("@")[0] for mail in mails]


def test_both_are_shown_while_an_offer_is_pending(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    lead = story.lead("ana")
    assert (lead["owner"], lead["accountable"]) == (None, "max")
    assert story.story("ana")["offers"][-1]["owner"] == "jamie"
    assert story.story("ana")["offers"][-1]["state"] == "pending"


def test_a_nudge_at_closing_goes_at_the_next_opening(tell: Tell) -> None:
    story = tell(start="2026-06-12 16:50", pool=THREE)
    inquiry(story)
    story.until("2026-06-15 08:59")
    assert not story.sent("nudge")
    story.until("2026-06-15 09:00")
    assert "Still free until 9:10" in story.mail("nudge", "jamie").text
    story.until("2026-06-15 09:10")
    assert story.mail("offer").recipient == "max@acme.example"


def test_the_windows_of_a_lunch_break_stand_still(tell: Tell) -> None:
    story = tell(start="2026-06-10 11:50", pool=THREE, team_hours="Mon-Fri 09:00-12:00 13:00-17:00")
    inquiry(story)
    assert "by 13:10" in story.mail("offer", "jamie").text
    story.until("2026-06-10 12:59")
    assert recipients(story.sent("nudge")) == []
    story.until("2026-06-10 13:09")
    assert recipients(story.sent("nudge")) == ["jamie"]
    assert recipients(story.sent("offer")) == ["jamie"]
    story.until("2026-06-10 13:10")
    assert recipients(story.sent("offer")) == ["jamie", "max"]


def test_a_window_counts_the_receivers_own_open_minutes(tell: Tell) -> None:
    story = tell(
        start="2026-06-10 10:00",
        pool=("jamie", "sam"),
        owner_lines={"jamie": 'hours = "Mon-Fri 09:00-10:10 10:40-17:00"'},
    )
    inquiry(story)
    assert "by 11:00" in story.mail("offer", "jamie").text
    story.until("2026-06-10 10:59")
    assert not story.sent("offer", "sam")
    story.until("2026-06-10 11:00")
    assert story.sent("offer", "sam")


def test_in_the_field_there_is_no_nudge_and_the_windows_are_longer(tell: Tell) -> None:
    story = tell(pool=THREE, team='rhythm = "field"')
    inquiry(story)
    assert story.lead("ana")["due_at"] == "2026-06-10T14:00:00+02:00"
    story.passes(minutes=39)
    assert recipients(story.sent("offer")) == ["jamie"]
    story.passes(minutes=1)
    assert recipients(story.sent("offer")) == ["jamie", "max"]
    assert not story.sent("nudge")


def test_solo_makes_no_offers(tell: Tell) -> None:
    story = tell(team='rhythm = "solo"')
    inquiry(story)
    inquiry(story, "Otto <otto@other.example>")
    assert not story.sent("offer")
    assert sorted(recipients(story.sent("assigned"))) == ["jamie", "sam"]
    assert {lead["state"] for lead in story.leads()} == {"owned"}


def test_an_escalated_lead_is_the_fallbacks_who_cannot_say_no(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=60)
    story.owner_says("max", "no", to=story.mail("escalation", "max"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("escalated", "max")
    assert "Not done" in story.mail("command", "max").text
    story.owner_says("max", "accept", to=story.mail("escalation", "max"))
    assert story.lead("ana")["state"] == "owned"
    assert len(story.sent("escalation")) == 1


def test_the_fallbacks_answer_to_the_customer_makes_it_owned(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=60)
    answers(story, "Max Roe <max@acme.example>")
    assert (story.lead("ana")["state"], story.lead("ana")["owner"]) == ("owned", "max")


def test_an_escalation_that_somebody_took_meanwhile_is_not_mailed(tell: Tell) -> None:
    story = tell(start="2026-06-12 16:00", pool=THREE)
    inquiry(story)
    story.until("2026-06-13 11:00")
    assert story.lead("ana")["state"] == "escalated"
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-15 09:05")
    assert not story.sent("escalation"), "Max would take for his what is Jamie's"
    assert "Jamie accepted Sat 11:00." in story.mail("assigned", "max").text
    assert story.lead("ana")["owner"] == "jamie"


def test_an_escalation_of_friday_evening_reads_right_on_monday(tell: Tell) -> None:
    story = tell(start="2026-06-12 16:00", pool=THREE)
    inquiry(story)
    story.until("2026-06-15 09:05")
    text = story.mail("escalation", "max").text
    assert "answer due today 10:00" in text
    assert "They wrote Fri 16:00" in text


def test_the_fallback_is_away_so_the_manager_takes_over(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"), team='manager = "sam"')
    inquiry(story, "Otto <otto@other.example>")
    story.passes(minutes=60)
    story.receives(
        "Max Roe <max@acme.example>",
        "Out of office",
        "I am away until 29 June 2026.",
        to=story.mail("escalation", "max").reply_to,
        answers=story.mail("escalation", "max"),
        headers={"Auto-Submitted": "auto-replied"},
    )
    inquiry(story)
    story.owner_says("jamie", "no", to=story.mail("offer", "jamie"))
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("escalated", "sam", "sam")


def test_an_owners_own_auto_reply_passes_the_offer_on(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.receives(
        "Jamie Doe <jamie@acme.example>",
        "Automatic reply",
        "I am out of the office.",
        to=story.mail("offer", "jamie").reply_to,
        answers=story.mail("offer", "jamie"),
        headers={"Auto-Submitted": "auto-replied"},
    )
    assert recipients(story.sent("offer")) == ["jamie", "sam"]
    assert "away" in story.story("ana")["offers"][0]["reason"]


def test_whoever_held_the_offer_hears_who_answered(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=35)
    answers(story, "Max Roe <max@acme.example>")
    assert story.lead("ana")["owner"] == "max"
    for holder in ("jamie", "sam"):
        assert len(story.sent("assigned", holder)) == 1
        assert "Max accepted at 10:35. Nothing to do for you." in story.mail("assigned", holder).text


def test_a_yes_tells_nobody_whose_offer_had_gone_by(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=35)
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    assert not story.sent("assigned")


def test_answering_before_the_first_offer_is_accepting_too(tell: Tell) -> None:
    story = tell(start="2026-06-13 12:00")
    inquiry(story)
    assert not story.sent("offer")
    answers(story, "Sam Poe <sam@acme.example>")
    assert (story.lead("ana")["state"], story.lead("ana")["owner"]) == ("owned", "sam")
    story.until("2026-06-15 09:30")
    assert not story.sent("offer")


def test_who_is_no_longer_one_of_us_takes_no_lead_by_writing(tell: Tell) -> None:
    story = tell(pool=("sam", "max"), owner_lines={"jamie": "active = false"})
    inquiry(story)
    answers(story, "Jamie Doe <jamie@acme.example>")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("offered", None, "customer")
    assert "Was it you?" in story.mail("question").text


def test_an_answer_under_the_shared_address_before_any_offer_is_for_the_fallback(tell: Tell) -> None:
    story = tell(start="2026-06-13 12:00")
    inquiry(story)
    answers(story, shared(story))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("escalated", "max", "customer")
    assert lead["next_action"] == "Decide who takes Ana Bo"
    assert lead["last_contact"]["direction"] == "out"
    story.until("2026-06-15 10:00")
    assert len(story.sent("question", "max")) == 1
    assert not story.sent("offer")


def test_an_owned_lead_counts_the_shared_address_as_its_owners(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    answers(story, shared(story))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("owned", "jamie", "customer")
    assert not story.sent("question")


@pytest.mark.parametrize("words", ["not me", "no"])
def test_it_was_not_me_lets_the_fallback_decide(tell: Tell, words: str) -> None:
    story = tell()
    inquiry(story)
    answers(story, shared(story))
    story.owner_says("jamie", words, to=story.mail("question", "jamie"))
    lead = story.lead("ana")
    assert (lead["state"], lead["next_action"]) == ("escalated", "Decide who takes Ana Bo")
    assert len(story.sent("question", "max")) == 1
    assert not story.sent("offer", "sam"), "the customer has an answer"


@pytest.mark.parametrize("words", ["accept", "offer"])
def test_once_decided_the_answered_lead_waits_for_the_customer(tell: Tell, words: str) -> None:
    story = tell()
    inquiry(story)
    answers(story, shared(story))
    story.passes(minutes=31)
    story.owner_says("max", words, to=story.mail("question", "max"))
    if words == "offer":
        offer = story.mail("offer", "sam")
        assert "thank you for your message" not in offer.text, "they had their first answer"
        assert story.lead("ana")["next_action"] == "Send the Day 1 mail to Ana Bo"
        story.owner_says("sam", "ok", to=offer)
    lead = story.lead("ana")
    assert (lead["state"], lead["turn"]) == ("owned", "customer")
    assert lead["next_action"] == "Send the Day 1 mail to Ana Bo"
    story.until("2026-06-10 18:00")
    assert "late" not in [event["what"] for event in story.story("ana")["events"]]


def test_a_decision_that_nobody_takes_is_reminded_of_once(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    answers(story, shared(story))
    story.until("2026-06-11 10:35")
    assert "Decide who takes Ana Bo" in story.mail("reminder", "max").text


def test_offered_again_by_the_fallback_the_next_action_is_the_customers(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "no, duplicate", to=story.mail("offer", "jamie"))
    assert story.lead("ana")["next_action"] == "Decide who takes Ana Bo"
    story.owner_says("max", "offer", to=story.mail("question", "max"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("offered", None, "max")
    assert lead["next_action"].startswith("Answer Ana Bo: ")
    assert lead["due_at"] == "2026-06-10T12:00:00+02:00"


@pytest.mark.parametrize("reason", ["busy", "not my area", "away", "conflict", "the dog ate it"])
def test_every_other_no_passes_it_on(tell: Tell, reason: str) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", f"no, {reason}", to=story.mail("offer", "jamie"))
    assert story.sent("offer", "sam")
    known = reason if reason != "the dog ate it" else "busy"
    assert story.story("ana")["offers"][0]["reason"] == known


def test_a_later_time_than_the_target_is_accepted_and_said(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok, send two dates, Thu 12:00", to=story.mail("offer", "jamie"))
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("owned", "jamie")
    assert lead["next_action"].startswith("Send two dates")
    assert lead["due_at"] == "2026-06-10T12:00:00+02:00"
    text = story.mail("command", "jamie").text
    assert "First answer due today 12:00; you wrote Thu 12:00." in text
    assert "later Thu 12:00" in text


def test_accepted_then_nothing_a_yes_of_the_former_owner_still_counts(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-10 13:05")
    assert story.lead("ana")["state"] == "offered"
    story.owner_says("jamie", "ok", to=story.mail("assigned", "jamie"))
    assert (story.lead("ana")["state"], story.lead("ana")["owner"]) == ("owned", "jamie")
    story.until("2026-06-10 16:59")
    assert recipients(story.sent("offer")) == ["jamie", "sam"], "never a loop"
    assert (story.lead("ana")["state"], story.lead("ana")["owner"]) == ("escalated", "max")


def test_accepted_then_nothing_and_another_yes_ends_the_former_owners_words(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-10 13:05")
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("assigned", "jamie"))
    assert story.lead("ana")["owner"] == "sam"
    assert "Sam accepted at 13:05" in story.mail("command", "jamie").text


def test_accepted_then_a_call_is_something(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.passes(minutes=20)
    story.owner_says("jamie", "called: no answer", to=story.mail("command", "jamie"))
    story.until("2026-06-10 16:00")
    assert story.lead("ana")["owner"] == "jamie"
    assert not story.sent("offer", "sam")


def test_the_only_one_who_is_also_the_fallback_is_only_reminded(tell: Tell) -> None:
    story = tell(pool=("max",))
    inquiry(story)
    story.until("2026-06-10 16:00")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("owned", "max")
    assert not story.sent("escalation")
    assert not story.sent("offer")


def test_the_numbers_of_a_lead_stay_and_the_people_are_todays(tell: Tell) -> None:
    story = tell(pool=THREE)
    inquiry(story)
    words = story.config.read_text().replace("pool = ['jamie', 'max', 'sam']", "pool = ['jamie', 'sam']")
    story.restarts(words.replace('fallback = "max"', 'fallback = "max"\nfirst_response = "4h"'))
    assert story.lead("ana")["due_at"] == "2026-06-10T12:00:00+02:00"
    story.passes(minutes=20)
    assert recipients(story.sent("offer")) == ["jamie", "sam"], "Max has left the pool"
    assert "by 10:40" in story.mail("offer", "sam").text, "the window it started with"
    inquiry(story, "Otto <otto@other.example>")
    assert story.lead("otto")["due_at"] == "2026-06-10T14:20:00+02:00"


def test_a_bounce_of_the_offer_passes_it_on(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    offer = story.mail("offer", "jamie")
    story.receives(
        "Mail Delivery System <MAILER-DAEMON@mx.acme.example>",
        "Undelivered Mail Returned to Sender",
        "<jamie@acme.example>: host mx.acme.example said: 550 5.1.1 user unknown\n\n"
        f"Final-Recipient: rfc822; jamie@acme.example\nAction: failed\nStatus: 5.1.1\n\n"
        f"Message-ID: {offer.message_id}\n",
        references=str(offer.message_id),
        headers={"Auto-Submitted": "auto-replied", "X-Failed-Recipients": "jamie@acme.example"},
    )
    assert recipients(story.sent("offer")) == ["jamie", "sam"]
    assert story.story("ana")["offers"][0]["reason"] == "unreachable"


def test_an_expiry_just_after_opening_says_nothing_about_an_owner(tell: Tell) -> None:
    story = tell(start="2026-06-12 16:50", pool=THREE)
    inquiry(story)
    story.until("2026-06-15 09:11")
    assert story.story("ana")["offers"][0]["state"] == "expired"
    assert story.story("ana")["offers"][0]["owner"] == "jamie"
    story.until("2026-06-15 12:00")
    inquiry(story, "Otto <otto@other.example>")
    story.passes(minutes=25)
    assert "Jamie: resting" not in " ".join(story.events("otto")), "only one expiry counted"


def test_any_sign_of_life_ends_a_rest(tell: Tell) -> None:
    story = tell()
    for number in range(4):
        inquiry(story, f"customer{number}@x{number}.example")
        story.passes(hours=1)
    inquiry(story, "late@late.example")
    assert "Skipped Jamie: resting" in " ".join(story.events("late@late.example"))
    story.owner_says("jamie", "note: I am here", to=story.sent("offer", "jamie")[0])
    inquiry(story, "otto@otto.example")
    assert "Skipped Jamie" not in " ".join(story.events("otto@otto.example"))


def test_everybody_is_full_so_the_lead_waits_and_then_goes_to_the_fallback(tell: Tell) -> None:
    story = tell(more="[offer]\nmax_pending = 1")
    for number in range(3):
        inquiry(story, f"customer{number}@x{number}.example")
    waiting = story.lead("customer2")
    assert (waiting["state"], waiting["owner"], waiting["accountable"]) == ("offered", None, "max")
    assert story.story("customer2")["offers"] == [], "full is not nobody"
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    assert story.story("customer2")["offers"][0]["owner"] == "jamie", "a free place takes who waits"


def test_whoever_was_never_offered_when_an_answer_is_due_goes_to_the_fallback(tell: Tell) -> None:
    story = tell(more="[offer]\nmax_pending = 1\nrest_after = 0")
    # Two people, one offer each at a time: more leads than offers until noon.
    for number in range(12):
        story.receives(f"c{number}@x{number}.example", "Question", "What does it cost?", run=False)
    story.run()
    story.until("2026-06-10 12:01")
    never_asked = [lead for lead in story.leads() if not story.story(lead["email"])["offers"]]
    assert never_asked
    assert {(lead["state"], lead["owner"]) for lead in never_asked} == {("escalated", "max")}
    assert "no first offer could be made in time" in " ".join(story.events(never_asked[0]["email"]))
    assert not story.broken_invariants()


def test_a_weight_makes_somebody_wait_shorter(tell: Tell) -> None:
    story = tell(owner_lines={"sam": "weight = 3"})
    for number in range(8):
        inquiry(story, f"customer{number}@x{number}.example")
        owner = recipients(story.sent("offer"))[-1]
        story.owner_says(owner, "ok", to=story.mail("offer"))
        story.passes(minutes=7)
    asked = recipients(story.sent("offer"))
    assert asked.count("sam") > asked.count("jamie") > 0


def test_whoever_has_all_they_may_have_is_not_asked(tell: Tell) -> None:
    story = tell(pool=THREE, owner_lines={"jamie": "cap = 1"})
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    inquiry(story, "Otto <otto@other.example>")
    story.owner_says("max", "no", to=story.mail("offer", "max"))
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    assert "Skipped Jamie: 1 lead open, which is their cap." in " ".join(story.events("otto"))
    assert recipients(story.sent("offer")) == ["jamie", "max", "sam"]


def test_closing_takes_everything_with_it(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    with story.app.workshop.work() as work:
        from worker.commands.reply import say
        from worker.leads.lead import find

        lead = find(work, "L-1")
        assert lead is not None
        say(work, lead, "max", "close: we do not build there")
    story.run()
    told = story.story("ana")
    assert told["state"] == "closed"
    assert [offer["state"] for offer in told["offers"]] == ["withdrawn"]
    assert {draft["state"] for draft in told["drafts"]} <= {"withdrawn", "replaced"}
    mails = len(story.mails)
    story.until(when("2026-06-11 17:00"))
    assert len(story.mails) == mails, "nothing follows a closed lead"


def test_whoever_puts_a_lead_up_for_offer_is_asked_last(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.passes(minutes=1)
    inquiry(story, "Zoe <zoe@other.example>")
    assert story.mail("offer").recipient == "sam@acme.example"
    story.passes(minutes=1)
    story.owner_says("jamie", "offer", to=story.mail("command", "jamie"))
    assert [mail.recipient for mail in story.sent("offer")].count("jamie@acme.example") == 1
    assert len(story.sent("offer", "sam")) == 2


def test_nobody_rests_for_offers_that_shadow_mode_never_sent(tell: Tell) -> None:
    story = tell(start="2026-06-08 10:00", mode="shadow", pool=("jamie", "sam"))
    for number in range(3):
        story.receives(f"customer{number}@firm{number}.example", "Office", "What does an office cost?")
        story.until(f"2026-06-{9 + number:02} 10:00")
    story.restarts(story.config.read_text().replace('mode = "shadow"', 'mode = "live"'))
    story.receives("Ana Bo <ana@customer.example>", "Carport", "What does a carport cost?")
    assert story.mail("offer", "jamie") or story.mail("offer", "sam")
    assert story.lead("ana")["state"] == "offered"
    assert "resting" not in " ".join(story.events("ana"))
