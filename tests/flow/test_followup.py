"""From the first answer to Day 7, as rules section 4 tells it, on a real mailbox and a real SMTP server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.servers.smtp_sink import refuse
from tests.story import Story
from worker.outbox.suppression import suppression

ANA = "Ana Bo <ana@customer.example>"
ADDRESS = "ana@customer.example"

Tell = Callable[..., Story]


def answered(tell: Tell, start: str = "2026-06-10 10:00") -> Story:
    """Ana asked, and Jamie sent the first answer at once: T0 is `start`."""
    story = tell(start=start, pool=("jamie", "sam"))
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    assert len(story.sent(None, ADDRESS)) == 1
    return story


def day(text: str | None) -> str:
    assert text is not None
    return text[:10]


def test_each_step_is_one_mail_to_the_owner_and_goes_when_they_say_send(tell: Tell) -> None:
    story = answered(tell)
    assert day(story.lead("ana")["cadence"]["next_at"]) == "2026-06-11"
    for step, expected in (("Day 1", "2026-06-11"), ("Day 3", "2026-06-15"), ("Day 7", "2026-06-17")):
        assert day(story.lead("ana")["cadence"]["next_at"]) == expected
        story.until(f"{expected} 09:00")
        draft = story.mail("draft", "jamie")
        assert step in draft.text
        story.owner_says("jamie", "send", to=draft)
        story.until(f"{expected} 16:00")
    assert len(story.sent(None, ADDRESS)) == 4
    assert "1" in story.mail(None, ADDRESS).text
    assert "no longer needed" in story.mail(None, ADDRESS).text
    assert story.lead("ana")["cadence"]["state"] in ("running", "completed")


def test_a_touch_keeps_the_clock_time_of_the_first_answer(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 09:00")
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    assert len(story.sent(None, ADDRESS)) == 1, "not before its time, and 20 hours after the last"
    assert "10:00" in story.mail("command", "jamie").text
    story.until("2026-06-11 10:00")
    assert len(story.sent(None, ADDRESS)) == 2


def test_a_reply_stops_the_run_and_the_owner_has_four_hours(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-10 14:00")
    story.receives(
        ANA, "Re: Garden office", "Do you need a permit for that?", answers=story.mail(None, ADDRESS)
    )
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"], lead["cadence"]["reason"]) == ("us", "stopped", "replied")
    assert "permit" in lead["next_action"]
    assert lead["due_at"] == "2026-06-11T10:00:00+02:00"
    told = story.mail("customer", "jamie")
    assert "Do you need a permit" in told.text
    story.until("2026-06-12 09:00")
    assert not story.sent("draft", "jamie"), "nobody is chased while we owe"
    assert len(story.leads()) == 1


def test_our_answer_starts_a_new_run_at_day_three(tell: Tell) -> None:
    story = answered(tell)
    story.receives(
        ANA, "Re: Garden office", "Do you need a permit for that?", answers=story.mail(None, ADDRESS)
    )
    story.owner_says(
        "jamie", "send: No, not below 75 m3. Shall I draw it?", to=story.mail("customer", "jamie")
    )
    lead = story.lead("ana")
    assert lead["turn"] == "customer"
    assert "Not below" in story.mail(None, ADDRESS).text or "not below" in story.mail(None, ADDRESS).text
    assert (lead["cadence"]["state"], lead["cadence"]["step"]) == ("running", 3)


def test_check_back_next_week_sleeps_until_then_and_wakes_with_a_draft(tell: Tell) -> None:
    story = answered(tell)
    story.receives(
        ANA, "Re: Garden office", "Thanks! Please check back next week.", answers=story.mail(None, ADDRESS)
    )
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"], lead["cadence"]["reason"]) == (
        "snoozed", "held", "customer_asked",
    )  # fmt: skip
    assert day(lead["cadence"]["until"]) == "2026-06-16"
    story.until("2026-06-16 12:00")
    lead = story.lead("ana")
    assert lead["turn"] == "us"
    assert "next week" in lead["next_action"]


def test_thanks_keeps_the_date_of_a_snooze(tell: Tell) -> None:
    story = answered(tell)
    story.receives(
        ANA, "Re: Garden office", "Please check back next week.", answers=story.mail(None, ADDRESS)
    )
    story.passes(hours=1)
    story.receives(ANA, "Re: Garden office", "Thank you!", answers=story.mail(None, ADDRESS))
    lead = story.lead("ana")
    assert lead["turn"] == "snoozed"
    assert day(lead["cadence"]["until"]) == "2026-06-16"


def test_an_out_of_office_holds_the_run_and_is_no_contact(tell: Tell) -> None:
    story = answered(tell)
    before = story.lead("ana")["last_contact"]
    story.receives(
        ANA,
        "Automatic reply: Garden office",
        "I am out of office until 15 June 2026.",
        answers=story.mail(None, ADDRESS),
        headers={"Auto-Submitted": "auto-replied"},
    )
    lead = story.lead("ana")
    assert lead["last_contact"] == before
    assert lead["turn"] == "customer"
    assert (lead["cadence"]["state"], lead["cadence"]["reason"]) == ("held", "out_of_office")
    assert not story.sent("customer")


@pytest.mark.parametrize("who", ["a colleague", "somebody in copy"])
def test_somebody_elses_out_of_office_holds_nothing(tell: Tell, who: str) -> None:
    story = answered(tell)
    sender = {"a colleague": "Ben <ben@customer.example>", "somebody in copy": "Cy <cy@architect.example>"}
    story.passes(minutes=10)
    if who == "somebody in copy":
        both = f"{ANA}, {sender[who]}, {story.mailbox.user}"
        jamie = "Jamie Doe <jamie@acme.example>"
        story.receives(jamie, "Garden office", "One more thing.", to=both, message_id="<hand@acme.example>")
    story.receives(
        sender[who],
        "Automatic reply: Garden office",
        "I am out of office until 1 July 2026.",
        references="<hand@acme.example>",
        headers={"Auto-Submitted": "auto-replied"},
    )
    assert story.inbound()[-1]["verdict"] == "auto_reply"
    assert story.lead("ana")["cadence"]["state"] == "running"


def test_an_opt_out_closes_and_suppresses_at_once(tell: Tell) -> None:
    story = answered(tell)
    story.receives(ANA, "Re: Garden office", "Please stop emailing me.", answers=story.mail(None, ADDRESS))
    lead = story.lead("ana")
    assert (lead["state"], lead["accountable"]) == ("closed", None)
    story.until("2026-06-30 12:00")
    assert len(story.sent(None, ADDRESS)) == 1
    assert story.sent("customer", "jamie") or story.sent("question", "jamie"), "the owner is told"


def test_a_clear_no_is_not_read_as_interest(tell: Tell) -> None:
    story = answered(tell)
    story.receives(
        ANA, "Re: Garden office", "I'm not interested any more, sorry.", answers=story.mail(None, ADDRESS)
    )
    lead = story.lead("ana")
    assert (lead["cadence"]["state"], lead["cadence"]["reason"]) == ("stopped", "declined")
    assert lead["state"] == "owned"


def test_a_mail_by_hand_found_in_sent_counts_as_the_next_touch(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 08:00")
    story.receives(
        f"Jamie Doe <{story.mailbox.user}>",
        "Re: Garden office",
        "Hello Ana, one more thing: we can come on Friday.",
        to=ADDRESS,
        references=story.mail(None, ADDRESS).message_id,
        folder="Sent",
    )
    story.until("2026-06-11 16:00")
    assert not story.sent("draft", "jamie")
    lead = story.lead("ana")
    assert lead["cadence"]["step"] == 3
    assert day(lead["cadence"]["next_at"]) == "2026-06-15"


def test_after_day_seven_silence_closes_it_honestly(tell: Tell) -> None:
    story = answered(tell)
    for morning in ("2026-06-11", "2026-06-15", "2026-06-17"):
        story.until(f"{morning} 09:00")
        story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until("2026-06-24 12:00")
    assert story.lead("ana")["cadence"]["state"] == "completed"
    assert story.lead("ana")["state"] == "owned"
    story.until("2026-07-02 12:00")
    assert story.lead("ana")["state"] == "closed"
    story.receives(
        ANA, "Re: Garden office", "Sorry, I was away. Still interested!", answers=story.mail(None, ADDRESS)
    )
    assert story.lead("ana")["state"] == "offered", "reopened: the previous owner gets an offer"
    assert story.mail("offer").recipient == "jamie@acme.example"


def test_a_hard_bounce_stops_and_asks_for_another_way(tell: Tell) -> None:
    story = answered(tell)
    sent = story.mail(None, ADDRESS)
    report = (
        "This is the mail system. Your message could not be delivered.\n\n"
        f"<{ADDRESS}>: host mx.customer.example said: 550 5.1.1 User unknown\n"
    )
    story.mailbox.append(delivery_report(story, sent.message_id, report), story.now)
    story.run()
    lead = story.lead("ana")
    assert (lead["cadence"]["state"], lead["cadence"]["reason"]) == ("stopped", "bounced")
    assert lead["next_action"] == "Find another way to reach Ana Bo"
    assert lead["turn"] == "us"


def test_own_words_that_the_server_put_off_do_not_go_at_night(tell: Tell) -> None:
    story = answered(tell)
    story.until("2026-06-11 16:57")
    story.sink.on("rcpt", refuse("450 4.2.1 Later"), recipient=ADDRESS, times=1)
    story.owner_says("jamie", "send: One more idea: larch keeps longest.", to=story.mail("", "jamie"))
    story.until("2026-06-12 08:59")
    assert len(story.sent(None, ADDRESS)) == 1
    story.until("2026-06-12 09:30")
    assert "larch" in story.mail(None, ADDRESS).text


def test_a_server_that_refuses_our_mail_does_not_make_the_address_bad(tell: Tell) -> None:
    story = answered(tell)
    sent = story.mail(None, ADDRESS)
    report = delivery_report(story, sent.message_id, "It was refused.", said="550 5.7.26 DMARC check failed")
    story.mailbox.append(report, story.now)
    story.run()
    assert story.lead("ana")["next_action"] == "Find another way to reach Ana Bo"
    with story.app.workshop.work() as work:
        assert suppression(work, ADDRESS) is None


def delivery_report(
    story: Story, message_id: str, text: str, *, said: str = "550 5.1.1 User unknown"
) -> bytes:
    """A delivery status notification as Postfix writes one (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@mx.acme.example (Mail Delivery System)\r\n"
        f"To: {story.mailbox.user}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Date: {story.now:%a, %d %b %Y %H:%M:%S %z}\r\nMessage-ID: <bounce.1@mx.acme.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\r\n\r\n'
        f"--b1\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
        "--b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.example\r\n\r\n"
        f"Final-Recipient: rfc822; {ADDRESS}\r\nAction: failed\r\nStatus: {said.split()[1]}\r\n"
        f"Diagnostic-Code: smtp; {said}\r\n\r\n"
        f"--b1\r\nContent-Type: message/rfc822\r\n\r\nFrom: {story.mailbox.user}\r\nTo: {ADDRESS}\r\n"
        f"Message-ID: {message_id}\r\nSubject: Re: Garden office\r\n\r\nHello\r\n--b1--\r\n"
    ).encode()


def test_the_invariants_hold_after_a_busy_week(tell: Tell) -> None:
    story = answered(tell)
    story.receives("Bo <bo@other.example>", "Question", "Can you call me back? 0341 555 0199")
    story.passes(days=8)
    assert story.broken_invariants() == []
