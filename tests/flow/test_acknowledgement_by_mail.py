"""The acknowledgement as customers, robots and admins meet it, on real mail (rules, section 5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.keepwarm import asked
from tests.servers.smtp_sink import refuse
from tests.story import Story
from worker.cli import mails

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"
AUTOMATIC = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Keepwarm-Kind")


def inquiry(story: Story, sender: str = ANA, text: str = ASKS, **how: object) -> str:
    return story.receives(sender, "Garden office", text, **how)  # type: ignore[arg-type]


def test_it_stands_in_their_thread_and_says_that_a_machine_wrote_it(tell: Tell) -> None:
    story = tell(team='phone = "0341 555 0100"\nask = "your postcode"')
    asked_in = inquiry(story)
    mail = story.mail("acknowledgement", "ana@customer.example")
    assert mail.subject == "Re: Garden office"
    assert mail.message["In-Reply-To"] == asked_in
    assert asked_in in mail.message["References"]
    assert mail.message["Auto-Submitted"] == "auto-replied"
    assert mail.message["X-Auto-Response-Suppress"] == "All"
    assert "personally by 2 pm today" in mail.text, "too few answers known: twice the target"
    assert "In a hurry? 0341 555 0100, until 17:00." in mail.text
    assert "your postcode" in mail.text
    assert not any(word in mail.text for word in ("L-1", "Jamie", "Sam", "Max")), "no owner, no number"


def test_what_a_person_sends_carries_nothing_automatic(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    mail = story.mail(None, "ana@customer.example")
    assert not any(mail.message[name] for name in (*AUTOMATIC, "X-Keepwarm-Lead"))
    assert story.mail("offer").message["Auto-Submitted"] == "auto-generated"


def test_at_night_a_german_is_told_in_german(tell: Tell) -> None:
    story = tell(start="2026-06-10 20:20")
    inquiry(story, "Uta Müller <uta@kunde.example>", "Guten Tag, was kostet ein Gartenbüro mit 12 m2?")
    text = story.mail("acknowledgement", "uta@kunde.example").text
    assert text.startswith("Guten Tag Uta Müller,")
    assert "bis morgen, Donnerstag, 13 Uhr" in text
    assert not story.sent("offer"), "nobody is asked at night"


def test_half_an_hour_before_the_promise_the_owner_is_told_what_was_promised(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "note: asks our supplier first", to=story.mail("command", "jamie"))
    story.until("2026-06-10 13:30")
    assert "Ana Bo was told: by 14:00." in story.mail("reminder", "jamie").text


def test_later_moves_the_promise_and_its_warning_and_stops_no_clock(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "later 16:30", to=story.mail("command", "jamie"))
    line = story.mail(None, "ana@customer.example")
    assert "I'll get back to you by 4:30 pm today." in line.text
    assert not any(line.message[name] for name in AUTOMATIC)
    story.until("2026-06-10 15:00")
    assert story.lead("ana")["overdue"], "the target stays"
    reminders = len(story.sent("reminder", "jamie"))
    story.until("2026-06-10 16:00")
    assert len(story.sent("reminder", "jamie")) == reminders + 1
    assert "was told: by 16:30" in story.mail("reminder", "jamie").text


@pytest.mark.parametrize(
    "headers",
    [
        {"List-Id": "sales <sales.acme.example>", "Precedence": "list"},
        {
            "Precedence": "list",
            "List-Post": "<https://groups.example/a/acme.example/group/sales/post>, <mailto:{inbox}>",
            "List-Unsubscribe": "<mailto:googlegroups-manage+1+unsubscribe@groups.example>",
        },
    ],
)
def test_a_group_in_front_of_the_inbox_says_nothing_about_the_mail(
    tell: Tell, headers: dict[str, str]
) -> None:
    story = tell()
    inbox = story.mailbox.user
    named = {
        name: value.format(inbox=inbox).replace("sales.acme.example", inbox.replace("@", "."))
        for name, value in headers.items()
    }
    inquiry(story, headers=named)
    assert story.sent("acknowledgement", "ana@customer.example")
    assert story.sent("offer", "jamie")


def test_a_fourth_of_one_company_within_the_hour_is_a_lead_without_an_acknowledgement(tell: Tell) -> None:
    story = tell()
    for number in range(5):
        inquiry(story, f"p{number}@big.example", f"{ASKS} {number}", run=False)
    story.run()
    assert len(story.sent("acknowledgement")) == 3
    assert len(story.leads()) == 5
    assert "3 acknowledgements went to big.example within the hour" in story.inbound()[-1]["reason"]


def test_a_flood_is_held_until_an_admin_lets_it_go(tell: Tell) -> None:
    story = tell()
    flood(story, 23)
    assert len(story.sent("acknowledgement")) == 20
    assert len(story.leads()) == 23, "ingest goes on"
    assert "keepwarm acks release" in story.mail("alarm", "max").text
    now = story.now.isoformat()
    assert asked("acks", "release", "--now", now, config=story.config) == {"released": 3}
    story.run()
    assert len(story.sent("acknowledgement")) == 23


def test_a_flood_nobody_lets_go_is_dropped_and_each_listed_with_its_reason(tell: Tell) -> None:
    story = tell()
    flood(story, 22)
    story.passes(hours=4)
    assert len(story.sent("acknowledgement")) == 20
    dropped = [mail for mail in outbox(story) if mail["kind"] == "acknowledgement" and mail["reason"]]
    assert [(mail["state"], mail["to"]) for mail in dropped] == [
        ("cancelled", "p@firm20.example"),
        ("cancelled", "p@firm21.example"),
    ]


def test_whatever_could_loop_dies_within_one_message(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    told = story.mail("acknowledgement")
    before = len(story.mails)
    story.arrives(told.raw)
    automatic = {"Auto-Submitted": "auto-replied"}
    story.receives(ANA, "Automatic reply: Re: Garden office", "Out of office until 20 June.",
                   references=told.message_id, headers=automatic)  # fmt: skip
    story.receives("support@desk.example", "[Ticket#2231] Re: Garden office",
                   "We have received your request. Your ticket number is 2231.",
                   references=told.message_id)  # fmt: skip
    story.receives("no-reply@shop.example", "Re: Garden office", "This mailbox is not read.",
                   references=told.message_id)  # fmt: skip
    offer = story.mail("offer", "jamie")
    story.receives("Jamie Doe <jamie@acme.example>", f"Automatic reply: {offer.subject}", "Back soon.",
                   to=offer.reply_to, references=offer.message_id, headers=automatic)  # fmt: skip
    verdicts = [mail["verdict"] for mail in story.inbound()]
    assert verdicts == ["inquiry", "loop", "auto_reply", "auto_reply", "auto_reply", "auto_reply"], verdicts
    assert not story.sent(None), "no customer hears of it"
    assert [mail.recipient for mail in story.mails[before:]] == ["sam@acme.example"], "the offer passed on"
    assert len(story.leads()) == 1


def test_a_from_line_is_no_proof_that_a_mail_is_ours(tell: Tell) -> None:
    story = tell()
    inquiry(
        story,
        f"Website <{story.mailbox.user}>",
        "Name: Uta Li\nEmail: uta@li.example\nMessage: What does a carport cost?",
        headers={"Reply-To": "uta@li.example"},
    )
    assert story.lead("uta")["asked"] == "What does a carport cost?"
    assert story.sent("acknowledgement", "uta@li.example")
    assert not story.sent(to=story.mailbox.user), "the robot is never answered"


def test_whom_one_of_us_wrote_to_before_is_offered_to_that_owner_and_not_acknowledged(tell: Tell) -> None:
    story = tell(inbox='start = "2026-05-01"')
    story.receives("Sam Poe <sam@acme.example>", "Hello", "Nice to have met you.", to=ANA, folder="Sent")
    story.passes(days=1)
    inquiry(story)
    assert not story.sent("acknowledgement")
    assert story.sent("offer", "sam")
    assert not story.sent("offer", "jamie")


def flood(story: Story, count: int) -> None:
    for number in range(count):
        inquiry(story, f"P <p@firm{number}.example>", f"{ASKS} Number {number}?", run=False)
    story.run()


def outbox(story: Story) -> list[dict[str, object]]:
    with story.app.workshop.work() as work:
        return mails.outbox_rows(work)


def test_it_goes_late_also_when_they_wrote_again_meanwhile(tell: Tell) -> None:
    story = tell()
    story.sink.on("rcpt", refuse("450 4.2.1 Later"), recipient="ana@customer.example", times=1)
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.passes(minutes=1)
    story.receives(ANA, "Garden office", "Hello again, I forgot: could somebody visit on a Friday?")
    assert not story.sent("acknowledgement")
    story.passes(minutes=30)
    assert len(story.sent("acknowledgement")) == 1
    assert story.broken_invariants() == []
