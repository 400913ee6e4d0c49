"""The audit finds every promise that is broken, and only those."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.flow.desk import Desk
from worker.cadence import merging
from worker.ingest.verdict import Verdict
from worker.leads import acceptance, owners
from worker.leads.audits.audit import audit
from worker.states import OfferState, OutboxState, RunState, TouchState
from worker.store.models import Enrollment, InboundEmail, Lead, Offer, OutboxEmail, Tick, Touch
from worker.store.work import Work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ana wrote, was acknowledged, and Jamie was asked."""
    desk = Desk(tmp_path)
    desk.arrives("Ana Bo <ana@customer.example>")
    desk.goes_out()
    return desk


def report(desk: Desk) -> dict[str, Any]:
    with desk.work() as work:
        return audit(work, verdicts=[verdict.value for verdict in Verdict])


def broken(desk: Desk) -> set[str]:
    return {one["name"] for one in report(desk)["invariants"] if not one["holds"]}


def change(desk: Desk, *statements: str) -> None:
    """What no code of ours would do, and mostly no constraint let through."""
    with desk.work() as work:
        for statement in ("PRAGMA ignore_check_constraints = ON", *statements):
            work.session.execute(text(statement))


def test_nothing_is_broken_on_an_ordinary_day(desk: Desk) -> None:
    found = report(desk)
    assert broken(desk) == set()
    assert found["holds"]
    assert found["score"] == 5
    assert found["drift_minutes"] == 0


def test_drift_counts_the_business_minutes_past_due(desk: Desk) -> None:
    desk.passes(hours=2, minutes=30)
    found = report(desk)
    assert found["drift_minutes"] == 30
    assert found["score"] < 5


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("I3", "UPDATE inbound_emails SET reason = ''"),
        ("I3", "UPDATE inbound_emails SET verdict = 'maybe'"),
        ("I7", "UPDATE outbox_emails SET state = 'queued', due_at = NULL"),
        ("I11", "UPDATE leads SET accountable_id = 'nobody'"),
        ("I12", "UPDATE offers SET state = 'expired', reason = 'no answer'"),
        ("I12", "UPDATE leads SET state = 'escalated', owner_id = 'max'"),
        ("I14", "UPDATE events SET why = ''"),
        ("I14", "DELETE FROM events"),
        ("I14", "UPDATE offers SET state = 'withdrawn', reason = NULL"),
    ],
)
def test_a_broken_row_is_counted(desk: Desk, name: str, statement: str) -> None:
    change(desk, statement)
    assert name in broken(desk)


def test_a_mail_nobody_judges_is_found_once_somebody_had_the_time(desk: Desk) -> None:
    desk.stores(desk.written("Bea <bea@customer.example>"))
    assert broken(desk) == set()
    desk.passes(minutes=15)
    with desk.work() as work:
        work.session.merge(Tick(name="heartbeat", at=work.now))
    assert broken(desk) == {"I1"}


def test_copies_that_became_two_leads_or_two_commands(desk: Desk) -> None:
    desk.passes(minutes=30)
    desk.arrives("Bea <bea@customer.example>", text="A shed of 6 m2, please. What does it cost?")
    change(desk, "UPDATE inbound_emails SET content_hash = 'the same'")
    assert "I4" in broken(desk)
    change(desk, "UPDATE inbound_emails SET verdict = 'command', lead_id = NULL")
    assert "I15" in broken(desk)


def touched(work: Work, lead: Lead, *, run: int, after: timedelta) -> OutboxEmail:
    """A touch that went to the customer some time from now."""
    at = work.now + after
    enrollment = Enrollment(
        lead_id=lead.id,
        run=run,
        cadence="inbound",
        state=RunState.COMPLETED,
        anchor_at=work.now,
        started_at=work.now,
        ended_at=work.now + timedelta(days=3),
    )
    work.session.add(enrollment)
    work.session.flush()
    touch = Touch(enrollment_id=enrollment.id, lead_id=lead.id, step=1, state=TouchState.SENT)
    touch.due_at, touch.ended_at = work.now, at
    work.session.add(touch)
    work.session.flush()
    mail = OutboxEmail(
        key=f"touch/{run}",
        lead_id=lead.id,
        inbox="sales",
        kind="human",
        audience="customer",
        owner_id="jamie",
        recipient="ana@customer.example",
        subject="",
        text="",
        message_id=f"<{run}@acme.example>",
        raw=b"",
        state=OutboxState.SENT,
        planned_at=at,
        created_at=at,
        committed_at=at,
        sent_at=at,
        guard="touch",
        touch_id=touch.id,
    )
    work.session.add(mail)
    work.session.flush()
    return mail


@pytest.mark.parametrize(
    ("hours", "finds"),
    [
        ((1, 26), set()),
        ((1, 5), {"I19"}),  # four hours after the one before
        ((8,), {"I19"}),  # at 18:00
        ((-1,), {"I19"}),  # before its own time
    ],
)
def test_touches_too_soon_or_outside_hours(desk: Desk, hours: tuple[int, ...], finds: set[str]) -> None:
    ana = desk.lead("ana").id
    with desk.work() as work:
        lead = work.session.get_one(Lead, ana)
        for run, hour in enumerate(hours, 1):
            touched(work, lead, run=run, after=timedelta(hours=hour))
    assert broken(desk) == finds


def test_nothing_may_go_after_a_stop(desk: Desk) -> None:
    ana = desk.lead("ana").id
    with desk.work() as work:
        lead = work.session.get_one(Lead, ana)
        touched(work, lead, run=1, after=timedelta(hours=1))
    assert broken(desk) == set()
    with desk.work() as work:
        run = work.session.get_one(Enrollment, 1)
        run.state, run.reason, run.ended_at = RunState.STOPPED, "replied", work.now
    assert broken(desk) == {"I10"}


@pytest.mark.parametrize("merges", [True, False])
def test_only_a_merge_puts_what_it_could_not_know_beside_a_mail(desk: Desk, merges: bool) -> None:
    """Bea and Ana hear from us while they are two, and Bea's question came before Ana's mail went."""
    desk.passes(hours=1)
    desk.arrives("Bea <bea@customer.example>", text="A shed of 6 m2, please. What does it cost?")
    ana, bea = desk.lead("ana").id, desk.lead("bea").id
    with desk.work() as work:
        first, second = work.session.get_one(Lead, ana), work.session.get_one(Lead, bea)
        went = touched(work, first, run=1, after=timedelta(hours=1))
        went.knows_until = work.now - timedelta(minutes=30)
        touched(work, second, run=2, after=timedelta(hours=2))
        acceptance.accept(work, second, "sam", at=work.now)
    desk.passes(hours=3)
    assert broken(desk) == set()
    with desk.work() as work:
        first, second = work.session.get_one(Lead, ana), work.session.get_one(Lead, bea)
        if merges:
            merging.merge(work, second, first, who="sam")
        else:
            second.person = first.person
            second.messages[0].lead_id = ana
    assert broken(desk) == (set() if merges else {"I10", "I19"})


def test_a_step_that_went_twice(desk: Desk) -> None:
    ana = desk.lead("ana").id
    with desk.work() as work:
        lead = work.session.get_one(Lead, ana)
        first = touched(work, lead, run=1, after=timedelta(hours=1))
        again = touched(work, lead, run=2, after=timedelta(hours=26))
        again.touch_id = first.touch_id
    assert broken(desk) == {"I6"}


def offered(work: Work, order: str, *, why: str = "waited longest", again: int = 1) -> None:
    """Offers of the same lead, long over, to these owners in turn: j is jamie, s is sam."""
    for number, letter in enumerate(order, 1):
        owner_id = {"j": "jamie", "s": "sam"}[letter]
        made = Offer(lead_id=1, owner_id=owner_id, round=again, position=9 + number)
        made.offered_at, made.why = work.now, why
        made.state, made.reason, made.answered_at = OfferState.EXPIRED, "no answer", work.now
        work.session.add(made)


@pytest.mark.parametrize(("order", "fair"), [("sjsjs", True), ("sjsss", False)])
def test_offers_that_did_not_go_round(desk: Desk, order: str, fair: bool) -> None:
    with desk.work() as work:
        offered(work, order)
    assert broken(desk) == (set() if fair else {"I13"})


def test_an_owner_who_was_skipped_is_no_unfairness(desk: Desk) -> None:
    with desk.work() as work:
        offered(work, "ssss", why="waited longest. Skipped Jamie: away until 14 Oct")
    assert broken(desk) == set()


def test_whoever_puts_a_lead_up_comes_after_the_others_and_that_is_fair(desk: Desk) -> None:
    with desk.work() as work:
        offered(work, "sjsss", again=2)
    assert broken(desk) == set()


def test_every_mail_of_the_story_was_judged(desk: Desk) -> None:
    with desk.work() as work:
        assert work.session.get_one(InboundEmail, 1).verdict == "inquiry"


def test_a_lead_drifts_from_the_moment_it_breaks_its_first_rule(desk: Desk) -> None:
    """Ana's answer is late since noon; Sam, who has Bea, is not one of the team any more."""
    desk.passes(hours=1)
    desk.arrives("Bea <bea@customer.example>", text="A shed of 6 m2, please. What does it cost?")
    desk.goes_out()
    bea = desk.lead("bea").id
    with desk.work() as work:
        acceptance.accept(work, work.session.get_one(Lead, bea), "sam", at=work.now)
    desk.passes(hours=1, minutes=10)
    with desk.work() as work:
        owners.record(work, "sam").left_at = work.now
    desk.passes(minutes=20)
    found = report(desk)
    assert [(one["ref"], one["minutes"], one["broken"]) for one in found["drift"]] == [
        ("L-1", 30, ["timed"]),
        ("L-2", 20, ["named"]),
    ]
    assert (found["drift_minutes"], found["inactive"]) == (50, 1)
    assert found["checks"] == {"named": 0.5, "visible": 1, "timed": 0.5, "transferable": 1, "reviewable": 1}
    assert found["score"] == 4
    assert broken(desk) == {"I11"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leads SET state = 'handoff_pending', owner_id = accountable_id",
        "UPDATE offers SET due_at = NULL",
        "INSERT INTO handoffs (lead_id, giver_id, receiver_id, state, state_before, note, next_action,"
        " new_next, next_due_at, given_at, expires_at, due_at)"
        " SELECT id, 'max', 'sam', 'pending', 'owned', 'x', 'x', 1, due_at, due_at, due_at, due_at"
        " FROM leads",
    ],
)
def test_nothing_waits_for_ever(desk: Desk, statement: str) -> None:
    change(desk, statement)
    assert broken(desk) == {"I12"}


def test_nothing_is_to_come_after_the_end(desk: Desk) -> None:
    desk.closes(desk.lead("ana"), "won")
    assert broken(desk) == set()
    change(desk, "UPDATE drafts SET state = 'open'")
    assert broken(desk) == {"I10"}
