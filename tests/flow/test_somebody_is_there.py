"""Through leaves, forces, undos and stages a lead stays with somebody who is there and knows (rules, 2)."""

from __future__ import annotations

from collections.abc import Callable

from tests.flow.test_absences import ANA, ASKS, THREE, answered, commanded, is_away, one_line, owned
from tests.story import Story
from worker.leads import offer, owners
from worker.leads.lead import find
from worker.leads.standing_in import leaving

Tell = Callable[..., Story]
BOB = "Bob Fay <bob@other.example>"


def is_present(story: Story, owner: str) -> bool:
    with story.app.workshop.work() as work:
        return owners.present(work, owner)


def test_a_leave_right_after_another_leaves_the_first_as_it_is(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "away 16 Jun - 17 Jun", to=commanded(story, "jamie"))
    story.owner_says("jamie", "away 18 Jun - 19 Jun", to=commanded(story, "jamie"))
    assert "You are still away from Tue 16 Jun, back Thu 18 Jun too" in one_line(commanded(story, "jamie"))
    story.until("2026-06-16 10:00")
    assert not is_present(story, "jamie")
    story.until("2026-06-19 10:00")
    assert not is_present(story, "jamie")
    story.until("2026-06-22 09:00")
    assert is_present(story, "jamie")


def test_a_leave_that_was_over_before_we_looked_declines_nothing(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "away today 10:02 - 10:05", to=story.mail("offer", "jamie"))
    story.jumps("2026-06-10 10:10")
    story.run()
    assert story.story("ana")["offers"][0]["state"] == "pending"


def test_another_deputy_takes_over_what_the_first_has_not_touched(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "away until Fri", to=commanded(story, "jamie"))
    assert story.lead("ana")["owner"] == "sam"
    story.owner_says("jamie", "away until Fri max", to=commanded(story, "jamie"))
    lead = story.story("ana")
    assert (lead["owner"], lead["covered_for"]) == ("max", "jamie")
    assert "Jamie is away" in story.mail("assigned", "max").text
    assert "Max stands in for Jamie" in one_line(story.mail("assigned", "sam"))
    assert story.broken_invariants() == []


def test_whoever_leaves_while_their_lead_is_out_leaves_its_offer_alone(tell: Tell) -> None:
    story = owned(tell)
    is_away(story, "jamie", days=5)
    story.owner_says("sam", "offer", to=story.mail("assigned", "sam"))
    with story.app.workshop.work() as work:
        assert leaving.open_leads(work, "jamie") == []
        leaving.leave(work, "jamie", {})
    story.owner_says("max", "ok", to=story.mail("offer", "max"))
    assert story.lead("ana")["owner"] == "max"
    assert story.broken_invariants() == []


def test_force_onto_somebody_away_leaves_it_with_whoever_stands_in(tell: Tell) -> None:
    story = owned(tell)
    is_away(story, "jamie", days=5)
    covering = story.mail("assigned", "sam")
    story.receives(BOB, "Shed", "Hello, what would a shed for two bikes cost?")
    story.owner_says("max", "L-1 force jamie: knows the site", to=story.mail("offer", "max"))
    assert story.lead("ana")["owner"] == "sam"
    assert not [mail for mail in story.sent("assigned", "sam") if "Nothing to do" in mail.text]
    story.owner_says("sam", "1 next: ring her about Friday by Fri 12:00", to=covering)
    assert story.lead("ana")["next_action"].startswith("Ring her about Friday")


def test_a_fallback_who_gets_a_lead_twice_in_a_round_hears_it_twice(tell: Tell) -> None:
    story = tell(pool=THREE)
    story.receives(ANA, "Garden office", ASKS)
    story.until("2026-06-10 11:05")
    fallback = story.lead("ana")["owner"]
    story.owner_says(fallback, "handoff jamie: knows the site", to=story.mail("escalation", fallback))
    story.owner_says("jamie", "ok", to=story.mail("handoff", "jamie"))
    story.until("2026-06-10 17:00")
    assert (story.lead("ana")["state"], story.lead("ana")["owner"]) == ("escalated", fallback)
    assert len(story.sent("escalation", fallback)) == 2


def test_a_stage_that_is_the_work_of_whoever_is_away_stays_theirs(tell: Tell) -> None:
    story = answered(tell, team='stage_pools = { "Proposal sent" = ["jamie"] }')
    story.owner_says("jamie", "next: ring her about Friday by Fri 12:00", to=commanded(story, "jamie"))
    is_away(story, "jamie", days=5)
    story.owner_says("sam", "stage proposal: the price list is out", to=story.mail("assigned", "sam"))
    lead = story.story("ana")
    assert (lead["owner"], lead["covered_for"], lead["stage"]) == ("sam", "jamie", "Proposal sent")


def test_an_answer_from_a_holiday_leaves_the_lead_with_whoever_wrote_it(tell: Tell) -> None:
    story = tell(pool=THREE, owner_lines={"jamie": 'deputy = "sam"'})
    story.receives(ANA, "Garden office", ASKS)
    is_away(story, "jamie", days=5)
    story.receives(
        "Jamie Lee <jamie@acme.example>",
        "Re: Garden office",
        "Hello Ana, 18,400 EUR. Shall I come on Friday?",
        to=f"ana@customer.example, {story.mailbox.user}",
    )
    lead = story.story("ana")
    assert (lead["owner"], lead["turn"], lead["covered_for"]) == ("jamie", "customer", None)
    assert not story.sent("assigned", "sam")


def test_whose_lead_goes_to_the_only_one_left_hears_of_it(tell: Tell) -> None:
    story = tell(pool=("jamie", "max"), owner_lines={"jamie": 'deputy = "sam"'})
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    is_away(story, "jamie", days=2)
    story.owner_says("sam", "offer", to=story.mail("assigned", "sam"))
    assert story.lead("ana")["owner"] == "max"
    story.until("2026-06-12 11:00")
    assert "Max has it now" in one_line(story.mail("assigned", "jamie"))


def test_whoever_is_asked_again_because_our_mail_never_left_is_asked_first(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam"))
    story.receives(ANA, "Garden office", ASKS)
    with story.app.workshop.work() as work:
        made = offer.pending(find(work, "L-1"))
        assert made is not None
        offer.make_again(work, made)
    story.run()
    story.until("2026-06-10 14:00")
    asked = [one["owner"] for one in story.story("ana")["offers"]]
    assert asked.count("jamie") == 2


def test_undo_gives_a_lead_to_nobody_who_has_gone_since(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "offer", to=commanded(story, "jamie"))
    said = commanded(story, "jamie")
    story.owner_says("jamie", "away today", to=said)
    story.owner_says("jamie", "undo", to=said)
    lead = story.story("ana")
    assert (lead["owner"], lead["covered_for"]) == ("sam", "jamie")
    assert "Jamie is away" in story.mail("assigned", "sam").text
    assert story.broken_invariants() == []


def test_whoever_is_in_touch_keeps_the_lead_when_another_deputy_is_named(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "away until Fri", to=commanded(story, "jamie"))
    story.owner_says("sam", "send: That is 18,400 EUR. Sam", to=story.mail("assigned", "sam"))
    story.passes(minutes=5)
    story.owner_says("jamie", "away until Fri max", to=commanded(story, "jamie"))
    lead = story.story("ana")
    assert (lead["owner"], lead["covered_for"]) == ("sam", "jamie")
    assert not any("is back" in event["why"] for event in lead["events"])
    story.until("2026-06-15 10:00")
    assert "Ana Bo: with Sam" in story.mail("review", "jamie").text
