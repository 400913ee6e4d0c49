"""What `/livez`, `/readyz` and `/metrics` answer: real mailbox, both databases, a clock that moves."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from tests.servers.daemon import free_port
from tests.servers.postgres import Postgres
from tests.story import Story
from worker.cadence import touch
from worker.clock import monotonic
from worker.health import gauges
from worker.health.checks import State
from worker.health.readiness import Asking, readiness
from worker.health.server import HealthServer
from worker.health.watchdog import Watchdog
from worker.settings import Listen
from worker.store import restored, ticks

Tell = Callable[..., Story]
Reply = tuple[int, str]


@contextmanager
def serving(story: Story, watchdog: Watchdog | None = None) -> Iterator[Callable[..., Reply]]:
    """Serve health for a story, and ask it: `code, text = ask("/readyz")`."""
    server = HealthServer(Listen("127.0.0.1", free_port()), story.app.workshop, watchdog or Watchdog({}))
    server.start()

    def ask(path: str, method: str = "GET") -> Reply:
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    try:
        yield ask
    finally:
        server.stop()


def beats(story: Story) -> None:
    """Somebody's heartbeat gives a sign of life."""
    with story.app.workshop.work() as work:
        ticks.tick(work.session, ticks.HEARTBEAT, work.now)


def checks(reply: Reply) -> dict[str, str]:
    return {check["check"]: check["state"] for check in json.loads(reply[1])["checks"]}


def says(reply: Reply, name: str) -> str:
    found: list[dict[str, Any]] = json.loads(reply[1])["checks"]
    return str(next(check["says"] for check in found if check["check"] == name))


def test_a_healthy_house_is_ready(tell: Tell) -> None:
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    beats(story)
    with serving(story) as ask:
        code, text = ask("/readyz")
        assert code == 200, text
        assert json.loads(text)["state"] == "ok"
        assert set(checks((code, text))) - {"broker"} == {
            "database", "disk", "mailbox sales", "sending sales", "heartbeat", "due",
        }  # fmt: skip
        assert ask("/livez")[0] == 200


def test_a_mailbox_unread_for_two_minutes_is_amber_and_for_fifteen_red(tell: Tell) -> None:
    story = tell()
    story.mailbox.server.kill()
    with serving(story) as ask:
        try:
            story.passes(minutes=3)
            beats(story)
            amber = ask("/readyz")
            story.passes(minutes=13)
            beats(story)
            red = ask("/readyz")
        finally:
            story.mailbox.server.start()
        assert (amber[0], checks(amber)["mailbox sales"]) == (200, "amber")
        assert (red[0], checks(red)["mailbox sales"]) == (503, "red")
        assert "could not be read for 16m" in says(red, "mailbox sales")
        assert "refused" in says(red, "mailbox sales"), "the reason is told"
        story.run()
        assert ask("/readyz")[0] == 200, "it recovers by itself"


def test_a_mail_server_that_takes_nothing_is_red(tell: Tell) -> None:
    story = tell()
    story.sink.go_down()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    beats(story)
    with serving(story) as ask:
        code, text = ask("/readyz")
        assert code == 503
        assert "No mail of sales has gone out" in says((code, text), "sending sales")
        story.sink.come_back()
        story.passes(minutes=6)
        beats(story)
        assert ask("/readyz")[0] == 200


@pytest.mark.embedded("the scaled home has a heartbeat")
def test_without_a_heartbeat_it_is_red(tell: Tell) -> None:
    story = tell()
    with serving(story) as ask:
        never = ask("/readyz")
        assert (never[0], checks(never)["heartbeat"]) == (503, "red")
        beats(story)
        story.passes(seconds=90)
        assert checks(ask("/readyz"))["heartbeat"] == "amber"
        story.passes(seconds=40)
        assert checks(ask("/readyz"))["heartbeat"] == "red"


def test_what_is_due_and_not_done_is_red(tell: Tell) -> None:
    """In the scaled form the heartbeat may beat while nobody acts on its wake-ups."""
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?", run=False)
    story.app.look("sales")
    beats(story)
    with serving(story) as ask:
        assert checks(ask("/readyz"))["due"] == "ok"
        story.clock.advance_to(story.clock.now().replace(minute=3))
        story.app.look("sales")
        beats(story)
        waiting = ask("/readyz")
        assert (waiting[0], checks(waiting)["due"]) == (503, "red")
        assert "judge" in says(waiting, "due")


@pytest.mark.embedded("it breaks what this process does")
def test_a_row_that_always_fails_is_seen_though_it_is_put_off(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(pool=("jamie",))
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    story.owner_says("jamie", "send", to=story.mail("assigned", "jamie"))
    with serving(story) as ask, monkeypatch.context() as broken:
        broken.setattr(touch, "ready", lambda *_: 1 // 0)
        story.until("2026-06-11 09:00")
        story.until("2026-06-11 10:00")
        beats(story)
        once = ask("/readyz")
        assert (once[0], checks(once)["failing touches"]) == (200, "amber")
        story.passes(minutes=20)
        beats(story)
        stays = ask("/readyz")
        assert (stays[0], checks(stays)["failing touches"]) == (503, "red")
        assert "(touches) has failed for 20m" in says(stays, "failing touches")
        broken.undo()
        story.passes(minutes=11)
        beats(story)
        assert ask("/readyz")[0] == 200
    assert story.mail("draft", "jamie")


def test_a_deadline_that_waits_for_its_mailbox_is_not_late(tell: Tell) -> None:
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    story.mailbox.server.kill()
    try:
        story.passes(minutes=50)
    finally:
        story.mailbox.server.start()
    beats(story)
    with serving(story) as ask:
        assert checks(ask("/readyz"))["due"] == "ok"


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server that a test may kill."""
    server = Postgres()
    server.start()
    yield server
    server.kill()


@pytest.mark.embedded("it kills a PostgreSQL of its own")
def test_a_database_that_is_gone_is_red_and_asked_again(tell: Tell, own_postgres: Postgres) -> None:
    story = tell(database=own_postgres.database())
    beats(story)
    with serving(story) as ask:
        assert ask("/readyz")[0] == 200
        own_postgres.kill()
        gone = ask("/readyz")
        assert (gone[0], checks(gone)) == (503, {"database": "red"})
        assert ask("/metrics")[0] == 503
        assert ask("/livez")[0] == 200, "the process itself is well"
        own_postgres.start()
        assert ask("/readyz")[0] == 200


@pytest.mark.embedded("it locks a PostgreSQL of its own")
def test_a_database_that_hangs_is_not_waited_for(tell: Tell, postgres_url: str) -> None:
    story = tell(database=postgres_url)
    beats(story)
    with serving(story) as ask:
        with psycopg.connect(postgres_url.replace("+psycopg", "")) as other:
            other.execute("LOCK TABLE mailboxes IN ACCESS EXCLUSIVE MODE")
            began = monotonic()
            answers = [ask("/readyz"), ask("/readyz"), ask("/readyz")]
            assert monotonic() - began < 20
        assert [(code, "did not answer" in text) for code, text in answers] == [(503, True)] * 3
        assert ask("/readyz")[0] == 200


def test_a_backup_that_was_put_back_is_amber_until_a_person_has_looked(tell: Tell) -> None:
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    beats(story)
    with story.app.workshop.work() as work:
        ticks.tick(work.session, restored.RESTORED, work.now)
    with serving(story) as ask:
        answer = ask("/readyz")
        assert answer[0] == 200
        assert checks(answer)["backup"] == "amber"
        assert "keepwarm restore --finish" in says(answer, "backup")


def test_without_redis_it_is_amber_because_the_heartbeat_acts_itself(tell: Tell) -> None:
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    beats(story)
    workshop = story.app.workshop
    elsewhere = replace(workshop.settings, broker=f"redis://127.0.0.1:{free_port()}/0")
    workshop = replace(workshop, settings=elsewhere)
    asking = Asking()
    state, answer = readiness(workshop, asking)
    asking.close()
    assert state is State.AMBER
    (broker,) = (check for check in answer["checks"] if check["check"] == "broker")
    assert broker["state"] == "amber"
    assert "the heartbeat does what is due by itself" in broker["says"]


def test_a_silent_loop_is_named(tell: Tell) -> None:
    story = tell()
    watchdog = Watchdog({"heartbeat": lambda: 1.0}, round_seconds=0.01)
    with serving(story, watchdog) as ask:
        assert ask("/livez")[0] == 200
        for _ in range(7000):
            watchdog.look_round()
        code, text = ask("/livez")
        assert code == 503
        assert json.loads(text)["silent_seconds"] == {"heartbeat": 70}


def test_metrics_count_what_is_there_and_name_nobody(tell: Tell) -> None:
    story = tell()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    story.receives("Ben Co <ben@other.example>", "Roof", "How long would a roof take?")
    beats(story)
    with serving(story) as ask:
        code, text = ask("/metrics")
    assert code == 200
    for line in (
        'keepwarm_leads{state="offered",turn="us"} 2.0',
        "keepwarm_leads_overdue 0.0",
        'keepwarm_outbox{state="sent"} 4.0',
        'keepwarm_outbox{state="queued"} 0.0',
        "keepwarm_outbox_in_doubt 0.0",
        'keepwarm_inbound{state="judged",verdict="inquiry"} 2.0',
        "keepwarm_offers_pending 2.0",
        'keepwarm_mailbox_age_seconds{inbox="sales"} 0.0',
        'keepwarm_mailbox_trouble{inbox="sales"} 0.0',
        'keepwarm_sending_trouble{inbox="sales"} 0.0',
        "keepwarm_heartbeat_age_seconds 0.0",
    ):
        assert line in text.splitlines(), text
    assert "process_resident_memory_bytes" in text
    for secret in ("ana", "ben", "jamie", "@", "customer.example"):
        assert secret not in text.lower()


def test_asking_changes_nothing_and_only_asking_is_answered(tell: Tell) -> None:
    story = tell()
    with serving(story) as ask:
        assert ask("/livez", "HEAD") == (200, "")
        assert ask("/livez?verbose")[0] == 200
        assert ask("/")[0] == 404
        assert ask("/../keepwarm.toml")[0] == 404
        assert ask("/livez", "POST")[0] == 501


@pytest.mark.embedded("it reads the query plans of SQLite")
def test_nothing_is_counted_by_reading_whole_mails(tell: Tell) -> None:
    """At 100,000 leads a table holds gigabytes; its counts come from indexes alone."""
    story = tell()
    statements: list[str] = []
    engine = story.app.database.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_: statements.append(said))
    with story.app.database.reading() as session:
        for count in (gauges.leads, gauges.outbox, gauges.inbound):
            count(session)
        plans = [
            step[3]
            for said in list(statements)
            if "count(" in said
            for step in session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {said}", ("live",) * said.count("?")
            )
        ]
    assert len(plans) >= 10
    assert all("COVERING INDEX" in step for step in plans), plans
