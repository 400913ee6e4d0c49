"""Yesterday's database, today's mailbox: whoever was written to since the backup is not written to again.

A week of a small team is lived once, with a copy of the database taken at every turn of it. Then each copy
is put back in front of the mailbox as it was in the end, Sent folder and all, and life goes on.
"""

from __future__ import annotations

import copy
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from tests.story import Story
from worker.app import App
from worker.clock import StandingClock
from worker.outbox import restoring
from worker.settings import load
from worker.store import restored
from worker.store.backups import sqlite

pytestmark = pytest.mark.embedded("it copies the file of the database")

ANA = "Ana Bo <ana@customer.example>"
BEN = "Ben Fox <ben@fox.example>"
CARL = "Carl Ode <carl@ode.example>"
DORA = "Dora Nye <dora@nye.example>"

Tell = Callable[..., Story]


class Week:
    """The week, and the copies of its database, in order."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.copies: list[tuple[str, Path]] = []
        self.filed_in, self.clock = story.mailbox, story.clock
        story.sink.files_copy = lambda raw: self.filed_in.deliver_sent(raw, self.clock.now())

    def turn(self, name: str) -> None:
        """Copy the database as it is at this moment, as an online backup does."""
        path = self.story.config.parent / f"{len(self.copies)}.db"
        with sqlite3.connect(self.story.config.parent / "keepwarm.db") as live, sqlite3.connect(path) as kept:
            live.backup(kept)
        self.copies.append((name, path))

    def lived(self) -> None:
        """From Wednesday to the next Tuesday: four customers, three ways to answer, and a silence."""
        story = self.story
        self.turn("nothing happened yet")
        story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
        self.turn("Ana is offered to Jamie")
        story.passes(minutes=5)
        story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
        self.turn("Jamie said yes")
        story.passes(minutes=10)
        story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
        story.receives(BEN, "Carport", "How long does a carport take?")
        self.turn("Ben is offered to Sam")
        story.passes(minutes=2)
        story.owner_says("sam", "send: Six weeks, Ben. Shall I ring you?", to=story.mail("offer", "sam"))
        self.turn("both have their answer")
        story.until("2026-06-11 09:30")
        self.turn("the drafts of Day 1 are with their owners")
        story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
        self.turn("a Day 1 mail waits for its hour")
        story.until("2026-06-11 14:00")
        story.receives(BEN, "Re: Carport", "Do I need a permit?", answers=story.mail(None, "ben@fox.example"))
        self.turn("Ben wrote again")
        story.passes(minutes=30)
        story.owner_says("sam", "send: No permit, Ben.", to=story.mail("customer", "sam"))
        story.receives(CARL, "Shed", "Please call me: what does a shed cost?")
        story.until("2026-06-12 09:05")
        self.turn("Friday morning")
        story.receives(DORA, "Sauna", "Hello, do you build saunas?")
        story.passes(minutes=3)
        story.owner_says("jamie", "later 16:00", to=story.mail("offer", "jamie"))
        self.turn("Dora was told that it takes longer")
        story.until("2026-06-12 15:00")
        story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
        story.until("2026-06-15 09:30")
        for owner in ("jamie", "sam"):
            if story.sent("draft", owner):
                story.owner_says(owner, "send", to=story.mail("draft", owner))
        self.turn("Monday, Day 3")
        story.until("2026-06-16 12:00")
        self.turn("the last moment")

    def put_back(self, copied: Path) -> Story:
        """The same team with that copy for its database, and a mailbox that is as this one is now."""
        mailbox = self.story.mailbox.copied_as(f"{copied.stem}.{self.story.mailbox.user}")
        folder = copied.with_suffix("")
        folder.mkdir()
        shutil.copy(copied, folder / "keepwarm.db")
        again = copy.copy(self.story)
        again.config = folder / "keepwarm.toml"
        was = self.story.config.read_text()
        again.config.write_text(
            was.replace(self.story.mailbox.url, mailbox.url).replace(
                f"{self.story.config.parent}/keepwarm.db", f"{folder}/keepwarm.db"
            )
        )
        again.clock = StandingClock(self.story.now)
        self.filed_in, self.clock = mailbox, again.clock
        again.app = App(load(again.config, {}), again.clock)
        return again


@pytest.fixture
def week(tell: Tell) -> Week:
    week = Week(tell(start="2026-06-10 10:00"))
    week.lived()
    return week


def to_customers(story: Story) -> Counter[tuple[str, str]]:
    """Every mail a customer got, by what it says."""
    return Counter(
        (mail.recipient, mail.text) for mail in story.mails if not mail.recipient.endswith("@acme.example")
    )


def owners(story: Story) -> dict[str, str | None]:
    return {lead["email"]: lead["owner"] for lead in story.leads(closed=True)}


def test_whichever_copy_is_put_back_nobody_hears_anything_twice_and_every_lead_comes_back(week: Week) -> None:
    lived, owned, at_rest = to_customers(week.story), owners(week.story), len(week.story.sink.mails)
    assert max(lived.values()) == 1
    assert owned == {
        "ana@customer.example": "jamie",
        "ben@fox.example": "sam",
        "carl@ode.example": "max",
        "dora@nye.example": "jamie",
    }
    for name, copied in week.copies:
        story = week.put_back(copied)
        story.run()
        story.until("2026-06-24 12:00")
        assert max(to_customers(story).values()) == 1, name
        assert owners(story) == owned, name
        assert story.broken_invariants() == [], name
        story.app.close()
        del story.sink.mails[at_rest:]


def yesterdays(story: Story) -> Callable[..., None]:
    """Keep the database as it is now; the result puts it back, unnoticed or as `keepwarm restore` does."""
    live = story.config.parent / "keepwarm.db"
    kept = live.with_name("yesterday.db")
    with sqlite3.connect(live) as now, sqlite3.connect(kept) as copied:
        now.backup(copied)

    def put_back(*, in_shadow: bool = False) -> None:
        story.app.close()
        shutil.copy(kept, live)
        if in_shadow:
            with sqlite3.connect(live) as marked:
                for statement in restored.marks(story.now.astimezone(UTC).strftime(sqlite.INSTANT)):
                    marked.execute(statement)
        story.restarts(story.config.read_text())

    return put_back


def day_1_sends_itself(folder: Path) -> None:
    """The operator's plan, in which the first step waits for nobody."""
    plan = (Path(__file__).parents[2] / "templates/cadences/inbound.toml").read_text()
    (folder / "templates/cadences").mkdir(parents=True)
    itself = plan.replace('template = "day1"\n', 'template = "day1"\nsend = "automatic"\n')
    (folder / "templates/cadences/inbound.toml").write_text(itself)


def test_a_step_that_sends_itself_is_known_by_its_copy_too(tell: Tell, tmp_path: Path) -> None:
    day_1_sends_itself(tmp_path)
    story = tell(start="2026-06-10 10:00")
    story.sink.files_copy = lambda raw: story.mailbox.deliver_sent(raw, story.now)
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    put_back = yesterdays(story)
    story.until("2026-06-11 12:00")
    assert len(story.sent("touch")) == 1
    put_back()
    story.until("2026-06-12 12:00")
    assert len(story.sent("touch")) == 1
    assert story.story("ana")["touches"][0]["state"] == "sent"
    assert story.broken_invariants() == []


def test_a_copy_whose_message_id_the_provider_rewrote_is_known_by_our_key(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00")

    def rewrites(raw: bytes) -> None:
        number = len(story.sink.mails)
        raw = re.sub(
            rb"(?mi)^Message-ID: .*?\r\n(?![ \t])", b"Message-ID: <%d@provider.example>\r\n" % number, raw
        )
        story.mailbox.deliver_sent(raw, story.now)

    story.sink.files_copy = rewrites
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    put_back = yesterdays(story)
    story.passes(minutes=10)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    assert len(story.sent(to="ana@customer.example")) == 2
    put_back()
    story.passes(hours=5)
    assert len(story.sent(to="ana@customer.example")) == 2
    assert story.lead("ana")["turn"] == "customer"
    assert story.broken_invariants() == []


def finishes(story: Story) -> int:
    """Let mail go again, as `keepwarm restore --finish` does; return how many mails are doubted."""
    with story.app.workshop.work() as work:
        doubted = restoring.finish(work, restored.since(work.session) or work.now)
    story.run()
    return len(doubted)


def test_where_nothing_is_filed_in_sent_no_customer_gets_it_again_and_the_owner_is_asked(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00")
    put_back = yesterdays(story)
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    assert len(story.sent(to="ana@customer.example")) == 2
    put_back(in_shadow=True)
    assert finishes(story) == 2
    story.passes(hours=1)
    assert len(story.sent(to="ana@customer.example")) == 2
    assert "resend" in story.mail("question", "jamie").text

    story.receives(BEN, "Carport", "How long does a carport take?")
    assert len(story.sent("acknowledgement", "ben@fox.example")) == 1, "what comes afterwards is answered"


@pytest.mark.parametrize("at", ["2026-06-11 15:00", "2026-06-11 20:00"])
@pytest.mark.parametrize("by_itself", [False, True])
def test_a_step_that_went_before_a_backup_was_put_back_is_doubted_at_any_hour(
    tell: Tell, tmp_path: Path, at: str, by_itself: bool
) -> None:
    """After closing time the same step would be due at the next opening, when nobody asks any more."""
    if by_itself:
        day_1_sends_itself(tmp_path)
    story = tell(start="2026-06-10 10:00")
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 09:30")
    put_back = yesterdays(story)
    if not by_itself:
        story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until(at)
    got = len(story.sent(to="ana@customer.example"))
    assert got == 3, "the acknowledgement, the answer, Day 1"
    put_back(in_shadow=True)
    story.run()
    assert finishes(story) == 1
    story.until("2026-06-12 16:00")
    assert len(story.sent(to="ana@customer.example")) == got
    assert "resend" in story.mail("question", "jamie").text


def test_where_sent_shows_what_went_the_rest_goes_by_itself(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00")
    story.sink.files_copy = lambda raw: story.mailbox.deliver_sent(raw, story.now)
    put_back = yesterdays(story)
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.receives(BEN, "Carport", "How long does a carport take?", run=False)
    put_back(in_shadow=True)
    assert finishes(story) == 0
    assert len(story.sent("acknowledgement", "ana@customer.example")) == 1
    assert len(story.sent("acknowledgement", "ben@fox.example")) == 1
