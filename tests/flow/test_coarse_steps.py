"""`run --until-idle` as cron starts it: hours apart, with everything that happened in between.

Rules, section 2: a command that arrived in time is in time, however late it is read; nobody is mailed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime

from tests.e2e.keepwarm import asked, keepwarm
from tests.story import SentMail, Story, when

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost? And could somebody visit on a Friday?"
THREE = ("jamie", "max", "sam")

Tell = Callable[..., Story]


def arrives(story: Story, at: str, sender: str, text: str, *, to: SentMail | None = None) -> None:
    """A mail that reached the mailbox at `at`, while nothing ran."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to.reply_to if to else story.mailbox.user
    message["Subject"] = f"Re: {to.subject}" if to else "Garden office"
    message["Date"] = format_datetime(when(at))
    message["Message-ID"] = f"<{abs(hash((at, sender)))}@mail.example>"
    if to is not None:
        message["In-Reply-To"] = message["References"] = str(to.message_id)
    message.set_content(text)
    story.mailbox.append(message.as_bytes(), when(at))


def inquiry(story: Story) -> None:
    story.receives(ANA, "Garden office", ASKS)


def recipients(mails: list[SentMail]) -> list[str]:
    return [mail.recipient.split("@")[0] for mail in mails]


def test_offers_follow_one_another_each_with_its_full_window(tell: Tell) -> None:
    story = tell(pool=THREE)
    inquiry(story)
    story.jumps("2026-06-10 13:00")
    assert recipients(story.sent("offer")) == ["jamie", "max"]
    assert "by 13:20" in story.mail("offer", "max").text
    assert not story.sent("nudge"), "what is over is not nudged"
    story.jumps("2026-06-10 13:10")
    assert recipients(story.sent("nudge")) == ["max"]
    story.jumps("2026-06-10 16:00")
    assert recipients(story.sent("offer")) == ["jamie", "max", "sam"]
    story.jumps("2026-06-11 09:00")
    assert story.lead("ana")["state"] == "escalated"
    assert len(story.sent("escalation", "max")) == 1
    assert len(story.sent("acknowledgement")) == 1


def test_the_same_instant_twice_mails_nobody_twice(tell: Tell) -> None:
    story = tell(pool=THREE)
    inquiry(story)
    for instant in ("2026-06-10 10:10", "2026-06-10 10:20", "2026-06-10 13:00", "2026-06-11 10:30"):
        story.jumps(instant)
        mails = len(story.mails)
        story.run()
        story.run()
        assert len(story.mails) == mails, f"a second run at {instant} mailed"


def test_a_yes_in_the_last_second_is_read_hours_later(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    arrives(story, "2026-06-10 10:30", "Jamie Doe <jamie@acme.example>", "ok", to=story.mail("offer"))
    story.jumps("2026-06-10 13:30")
    lead = story.story("ana")
    assert (lead["state"], lead["owner"]) == ("owned", "jamie")
    assert [offer["owner"] for offer in lead["offers"]] == ["jamie"]
    assert not story.sent("offer", "sam")


def test_it_says_when_somebody_accepted_not_when_we_read_it(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    first = story.mail("offer", "jamie")
    story.jumps("2026-06-10 10:30")
    arrives(story, "2026-06-10 10:42", "Sam Poe <sam@acme.example>", "ok", to=story.mail("offer", "sam"))
    arrives(story, "2026-06-10 10:50", "Jamie Doe <jamie@acme.example>", "ok", to=first)
    story.jumps("2026-06-10 12:00")
    assert story.lead("ana")["owner"] == "sam"
    assert "Sam accepted at 10:42" in story.mail("command", "jamie").text


def test_the_first_yes_to_arrive_wins_whoever_it_was_offered_to_last(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    first = story.mail("offer", "jamie")
    story.jumps("2026-06-10 10:30")
    arrives(story, "2026-06-10 10:45", "Sam Poe <sam@acme.example>", "ok", to=story.mail("offer", "sam"))
    arrives(story, "2026-06-10 10:40", "Jamie Doe <jamie@acme.example>", "ok", to=first)
    story.jumps("2026-06-10 12:30")
    assert story.lead("ana")["owner"] == "jamie"
    assert "Jamie accepted at 10:40" in story.mail("command", "sam").text


def test_an_inquiry_between_two_runs_counts_from_its_arrival(tell: Tell) -> None:
    story = tell()
    arrives(story, "2026-06-10 11:00", ANA, ASKS)
    story.jumps("2026-06-10 14:00")
    assert story.lead("ana")["due_at"] == "2026-06-10T13:00:00+02:00"
    assert "by 14:30" in story.mail("offer", "jamie").text
    assert len(story.sent("acknowledgement")) == 1
    assert "by 1 pm" not in story.mail("acknowledgement").text, "a promise lies ahead"


def test_an_answer_in_time_is_not_late_however_late_it_is_read(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    asked_in = story.mail("acknowledgement").message["References"].split()[0]
    _sent_by_jamie(story, "2026-06-10 11:59", asked_in)
    story.jumps("2026-06-10 15:00")
    told = story.story("ana")
    assert told["first_response_at"] == "2026-06-10T11:59:00+02:00"
    assert "late" not in [event["what"] for event in told["events"]]
    assert not story.sent("reminder")
    assert told["cadence"]["next_at"] == "2026-06-11T11:59:00+02:00"


def test_an_answer_after_the_target_was_late_however_late_it_is_read(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    asked_in = story.mail("acknowledgement").message["References"].split()[0]
    _sent_by_jamie(story, "2026-06-10 12:40", asked_in)
    story.jumps("2026-06-10 15:00")
    told = story.story("ana")
    assert [event["what"] for event in told["events"]].count("late") == 1
    assert (told["turn"], told["owner"]) == ("customer", "jamie")


def test_reminders_that_are_hours_late_are_not_mailed_any_more(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok, ring her at 16:00", to=story.mail("offer", "jamie"))
    story.jumps("2026-06-10 14:00")
    assert not story.sent("reminder"), "75 % was at 11:30"
    assert story.lead("ana")["owner"] == "jamie"


def test_a_week_in_steps_of_three_hours_breaks_nothing(tell: Tell) -> None:
    story = tell(pool=THREE)
    inquiry(story)
    for day in range(10, 18):
        for hour in (9, 12, 15, 18):
            if (day, hour) > (10, 9):
                story.jumps(f"2026-06-{day} {hour:02}:00")
    assert story.lead("ana")["state"] == "escalated"
    assert len(story.sent("acknowledgement")) == 1
    assert len(story.sent("escalation")) == 1
    assert len(story.sent("late")) <= 1
    assert recipients(story.sent("offer")) == ["jamie", "max", "sam"]
    assert story.broken_invariants() == []


def test_the_command_line_in_steps_of_time(tell: Tell) -> None:
    story = tell(start="2026-06-10 09:00")
    arrives(story, "2026-06-10 10:00", ANA, ASKS)

    def step(clock: str) -> None:
        done = keepwarm("run", "--until-idle", "--now", f"2026-06-10T{clock}:00+02:00", config=story.config)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr

    step("10:00")
    lead = asked("leads", config=story.config)[0]
    assert (lead["state"], lead["owner"], lead["accountable"], lead["ref"]) == ("offered", None, "max", "L-1")
    step("10:00")
    assert len(story.sent("offer")) == 1
    step("10:30")
    assert recipients(story.sent("offer")) == ["jamie", "sam"]
    back = keepwarm("run", "--until-idle", "--now", "2026-06-10T10:29:00+02:00", config=story.config)
    assert back.returncode == 2
    said = keepwarm(
        "lead", "L-1", "--as", "sam", "ok", "--now", "2026-06-10T10:35:00+02:00", config=story.config
    )
    assert said.returncode == 0, said.stderr
    assert "You own L-1" in said.stdout
    assert asked("lead", "L-1", config=story.config)["owner"] == "sam"
    assert asked("audit", config=story.config)["invariants"]


def _sent_by_jamie(story: Story, at: str, asked_in: str) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "Jamie Doe <jamie@acme.example>", "ana@customer.example"
    message["Subject"], message["Date"] = "Re: Garden office", format_datetime(when(at))
    message["Message-ID"] = "<by.hand@acme.example>"
    message["In-Reply-To"] = message["References"] = asked_in
    message.set_content("Hello Ana, it is 18,400.")
    story.mailbox.append(message.as_bytes(), when(at), folder="Sent")
