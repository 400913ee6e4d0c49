"""Booked, showed, no show: one visit from the call to what was agreed (rules, section 4)."""

from __future__ import annotations

import email
from collections.abc import Callable
from email import policy
from pathlib import Path

import pytest

from tests.flow.desk import Desk, when
from tests.flow.test_commands import commanded, mail_to, says
from tests.story import SentMail, Story
from worker.states import RunState, Turn
from worker.store.models import Enrollment

ANA = "Ana Bo <ana@customer.example>"
Tell = Callable[..., Story]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ana was called, it is her turn and her follow-up runs."""
    found = Desk(tmp_path)
    found.arrives(ANA, text="We plan a garden office. What would it cost?")
    found.goes_out()
    says(found, "jamie", "ok", mail_to(found, "jamie", "offer"))
    commanded(found, "jamie", "called: reached")
    return found


def run_of(desk: Desk) -> Enrollment:
    with desk.work() as work:
        return work.session.query(Enrollment).one()


def attached(mail: SentMail) -> str:
    """The calendar file of a mail, its folded lines joined again (RFC 5545, section 3.1)."""
    (found,) = [part for part in mail.message.walk() if part.get_content_type() == "text/calendar"]
    assert found.get_filename() == "appointment.ics"
    payload = found.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("booked Thu 16:00", "2026-06-11 16:00", "2026-06-11 17:00"),
        ("booked Thu 16:00-17:30", "2026-06-11 16:00", "2026-06-11 17:30"),
        ("booked tomorrow 10:00 to 12:00", "2026-06-11 10:00", "2026-06-11 12:00"),
        ("booked Fri 9am for 90 min", "2026-06-12 09:00", "2026-06-12 10:30"),
        ("booked: 2026-06-19 14:00, at her house", "2026-06-19 14:00", "2026-06-19 15:00"),
        ("booked: Thu 16:00 at her place", "2026-06-11 16:00", "2026-06-11 17:00"),
        ("Termin Do 16 Uhr", "2026-06-11 16:00", "2026-06-11 17:00"),
        ("booked tomorrow at 9", "2026-06-11 09:00", "2026-06-11 10:00"),
        ("booked for Thursday 4pm", "2026-06-11 16:00", "2026-06-11 17:00"),
        ("Termin vereinbart für Donnerstag 16 Uhr", "2026-06-11 16:00", "2026-06-11 17:00"),
        ("booked a visit on 19 June 10:00", "2026-06-19 10:00", "2026-06-19 11:00"),
    ],
)
def test_when_it_is_may_be_said_in_many_ways(desk: Desk, words: str, start: str, end: str) -> None:
    (answer,) = commanded(desk, "jamie", words)
    lead = desk.lead("ana")
    assert not answer.startswith("Not done"), answer
    assert (lead.visit_at, lead.visit_ends_at) == (when(start), when(end))


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("booked", "When is it?"),
        ("booked Friday", 'At what time? "Friday" names only a day.'),
        ("booked yesterday 10:00", '"yesterday 10:00" is already past'),
        ("booked 25:00", 'I could not read "25:00"'),
        ("booked Thu 16:00-15:00", "It would end before it begins."),
    ],
)
def test_a_time_that_cannot_be_is_asked_back(desk: Desk, words: str, because: str) -> None:
    (answer,) = commanded(desk, "jamie", words)
    assert answer.startswith(f"Not done: {because}")
    assert desk.lead("ana").visit_at is None


def test_the_follow_up_waits_until_a_business_day_after_its_end(desk: Desk) -> None:
    (answer,) = commanded(desk, "jamie", "booked Thu 16:00")
    lead, run = desk.lead("ana"), run_of(desk)
    assert (run.state, run.reason, run.held_until) == (RunState.HELD, "booked", when("2026-06-15 09:00"))
    assert lead.stage == "Call booked"
    assert lead.next_action == "See Ana Bo Thu 16:00, then say `showed` or `no show`"
    assert (lead.turn, lead.due_at) == (Turn.US, when("2026-06-11 17:00"))
    assert answer.startswith("Booked: Thu 16:00 to 17:00.")
    assert "so it is settled: Thu 11 Jun 16:00." in answer


def test_before_her_first_answer_the_confirmation_is_the_answer(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.arrives(ANA)
    desk.goes_out()
    (answer,) = commanded(desk, "jamie", "booked Thu 16:00")
    lead = desk.lead("ana")
    assert lead.owner_id == "jamie", "booking a visit is a yes"
    assert (lead.next_action, lead.due_at) == ("Confirm Thu 16:00 to Ana Bo", when("2026-06-10 12:00"))
    assert answer.startswith("You own L-1. Booked:")


def test_showed_leaves_something_to_write_down(desk: Desk) -> None:
    commanded(desk, "jamie", "booked Thu 16:00")
    assert commanded(desk, "jamie", "showed")[0].startswith("Not done: It is still ahead: Thu 16:00.")
    desk.clock.advance_to(when("2026-06-11 17:00"))
    (answer,) = commanded(desk, "jamie", "showed, she wants the big one")
    lead = desk.lead("ana")
    assert (lead.next_action, lead.turn) == ("Write down what was agreed with Ana Bo", Turn.US)
    assert lead.due_at == when("2026-06-12 13:00"), "four business hours"
    assert lead.last_contact_line == "They came. she wants the big one"
    assert answer.startswith("Good. Next: Write down what was agreed with Ana Bo")
    assert lead.visit_at is None


def test_no_show_drafts_two_new_times_for_the_next_day(desk: Desk) -> None:
    commanded(desk, "jamie", "booked Thu 16:00")
    desk.clock.advance_to(when("2026-06-11 16:30"))
    (answer,) = commanded(desk, "jamie", "no show")
    lead = desk.lead("ana")
    assert (lead.next_action, lead.due_at) == ("Send Ana Bo two new times", when("2026-06-12 16:30"))
    assert "Shall we try again Mon 16:00 or Tue 9:00?" in answer


def test_a_visit_that_is_called_off_before_it_is_booked_anew(desk: Desk) -> None:
    commanded(desk, "jamie", "booked Thu 16:00")
    (answer,) = commanded(desk, "jamie", "no show: she called it off")
    assert desk.lead("ana").next_action == "Send Ana Bo two new times"
    assert "Shall we try again" in answer


def test_nobody_shows_without_a_visit(desk: Desk) -> None:
    assert "No call or visit with Ana Bo is booked." in commanded(desk, "jamie", "no show")[0]


def test_a_visit_by_mail_from_the_booking_to_the_silence_after_it(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost? Can somebody visit?")
    story.owner_says("jamie", "booked Thu 16:00-17:30", to=story.mail("offer", "jamie"))
    answer = story.mail("command", "jamie")
    assert "so it is settled: Thu 11 Jun 16:00." in answer.text
    story.owner_says("jamie", "send", to=answer)
    confirmed = story.mail(None, "ana@customer.example")
    calendar = attached(confirmed)
    assert "DTSTART:20260611T140000Z\r\nDTEND:20260611T153000Z\r\n" in calendar
    assert calendar.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "so it is settled: Thu 11 Jun 16:00." in confirmed.text
    lead = story.lead("ana")
    assert lead["next_action"] == "See Ana Bo Thu 16:00, then say `showed` or `no show`"
    assert (lead["cadence"]["state"], lead["cadence"]["reason"]) == ("held", "booked")
    assert lead["cadence"]["until"][:16] == "2026-06-15T09:00"
    story.until("2026-06-11 17:31")
    story.owner_says("jamie", "no show", to=story.mail("morning", "jamie"))
    assert "Shall we try again" in story.mail("command", "jamie").text
    story.until("2026-06-12 10:00")
    story.owner_says("jamie", "send", to=story.mail("command", "jamie"))
    assert len(story.sent(None, "ana@customer.example")) == 2
    assert story.lead("ana")["turn"] == "customer"


def test_moving_a_visit_moves_it_in_her_calendar(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost? Can somebody visit?")
    story.owner_says("jamie", "booked Thu 16:00", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "send", to=story.mail("command", "jamie"))
    story.passes(minutes=30)
    story.owner_says("jamie", "booked Fri 9:00", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "send: Friday then, see you!", to=story.mail("command", "jamie"))
    first, second = (attached(mail) for mail in story.sent(None, "ana@customer.example"))
    uids = [[line for line in one.splitlines() if line.startswith("UID:")] for one in (first, second)]
    numbers = [int(one.partition("SEQUENCE:")[2].splitlines()[0]) for one in (first, second)]
    assert uids[0] == uids[1]
    assert numbers[0] < numbers[1]


def test_the_mail_reads_well_for_modern_readers(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Gartenbüro", "Guten Tag, was kostet ein Gartenbüro? Können Sie uns besuchen?")
    story.owner_says("jamie", "booked Thu 16:00", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "send", to=story.mail("command", "jamie"))
    raw = story.mail(None, "ana@customer.example").raw
    message = email.message_from_bytes(raw, policy=policy.default)
    body = message.get_body()
    assert body is not None
    assert "damit steht unser Termin: Do 11. Juni 16:00 Uhr" in body.get_content().replace("\r\n", " ")
    assert [part.get_filename() for part in message.iter_attachments()] == ["appointment.ics"]  # type: ignore[attr-defined]
