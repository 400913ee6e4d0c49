"""Whole stories with `database = "postgresql+psycopg://..."` in one process, with the in-process broker.

What SQLite forgives PostgreSQL does not: NUL in text, types, grouping, ordering.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flow import test_commands_on_real_mail as commands
from tests.flow import test_followup as followup
from tests.flow import test_offers as offers
from tests.story import Story

Tell = Callable[..., Story]

STORIES = (
    offers.test_the_checked_example_over_a_weekend,
    offers.test_a_late_yes_after_another_yes_hears_who_has_it,
    offers.test_answering_the_customer_is_accepting_whoever_does_it_first,
    offers.test_the_backlog_of_a_weekend_is_offered_oldest_first_three_each,
    commands.test_send_reaches_the_customer_in_her_thread_and_begins_the_run,
    commands.test_the_morning_list_is_answered_by_number,
    commands.test_later_moves_the_promise_and_only_an_answer_stops_the_clock,
    followup.test_check_back_next_week_sleeps_until_then_and_wakes_with_a_draft,
    followup.test_an_opt_out_closes_and_suppresses_at_once,
    followup.test_after_day_seven_silence_closes_it_honestly,
    followup.test_the_invariants_hold_after_a_busy_week,
)


@pytest.fixture
def tell_on_postgresql(tell: Tell, postgres_url: str) -> Tell:
    """Begin a story whose database is PostgreSQL."""

    def begin(**how: object) -> Story:
        return tell(database=postgres_url, **how)

    return begin


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__.removeprefix("test_"))
def test_on_postgresql_too(tell_on_postgresql: Tell, story: Callable[[Tell], None]) -> None:
    story(tell_on_postgresql)


def test_nul_and_lone_surrogates_are_text_there_too(tell_on_postgresql: Tell) -> None:
    """Real Exchange reports hold NULs, which PostgreSQL refuses in text (reliability, Parsing)."""
    story = tell_on_postgresql()
    story.arrives(
        b"From: =?utf-8?q?A=00na_Bo?= <ana@customer.example>\r\nTo: sales@acme.example\r\n"
        b"Subject: =?utf-16-le?b?AAA92A==?= Office\r\nMessage-ID: <nul@customer.example>\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nWhat does\x00 a \xed\xa0\xbd carport cost?\r\n"
    )
    assert story.lead("ana")["state"] == "offered"
    assert [mail["state"] for mail in story.inbound()] == ["judged"]
    assert not story.broken_invariants()


def test_every_reading_command_reads_it(tell_on_postgresql: Tell) -> None:
    from tests.e2e.keepwarm import asked, keepwarm

    story = tell_on_postgresql()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    now = story.now.isoformat()
    assert [lead["ref"] for lead in asked("leads", "--now", now, config=story.config)] == ["L-1"]
    said = keepwarm("lead", "L-1", "--as", "jamie", "ok", "--now", now, config=story.config)
    assert said.returncode == 0, said.stderr
    assert asked("lead", "L-1", "--now", now, config=story.config)["owner"] == "jamie"
    for command in ("inbound", "outbox", "who", "review", "metrics", "audit"):
        assert asked(command, "--now", now, config=story.config), command
