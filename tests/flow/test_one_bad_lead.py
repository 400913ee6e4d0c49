"""One lead that fails costs its owner its draft in the morning mail, never the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.story import Story
from worker.store.models import Draft, Lead

Tell = Callable[..., Story]


@pytest.mark.embedded("it breaks a row that its own process reads")
def test_the_morning_mail_holds_the_others(tell: Tell) -> None:
    story = tell(start="2026-06-10 10:00", pool=("jamie",))
    for name in ("ana", "bea", "cleo"):
        story.receives(f"{name} <{name}@{name}.example>", "Office", f"What does an office for {name} cost?")
        story.owner_says("jamie", "send", to=story.mail("assigned", "jamie"))
    story.until("2026-06-11 17:00")
    with story.app.workshop.work() as work:
        lead = work.session.scalar(select(Lead).where(Lead.address == "bea@bea.example"))
        for draft in work.session.scalars(select(Draft).where(Draft.lead_id == lead.id)):
            draft.times = ["a time nobody can read"]
    story.until("2026-06-12 09:30")
    listed = story.mail("morning", "jamie")
    for line in ("1  ana, Day 1, goes", "2  bea: Send the Day 1 mail to bea", "3  cleo, Day 1, goes"):
        assert line in listed.text
    assert "office for bea" not in listed.text
    story.owner_says("jamie", "3 send", to=listed)
    story.until("2026-06-12 16:00")
    assert len(story.sent(None, "cleo@cleo.example")) == 2
