"""Section 4 of the rules as its reader would test it: by mail, on a moved clock, one story a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.story import SentMail, Story, when
from worker.leads.lead import find

Tell = Callable[..., Story]
ANA = "Ana Bo <ana@customer.example>"
ADDRESS = "ana@customer.example"
ASKS = "Hello, what would a garden office of 12 m2 cost?"
HUMAN = None


def answered(tell: Tell, start: str = "2026-06-10 10:00", words: str = "send", ask: str = ASKS) -> Story:
    """Ana asked at `start`, and Jamie answered at once: that is T0."""
    story = tell(start=start)
    story.receives(ANA, "Garden office", ask)
    story.owner_says("jamie", words, to=story.mail("offer", "jamie"))
    return story


def replies(story: Story, text: str, **more: str) -> None:
    story.receives(ANA, "Re: Garden office", text, answers=story.mail(HUMAN, ADDRESS), **more)


def by_hand(story: Story, text: str, *, who: str = "jamie") -> None:
    """One of us writes to Ana from their own mailbox, with a copy to the inbox."""
    story.receives(
        f"{who.title()} <{who}@acme.example>",
        "Re: Garden office",
        text,
        to=f"{ADDRESS}, {story.mailbox.user}",
        references=story.mail(HUMAN, ADDRESS).message_id,
    )


def to_ana(story: Story) -> list[SentMail]:
    return story.sent(HUMAN, ADDRESS)


# --- dates ---


@pytest.mark.parametrize(
    ("t0", "days"),
    [
        ("2026-06-08 10:00", ("2026-06-09", "2026-06-11", "2026-06-15")),
        ("2026-06-11 10:00", ("2026-06-12", "2026-06-16", "2026-06-18")),
        ("2026-06-12 10:00", ("2026-06-15", "2026-06-17", "2026-06-19")),
    ],
)
def test_the_days_of_the_plan(tell: Tell, t0: str, days: tuple[str, ...]) -> None:
    story = answered(tell, t0)
    for day in days:
        assert story.lead("ana")["cadence"]["next_at"][:16] == f"{day}T10:00"
        story.until(f"{day} 09:00")
        story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
        story.until(f"{day} 10:00")
    assert len(to_ana(story)) == 4


def test_a_call_that_reached_them_is_t0(tell: Tell) -> None:
    story = answered(tell, words="ok", ask="Please call me back: 0341 555 0199.")
    story.passes(minutes=10)
    story.owner_says("jamie", "called: reached", to=story.mail("command", "jamie"))
    lead = story.lead("ana")
    assert (lead["turn"], lead["next_action"]) == ("customer", "Ring Ana Bo")
    assert lead["cadence"]["next_at"][:16] == "2026-06-11T10:10"
    assert to_ana(story) == []


# --- send, send now, and the pressure budget ---


def test_send_now_does_not_wait_for_the_hour_but_for_opening(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 09:00")
    draft = story.mail("draft", "jamie")
    story.until("2026-06-11 18:00")
    story.owner_says("jamie", "send now", to=draft)
    assert len(to_ana(story)) == 1
    said = story.mail("command", "jamie").text
    assert "9:00" in said
    assert "send now" not in said
    story.until("2026-06-12 09:00")
    assert len(to_ana(story)) == 2


def test_the_fourth_touch_without_an_answer_is_not_sent_even_now(tell: Tell) -> None:
    story = answered(tell)
    for day in ("2026-06-11", "2026-06-15"):
        story.until(f"{day} 09:00")
        story.owner_says("jamie", "send now", to=story.mail("draft", "jamie"))
    story.until("2026-06-17 09:00")
    story.owner_says("jamie", "send now", to=story.mail("draft", "jamie"))
    assert len(to_ana(story)) == 4
    assert story.lead("ana")["next_action"].startswith("Close for now if no reply by")
    assert story.broken_invariants() == []


@pytest.mark.parametrize("words", ["called: no answer", "stop: enough for now"])
def test_what_the_owner_does_instead_ends_the_proposal_to_close(tell: Tell, words: str) -> None:
    story = answered(tell)
    for day in ("2026-06-11", "2026-06-15", "2026-06-17"):
        story.until(f"{day} 09:00")
        story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until("2026-06-24 10:30")
    asked = story.mail("question", "jamie")
    assert "Close Ana Bo as no response?" in asked.text
    story.owner_says("jamie", words, to=asked)
    with story.app.workshop.work() as work:
        lead = find(work, "L-1")
        assert lead is not None
        assert lead.close_proposed is None
        assert "Close" not in (lead.next_action or "")
    story.passes(days=14)
    assert story.lead("ana")["state"] == "owned", "it does not close by itself"


def test_a_call_nobody_answered_lets_the_step_go_at_its_hour(tell: Tell) -> None:
    story = answered(tell, ask="Hello, what does a sauna cost? Call 0341 555 0199 or write.")
    story.until("2026-06-11 09:00")
    draft = story.mail("draft", "jamie")
    assert draft.text.startswith("Day 1. Ring Ana Bo: 0341 555 0199.")
    story.owner_says("jamie", "called: no answer", to=draft)
    lead = story.lead("ana")
    assert (lead["turn"], lead["next_action"], lead["due_at"][:16]) == (
        "us", "Ring Ana Bo again", "2026-06-12T15:00",
    )  # fmt: skip
    story.owner_says("jamie", "send", to=draft)
    assert len(to_ana(story)) == 1, "a touch keeps its hour"
    story.until("2026-06-11 10:00")
    assert len(to_ana(story)) == 2
    assert story.lead("ana")["turn"] == "customer"


# --- the morning mail ---


def test_thanks_stand_in_the_morning_mail(tell: Tell) -> None:
    story = answered(tell, words="send: It is 18,400 and takes six weeks.")
    story.until("2026-06-10 12:00")
    replies(story, "Thank you!")
    assert not story.sent("customer")
    assert story.lead("ana")["cadence"]["next_at"][:10] == "2026-06-15"
    story.until("2026-06-11 09:00")
    morning = story.mail("morning", "jamie")
    assert morning.text.startswith("Nothing is due today.")
    assert "Ana Bo" in morning.text


def test_one_action_due_today_is_listed_and_reminded_of_at_its_time(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "next: measure the spot by Fri 14:00", to=story.mail("command", "jamie"))
    story.until("2026-06-12 09:00")
    assert "Ana Bo: Measure the spot, due today 14:00" in story.mail("morning", "jamie").text
    story.until("2026-06-12 14:00")
    (reminder,) = story.sent("reminder", "jamie")
    assert reminder.text.startswith("Due today 14:00: Measure the spot")
    assert "later" not in reminder.text, "they wait for no answer"
    story.until("2026-06-16 12:00")
    assert len(story.sent("morning", "jamie")) == 1, "from the next day on it stands in the fallback's list"
    assert "Measure the spot" in story.mail("review", "max").text


def test_a_question_of_the_night_is_one_mail_in_the_morning(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-10 20:00")
    replies(story, "Do I need a permit?")
    story.until("2026-06-11 09:30")
    assert "They wrote Wed 20:00" in story.mail("customer", "jamie").text
    assert not story.sent("morning", "jamie")


def test_who_still_waits_from_yesterday_is_in_the_morning_mail(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "Do I need a permit?")
    story.until("2026-06-11 09:00")
    line = "Answer Ana Bo: do I need a permit? Late since Wed 14:00"
    assert line in story.mail("morning", "jamie").text


def test_a_listed_draft_names_no_time_that_has_passed(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", ASKS)
    story.until("2026-06-15 09:00")
    listed = story.mail("morning", "max")
    assert "Mon 16:00 or Tue 9:00" in listed.text
    story.owner_says("max", "1 send", to=listed)
    assert "Mon 16:00 or Tue 9:00" in story.mail(HUMAN, ADDRESS).text


# --- nobody is chased while we owe ---


def test_a_promise_holds_the_run_until_it_is_kept(tell: Tell) -> None:
    story = answered(tell, words="send: Thank you. I'll send the quote by Friday.")
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"], lead["cadence"]["reason"]) == (
        "us",
        "held",
        "we_promised",
    )
    assert "send the quote by Friday" in lead["next_action"]
    assert lead["due_at"][:10] == "2026-06-12"
    story.until("2026-06-12 10:00")
    assert not story.sent("draft")
    by_hand(story, "Here is the quote: 18,400.")
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"]) == ("customer", "running")
    assert lead["cadence"]["next_at"][:10] == "2026-06-15"


def test_a_promise_for_next_week_is_due_within_it(tell: Tell) -> None:
    story = answered(tell, words="send: Thank you. I'll send the quote next week.")
    assert story.lead("ana")["due_at"][:16] == "2026-06-19T17:00"


def test_our_promise_does_not_move_the_date_they_asked_for(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "Please check back next week.")
    by_hand(story, "Gladly, I'll get back to you next week.")
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["until"][:10]) == ("snoozed", "2026-06-16")


def test_a_promise_kept_before_that_date_lets_the_lead_sleep_on(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "Please check back in July.")
    by_hand(story, "Gladly, I'll send you the leaflet tomorrow.")
    assert story.lead("ana")["turn"] == "us"
    story.until("2026-06-11 11:00")
    by_hand(story, "Here is the leaflet.")
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["until"][:10]) == ("snoozed", "2026-07-02")


# --- rows of the table ---


def test_a_farewell_after_a_clear_no_leaves_only_the_close(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "We went with another supplier, sorry.")
    story.owner_says("jamie", "send: Thank you for telling me!", to=story.mail("customer", "jamie"))
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"]) == ("customer", "stopped")
    assert lead["next_action"] == "Close Ana Bo as not a fit, or say what comes next"
    story.until("2026-06-11 12:00")
    assert "close: <reason>" in story.mail("reminder", "jamie").text


def test_a_question_with_a_later_is_answered_and_then_sleeps(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "Does it include heating? Otherwise please check back in July.")
    told = story.mail("customer", "jamie")
    assert "After your answer it sleeps until Thu 2 Jul" in told.text
    story.owner_says("jamie", "send: Yes, it does.", to=told)
    assert story.lead("ana")["turn"] == "snoozed"
    assert story.lead("ana")["due_at"][:10] == "2026-07-02"


def test_a_colleague_of_theirs_lets_the_owner_decide(tell: Tell) -> None:
    story = answered(tell)
    story.receives("Bea Bo <bea@customer.example>", "Sauna", "Hello, could you also build a sauna?")
    lead = story.lead("ana")
    assert (lead["cadence"]["state"], lead["cadence"]["until"][:10]) == ("held", "2026-06-12")
    assert (lead["turn"], lead["next_action"]) == ("us", "Decide the next step with Ana Bo")
    assert story.mail("offer").recipient == "jamie@acme.example"
    story.until("2026-06-12 10:00")
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"]) == ("customer", "running")


def test_a_colleague_of_theirs_does_not_wake_a_lead_that_sleeps(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "Please check back in July.")
    story.receives("Bea Bo <bea@customer.example>", "Sauna", "Hello, could you also build a sauna?")
    assert story.lead("ana")["cadence"]["until"][:10] == "2026-07-02"


def test_one_of_us_who_is_not_the_owner_counts_and_the_owner_is_told(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 09:30")
    by_hand(story, "Hello Ana, Sam here: we could come on Friday.", who="sam")
    lead = story.lead("ana")
    assert (lead["owner"], lead["cadence"]["step"]) == ("jamie", 3)
    assert "Sam wrote to Ana Bo" in story.mail("question", "jamie").text
    story.until("2026-06-11 16:00")
    assert len(to_ana(story)) == 1


def test_an_owner_away_without_cover_holds_the_run(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 08:00")
    told = story.mail("command", "jamie")
    story.receives(
        "Jamie Doe <jamie@acme.example>",
        "Out of office",
        "I am away until 17 June 2026.",
        to=told.reply_to,
        answers=told,
        headers={"Auto-Submitted": "auto-replied"},
    )
    story.until("2026-06-11 12:00")
    cadence = story.lead("ana")["cadence"]
    assert (cadence["state"], cadence["reason"], cadence["until"][:10]) == (
        "held",
        "owner_away",
        "2026-06-17",
    )
    story.until("2026-06-17 10:00")
    assert story.lead("ana")["cadence"]["state"] == "running"
    assert "Day 1" in story.mail("draft", "jamie").text


def test_a_later_that_can_be_read_in_two_ways_says_so(tell: Tell) -> None:
    story = answered(tell)
    replies(story, "Please get back to me next Friday.")
    told = story.mail("confirm", "jamie").text
    assert "Waiting until Fri 19 Jun. Right?" in told
    assert '"next Friday" can be read in more than one way.' in told


def test_where_answers_may_bypass_us_each_draft_asks_first_and_nothing_closes(tell: Tell) -> None:
    story = answered(tell)
    by_hand(story, "One more thing: it is heated.")
    assert any("Answers may go to Jamie" in why for why in story.events("ana"))
    story.until("2026-06-15 09:00")
    assert story.mail("draft", "jamie").text.startswith("If Ana Bo answered you, reply *replied:")
    story.until("2026-07-20 12:00")
    assert story.lead("ana")["state"] == "owned"


# --- send guard and outage ---


def test_a_time_that_has_passed_is_asked_about_not_sent(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 09:00")
    draft = story.mail("draft", "jamie")
    story.clock.advance_to(when("2026-06-12 16:30"))
    story.run()
    story.owner_says("jamie", "send", to=draft)
    assert len(to_ana(story)) == 1
    assert "time" in story.mail("question", "jamie").text


def test_after_an_outage_touches_go_one_after_another_oldest_first(tell: Tell) -> None:
    story = tell()
    for name in ("ana", "bea", "cem"):
        story.receives(f"{name} <{name}@{name}.example>", "Garden office", ASKS)
        offered = story.mail("offer")
        story.owner_says(offered.recipient.split("@")[0], "send", to=offered)
        story.passes(minutes=5)
    story.until("2026-06-11 09:30")
    for owner in ("jamie", "sam"):
        for mail in story.sent("morning", owner) + story.sent("draft", owner):
            words = "1 send\n2 send" if mail.kind == "morning" else "send"
            story.owner_says(owner, words, to=mail)
    before = len([mail for mail in story.mails if mail.kind is HUMAN])
    story.clock.advance_to(when("2026-06-11 14:00"))
    story.run()
    went = [mail for mail in story.mails if mail.kind is HUMAN][before:]
    assert [mail.recipient for mail in went] == ["ana@ana.example"]
    story.until("2026-06-11 15:00")
    went = [mail for mail in story.mails if mail.kind is HUMAN][before:]
    assert [mail.recipient.split("@")[0] for mail in went] == ["ana", "bea", "cem"]
