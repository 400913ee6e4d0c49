"""The send guard: we never speak over the customer (rules, section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.flow.outbox import ANA, BERLIN, Outbox, when
from tests.servers.smtp_sink import SmtpSink
from worker.ingest import trouble
from worker.outbox.permission import HELD_BY_FUSE
from worker.outbox.suppression import lift, suppress
from worker.states import LIVE_RUN, LeadState, RunState, TouchState, Turn
from worker.store import restored, ticks
from worker.store.models import Enrollment, Message, OutboxEmail, Touch


@pytest.fixture
def outbox(tmp_path: Path, sink: SmtpSink) -> Iterator[Outbox]:
    made = Outbox(tmp_path, sink)
    yield made
    made.close()


def goes(outbox: Outbox, owed: int) -> bool:
    outbox.delivers()
    return outbox.state(owed) == "sent"


def owes_touch(outbox: Outbox, *, step: int = 1, **how: Any) -> int:
    touch_id = outbox.has_step(step)
    return outbox.owes_customer(key=f"step:{step}", touch_id=touch_id, **{"guard": "touch", **how})


# --- every mail of an owner ---


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"state": LeadState.CLOSED, "close_reason": "won"}, "the lead is closed (won)"),
        ({"owner_id": "sam"}, "the lead is no longer theirs"),
    ],
)
def test_an_answer_needs_an_open_lead_of_its_senders(
    outbox: Outbox, columns: dict[str, Any], why: str
) -> None:
    owed = outbox.owes_customer()
    outbox.changes_lead(**columns)
    assert not goes(outbox, owed)
    assert (outbox.state(owed), outbox.row(owed).reason) == ("cancelled", why)
    assert ("cancelled", "human", why) in outbox.heard.said


def test_an_answer_goes_at_any_hour_and_needs_no_turn(outbox: Outbox) -> None:
    outbox.clock.advance_to(when("2026-06-13 23:10"))
    outbox.looks()
    assert goes(outbox, outbox.owes_customer())


def test_a_newer_message_of_theirs_stops_an_answer_and_the_owner_is_asked(outbox: Outbox) -> None:
    owed = outbox.owes_customer(knows_until=outbox.clock.now() - timedelta(minutes=5))
    outbox.customer_writes(at=outbox.clock.now() - timedelta(minutes=1))
    assert not goes(outbox, owed)
    (question,) = outbox.questions()
    assert question.startswith("The answer to Ana Bo did not go: there is a newer message")


def test_a_message_written_earlier_but_read_later_is_newer_too(outbox: Outbox) -> None:
    mail = outbox.inbound()
    owed = outbox.owes_customer()
    outbox.passes(seconds=30)
    with outbox.work() as work:
        work.session.get(type(mail), mail.id).judged_at = work.now  # type: ignore[union-attr]
        said = {"at": work.now - timedelta(minutes=9), "direction": "in", "who": ANA, "line": "Wait"}
        work.session.add(Message(lead_id=outbox.lead_id, inbound_id=mail.id, **said))
    assert not goes(outbox, owed)


def test_an_answer_by_hand_stops_the_drafted_one_but_our_own_mails_do_not(outbox: Outbox) -> None:
    first = outbox.owes_customer(key="own/1")
    with outbox.work() as work:
        said = {"at": work.now + timedelta(seconds=5), "direction": "out", "who": "jamie", "line": "Hello"}
        work.session.add(Message(lead_id=outbox.lead_id, outbox_id=first, **said))
    assert goes(outbox, first)
    second = outbox.owes_customer(key="own/2")
    with outbox.work() as work:
        said["at"] = work.now + timedelta(seconds=5)
        work.session.add(Message(lead_id=outbox.lead_id, **said))
    assert not goes(outbox, second)


def test_a_time_that_has_passed_is_not_proposed(outbox: Outbox) -> None:
    ahead = outbox.owes_customer(key="own/1", times=[when("2026-06-11 10:00")])
    passed = outbox.owes_customer(key="own/2", times=[when("2026-06-10 09:00"), when("2026-06-11 10:00")])
    assert goes(outbox, ahead)
    assert outbox.state(passed) == "cancelled"
    assert any("a time it proposes has passed" in question for question in outbox.questions())


def test_a_suppressed_address_gets_nothing_until_it_is_lifted(outbox: Outbox) -> None:
    with outbox.work() as work:
        suppress(work, ANA.upper(), "bounced")
    owed = outbox.owes_customer(key="own/1")
    assert not goes(outbox, owed)
    assert outbox.state(owed) == "suppressed"
    with outbox.work() as work:
        assert lift(work, ANA)
    assert goes(outbox, outbox.owes_customer(key="own/2"))


def test_who_opted_out_and_writes_again_may_be_answered_but_not_touched(outbox: Outbox) -> None:
    with outbox.work() as work:
        suppress(work, ANA, "opted_out")
    assert not goes(outbox, outbox.owes_customer(key="own/1"))
    outbox.passes(minutes=10)
    outbox.customer_writes()
    outbox.passes(minutes=1)
    assert goes(outbox, outbox.owes_customer(key="own/2"))
    assert not goes(outbox, owes_touch(outbox))


def test_what_the_fuse_holds_stays_held_whatever_else_it_waited_for(outbox: Outbox) -> None:
    owed = outbox.owes_customer(kind="acknowledgement", guard="acknowledgement")
    with outbox.work() as work:
        work.session.get_one(OutboxEmail, owed).reason = HELD_BY_FUSE
        ticks.tick(work.session, restored.RESTORED, work.now)
    assert not goes(outbox, owed)
    assert (outbox.state(owed), outbox.row(owed).reason) == ("queued", HELD_BY_FUSE)
    with outbox.work() as work:
        restored.end(work.session, work.now)
    outbox.passes(minutes=5)
    assert not goes(outbox, owed)
    assert outbox.row(owed).reason == "held by the fuse and not released in time"


# --- the last look ---


def test_a_stale_look_makes_the_mailbox_due_and_the_mail_waits_for_it(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.clock.advance_to(outbox.clock.now() + timedelta(minutes=3))
    assert not goes(outbox, owed)
    assert (outbox.state(owed), outbox.row(owed).reason) == ("queued", "waiting for a look at sales")
    with outbox.work() as work:
        assert outbox.mailbox(work).due_at == work.now
    outbox.looks()
    assert goes(outbox, owed)


def test_while_the_mailbox_cannot_be_read_the_mail_is_held_and_says_why(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.clock.advance_to(outbox.clock.now() + timedelta(minutes=3))
    with outbox.work() as work:
        outbox.mailbox(work).trouble = "Authentication failed."
    assert not goes(outbox, owed)
    assert outbox.row(owed).reason == "sales cannot be read: Authentication failed."
    assert outbox.due_in(owed) > timedelta()
    with outbox.work() as work:
        outbox.mailbox(work).trouble = None
    outbox.passes(minutes=5)
    assert goes(outbox, owed)


def test_what_waited_for_an_unreadable_mailbox_goes_as_soon_as_it_can_be_read_again(outbox: Outbox) -> None:
    owed = outbox.owes_customer()
    outbox.clock.advance_to(outbox.clock.now() + timedelta(minutes=3))
    with outbox.work() as work:
        trouble.note(work, "sales", "Authentication failed.")
    assert not goes(outbox, owed)
    assert outbox.due_in(owed) == timedelta(minutes=5)
    outbox.passes(seconds=10)
    with outbox.work() as work:
        trouble.is_over(work, outbox.mailbox(work))
    assert goes(outbox, owed)


def test_a_look_may_be_of_any_age_where_the_limit_is_off(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, more='[limits]\nfresh_look = "0"')
    outbox.clock.advance_to(when("2026-06-11 10:00"))
    assert goes(outbox, outbox.owes_customer())


# --- a touch ---


def test_a_touch_goes_in_the_customers_turn_inside_hours(outbox: Outbox) -> None:
    assert goes(outbox, owes_touch(outbox))


@pytest.mark.parametrize("turn", [Turn.US, Turn.INSIDE, Turn.SNOOZED])
def test_nobody_is_chased_while_it_is_not_their_turn(outbox: Outbox, turn: Turn) -> None:
    owed = owes_touch(outbox)
    outbox.changes_lead(turn=turn)
    assert not goes(outbox, owed)


@pytest.mark.parametrize("state", [RunState.HELD, RunState.STOPPED])
def test_no_touch_after_the_run_was_held_or_stopped(outbox: Outbox, state: RunState) -> None:
    owed = owes_touch(outbox)
    with outbox.work() as work:
        ended = None if state in LIVE_RUN else work.now
        work.move(work.session.query(Enrollment).one(), state, reason="replied", ended_at=ended)
    assert not goes(outbox, owed)


def test_no_touch_whose_step_was_withdrawn(outbox: Outbox) -> None:
    owed = owes_touch(outbox)
    with outbox.work() as work:
        work.move(work.session.query(Touch).one(), TouchState.WITHDRAWN, ended_at=work.now)
    assert not goes(outbox, owed)


@pytest.mark.parametrize(
    ("said_at", "goes_at"),
    [
        ("2026-06-10 08:00", "2026-06-10 09:00"),
        ("2026-06-10 17:00", "2026-06-11 09:00"),
        ("2026-06-12 18:30", "2026-06-15 09:00"),
    ],
)
def test_outside_hours_a_touch_waits_for_the_opening(
    tmp_path: Path, sink: SmtpSink, said_at: str, goes_at: str
) -> None:
    outbox = Outbox(tmp_path, sink, start=said_at)
    owed = owes_touch(outbox)
    assert not goes(outbox, owed)
    assert (outbox.row(owed).due_at or outbox.clock.now()).astimezone(BERLIN) == when(goes_at)
    outbox.clock.advance_to(when(goes_at))
    outbox.looks()
    assert goes(outbox, owed)


def test_quiet_times_have_no_touches(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, team='quiet = ["10 Jun - 14 Jun"]')
    owed = owes_touch(outbox)
    assert not goes(outbox, owed)
    assert outbox.row(owed).due_at == when("2026-06-15 09:00")


@pytest.mark.parametrize(
    ("last", "now", "allowed"),
    [
        ("2026-06-10 10:00", "2026-06-10 16:00", "2026-06-11 09:00"),
        ("2026-06-10 16:00", "2026-06-11 09:00", "2026-06-11 12:00"),
        ("2026-06-12 10:00", "2026-06-12 16:59", "2026-06-15 09:00"),
        ("2026-06-10 10:00", "2026-06-11 09:00", "2026-06-11 09:00"),
    ],
)
def test_twenty_hours_and_a_business_day_lie_between_two_touches(
    tmp_path: Path, sink: SmtpSink, last: str, now: str, allowed: str
) -> None:
    outbox = Outbox(tmp_path, sink, start=now)
    touch_id = outbox.has_step(3)
    outbox.touched(when(last), touch_id=touch_id, step=1)
    owed = outbox.owes_customer(touch_id=touch_id, guard="touch")
    assert goes(outbox, owed) is (now == allowed)
    if now != allowed:
        assert outbox.row(owed).due_at == when(allowed)


def test_the_gap_is_one_persons_over_all_their_leads(outbox: Outbox) -> None:
    """A second lead of Ana's: what is on its way about the first counts."""
    with outbox.work() as work:
        person_id = outbox.lead(work).person_id
    other = outbox.has_lead("other@customer.example", "Ana Bo")
    with outbox.work() as work:
        outbox.lead(work, other).person_id = person_id
    assert goes(outbox, owes_touch(outbox))
    touch_id = outbox.has_step(lead_id=other)
    second = outbox.owes_customer(lead_id=other, touch_id=touch_id, guard="touch")
    outbox.passes(minutes=30)
    assert not goes(outbox, second)
    assert outbox.row(second).due_at == when("2026-06-11 09:00")


def test_send_now_does_not_wait_for_the_gap_but_for_the_hours(outbox: Outbox) -> None:
    touch_id = outbox.has_step(3)
    outbox.touched(when("2026-06-10 09:30"), touch_id=touch_id, step=1)
    assert goes(outbox, outbox.owes_customer(touch_id=touch_id, guard="touch_now"))


def test_three_unanswered_touches_of_a_run_are_enough(outbox: Outbox) -> None:
    touch_id = outbox.has_step(7)
    for step, day in ((1, "2026-05-20"), (3, "2026-05-25"), (5, "2026-05-29")):
        outbox.touched(when(f"{day} 10:00"), touch_id=touch_id, step=step)
    owed = outbox.owes_customer(touch_id=touch_id, guard="touch")
    assert not goes(outbox, owed)
    assert "without an answer" in (outbox.row(owed).reason or "")


def test_a_touch_that_is_three_business_days_late_is_stale(outbox: Outbox) -> None:
    owed = owes_touch(outbox)
    outbox.clock.advance_to(when("2026-06-15 10:01"))
    outbox.looks()
    assert not goes(outbox, owed)
    assert (outbox.state(owed), outbox.row(owed).reason) == ("cancelled", "stale")
    assert len(outbox.questions()) == 1


# --- owners' mails, and the mode ---


def test_a_nudge_that_is_two_hours_late_is_left_to_the_morning_mail(outbox: Outbox) -> None:
    late, later = outbox.owes_owner("nudge/1"), outbox.owes_owner("nudge/2")
    outbox.passes(hours=2)
    outbox.delivery.deliver(late)
    outbox.passes(minutes=1)
    outbox.delivery.deliver(later)
    assert (outbox.state(late), outbox.state(later)) == ("sent", "cancelled")


def test_an_offer_whose_times_have_passed_is_written_afresh(outbox: Outbox) -> None:
    owed = outbox.owes_owner("offer/1", kind="offer")
    outbox.passes(minutes=11)
    outbox.delivers()
    ((what, kind, why),) = outbox.heard.said
    assert (what, kind) == ("cancelled", "offer")
    assert why.startswith("stale")
    assert outbox.owes_owner("offer/1", kind="offer") != owed


def test_in_shadow_nothing_goes_but_an_owners_clock_starts(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, mode="shadow")
    to_owner, to_ana = outbox.owes_owner(), outbox.owes_customer()
    outbox.delivers()
    assert (outbox.state(to_owner), outbox.row(to_owner).reason) == ("suppressed", "mode")
    assert (outbox.state(to_ana), outbox.row(to_ana).reason) == ("suppressed", "mode")
    assert outbox.heard.said == [("sent", "nudge", "")]
    assert sink.mails == []


def test_in_mode_owners_only_owners_get_mail(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, mode="owners")
    to_owner, to_ana = outbox.owes_owner(), outbox.owes_customer()
    outbox.delivers()
    assert (outbox.state(to_owner), outbox.state(to_ana)) == ("sent", "suppressed")
    assert [mail.recipients for mail in sink.mails] == [("jamie@acme.example",)]
