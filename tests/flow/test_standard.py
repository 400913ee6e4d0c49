"""The first-response standard on real mail: when its clock starts, what it says on the way, what stops it.

Rules, sections 1 and 3: what every live lead has, arrival, rounds, reminders at 75 %, late, one day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.story import Story, when

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost? And could somebody visit on a Friday?"

Tell = Callable[..., Story]


def inquiry(story: Story, sender: str = ANA) -> str:
    return story.receives(sender, "Garden office", ASKS)


def accepted(tell: Tell, **how: str) -> Story:
    """A lead that Jamie took at once."""
    story = tell(**how)
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    return story


def answers(
    story: Story, sender: str = "Jamie Doe <jamie@acme.example>", words: str = "It is 18,400."
) -> None:
    asked = story.mail("acknowledgement").message["References"].split()[0]
    story.receives(
        sender, "Re: Garden office", words, to="ana@customer.example", references=asked, folder="Sent"
    )


def happened(story: Story, what: str) -> int:
    return [event["what"] for event in story.story("ana")["events"]].count(what)


@pytest.mark.parametrize(
    ("arrival", "due"),
    [
        ("2026-06-10 10:00", "2026-06-10T12:00:00+02:00"),
        ("2026-06-10 15:00", "2026-06-10T17:00:00+02:00"),
        ("2026-06-10 16:30", "2026-06-11T10:30:00+02:00"),
        ("2026-06-10 17:00", "2026-06-11T11:00:00+02:00"),
        ("2026-06-10 08:59:59", "2026-06-10T11:00:00+02:00"),
        ("2026-06-12 16:30", "2026-06-15T10:30:00+02:00"),
        ("2026-06-13 22:00", "2026-06-15T11:00:00+02:00"),
        ("2026-12-24 16:00", "2026-12-28T10:00:00+01:00"),
    ],
)
def test_when_the_first_answer_is_due(tell: Tell, arrival: str, due: str) -> None:
    story = tell(start=arrival, team='holidays = "DE-BE"')
    inquiry(story)
    assert story.lead("ana")["due_at"] == due
    assert len(story.sent("acknowledgement")) == 1


def test_everything_a_live_lead_has(tell: Tell) -> None:
    story = tell()
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = ANA, story.mailbox.user, "Garden office"
    message["Message-ID"], message["Date"] = "<one@customer.example>", "Wed, 10 Jun 2026 10:00:00 +0200"
    message.set_content(f"{ASKS}\nRing me: +49 341 555 0199.\n\nAna Bo\nBo GmbH")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    story.mailbox.append(message.as_bytes(), story.now)
    story.run()
    lead = story.story("ana")
    assert (lead["turn"], lead["stage"], lead["cadence"]["state"]) == ("us", "New lead", "none")
    assert lead["next_action"].startswith("Answer Ana Bo: what would a heated garden office")
    assert lead["last_contact"]["direction"] == "in"
    assert "ana" in lead["last_contact"]["who"].lower()
    assert (lead["source"]["inbox"], lead["source"]["address"]) == ("sales", story.mailbox.user)
    assert "could somebody visit on a Friday" in lead["asked"]
    facts = {fact["kind"]: fact for fact in lead["facts"]}
    assert "555 0199" in facts["phone"]["value"]
    assert "Ring me" in facts["phone"]["line"]
    assert "plan.pdf" in str(lead["messages"][0]["attachments"])
    assert "plan.pdf" in story.mail("offer", "jamie").text


def test_an_acknowledgement_is_no_contact(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=20)
    assert story.lead("ana")["last_contact"]["direction"] == "in"


def test_the_clock_of_a_mail_dragged_out_of_spam_starts_at_the_last_look(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00")
    story.jumps("2026-06-10 11:00")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = ANA, story.mailbox.user, "Garden office"
    message["Message-ID"], message["Date"] = "<old@customer.example>", "Mon, 08 Jun 2026 09:00:00 +0200"
    message.set_content(ASKS)
    story.mailbox.append(message.as_bytes(), when("2026-06-08 09:00"))
    story.jumps("2026-06-10 11:30")
    assert story.lead("ana")["due_at"] == "2026-06-10T13:00:00+02:00"


def test_no_mail_arrives_in_the_future(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = ANA, story.mailbox.user, "Garden office"
    message["Message-ID"], message["Date"] = "<early@customer.example>", "Thu, 11 Jun 2026 10:00:00 +0200"
    message.set_content(ASKS)
    story.mailbox.append(message.as_bytes(), story.now + timedelta(days=1))
    story.run()
    assert story.lead("ana")["due_at"] == "2026-06-10T12:00:00+02:00"


def test_a_reminder_at_three_quarters_late_at_the_target_and_one_mail_after_a_day(tell: Tell) -> None:
    story = accepted(tell)
    story.owner_says("jamie", "note: I ask the workshop", to=story.mail("command", "jamie"))
    story.until("2026-06-10 11:29")
    assert not story.sent("reminder")
    story.until("2026-06-10 11:30")
    reminder = story.mail("reminder", "jamie")
    assert reminder.text.startswith("Due today 12:00: Answer Ana Bo")
    story.until("2026-06-10 11:59")
    assert happened(story, "late") == 0
    story.until("2026-06-10 12:00")
    assert happened(story, "late") == 1
    story.until("2026-06-11 09:59")
    assert not story.sent("late")
    story.until("2026-06-11 10:00")
    assert len(story.sent("late", "max")) == 1
    assert "Ana Bo still has no answer; it was due Wed 12:00." in story.mail("late", "max").text
    story.until("2026-06-12 16:00")
    assert len(story.sent("late")) == 1
    # The other one comes half an hour before the time Ana was told (rules, section 5).
    assert [mail.text[:15] for mail in story.sent("reminder", "jamie")] == [
        "Due today 12:00",
        "Due today 14:00",
    ]


def test_the_late_mail_goes_to_manager_and_admins_each_once(tell: Tell) -> None:
    story = accepted(tell, team='manager = "sam"\nadmins = ["sam", "max"]')
    story.owner_says("jamie", "note: I ask the workshop", to=story.mail("command", "jamie"))
    story.until("2026-06-11 10:00")
    assert sorted(mail.recipient for mail in story.sent("late")) == ["max@acme.example", "sam@acme.example"]


def test_a_reminder_due_at_closing_goes_at_the_opening_and_reads_right(tell: Tell) -> None:
    story = accepted(tell, start="2026-06-10 15:30")
    story.until("2026-06-10 20:00")
    assert not story.sent("reminder")
    story.until("2026-06-11 09:00")
    assert story.mail("reminder", "jamie").text.startswith("Due today 9:30:")


def test_a_reminder_that_waited_for_the_opening_does_not_go_once_answered(tell: Tell) -> None:
    story = accepted(tell, start="2026-06-10 15:30")
    story.until("2026-06-10 20:00")
    answers(story)
    story.until("2026-06-11 10:00")
    assert not story.sent("reminder")


def test_nobody_is_told_of_being_late_once_the_customer_has_an_answer(tell: Tell) -> None:
    story = tell(start="2026-06-10 17:00")
    inquiry(story)
    story.until("2026-06-11 09:00")
    story.owner_says("jamie", "ok, ring her at noon", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 18:00")
    answers(story)
    story.until("2026-06-12 12:00")
    assert not story.sent("late")


@pytest.mark.parametrize("words", ["sent", "called: reached"])
def test_what_an_owner_says_they_did_stops_the_clock(tell: Tell, words: str) -> None:
    story = accepted(tell)
    story.passes(minutes=15)
    story.owner_says("jamie", words, to=story.mail("command", "jamie"))
    told = story.story("ana")
    assert told["first_response_at"] == "2026-06-10T10:15:00+02:00"
    assert (told["turn"], told["stage"], told["answer_due_at"]) == ("customer", "Contacted", None)
    story.until("2026-06-10 17:00")
    assert not story.sent("reminder")
    assert happened(story, "late") == 0


@pytest.mark.parametrize(
    "words", ["note: looks good", "called: no answer", "next: send the price list by 15:00"]
)
def test_what_is_no_message_to_the_customer_does_not_stop_it(tell: Tell, words: str) -> None:
    story = accepted(tell)
    story.owner_says("jamie", words, to=story.mail("command", "jamie"))
    told = story.story("ana")
    assert told["first_response_at"] is None
    assert told["answer_due_at"] == "2026-06-10T12:00:00+02:00"
    story.until("2026-06-10 12:00")
    assert happened(story, "late") == 1


def test_an_answer_by_hand_copied_to_the_inbox_stops_it(tell: Tell) -> None:
    story = accepted(tell)
    story.passes(minutes=30)
    asked = story.mail("acknowledgement").message["References"].split()[0]
    story.receives(
        "Jamie Doe <jamie@acme.example>",
        "Re: Garden office",
        "Hello Ana, it is 18,400.",
        to="ana@customer.example",
        references=asked,
        headers={"Cc": story.mailbox.user},
    )
    told = story.story("ana")
    assert told["first_response_at"] == "2026-06-10T10:30:00+02:00"
    assert told["last_contact"]["who"] == "jamie"


def test_reassigning_never_resets_it(tell: Tell) -> None:
    story = accepted(tell)
    story.passes(minutes=40)
    story.owner_says("jamie", "offer", to=story.mail("command", "jamie"))
    assert story.story("ana")["answer_due_at"] == "2026-06-10T12:00:00+02:00"


def test_an_answer_opens_a_round_of_four_hours_that_runs_like_a_first_response(tell: Tell) -> None:
    story = accepted(tell)
    story.owner_says("jamie", "send", to=story.mail("command", "jamie"))
    ours = story.mail(None, "ana@customer.example")
    story.until("2026-06-10 11:00")
    story.receives(ANA, "Re: Garden office", "Do you need a permit for it?", answers=ours)
    lead = story.lead("ana")
    assert (lead["turn"], lead["due_at"]) == ("us", "2026-06-10T15:00:00+02:00")
    story.until("2026-06-10 12:00")
    story.receives(ANA, "Re: Garden office", "And how long does it take to build?", answers=ours)
    lead = story.lead("ana")
    assert lead["due_at"] == "2026-06-10T15:00:00+02:00", "an open round keeps its due time"
    assert "how long does it take" in lead["next_action"]
    story.until("2026-06-10 13:59")
    assert not story.sent("reminder")
    story.until("2026-06-10 14:00")
    assert len(story.sent("reminder", "jamie")) == 1
    story.until("2026-06-10 15:00")
    assert happened(story, "late") == 1
    story.until("2026-06-11 11:00")
    assert len(story.sent("late", "max")) == 1


def test_another_question_before_the_first_answer_keeps_the_target(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=10)
    story.receives(ANA, "Garden office", "One more: is it heated in winter?")
    lead = story.lead("ana")
    assert (lead["state"], lead["due_at"]) == ("offered", "2026-06-10T12:00:00+02:00")
    assert "heated in winter" in lead["next_action"]
    assert len(story.sent("offer")) == 1
    assert len(story.sent("acknowledgement")) == 1


def test_any_other_action_of_ours_is_reminded_of_once_at_its_time(tell: Tell) -> None:
    story = accepted(tell)
    answers(story)
    story.owner_says("jamie", "next: send the price list by 15:00", to=story.mail("command", "jamie"))
    story.until("2026-06-10 14:59")
    assert not story.sent("reminder")
    story.until("2026-06-10 15:00")
    assert "Send the price list" in story.mail("reminder", "jamie").text
    story.until("2026-06-11 08:00")
    assert len(story.sent("reminder")) == 1
