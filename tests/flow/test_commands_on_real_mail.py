"""Commands on a real mailbox and a real mail server: what the customer gets, and when."""

from __future__ import annotations

from collections.abc import Callable

from tests.story import Story

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"

Tell = Callable[..., Story]


def answered(tell: Tell, **how: object) -> Story:
    """Ana asked on Wednesday at 10:00, and Jamie's draft answered her at once."""
    story = tell(**how)
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    return story


def test_send_reaches_the_customer_in_her_thread_and_begins_the_run(tell: Tell) -> None:
    story = tell()
    asked = story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    mail = story.mail(None, "ana@customer.example")
    assert mail.message["In-Reply-To"] == asked
    assert "Jamie Doe" in mail.message["From"]
    lead = story.lead("ana")
    assert (lead["owner"], lead["turn"], lead["stage"]) == ("jamie", "customer", "Contacted")
    assert lead["cadence"]["state"] == "running"
    assert lead["last_contact"]["who"] == "jamie"


def test_a_step_goes_at_its_own_time_and_the_answer_says_when(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 09:00")
    draft = story.mail("draft", "jamie")
    story.owner_says("jamie", "send", to=draft)
    assert len(story.sent(None, "ana@customer.example")) == 1, "it is not yet 10:00"
    assert "It goes to Ana Bo today 10:00." in story.mail("command", "jamie").text
    story.until("2026-06-11 10:00")
    assert len(story.sent(None, "ana@customer.example")) == 2
    assert story.lead("ana")["cadence"]["step"] is not None


def test_send_now_does_not_wait_for_the_hour(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 09:00")
    draft = story.mail("draft", "jamie")
    story.owner_says("jamie", "send", to=draft)
    story.owner_says("jamie", "send now", to=draft)
    assert len(story.sent(None, "ana@customer.example")) == 2


def test_done_exactly_as_said_is_not_answered(tell: Tell) -> None:
    story = answered(tell)
    before = len(story.sent("command", "jamie"))
    story.until("2026-06-11 09:00")
    story.owner_says("jamie", "skip", to=story.mail("draft", "jamie"))
    assert len(story.sent("command", "jamie")) == before
    lead = story.lead("ana")
    assert lead["cadence"]["state"] == "running"
    assert lead["due_at"].startswith("2026-06-15")


def test_snooze_holds_the_run_until_the_day(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "snooze Mon 22 Jun", to=story.mail("command", "jamie"))
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"]) == ("snoozed", "held")
    assert "sleeps until Mon 22 Jun 9:00" in story.mail("command", "jamie").text
    story.until("2026-06-19 17:00")
    assert len(story.sent(None, "ana@customer.example")) == 1


def test_later_moves_the_promise_and_only_an_answer_stops_the_clock(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", ASKS)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "later Thu 12:00", to=story.mail("command", "jamie"))
    told = story.mail(None, "ana@customer.example")
    assert "by noon tomorrow, Thursday" in told.text
    lead = story.lead("ana")
    assert (lead["turn"], lead["stage"]) == ("us", "New lead")
    assert lead["due_at"].startswith("2026-06-10T12:00")


def test_the_morning_list_is_answered_by_number(tell: Tell) -> None:
    story = answered(tell)
    story.receives("Rita Li <rita@other.example>", "Carport", "How much is a carport of 20 m2?")
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    if story.lead("rita")["state"] == "offered":
        story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 09:00")
    morning = story.mail("morning", "jamie")
    story.owner_says("jamie", "1 send now\n2 skip", to=morning)
    assert len(story.sent(None, "ana@customer.example")) + len(story.sent(None, "rita@other.example")) == 3


def test_a_reply_is_known_by_message_id_where_there_are_no_plus_addresses(tell: Tell) -> None:
    story = tell(inbox='reply_token = "message-id"')
    story.receives(ANA, "Garden office", ASKS)
    offer = story.mail("offer", "jamie")
    assert offer.reply_to is None
    story.owner_says("jamie", "ok", to=offer)
    assert story.lead("ana")["owner"] == "jamie"


def test_outside_live_nothing_goes_and_the_owner_is_told(tell: Tell) -> None:
    story = answered(tell, mode="owners")
    assert not story.sent(None, "ana@customer.example")
    assert "It did NOT go to Ana Bo" in story.mail("command", "jamie").text
