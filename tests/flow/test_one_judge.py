"""One judge at a time, whatever the wake-ups: threads of one process, and processes that were stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.flow.desk import Desk
from tests.flow.test_leases import somebody_else_has
from tests.story import Story
from worker.ingest import attempts, pipeline
from worker.ingest.attempts import LEASE
from worker.ingest.verdict import Opinion
from worker.store.claims import decide_alone, take_lease
from worker.store.models import InboundEmail
from worker.store.work import Work

Tell = Callable[..., Story]


def with_mails(tell: Tell, count: int) -> Story:
    """A story with so many inquiries kept and none judged."""
    story = tell()
    for number in range(count):
        story.receives(f"c{number}@firm{number}.example", "Question", "What does it cost?", run=False)
    story.app.look("sales")
    return story


def states(story: Story) -> list[str]:
    return [row["state"] for row in story.inbound()]


class SleepsAfterCounting:
    """The clock of a judge that is stopped between counting an attempt and judging."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._asked = 0

    def now(self) -> datetime:
        self._asked += 1
        if self._asked == 2:
            somebody_else_has(self._story.app.database, LEASE)
        return self._story.clock.now()


def test_a_judge_that_overslept_its_lease_changes_nothing(tell: Tell) -> None:
    story = with_mails(tell, 1)
    stopped = replace(story.app.workshop, clock=SleepsAfterCounting(story))
    judged: list[int] = []

    def notes(work: Work, mail: InboundEmail) -> Opinion:
        judged.append(mail.id)
        return pipeline.understand(work, mail)

    assert attempts.attempt(stopped, [1], notes) is False
    assert (judged, states(story)) == ([], ["stored"])


def test_whoever_is_not_the_judge_counts_no_attempt(tell: Tell) -> None:
    story = with_mails(tell, 1)
    assert take_lease(story.app.database, LEASE, attempts.LEASE_LENGTH)
    somebody_else_has(story.app.database, LEASE)
    assert attempts.work_off(story.app.workshop, pipeline.understand) == 0
    with story.app.database.reading() as session:
        assert session.scalar(select(InboundEmail.attempts)) == 0
    assert states(story) == ["stored"]


def test_whoever_is_not_the_judge_does_not_wait_for_the_one_who_is(tmp_path: Path, postgres_url: str) -> None:
    desk = Desk(tmp_path, database=postgres_url)
    desk.stores(desk.written("Ana Bo <ana@customer.example>"))
    take_lease(desk.workshop.database, LEASE, attempts.LEASE_LENGTH)
    somebody_else_has(desk.workshop.database, LEASE)
    made: list[int] = []
    with desk.workshop.database.writing() as judging:
        decide_alone(judging)
        asks = threading.Thread(
            target=lambda: made.append(attempts.work_off(desk.workshop, pipeline.understand))
        )
        asks.start()
        asks.join(timeout=10)
        assert made == [0]


def test_a_second_thread_does_not_wait_for_the_judge(tell: Tell) -> None:
    story = with_mails(tell, 1)
    seconds: list[int] = []

    def judges_while_another_asks(work: Work, mail: InboundEmail) -> Opinion:
        other = threading.Thread(target=lambda: seconds.append(pipeline.judge_due(story.app.workshop)))
        other.start()
        other.join(timeout=5)
        return pipeline.understand(work, mail)

    assert attempts.work_off(story.app.workshop, judges_while_another_asks) == 1
    assert seconds == [0]
    assert states(story) == ["judged"]


def test_mails_judged_together_keep_their_own_attempts_when_one_of_them_fails(tell: Tell) -> None:
    story = with_mails(tell, 4)
    together: list[tuple[int, int]] = []

    def stumbles_over_the_third(work: Work, mail: InboundEmail) -> Opinion:
        together.append((id(work), mail.id))
        if mail.id == 3:
            raise ArithmeticError
        return pipeline.understand(work, mail)

    assert attempts.work_off(story.app.workshop, stumbles_over_the_third) == 4 + 2
    first = together[0][0]
    assert [mail for work, mail in together[:3] if work == first] == [1, 2, 3], "the first three in one"
    assert [mail for _work, mail in together[3:]] == [1, 2, 3, 4, 3, 3], "then each alone"
    with story.app.database.reading() as session:
        tried = {mail.id: (mail.attempts, mail.state.value) for mail in session.query(InboundEmail)}
    assert tried == {1: (1, "judged"), 2: (1, "judged"), 3: (3, "quarantined"), 4: (1, "judged")}
    assert len(story.leads()) == 3, "what was judged twice had its effect once"


def test_a_mail_that_was_tried_before_is_tried_alone(tell: Tell) -> None:
    story = with_mails(tell, 4)
    with story.app.workshop.work() as work:
        # As a process leaves it that was killed while it judged them.
        work.session.get_one(InboundEmail, 1).attempts = 1
        work.session.get_one(InboundEmail, 2).attempts = 1
    works: list[tuple[Work, int]] = []

    def remembers(work: Work, mail: InboundEmail) -> Opinion:
        works.append((work, mail.id))
        return pipeline.understand(work, mail)

    assert attempts.work_off(story.app.workshop, remembers) == 4
    companions = [[mail for other, mail in works if other is work] for work, _mail in works]
    assert companions == [[1], [2], [3, 4], [3, 4]]


class Killed(BaseException):
    """The process ends here, as by `kill -9`: no `except Exception` sees it."""


def test_a_mail_whose_second_attempt_was_killed_too_waits_behind_the_others(tell: Tell) -> None:
    story = with_mails(tell, 3)
    with story.app.workshop.work() as work:
        work.session.get_one(InboundEmail, 1).attempts = 1
    order: list[int] = []

    def is_killed_once(work: Work, mail: InboundEmail) -> Opinion:
        order.append(mail.id)
        if order == [1]:
            raise Killed
        return pipeline.understand(work, mail)

    with pytest.raises(Killed):
        attempts.work_off(story.app.workshop, is_killed_once)
    attempts.work_off(story.app.workshop, is_killed_once)
    assert order == [1, 2, 3, 1], "kills that hit it at the start of a process do not hit it there again"
    assert states(story) == ["judged"] * 3
