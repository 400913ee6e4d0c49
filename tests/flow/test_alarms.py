"""The pair of mails to the admins: it stopped, and it works again (reliability, invariant I21)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink
from tests.story import Story
from worker.ingest import trouble
from worker.store import ticks

Tell = Callable[..., Story]


def alarms(story: Story) -> list[str]:
    return [mail.subject for mail in story.sent("alarm", "max")]


def every_five_minutes(story: Story, minutes: int) -> None:
    """As cron would; a failing look is the only thing that happens."""
    for _ in range(minutes // 5):
        story.passes(minutes=5)


def test_an_inbox_that_is_not_read_is_told_once_and_told_when_it_is_over(
    tell: Tell, dovecot: Dovecot
) -> None:
    story = tell()
    dovecot.kill()
    try:
        every_five_minutes(story, 10)
        assert alarms(story) == [], "amber is for the log"
        every_five_minutes(story, 60)
        assert alarms(story) == ["Keepwarm: the inbox sales cannot be read"]
    finally:
        dovecot.start()
    told = story.mail("alarm", "max").text
    assert "the inbox sales cannot be read, since today 10:00" in told
    assert "`keepwarm check`" in told
    assert "refused" in told, "the reason is there"

    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?", run=False)
    story.receives("Ben Co <ben@other.example>", "Roof", "How long would a roof take?")
    assert alarms(story)[1:] == ["Keepwarm: the inbox sales is read again"]
    over = story.mail("alarm", "max").text
    assert "1 h 10 min" in over
    assert "2 mails came meanwhile" in over
    every_five_minutes(story, 30)
    assert len(alarms(story)) == 2
    assert len(story.leads()) == 2


def test_what_is_over_before_anybody_was_told_is_not_mentioned(tell: Tell, dovecot: Dovecot) -> None:
    story = tell()
    dovecot.kill()
    try:
        every_five_minutes(story, 10)
    finally:
        dovecot.start()
    every_five_minutes(story, 30)
    assert alarms(story) == []


def test_each_time_of_trouble_has_its_own_pair(tell: Tell, dovecot: Dovecot) -> None:
    story = tell()
    for _ in range(2):
        dovecot.kill()
        try:
            every_five_minutes(story, 20)
        finally:
            dovecot.start()
        every_five_minutes(story, 5)
    assert (
        alarms(story)
        == [
            "Keepwarm: the inbox sales cannot be read",
            "Keepwarm: the inbox sales is read again",
        ]
        * 2
    )


def test_a_process_that_has_just_begun_gives_the_server_its_fifteen_minutes(
    tell: Tell, dovecot: Dovecot
) -> None:
    """After a weekend off the last look is old, and the first one may fail because the line is not up yet."""
    story = tell(start="2026-06-12 16:40")
    dovecot.kill()
    try:
        story.clock.advance_to(story.clock.now().replace(day=15, hour=6))
        story.app.begin(cold_start=True)
        story.run()
        every_five_minutes(story, 10)
        assert alarms(story) == []
        every_five_minutes(story, 10)
        assert len(alarms(story)) == 1
    finally:
        dovecot.start()


def test_an_inbox_nobody_looks_at_is_trouble_too(tell: Tell) -> None:
    """In the scaled form the heartbeat beats, and `keepwarm collect` may not run at all."""
    story = tell()
    story.app.begin(cold_start=True)
    with story.app.workshop.work() as work:
        ticks.tick(work.session, ticks.watch_of("sales"), work.now)
    for minutes, noted in ((2, None), (1, "Nobody looks at it: start keepwarm collect, or keepwarm run.")):
        story.clock.advance_to(story.clock.now() + minutes * trouble.ABSENT / 2)
        with story.app.workshop.work() as work:
            trouble.note_absent(work)
            assert trouble.mailbox_of(work, "sales").trouble == noted


def test_no_mail_goes_out_and_goes_out_again(tell: Tell) -> None:
    story = tell()
    story.sink.go_down()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    story.passes(minutes=12)
    story.sink.come_back()
    story.passes(minutes=10)
    # The only server is the broken one: both wait for it, and both say when it was.
    assert sorted(alarms(story)) == [
        "Keepwarm: mail of sales goes out again",
        "Keepwarm: no mail of sales goes out",
    ]
    over = next(mail.text for mail in story.sent("alarm", "max") if "again" in mail.subject)
    assert "It took 15 min" in over
    assert len(story.sent("acknowledgement", "ana@customer.example")) == 1


def test_the_alarm_goes_by_another_inbox_where_there_is_one(
    tell: Tell, tmp_path: Path, dovecot: Dovecot
) -> None:
    other = SmtpSink()
    other.start()
    service = dovecot.mailbox("service-alarms@acme.example")
    more = (
        f'[[inbox]]\nname = "service"\naddress = "{service.user}"\nimap = "{service.url}"\n'
        f'smtp = "smtp://127.0.0.1:{other.port}"\npassword = "secret"\npool = ["jamie"]\n'
    )
    story = tell(more=more)
    story.sink.go_down()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    assert [mail.recipients for mail in other.mails] == [("max@acme.example",)]
    assert b"no mail of sales goes out" in other.mails[0].raw
    other.stop()


def test_a_look_at_an_inbox_in_trouble_is_left_to_its_watch(tell: Tell, dovecot: Dovecot) -> None:
    story = tell()
    dovecot.kill()
    try:
        story.passes(minutes=5)
        assert story.app.act("look:sales") is False, "so that nobody asks for it again at once"
    finally:
        dovecot.start()
    story.passes(minutes=5)
    assert story.app.act("look:sales") is True
