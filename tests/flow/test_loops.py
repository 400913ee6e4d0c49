"""What could go round for ever dies within one message (rules, section 5; reliability, "Floods")."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.story import SentMail, Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ADDRESS = "ana@customer.example"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"
JAMIE = "Jamie Doe <jamie@acme.example>"

RESPONDERS = {
    "one that says so": ("Thank you", "We got your mail.", {"Auto-Submitted": "auto-replied"}),
    "an absence": ("Automatic reply: Garden office", "I am away until 22 June.", {"Precedence": "bulk"}),
    "an absence in German": ("Abwesenheitsnotiz", "Ich bin bis 22.06. nicht im Büro.", {}),
    "one with its own header": ("Re: Garden office", "Danke, wir melden uns.", {"X-Autoreply": "yes"}),
    "one without a return address": ("Re: Garden office", "Thanks, we will see.", {"Return-Path": "<>"}),
    "a helpdesk with its numbers": (
        "[Ticket #4711] Garden office",
        "Your request has been received and was given the number 4711. We answer within two days.",
        {},
    ),
    "a challenge": ("Please confirm", "Please confirm that you are human: https://x.example/c/1", {}),
}


def asked(tell: Tell, **how: object) -> Story:
    story = tell(**how)
    story.receives(ANA, "Garden office", ASKS)
    return story


@pytest.mark.parametrize("which", RESPONDERS)
def test_a_machine_that_answers_our_acknowledgement_gets_no_answer(tell: Tell, which: str) -> None:
    story = asked(tell)
    subject, text, headers = RESPONDERS[which]
    before, lead = len(story.mails), story.lead("ana")
    for _ in range(3):
        story.passes(seconds=30)
        told = story.mail("acknowledgement")
        story.receives(ADDRESS, subject, text, headers=headers, references=told.message_id)
    assert len(story.mails) == before
    assert [row["verdict"] for row in story.inbound()[1:]] == ["auto_reply"] * 3
    assert story.lead("ana") == lead, "no contact, no reply"


def test_a_helpdesk_that_hides_it_is_answered_by_nobody_but_a_person(tell: Tell) -> None:
    story = asked(tell)
    for number in range(4):
        story.passes(minutes=1)
        story.receives(
            "Helpdesk <support@desk.example>",
            f"Garden office [{number}]",
            f"Dear customer, ticket {number} is with our team now.",
            references=story.mail("acknowledgement", ADDRESS).message_id,
        )
    assert [one.recipient for one in story.sent("acknowledgement")] == [ADDRESS]
    assert len(story.leads()) == 1


def test_a_helpdesk_that_names_no_mail_is_acknowledged_once_at_most(tell: Tell) -> None:
    story = tell()
    for number in range(5):
        story.passes(minutes=1)
        story.receives(
            "support@desk.example", f"Garden office [{number}]", f"Case {number} is with our team."
        )
    assert len(story.sent("acknowledgement")) == 1
    assert len(story.leads()) == 1


@pytest.mark.parametrize("sender", ["no-reply@x.example", "MAILER-DAEMON@x.example", "bounces@x.example"])
def test_nobody_is_answered_who_reads_no_answers(tell: Tell, sender: str) -> None:
    story = tell()
    story.receives(sender, "Your order", "Thank you for your order. What would you like next?")
    assert not [one for one in story.mails if one.recipient == sender.lower()]
    assert not story.sent("acknowledgement")


def test_the_robot_of_a_form_is_never_answered_but_the_person_is(tell: Tell) -> None:
    story = tell()
    story.receives(
        "WordPress <wordpress@acme-website.example>",
        "New message from the contact form",
        "Name: Ana Bo\nEmail: ana@customer.example\nMessage: What would a carport cost?",
    )
    assert [one.recipient for one in story.sent("acknowledgement")] == [ADDRESS]


def test_the_mails_of_another_keepwarm_are_a_machines(tell: Tell) -> None:
    story = asked(tell)
    own = story.mail("acknowledgement")
    theirs = own.raw.replace(own.message_id.encode(), b"<kw.1@other.example>")
    theirs = theirs.replace(b"sales", b"desk", 1).replace(b"@acme.example", b"@other.example")
    before = len(story.mails)
    story.arrives(theirs)
    assert story.inbound()[-1]["verdict"] == "auto_reply"
    assert len(story.mails) == before


def came_back(sent: SentMail, message_id: str) -> bytes:
    """Our own mail, as a provider hands it back that gives every mail an id of its own."""
    return sent.raw.replace(f"Message-ID: {sent.message_id}".encode(), f"Message-ID: {message_id}".encode())


def test_our_own_mail_that_comes_back_is_no_answer_to_the_customer(tell: Tell) -> None:
    story = asked(tell)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    before, lead = len(story.mails), story.lead("ana")
    for number, sent in enumerate(story.mails):
        story.arrives(sent.raw)
        story.arrives(came_back(sent, f"<again.{number}@provider.example>"))
    assert story.lead("ana") == lead
    assert len(story.mails) == before
    assert not story.broken_invariants()


OWN_ABSENCES = {
    "one that says so": ("Automatic reply: Ana Bo", {"Auto-Submitted": "auto-replied"}),
    "one that only says it": ("Re: Ana Bo", {}),
}


@pytest.mark.parametrize("which", OWN_ABSENCES)
def test_an_owners_own_absence_gets_at_most_one_answer(tell: Tell, which: str) -> None:
    story = asked(tell)
    subject, headers = OWN_ABSENCES[which]
    for _ in range(5):
        story.passes(seconds=30)
        last = [one for one in story.mails if one.recipient == "jamie@acme.example"][-1]
        story.receives(
            JAMIE, subject, "I am out of the office until Monday, 22 June.", answers=last, headers=headers,
            to=last.reply_to or story.mailbox.user,
        )  # fmt: skip
    assert len(story.sent("command", "jamie")) <= 1
    assert len(story.sent(to="jamie")) <= 2
    assert story.lead("ana")["owner"] is None


def test_an_absence_passes_the_offer_on_and_keeps_the_next_one_away(tell: Tell) -> None:
    story = asked(tell)
    offer = story.mail("offer", "jamie")
    story.receives(
        JAMIE, "Automatic reply: Ana Bo", "I am away until 22 June.", to=offer.reply_to, answers=offer,
        headers={"Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    assert story.mail("offer", "sam")
    story.receives("Rita Li <rita@other.example>", "Carport", "How much is a carport?")
    assert len(story.sent(to="jamie")) == 1


def test_a_robot_in_an_owners_name_that_answers_our_question_is_left_alone(tell: Tell) -> None:
    story = tell()
    story.receives(JAMIE, "Test", "Does this work?")
    for _ in range(4):
        story.passes(seconds=30)
        last = story.mails[-1]
        story.receives(JAMIE, f"Re: {last.subject}", "I read this later.", answers=last, to=last.reply_to)
    assert len(story.sent(to="jamie")) <= 2


def bounce_of(story: Story, sent: SentMail) -> None:
    story.arrives(
        b"Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.example>\r\n"
        b"To: sales@acme.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        b"Message-ID: <b" + sent.message_id[1:].encode() + b"\r\nAuto-Submitted: auto-replied\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\n\r\nIt could not be delivered.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822;" + sent.recipient.encode() + b"\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + sent.raw + b"\r\n--b--\r\n"
    )


def test_a_bounce_of_the_acknowledgement_suppresses_nobody(tell: Tell) -> None:
    story = asked(tell)
    before = len(story.mails)
    bounce_of(story, story.mail("acknowledgement"))
    assert len(story.mails) == before
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    assert story.sent(None, ADDRESS)


def test_when_every_mail_bounces_it_ends(tell: Tell) -> None:
    story = asked(tell)
    answered = 0
    for _ in range(20):
        mails = story.mails
        if answered == len(mails):
            break
        for sent in mails[answered:]:
            bounce_of(story, sent)
        answered = len(mails)
        story.passes(minutes=1)
    assert answered < 10, story.mails
    assert not [one for one in story.mails if "mailer-daemon" in one.recipient]
    lead = story.lead("ana")
    assert (lead["state"], lead["accountable"]) == ("escalated", "max")
    assert not story.broken_invariants()


# --- too much at once ---


def test_a_flood_from_one_sender_is_kept_and_one_admin_told_once_an_hour(tell: Tell) -> None:
    story = tell()
    for number in range(25):
        story.receives(
            "Eve <eve@evil.example>", f"No. {number}", f"Look at this {number}", run=number % 5 == 4
        )
    rows = story.inbound()
    assert len(rows) == 25
    assert [row["verdict"] for row in rows].count("quarantined") == 5
    assert len(story.sent("acknowledgement")) == 1
    (alarm,) = story.sent("alarm")
    assert alarm.recipient == "max@acme.example"
    assert "more than 20 mails from eve@evil.example" in alarm.text
    story.receives(ANA, "Garden office", ASKS)
    assert story.mail("acknowledgement", ADDRESS), "others are served meanwhile"


def test_a_mail_that_went_through_fifty_servers_goes_no_further(tell: Tell) -> None:
    story = tell()
    hops = b"".join(b"Received: from a by b; Wed, 10 Jun 2026 10:00:00 +0200\r\n" for _ in range(51))
    story.arrives(hops + b"From: ana@customer.example\r\nSubject: Hi\r\n\r\nWhat does it cost?\r\n")
    assert story.inbound()[0]["state"] == "quarantined"
    assert not story.mails
