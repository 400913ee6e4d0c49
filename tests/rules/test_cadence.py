"""The cadence, rules section 4: dates, steps, reminders, the morning mail, holds and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cadence_story import PETER, Tale, when
from worker.cadence import closing, contact, snooze, touch, undelivered
from worker.cadence.enrollment import Hold
from worker.leads import draft, owners, slots
from worker.leads.lead import say_next
from worker.outbox.compose import owe_customer
from worker.outbox.pressure import Pressure, budget, unanswered
from worker.settings import CadenceNumbers
from worker.states import LeadState, RunState, TouchState, Turn
from worker.store.models import Absence, OutboxEmail, Touch

Tell = Callable[..., Tale]


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    return lambda *args, **more: Tale(tmp_path, *args, **more)


def answered(tell: Tell, **more: str) -> Tale:
    """Peter asked on Wed 10 Jun at 10:00 and was answered at once, without a promise."""
    tale = tell(**more)
    tale.we_answer()
    return tale


# --- T0, dates ---


def test_our_first_message_starts_the_run_and_it_is_their_turn(tell: Tell) -> None:
    tale = answered(tell)
    assert tale.run.state is RunState.RUNNING
    assert tale.next_at == "Thu 11 10:00"
    lead = tale.lead
    assert (lead.turn, lead.next_action, tale.due) == (
        Turn.CUSTOMER,
        "Send the Day 1 mail to Peter Preis",
        "Thu 11 10:00",
    )
    assert (lead.answer_due_at, lead.stage) == (None, "Contacted")


def test_the_first_draft_is_withdrawn_when_we_write_by_hand(tell: Tell) -> None:
    tale = tell()
    assert tale.draft is not None
    tale.we_answer()
    assert tale.draft is None


def test_with_a_phone_known_the_step_is_a_call(tell: Tell) -> None:
    tale = tell()
    tale.ref = tale.opens("Rita", "rita@x.example", phone="0341 555 0199")
    tale.we_answer()
    assert tale.lead.next_action == "Ring Rita"
    tale.until("2026-06-11 10:00")
    assert "Rita, Day 1: ring 0341 555 0199, or the mail goes at 10:00" in tale.told("morning")[-1].text


def test_the_whole_plan_sent_on_time(tell: Tell) -> None:
    tale = answered(tell)
    days = []
    for day in ("2026-06-11", "2026-06-15", "2026-06-17"):
        tale.until(f"{day} 10:00")
        tale.sends()
        days.append(tale.steps)
    assert tale.steps == [(1, "sent"), (3, "sent"), (7, "sent")]
    assert tale.lead.next_action == "Close for now if no reply by Wed 24 Jun"
    assert tale.run.state is RunState.RUNNING


# --- at a step ---


def test_one_item_only_is_its_own_mail_in_the_morning_and_never_twice(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 09:00")
    (mail,) = tale.told("draft")
    assert "Day 1" in mail.text
    assert "at 10:00" in mail.text
    tale.until("2026-06-11 10:00")
    assert len(tale.told("draft")) == 1
    assert not tale.told("morning")
    assert tale.steps == [(1, "due")]


def test_a_draft_nobody_sent_is_reminded_of_once_after_four_business_hours(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 13:59")
    assert not tale.told("reminder")
    tale.until("2026-06-12 17:00")
    (reminder,) = tale.told("reminder")
    assert reminder.created_at == when("2026-06-11 14:00")
    assert len(tale.told("draft")) == 1


def test_a_step_unsent_when_the_next_falls_due_is_missed_and_its_draft_replaced(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-15 10:00")
    assert tale.steps == [(1, "missed"), (3, "due")]
    assert tale.draft is not None
    assert tale.draft.purpose == "day3"


def test_the_last_step_unsent_for_two_business_days_is_missed_and_the_close_proposed(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-19 10:00")
    assert tale.steps[-1] == (7, "missed")
    assert tale.run.state is RunState.COMPLETED
    assert tale.lead.close_proposed == "no response"
    assert "Close Peter Preis as no response?" in tale.told("question")[-1].text


@pytest.mark.parametrize("how", ["sent from elsewhere", "called"])
def test_a_yes_to_words_we_do_not_have_is_told_to_the_owner(tell: Tell, how: str) -> None:
    tale = tell()
    with tale.work() as (work, lead):
        medium = "call" if how == "called" else "mail"
        contact.we_wrote(work, lead, at=work.now, who="jamie", text="", by_hand=True, medium=medium)
    tale.until("2026-06-10 14:00")
    tale.says("Yes please, go ahead.")
    assert (tale.lead.turn, tale.lead.next_action) == (Turn.US, "Confirm what was agreed to Peter Preis")
    assert tale.told("customer")


def bounces(tale: Tale) -> None:
    with tale.work() as (work, lead):
        undelivered.bounced(work, lead, permanent=True)


def test_whom_our_last_message_never_reached_is_not_closed_as_silent(tell: Tell) -> None:
    tale = answered(tell)
    for day in ("2026-06-11", "2026-06-15", "2026-06-17"):
        tale.until(f"{day} 10:00")
        tale.sends()
    bounces(tale)
    tale.until("2026-07-03 12:00")
    assert tale.lead.state is LeadState.OWNED
    assert tale.lead.next_action == "Find another way to reach Peter Preis"


def test_nobody_wakes_a_lead_to_write_where_nothing_arrives(tell: Tell) -> None:
    tale = answered(tell)
    tale.says("Please check back next week.")
    bounces(tale)
    tale.until("2026-06-18 12:00")
    assert tale.lead.next_action == "Find another way to reach Peter Preis"
    assert tale.draft is None


def test_a_lead_its_owner_put_off_before_any_answer_wakes_with_the_answer(tell: Tell) -> None:
    tale = tell()
    with tale.work() as (work, lead):
        until = when("2026-06-15 09:00")
        snooze.snooze(work, lead, until, reason=Hold.SNOOZED, words="", said_at=work.now, who="jamie")
    assert "as asked" not in (tale.lead.next_action or "")
    tale.until("2026-06-15 10:00")
    assert (tale.lead.next_action or "").startswith("Answer Peter Preis")
    assert tale.draft is not None
    assert "asked me to write again" not in tale.draft.text


def test_own_words_that_count_as_a_step_take_its_draft_with_them(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    assert tale.draft is not None
    with tale.work() as (work, lead):
        owe_customer(
            work, lead, kind="human", text="P.S. one idea", key="own", guard="answer", owner_id="jamie"
        )
    tale.deliver()
    assert tale.steps == [(1, "sent"), (3, "planned")]
    assert tale.draft is None, "it could never go any more"


def test_the_deputy_of_an_absent_fallback_and_manager_gets_the_review(tell: Tell) -> None:
    tale = tell(more='deputy = "sam"')
    with tale.work() as (work, _):
        owners.note_absence(work, "max", work.now, work.now + timedelta(days=9), source="admin")
    tale.until("2026-06-12 12:00")
    assert not tale.told("review", "max")
    assert "Peter Preis, Jamie" in tale.told("review", "sam")[-1].text
    assert tale.told("late", "sam")


def owes(tale: Tale, action: str, due: str) -> None:
    """Jamie says `next: <action> by <due>`."""
    with tale.work() as (work, lead):
        say_next(work, lead, action, when(due), turn=Turn.US)


def test_a_missed_step_takes_nothing_away_that_its_owner_said_they_would_do(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:30")
    owes(tale, "Measure the garden", "2026-06-15 16:00")
    tale.until("2026-06-15 10:00")
    assert tale.steps == [(1, "missed"), (3, "planned")]
    assert (tale.lead.turn, tale.lead.next_action, tale.due) == (
        Turn.US,
        "Measure the garden",
        "Mon 15 16:00",
    )
    assert [mail.created_at for mail in tale.told("draft")] == [when("2026-06-11 09:00")], (
        "Peter is not chased"
    )


def test_a_missed_last_step_proposes_no_close_while_we_owe(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-17 10:30")
    assert tale.steps[-1] == (7, "due")
    owes(tale, "Measure the garden", "2026-06-22 16:00")
    tale.until("2026-06-19 10:00")
    assert (tale.steps[-1], tale.run.state) == ((7, "missed"), RunState.COMPLETED)
    assert (tale.lead.turn, tale.lead.next_action) == (Turn.US, "Measure the garden")
    assert tale.lead.close_proposed is None


def test_silence_after_day_7_proposes_the_close_and_later_does_it(tell: Tell) -> None:
    tale = answered(tell)
    for day in ("2026-06-11", "2026-06-15", "2026-06-17"):
        tale.until(f"{day} 10:00")
        tale.sends()
    tale.until("2026-06-24 09:59")
    assert tale.run.state is RunState.RUNNING
    tale.until("2026-06-24 10:00")
    assert tale.run.state is RunState.COMPLETED
    assert tale.lead.close_proposed == "no response"
    tale.until("2026-07-01 09:59")
    assert tale.lead.state is LeadState.OWNED
    tale.until("2026-07-01 10:00")
    assert (tale.lead.state, tale.lead.close_reason) == (LeadState.CLOSED, "no response")


def test_nothing_closes_by_itself_when_answers_may_bypass_us(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    tale.sends()
    with tale.work() as (_, lead):
        lead.answers_to = "jamie"
    tale.until("2026-06-15 10:00")
    assert "replied: what they said" in tale.told("draft")[-1].text
    tale.until("2026-07-30 10:00")
    assert tale.lead.state is LeadState.OWNED
    assert tale.lead.close_proposed == "no response"


def test_a_skipped_step_makes_room_for_the_next(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    with tale.work() as (work, lead):
        following = touch.skip(work, lead, who="Jamie")
        assert following is not None
        assert following.step == 3
    assert tale.steps == [(1, "skipped"), (3, "planned")]
    assert tale.draft is None
    assert tale.lead.next_action == "Send the Day 3 mail to Peter Preis"


def test_after_an_outage_a_lead_gets_one_touch_not_all_of_them(tell: Tell) -> None:
    tale = answered(tell)
    tale.jumps("2026-06-16 11:00")
    assert tale.steps == [(1, "missed"), (3, "due")]
    assert len(tale.told("draft")) == 1


def test_a_step_may_send_itself(tell: Tell, tmp_path: Path) -> None:
    (tmp_path / "templates" / "cadences").mkdir(parents=True)
    plan = Path("templates/cadences/inbound.toml").read_text()
    changed = plan.replace('call_next = "Ring <name>"', 'call_next = "Ring <name>"\nsend = "automatic"')
    (tmp_path / "templates" / "cadences" / "inbound.toml").write_text(changed)
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    assert tale.steps == [(1, "sent"), (3, "planned")]
    with tale.work() as (work, _):
        mail = work.session.scalars(select(OutboxEmail).where(OutboxEmail.kind == "touch")).one()
        assert b"Auto-Submitted: auto-generated" in mail.raw


def test_a_missing_template_stops_its_step_and_tells_the_owner(tell: Tell, tmp_path: Path) -> None:
    (tmp_path / "templates" / "emails" / "en").mkdir(parents=True)
    (tmp_path / "templates" / "emails" / "en" / "day1.j2").write_text("{{ nobody.knows }}")
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    assert tale.draft is None
    assert not tale.told("draft")
    assert "could not be written" in tale.told("question")[-1].text
    assert tale.told("alarm", to="max")


# --- the morning mail ---


def test_two_items_come_as_one_list_with_drafts_in_full(tell: Tell) -> None:
    tale = answered(tell)
    rita = tale.opens("Rita Rot", "rita@x.example")
    tale.we_answer(ref=rita)
    tale.until("2026-06-11 17:00")
    (morning,) = tale.told("morning")
    assert morning.created_at == when("2026-06-11 09:00")
    assert "1  Peter Preis, Day 1, goes at 10:00" in morning.text
    assert "--- 2, to Rita Rot ---" in morning.text
    assert not tale.told("draft")
    assert not tale.told("reminder")


def test_the_time_of_the_morning_mail_is_its_owners_choice(tell: Tell) -> None:
    tale = answered(tell, jamie='morning = "07:15"')
    tale.until("2026-06-11 07:15")
    assert tale.told("draft")[0].due_at in (None, when("2026-06-11 07:15"))
    assert tale.told("draft")[0].created_at == when("2026-06-11 07:15")


def test_an_empty_morning_mail_is_not_sent(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 17:00")
    assert not tale.told("morning", to="sam")
    assert not tale.told("review", to="sam")


# --- by hand, promises, colleagues ---


def test_a_mail_by_hand_counts_as_the_due_step_and_later_ones_keep_their_distance(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-12 11:00")
    tale.we_answer("One more thought about the foundation.")
    assert tale.steps == [(1, "sent"), (3, "planned")]
    assert tale.next_at == "Tue 16 10:00"
    assert tale.draft is None


def test_a_mail_by_hand_before_the_step_counts_as_the_next_one(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-10 16:00")
    tale.we_answer("I forgot the leaflet.")
    assert tale.steps == [(1, "sent"), (3, "planned")]


def test_a_promise_of_ours_holds_the_run_until_it_is_kept(tell: Tell) -> None:
    tale = tell()
    tale.we_answer("Thank you! I'll send the quote by Friday.")
    assert (tale.run.state, tale.run.reason) == (RunState.HELD, Hold.WE_PROMISED)
    assert tale.lead.turn is Turn.US
    assert "send the quote by Friday" in str(tale.lead.next_action)
    assert tale.due == "Fri 12 17:00"
    tale.until("2026-06-12 11:00")
    assert not tale.told("draft")
    tale.we_answer("Here is the quote: 18,400.")
    assert tale.run.state is RunState.RUNNING
    assert tale.steps == [(1, "planned")]
    assert tale.next_at == "Mon 15 10:00"
    assert tale.lead.turn is Turn.CUSTOMER


def test_a_promise_without_a_date_is_due_in_two_business_days(tell: Tell) -> None:
    tale = tell()
    tale.we_answer("Thank you, I'll send you the plans.")
    assert tale.due == "Fri 12 10:00"


def test_a_colleagues_message_counts_and_the_owner_hears_of_it(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    tale.we_answer("Hello Peter, Sam here.", who="sam")
    assert tale.steps == [(1, "sent"), (3, "planned")]
    assert tale.draft is None
    assert tale.lead.owner_id == "jamie"
    assert "Sam wrote to Peter Preis" in tale.told("question")[-1].text


def test_the_same_mail_found_twice_is_one_contact(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    tale.sends()
    with tale.work() as (work, lead):
        own = work.session.scalars(select(OutboxEmail).where(OutboxEmail.kind == "human")).one()
        contact.we_wrote(
            work, lead, at=work.now, who="jamie", text="x", by_hand=True, message_id=own.message_id
        )
    assert tale.steps == [(1, "sent"), (3, "planned")]


# --- holds ---


def test_nobody_is_chased_while_it_is_our_turn(tell: Tell) -> None:
    tale = answered(tell)
    with tale.work() as (_, lead):
        lead.turn, lead.next_action = Turn.US, "Send two dates"
    tale.until("2026-06-11 12:00")
    assert tale.steps == [(1, "planned")]
    assert not tale.told("draft")
    assert any("it is our turn" in why for why in tale.events())


def test_out_of_office_holds_to_the_day_after_they_are_back(tell: Tell) -> None:
    tale = answered(tell)
    tale.away("I am back on Monday, 15 June.")
    assert (tale.run.state, tale.run.reason) == (RunState.HELD, Hold.OUT_OF_OFFICE)
    assert tale.run.held_until == when("2026-06-16 09:00")
    assert tale.next_at == "Tue 16 10:00"
    assert tale.lead.last_contact_direction == "out"
    tale.until("2026-06-16 10:00")
    assert tale.run.state is RunState.RUNNING
    assert "Day 1" in tale.told("draft")[-1].text


def test_out_of_office_without_a_date_holds_five_business_days(tell: Tell) -> None:
    tale = answered(tell)
    tale.away("I am out of the office with limited access to mail.")
    assert tale.run.held_until == when("2026-06-17 09:00")


def test_out_of_office_for_over_sixty_days_asks(tell: Tell) -> None:
    tale = answered(tell)
    tale.away("I am on leave and back on 1 October.")
    assert tale.run.state is RunState.HELD
    assert tale.lead.next_action == "Decide the next step with Peter Preis"
    assert "Wait until then?" in tale.told("question")[-1].text


def test_an_owners_snooze_only_puts_the_step_off(tell: Tell) -> None:
    tale = answered(tell)
    with tale.work() as (work, lead):
        until = snooze.morning_of(work, when("2026-06-15 00:00").date())
        snooze.snooze(work, lead, until, reason=Hold.SNOOZED, words="", who="jamie")
    assert tale.lead.turn is Turn.SNOOZED
    tale.until("2026-06-15 10:00")
    assert tale.run.state is RunState.RUNNING
    assert tale.steps == [(1, "due")]
    assert len(tale.told("draft")) == 1


def test_a_touch_waits_for_an_owner_who_is_away_without_cover(tell: Tell) -> None:
    tale = answered(tell)
    with tale.work() as (work, _):
        start, end = when("2026-06-10 12:00"), when("2026-06-15 09:00")
        work.session.add(Absence(owner_id="jamie", starts_at=start, ends_at=end, source="planned"))
    tale.until("2026-06-12 12:00")
    assert not tale.told("draft")
    assert any("away without cover" in why for why in tale.events())
    tale.until("2026-06-15 10:00")
    assert tale.told("draft")


def test_closing_stops_the_run_and_withdraws_what_was_to_come(tell: Tell) -> None:
    tale = answered(tell)
    tale.until("2026-06-11 10:00")
    with tale.work() as (work, lead):
        closing.close_lead(work, lead, "lost", who="jamie", why="They bought elsewhere.")
    assert (tale.run.state, tale.run.reason) == (RunState.STOPPED, "closed")
    assert tale.steps == [(1, "withdrawn")]
    assert tale.draft is None


# --- drafts ---


def test_two_times_lie_a_business_day_ahead_and_are_proposed_to_nobody_else(tell: Tell) -> None:
    tale = tell()
    rita = tale.opens("Rita Rot", "rita@x.example")
    with tale.work() as (work, lead):
        mine = draft.open_draft(lead)
        assert mine is not None
        assert mine.times == ["2026-06-11T14:00:00+00:00", "2026-06-12T07:00:00+00:00"]
    with tale.work(rita) as (work, lead):
        hers = slots.free_times(work, "jamie", lead)
        assert not {at.isoformat() for at in hers} & set(mine.times)
        assert all(at - work.now >= timedelta(hours=20) for at in hers)


@pytest.mark.parametrize(
    ("words", "filled"),
    [(["18,400", "6"], "It is 18,400, in 6 weeks."), (["18,400"], None), ([], None), (["1", "2", "3"], None)],
)
def test_gaps_are_filled_in_order_or_not_at_all(tell: Tell, words: list[str], filled: str | None) -> None:
    tale = tell()
    with tale.work() as (_work, lead):
        mine = draft.open_draft(lead)
        assert mine is not None
        mine.text = "It is [PRICE], in [WEEKS] weeks."
        if filled:
            assert draft.fill(mine, words) == filled
        else:
            with pytest.raises(ValueError, match=r"WEEKS|2 gaps"):
                draft.fill(mine, words)


def test_whoever_asks_for_a_call_is_offered_one(tell: Tell) -> None:
    tale = tell()
    with tale.work() as (work, lead):
        lead.asked = "Could you call me back about the garden office?"
        written = draft.first(work, lead, "jamie")
        assert written is not None
        assert written.purpose == "book_a_call"


# --- the pressure budget ---


def day(number: int) -> datetime:
    return when(f"2026-06-{number:02} 10:00")


def test_a_touch_is_answered_by_the_first_message_after_it() -> None:
    assert unanswered([day(1), day(3), day(8)], [day(4)]) == [day(1), day(8)]


@pytest.mark.parametrize(
    ("touches", "in_run", "answers", "spent", "again"),
    [
        ([], [], [], False, None),
        ([day(1), day(9), day(17)], [day(1), day(9), day(17)], [], True, None),
        ([day(1), day(9), day(17)], [day(1), day(9), day(17)], [day(18)], False, None),
        ([day(21), day(23), day(24)], [], [], False, day(28)),
        ([day(1), day(2), day(5), day(9), day(12), day(16)], [], [], True, None),
    ],
)
def test_the_pressure_budget(
    touches: list[datetime],
    in_run: list[datetime],
    answers: list[datetime],
    spent: bool,
    again: datetime | None,
) -> None:
    found = budget(Pressure(touches, in_run, answers), day(25), CadenceNumbers())
    assert (found.spent is not None, found.again) == (spent, again)


def test_two_leads_of_one_person_are_not_touched_on_one_day(tell: Tell) -> None:
    tale = answered(tell)
    other = tale.opens("Peter Preis", PETER)
    tale.we_answer(ref=other)
    tale.until("2026-06-11 10:00")
    tale.sends()
    with tale.work() as (work, _):
        for row in work.session.scalars(select(Touch).where(Touch.state == TouchState.DUE)):
            work.move(row, TouchState.PLANNED, mailed_at=None, missed_at=None)
            row.due_at = work.now + timedelta(hours=1)
    tale.until("2026-06-11 16:00")
    with tale.work() as (work, _):
        waiting = work.session.scalars(select(Touch).where(Touch.state == TouchState.PLANNED)).all()
        assert min(row.due_at for row in waiting) >= when("2026-06-12 09:00")
