"""Reviews and metrics, as rules sections 3 and 8 tell them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.flow.desk import Desk, when
from worker.leads import review
from worker.leads.lead import say_next
from worker.leads.metrics import metrics
from worker.states import LeadState, Turn
from worker.store.models import Event, Lead


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def writes(desk: Desk, name: str) -> None:
    desk.arrives(f"{name} <{name.lower()}@{name.lower()}.example>", text=f"{name} asks: what does it cost?")


def titles(desk: Desk) -> dict[str, list[str]]:
    with desk.work() as work:
        return {section.name: [lead.name for lead in section.leads] for section in review.sections(work)}


def owned(desk: Desk, name: str, **changes: object) -> None:
    """The lead is Jamie's, and so on."""
    with desk.work() as work:
        values = {"state": LeadState.OWNED, "owner_id": "jamie", "accountable_id": "jamie", **changes}
        work.session.execute(update(Lead).where(Lead.name == name).values(values))


def test_a_lead_just_offered_is_nothing_to_decide(desk: Desk) -> None:
    writes(desk, "Ana")
    assert titles(desk) == {}


def test_interest_without_an_owner_for_an_hour_of_business_time(desk: Desk) -> None:
    writes(desk, "Ana")
    desk.passes(hours=1)
    assert titles(desk) == {"without_owner": ["Ana"]}


def test_what_arrived_overnight_is_only_waiting_for_the_opening(tmp_path: Path) -> None:
    desk = Desk(tmp_path, now="2026-06-10 22:00")
    writes(desk, "Ana")
    desk.passes(hours=9, minutes=15)
    assert titles(desk) == {}


def test_each_lead_stands_once_in_its_most_urgent_section(desk: Desk) -> None:
    for name in ("Ana", "Bea", "Cem"):
        writes(desk, name)
        owned(desk, name)
    with desk.work() as work:
        ana, bea, cem = work.session.scalars(select(Lead).order_by(Lead.id))
        say_next(work, ana, "Ask for the floor plan", when("2026-06-10 16:00"), turn=Turn.US)
        say_next(work, bea, "Ask the yard for a date", when("2026-06-12 12:00"), turn=Turn.INSIDE)
        say_next(work, cem, "Send the Day 1 message", when("2026-06-11 10:00"), turn=Turn.CUSTOMER)
        work.note(cem, "late", why="No answer by the target.")
    desk.passes(hours=23)
    assert titles(desk) == {"late": ["Cem"], "waiting_inside": ["Bea"], "overdue": ["Ana"]}


def test_the_morning_mail_continues_its_numbers(desk: Desk) -> None:
    for name in ("Ana", "Bea"):
        writes(desk, name)
    desk.passes(hours=1)
    with desk.work() as work:
        sections, items = review.lines(work, first=4)
    [section] = sections
    assert [row["number"] for row in section["rows"]] == [4, 5]
    assert section["rows"][0]["line"].startswith("Ana, Max: Answer Ana: ")
    assert [item["number"] for item in items] == [4, 5]


def test_not_moved_since_the_last_review(desk: Desk) -> None:
    writes(desk, "Ana")
    owned(desk, "Ana", due_at=when("2026-06-30 12:00"), next_action="Visit the spot")
    assert titles(desk) == {}
    desk.passes(days=2)
    assert titles(desk) == {"not_moved": ["Ana"]}
    with desk.work() as work:
        work.session.add(Event(lead_id=1, at=work.now, what="note", who="jamie", why="Rang the yard."))
    assert titles(desk) == {}


@pytest.mark.parametrize(
    ("name", "at", "found"),
    [
        ("due-today", "2026-06-10 11:00", True),
        ("due-today", "2026-06-09 11:00", False),
        ("due-this-week", "2026-06-08 11:00", True),
        ("overdue", "2026-06-10 12:00", False),
        ("overdue", "2026-06-10 12:01", True),
        ("unaccepted", "2026-06-10 12:00", True),
        ("waiting-inside", "2026-06-10 12:00", False),
        ("no-next-action", "2026-06-10 12:00", False),
    ],
)
def test_filters(desk: Desk, name: str, at: str, found: bool) -> None:
    writes(desk, "Ana")
    with desk.work() as work:
        work.now = when(at)
        assert bool(review.only(work, name)) is found


def test_a_vague_next_action_is_none(desk: Desk) -> None:
    writes(desk, "Ana")
    owned(desk, "Ana", next_action="follow up")
    assert titles(desk) == {"no_next_action": ["Ana"]}


def test_first_answers_on_both_clocks_and_who_still_waits(tmp_path: Path) -> None:
    desk = Desk(tmp_path, now="2026-06-12 16:30")
    for name in ("Ana", "Bea", "Cem", "Dan"):
        writes(desk, name)
    answers = {"Ana": "2026-06-12 16:50", "Bea": "2026-06-15 11:00"}
    for name, at in answers.items():
        owned(desk, name, first_response_at=when(at))
    with desk.work() as work:
        work.session.execute(
            update(Lead).where(Lead.name == "Dan").values(close_reason="not a lead: supplier")
        )
        work.now = when("2026-06-15 10:00")
        found = metrics(work)
    first = found["first_response"]
    # Ana waited 20 business minutes, Bea 150, and Cem 90 so far, which is still within the target.
    assert (first["leads"], first["answered"], first["unanswered"]) == (3, 2, 1)
    assert first["share_within_target"] == 0.5
    assert first["business_minutes"] == {"median": 90, "p90": 150, "mean": pytest.approx(86.7)}
    assert first["wall_clock_minutes"]["p90"] == 66 * 60 + 30
    assert [(wait["name"], wait["business_minutes"]) for wait in found["unanswered"]] == [("Cem", 90)]
    assert found["by_owner"]["jamie"]["answered"] == 2
    assert list(found["by_hour"]) == ["16"]
