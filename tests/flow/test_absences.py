"""Owners go away and come back, and no lead is left alone meanwhile (rules, section 2, "Absent")."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.story import SentMail, Story
from worker.leads import absence

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost? And could somebody visit on a Friday?"
THREE = ("jamie", "max", "sam")

Tell = Callable[..., Story]


def owned(tell: Tell, **how: object) -> Story:
    """Jamie has Ana's inquiry since Wednesday 10 June, 10:00; Sam is Jamie's deputy."""
    how.setdefault("owner_lines", {"jamie": 'deputy = "sam"'})
    story = tell(pool=THREE, **how)
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    return story


def answered(tell: Tell, **how: object) -> Story:
    story = owned(tell, **how)
    story.owner_says("jamie", "send: That is 18,400 EUR. Shall I come by?", to=commanded(story, "jamie"))
    return story


def commanded(story: Story, owner: str) -> SentMail:
    return story.mail("command", owner)


def one_line(mail: SentMail) -> str:
    return " ".join(mail.text.split())


def test_what_is_our_turn_goes_to_the_deputy_and_comes_back(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "next: ring her about Friday by Fri 12:00", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away tomorrow - Mon", to=commanded(story, "jamie"))
    answer = one_line(commanded(story, "jamie"))
    assert "You are away from Thu 11 Jun, back Tue 16 Jun" in answer
    assert "Sam stands in." in answer
    assert story.lead("ana")["owner"] == "jamie"
    story.until("2026-06-11 09:00")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("owned", "sam", "sam")
    assert "Jamie is away, back Tue 16 Jun. Yours now: 1." in story.mail("assigned", "sam").text
    before = len(story.sent("reminder", "jamie"))
    story.until("2026-06-12 12:00")
    assert len(story.sent("reminder", "jamie")) == before
    assert "Ring her about Friday" in story.mail("reminder", "sam").text
    story.until("2026-06-16 09:00")
    assert story.lead("ana")["owner"] == "jamie"
    back = story.mail("review", "jamie")
    assert "Yours again: 1." in back.text
    assert story.broken_invariants() == []


def is_away(story: Story, owner: str, *, days: int, deputy: str | None = None) -> None:
    with story.app.workshop.work() as work:
        absence.plan(work, owner, work.now, work.now + timedelta(days=days), source="admin", deputy_id=deputy)
    story.run()


def test_whoever_comes_back_stands_in_for_those_who_are_still_away(tell: Tell) -> None:
    """Everybody is away when Jamie goes, so the lead stays; the first who is back takes it over."""
    story = answered(tell)
    story.owner_says("jamie", "next: ring her about Friday by Fri 12:00", to=commanded(story, "jamie"))
    is_away(story, "max", days=9)
    is_away(story, "sam", days=1)
    is_away(story, "jamie", days=9)
    assert story.lead("ana")["owner"] == "jamie"
    story.until("2026-06-11 12:00")
    assert story.lead("ana")["owner"] == "sam"
    assert "Jamie is away" in story.mail("assigned", "sam").text
    assert story.broken_invariants() == []


def test_whoever_stands_in_has_as_long_to_answer_as_who_accepted(tell: Tell) -> None:
    """Jamie said yes at 10:00 and goes at 12:58; until 13:00 nobody has answered Ana."""
    story = owned(tell)
    story.until("2026-06-10 12:58")
    is_away(story, "jamie", days=2)
    story.until("2026-06-10 13:30")
    assert story.lead("ana")["owner"] == "sam"
    assert not any("Gone on" in mail.text for mail in story.sent("assigned", "sam"))
    story.until("2026-06-10 17:00")
    assert story.lead("ana")["owner"] != "sam"
    assert "stood in, then no answer to the customer" in one_line(story.mail("assigned", "sam"))
    assert story.broken_invariants() == []


def test_who_is_away_and_opens_a_lead_hears_who_has_it_meanwhile(tell: Tell) -> None:
    story = answered(tell)
    is_away(story, "jamie", days=5)
    story.owner_says("jamie", "new: Paul Puk, 0341 555 0100: a shed", to=commanded(story, "jamie"))
    lead = next(lead for lead in story.leads() if lead["ref"] == "L-2")
    assert lead["owner"] == "sam"
    answer = one_line(commanded(story, "jamie"))
    assert "L-2 is yours; Sam stands in while you are away, `back` ends that." in answer
    assert "You own L-2" not in answer
    covering = story.mail("assigned", "sam")
    assert "Jamie is away" in covering.text
    assert "Paul Puk" in covering.text


def test_whoever_stands_in_hears_of_what_an_owner_on_leave_takes_or_plans(tell: Tell) -> None:
    story = tell(pool=THREE, owner_lines={"jamie": 'deputy = "sam"'})
    story.receives(ANA, "Garden office", ASKS)
    is_away(story, "jamie", days=5)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    assert story.lead("ana")["owner"] == "sam"
    assert "Jamie is away" in story.mail("assigned", "sam").text
    story.owner_says("sam", "send: That is 18,400 EUR. Sam", to=story.mail("assigned", "sam"))
    told = len(story.sent("assigned", "sam"))
    # Whoever stands in says themselves what is next: nothing to tell them.
    story.owner_says("sam", "next: ring her about Friday by Fri 12:00", to=story.mail("assigned", "sam"))
    assert len(story.sent("assigned", "sam")) == told


def test_whoever_stands_in_hears_what_an_owner_on_leave_will_do_next(tell: Tell) -> None:
    story = answered(tell)
    is_away(story, "jamie", days=5)
    assert story.lead("ana")["owner"] == "jamie"
    story.owner_says("jamie", "next: ring her about Friday by Fri 12:00", to=commanded(story, "jamie"))
    assert story.lead("ana")["owner"] == "sam"
    assert "Ring her about Friday" in one_line(story.mail("assigned", "sam"))
    assert story.broken_invariants() == []


def test_whose_lead_is_handed_on_by_whoever_stands_in_hears_of_it(tell: Tell) -> None:
    story = owned(tell)
    is_away(story, "jamie", days=5)
    story.owner_says("sam", "handoff max: knows the site", to=story.mail("assigned", "sam"))
    story.owner_says("max", "ok", to=story.mail("handoff", "max"))
    lead = story.story("ana")
    assert (lead["owner"], lead["covered_for"]) == ("max", None)
    assert "Max accepted" in story.mail("assigned", "sam").text
    assert not story.sent("assigned", "jamie"), "no mail comes on a holiday"
    story.until("2026-06-15 11:00")
    assert "Max accepted" in story.mail("assigned", "jamie").text


def test_whose_lead_is_put_up_by_whoever_stands_in_hears_who_took_it(tell: Tell) -> None:
    story = owned(tell)
    is_away(story, "jamie", days=5)
    story.owner_says("sam", "offer", to=story.mail("assigned", "sam"))
    story.owner_says("max", "ok", to=story.mail("offer", "max"))
    assert story.story("ana")["owner"] == "max"
    story.until("2026-06-15 11:00")
    assert "Max accepted" in story.mail("assigned", "jamie").text


def test_whoever_is_back_hears_that_their_lead_is_being_offered(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "away today 11:00 - 11:45", to=commanded(story, "jamie"))
    story.until("2026-06-10 11:40")
    story.owner_says("sam", "offer", to=story.mail("assigned", "sam"))
    story.until("2026-06-10 11:46")
    assert story.lead("ana")["state"] == "offered"
    assert "Ana Bo: offered to the others" in story.mail("review", "jamie").text


def test_a_stage_whose_people_are_away_says_who_has_the_lead(tell: Tell) -> None:
    story = answered(tell, team='stage_pools = { "Proposal sent" = ["sam"] }')
    is_away(story, "sam", days=2)
    story.owner_says("jamie", "stage proposal: the price list is out", to=commanded(story, "jamie"))
    assert story.lead("ana")["owner"] == "max"
    said = one_line(commanded(story, "jamie"))
    assert "It goes on: Proposal sent is the work of Sam. Max has it now." in said


def test_a_lead_forced_on_somebody_away_goes_to_whoever_stands_in(tell: Tell) -> None:
    story = tell(pool=THREE, owner_lines={"jamie": 'deputy = "sam"'})
    story.receives(ANA, "Garden office", ASKS)
    is_away(story, "jamie", days=5)
    story.owner_says("max", "ok", to=story.mail("offer", "max"))
    story.owner_says("max", "force jamie: knows the site", to=commanded(story, "max"))
    answer = one_line(commanded(story, "max"))
    assert "Jamie is away just now, so Sam stands in." in answer
    assert story.story("ana")["covered_for"] == "jamie"
    assert "gave it to you: knows the site" in one_line(story.mail("assigned", "jamie"))
    assert "Jamie is away" in story.mail("assigned", "sam").text


def test_who_spoke_with_the_customer_meanwhile_keeps_the_lead(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "away tomorrow - Mon", to=commanded(story, "jamie"))
    story.until("2026-06-11 11:00")
    assert story.lead("ana")["owner"] == "sam"
    story.receives(
        ANA, "Re: Garden office", "Do I need a permit?", references=str(story.mail(None).message_id)
    )
    lead = story.lead("ana")
    assert (lead["owner"], lead["accountable"], lead["turn"]) == ("sam", "sam", "us")
    assert "permit" in story.mail("customer", "sam").text
    assert not story.sent("customer", "jamie")
    story.owner_says("sam", "send: No permit is needed below 15 m2. Sam", to=story.mail("customer", "sam"))
    assert "No permit" in story.mail(None, "ana@customer.example").text
    story.until("2026-06-16 09:00")
    assert story.lead("ana")["owner"] == "sam"
    assert "Ana Bo: with Sam" in story.mail("review", "jamie").text


def test_nothing_is_offered_while_away_and_what_was_offered_passes_on(tell: Tell) -> None:
    story = tell(pool=THREE)
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "away today - Fri", to=story.mail("offer", "jamie"))
    assert story.sent("offer", "max")
    assert story.story("ana")["offers"][0]["reason"] == "away"
    story.owner_says("max", "ok", to=story.mail("offer", "max"))
    story.receives("Bo Li <bo@other.example>", "Carport", "How much is a carport?")
    assert story.mail("offer").recipient == "sam@acme.example"
    story.receives("Cy Mo <cy@third.example>", "Shed", "How much is a shed?")
    assert story.mail("offer").recipient == "max@acme.example"
    story.until("2026-06-15 09:00")
    story.receives("Di Fo <di@fourth.example>", "Barn", "How much is a barn?")
    assert story.mail("offer").recipient == "jamie@acme.example"


def test_a_handoff_to_somebody_who_leaves_comes_back_at_once_and_nobody_absent_is_asked(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "handoff sam", to=commanded(story, "jamie"))
    story.owner_says("sam", "away today - 30 Jun", to=story.mail("handoff", "sam"))
    assert "Sam did not take it: away." in one_line(story.mail("assigned", "jamie"))
    story.owner_says("jamie", "handoff sam", to=commanded(story, "jamie"))
    answer = one_line(commanded(story, "jamie"))
    assert "Sam is away, back Wed 1 Jul. There now: Max." in answer
    assert story.lead("ana")["state"] == "owned"


def test_the_list_before_leave_is_settled_line_by_line(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "next: ring her about Friday by Tue 12:00", to=commanded(story, "jamie"))
    story.receives("Bo Li <bo@other.example>", "Carport", "How much is a carport?")
    story.owner_says("max", "handoff jamie", to=accepted(story, "max"))
    story.owner_says("jamie", "ok, ask him for photos by Wed 10:00", to=story.mail("handoff", "jamie"))
    story.owner_says("jamie", "called: reached, he sends photos", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away Mon - 26 Jun max", to=commanded(story, "jamie"))
    assert "comes in one mail Fri 9:00" in one_line(commanded(story, "jamie"))
    story.until("2026-06-11 17:00")
    assert not story.sent("review", "jamie")
    story.until("2026-06-12 09:00")
    ahead = story.mail("review", "jamie")
    assert "Falls due before you are back on Mon 29 Jun: 2." in one_line(ahead)
    assert "What you leave goes to Max when it is due." in ahead.text
    number = next(line[0] for line in ahead.text.splitlines() if "Ana" in line and line[0].isdigit())
    story.owner_says("jamie", f"{number} snooze 30 Jun", to=ahead)
    assert story.lead("ana")["turn"] == "snoozed"
    story.until("2026-06-15 09:00")
    assert len([mail for mail in story.sent("review", "jamie") if "back on" in mail.text]) == 1


def accepted(story: Story, owner: str) -> SentMail:
    story.owner_says(owner, "ok", to=story.mail("offer", owner))
    return commanded(story, owner)


def test_deputies_are_followed_and_a_circle_ends_at_the_fallback(
    tell: Tell,
) -> None:
    story = owned(tell, owner_lines={"jamie": 'deputy = "sam"', "sam": 'deputy = "jamie"'})
    story.owner_says("jamie", "next: ring her about Friday by Mon 12:00", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away tomorrow - Tue", to=commanded(story, "jamie"))
    with story.app.workshop.work() as work:
        from worker.leads import absence

        absence.plan(work, "sam", work.now, work.now.replace(day=20), source="admin")
    story.until("2026-06-11 09:00")
    assert story.lead("ana")["owner"] == "max"
    assert "Max stands in: Jamie is away, back Wed 17 Jun." in story.events("ana")


def test_who_stands_in_goes_away_too_and_the_lead_still_comes_home(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "next: ring her about Friday by Mon 12:00", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away tomorrow - Tue", to=commanded(story, "jamie"))
    story.until("2026-06-11 09:00")
    story.owner_says("sam", "away Fri - Mon", to=story.mail("assigned", "sam"))
    story.until("2026-06-12 09:00")
    assert story.lead("ana")["owner"] == "max"
    story.until("2026-06-16 09:00")
    assert story.lead("ana")["owner"] == "max"
    story.until("2026-06-17 09:00")
    assert story.lead("ana")["owner"] == "jamie"


def test_back_ends_it_and_says_what_happened(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "away today - 30 Jun", to=commanded(story, "jamie"))
    assert story.lead("ana")["owner"] == "sam"
    story.owner_says("jamie", "back", to=commanded(story, "jamie"))
    assert story.lead("ana")["owner"] == "jamie"
    answer = one_line(commanded(story, "jamie"))
    assert "Welcome back. Offers come again from now on. Yours again: L-1 Ana Bo." in answer


def test_calling_off_leaves_the_plan_after_that(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "away Thu - Mon", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away 20 Jul - 24 Jul", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away off, thanks", to=commanded(story, "jamie"))
    answer = one_line(commanded(story, "jamie"))
    assert "You are not away from Thu 11 Jun, back Tue 16 Jun after all" in answer
    assert "You will still be away from Mon 20 Jul" in answer


@pytest.mark.parametrize("words", ["away off", "Away: cancelled", "urlaub abgesagt", "I'm away not anymore"])
def test_what_is_planned_can_be_called_off(tell: Tell, words: str) -> None:
    story = answered(tell)
    story.owner_says("jamie", "away Thu - Mon", to=commanded(story, "jamie"))
    story.owner_says("jamie", words, to=commanded(story, "jamie"))
    assert "You are not away from Thu 11 Jun, back Tue 16 Jun after all" in one_line(
        commanded(story, "jamie")
    )
    story.until("2026-06-12 12:00")
    assert story.lead("ana")["owner"] == "jamie"
    story.owner_says("jamie", words, to=commanded(story, "jamie"))
    assert "No absence of yours is planned" in one_line(commanded(story, "jamie"))


def test_other_days_take_the_place_of_those_said_before(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "next: ring her about Friday by Fri 12:00", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away today - 30 Jun", to=commanded(story, "jamie"))
    assert story.story("ana")["covered_for"] == "jamie"
    story.owner_says("jamie", "away today - Thu", to=commanded(story, "jamie"))
    assert "back Fri 12 Jun" in one_line(commanded(story, "jamie"))
    assert story.lead("ana")["owner"] == "sam"
    story.until("2026-06-12 09:00")
    lead = story.story("ana")
    assert (lead["owner"], lead["covered_for"]) == ("jamie", None)


def test_who_hands_a_lead_off_and_leaves_hands_that_over_too(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "handoff max: knows the site", to=commanded(story, "jamie"))
    story.receives(
        ANA, "Re: Garden office", "Do I need a permit?", references=str(story.mail(None).message_id)
    )
    story.owner_says("jamie", "away today - Fri", to=commanded(story, "jamie"))
    lead = story.lead("ana")
    assert (lead["state"], lead["accountable"]) == ("handoff_pending", "sam")
    assert story.broken_invariants() == []
    story.until("2026-06-10 12:00")
    lead = story.story("ana")
    assert (lead["state"], lead["owner"], lead["covered_for"]) == ("owned", "sam", "jamie")
    assert "Max did not answer" in story.mail("assigned", "sam").text


def test_who_is_asked_and_stands_in_anyway_is_asked_no_more(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "handoff sam", to=commanded(story, "jamie"))
    story.receives(
        ANA, "Re: Garden office", "Do I need a permit?", references=str(story.mail(None).message_id)
    )
    story.owner_says("jamie", "away today - Fri", to=commanded(story, "jamie"))
    lead = story.story("ana")
    assert (lead["state"], lead["owner"], lead["covered_for"]) == ("owned", "sam", "jamie")
    assert story.story("ana")["handoffs"][0]["state"] == "withdrawn"
    assert story.broken_invariants() == []


def test_an_hour_away_is_an_hour(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "away today 11:00 - 11:45", to=commanded(story, "jamie"))
    assert "You are away today 11:00 to 11:45" in one_line(commanded(story, "jamie"))
    story.until("2026-06-10 11:00")
    assert story.lead("ana")["owner"] == "sam"
    story.until("2026-06-10 11:45")
    assert story.lead("ana")["owner"] == "jamie"


def test_an_automatic_reply_is_an_absence_and_a_word_of_theirs_ends_it(tell: Tell) -> None:
    story = owned(tell)
    story.receives(
        "Jamie Doe <jamie@acme.example>", "Out of office: Ana Bo", "I am away until 19 June 2026.",
        answers=commanded(story, "jamie"), to=commanded(story, "jamie").reply_to,
        headers={"Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    assert story.lead("ana")["owner"] == "sam"
    story.owner_says("jamie", "next: ring her about Friday by 11:30", to=commanded(story, "jamie"))
    lead = story.lead("ana")
    assert (lead["owner"], lead["next_action"]) == ("jamie", "Ring her about Friday")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("urlaub vom 20.12. bis 3.1.", "You are away from Sun 20 Dec, back Mon 4 Jan 2027;"),
        ("away 1 - 14 Jul bob", 'Nobody here is called "bob".'),
        ("away 1 Jul - 14 Jul jamie", "Nobody can stand in for themselves."),
        ("away 1 Jun - 5 Jun", '"1 Jun" is already past.'),
    ],
)
def test_the_days_are_echoed_and_what_cannot_be_meant_is_refused(tell: Tell, words: str, answer: str) -> None:
    story = owned(tell)
    story.owner_says("jamie", words, to=commanded(story, "jamie"))
    assert answer in one_line(commanded(story, "jamie"))
