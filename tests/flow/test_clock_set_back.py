"""A clock that was wrong and is set right again keeps nobody from being mailed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flow.outbox import ANA, Outbox
from tests.servers.smtp_sink import SmtpSink
from worker.store import cold, ticks
from worker.store.models import Mailbox

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(params=["sqlite", "postgresql"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path, sink: SmtpSink) -> Iterator[Outbox]:
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = Outbox(tmp_path, sink, database=database)
    yield made
    made.close()


def two_days_ahead(outbox: Outbox) -> None:
    """The clock was two days ahead when a process started and looked; since then it was set back."""
    with outbox.work() as work:
        ahead = work.now + timedelta(days=2)
        cold.begin(work.session, ahead)
        ticks.tick(work.session, ticks.HEARTBEAT, ahead)
        outbox.mailbox(work).looked_at = ahead


def test_after_a_clock_is_set_back_the_next_look_is_the_one_that_counts(outbox: Outbox) -> None:
    two_days_ahead(outbox)
    owed = outbox.owes_customer()
    outbox.delivers()
    with outbox.work() as work:
        assert cold.begin_after_gap(work.session, work.now, TEN_MINUTES)
        assert not cold.is_over(work.session, "sales"), "the look from the time ahead is forgotten"
    outbox.looks()
    outbox.passes(seconds=10)
    outbox.delivers()
    assert (outbox.state(owed), len(outbox.mails_to(ANA))) == ("sent", 1)


def test_clocks_that_differ_by_seconds_begin_nothing_anew(outbox: Outbox) -> None:
    outbox.looks()
    with outbox.work() as work:
        looked_at = outbox.mailbox(work).looked_at
        ticks.tick(work.session, ticks.HEARTBEAT, work.now)
        cold.begin(work.session, work.now + timedelta(seconds=20))
        assert not cold.begin_after_gap(work.session, work.now, TEN_MINUTES)
        assert work.session.get(Mailbox, "sales").looked_at == looked_at  # type: ignore[union-attr]
