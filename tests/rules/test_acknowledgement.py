"""The acknowledgement: an honest time, and whom it never goes to (rules, section 5)."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tests.flow.outbox import ANA, BERLIN, THEIR_ID, Outbox, when
from tests.servers.smtp_sink import SmtpSink
from worker.mail.message import Address, Headers, ParsedEmail
from worker.outbox.acknowledgement import acknowledge, release_held
from worker.outbox.promise import usual_span
from worker.outbox.suppression import suppress
from worker.settings import AcknowledgementNumbers
from worker.states import DeadlineKind, LeadState, Turn
from worker.store.models import Deadline, InboundEmail, Lead, Message, OutboxEmail, WrittenTo

# An offer is out, nobody has said yes: the usual state of a lead when it is acknowledged.
OFFERED = {"state": LeadState.OFFERED, "owner_id": None, "accountable_id": "max", "turn": Turn.US}
MONDAY_EVENING = "2026-06-08 20:20"


@pytest.fixture
def outbox(tmp_path: Path, sink: SmtpSink) -> Iterator[Outbox]:
    made = Outbox(tmp_path, sink, start=MONDAY_EVENING)
    made.changes_lead(**OFFERED, arrived_at=made.clock.now(), answer_asked_at=made.clock.now())
    yield made
    made.close()


def inquiry(sender: str = ANA, *, reply_to: str = "", references: str = "", **headers: str) -> ParsedEmail:
    fields = tuple((name.replace("_", "-").lower(), value) for name, value in headers.items())
    return ParsedEmail(
        message_id=THEIR_ID,
        sender=Address("Ana Bo", sender),
        reply_to=(Address(email=reply_to),) if reply_to else (),
        references=(references,) if references else (),
        headers=Headers(fields),
    )


def acknowledged(
    outbox: Outbox, parsed: ParsedEmail | None = None, *, lead_id: int | None = None, age: float = 0
) -> str:
    """Acknowledge a mail that arrived `age` hours ago; the reason why, or why not."""
    mail = outbox.inbound(message_id=f"<{outbox.clock.now().timestamp()}.{lead_id}@x.example>")
    with outbox.work() as work:
        known = work.session.get(InboundEmail, mail.id)
        assert known is not None
        known.arrived_at = work.now - timedelta(hours=age)
        said = acknowledge(work, outbox.lead(work, lead_id), known, parsed or inquiry())
    outbox.delivers()
    return said


def promised_at(outbox: Outbox) -> datetime | None:
    with outbox.work() as work:
        promised = outbox.lead(work).promised_at
        return promised.astimezone(BERLIN) if promised else None


def new_lead(outbox: Outbox, address: str) -> int:
    now = outbox.clock.now()
    return outbox.has_lead(address, "", **OFFERED, arrived_at=now, judged_at=now, answer_asked_at=now)


# --- what it says ---


def test_it_says_at_once_by_when_a_person_answers(outbox: Outbox) -> None:
    assert acknowledged(outbox) == "Acknowledged: a person answers by 1 pm tomorrow, Tuesday."
    ((raw),) = outbox.mails_to(ANA)
    mail = email.message_from_string(raw)
    assert mail["X-Keepwarm-Kind"] == "acknowledgement"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["In-Reply-To"] == THEIR_ID
    assert mail["Subject"] == "Re: Garden office"
    assert mail["From"] == "Acme Garden Rooms <sales@acme.example>"
    assert (
        "One of us answers you personally by 1 pm tomorrow, Tuesday."
        in mail.get_payload(decode=True).decode()
    )  # type: ignore[union-attr]
    assert "Jamie" not in raw


def test_the_time_is_kept_as_a_promise_and_the_owner_will_be_warned(outbox: Outbox) -> None:
    acknowledged(outbox)
    assert promised_at(outbox) == when("2026-06-09 13:00")
    with outbox.work() as work:
        warning = work.session.query(Deadline).filter_by(kind=DeadlineKind.PROMISE_WARNING).one()
        assert warning.due_at == when("2026-06-09 12:30")


def test_in_german_to_a_german(outbox: Outbox) -> None:
    outbox.changes_lead(language="de")
    acknowledged(outbox)
    (mail,) = outbox.mails_to(ANA)
    assert "bis morgen, Dienstag, 13 Uhr" in email.message_from_string(mail).get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_the_city_is_named_where_their_clock_differs(outbox: Outbox) -> None:
    new_york = timezone(timedelta(hours=-4))
    parsed = ParsedEmail(sender=Address("Ana", ANA), date=datetime(2026, 6, 8, 14, 20, tzinfo=new_york))
    acknowledged(outbox, parsed)
    assert "(Berlin time)" in outbox.mails_to(ANA)[0]


@pytest.mark.parametrize(
    ("hours", "within"),
    [
        ([1.0] * 19, 4.0),  # too few to know: twice the target
        ([1.0] * 18 + [6.0] * 2, 1.0),  # nine of ten within an hour
        ([1.0] * 17 + [6.0] * 3, 6.0),
        ([float(hour) for hour in range(1, 51)], 45.0),
    ],
)
def test_the_time_is_that_of_nine_in_ten_first_answers(hours: list[float], within: float) -> None:
    answers = [timedelta(hours=hour) for hour in hours]
    assert usual_span(answers, timedelta(hours=2), AcknowledgementNumbers()) == timedelta(hours=within)


@pytest.mark.parametrize(
    ("took", "promise"),
    [
        ("0:20", "2026-06-10 12:30"),  # never sooner than the target of two hours
        ("3:10", "2026-06-10 13:30"),  # on the next half hour
        ("26:00", "2026-06-11 10:30"),  # at most one business day
    ],
)
def test_the_promise_is_at_least_the_target_and_at_most_a_business_day(
    tmp_path: Path, sink: SmtpSink, took: str, promise: str
) -> None:
    outbox = Outbox(tmp_path, sink, start="2026-06-10 10:10")
    outbox.changes_lead(**OFFERED)
    hours, minutes = (int(part) for part in took.split(":"))
    for number in range(20):
        arrived_at = when("2026-06-08 09:00")
        answered_at = arrived_at + timedelta(hours=hours, minutes=minutes)
        outbox.has_lead(
            f"{number}@x.example",
            "X",
            arrived_at=arrived_at,
            first_response_at=answered_at,
            answer_asked_at=None,
        )
    acknowledged(outbox)
    assert promised_at(outbox) == when(promise)


# --- whom it never goes to ---


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "a machine"),
        ({"Auto_Submitted": "auto-generated; x=y"}, "a machine"),
        ({"Precedence": "bulk"}, "to many"),
        ({"List_Id": "<news.shop.example>"}, "a list"),
        ({"X_Auto_Response_Suppress": "OOF, AutoReply"}, "no automatic answer"),
    ],
)
def test_never_to_machines_and_lists(outbox: Outbox, headers: dict[str, str], why: str) -> None:
    said = acknowledged(outbox, inquiry(**headers))
    assert said.startswith("Not acknowledged: ")
    assert why in said
    assert outbox.mails_to(ANA) == []
    assert said in outbox.events()
    assert promised_at(outbox) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"List_Id": "Sales <sales.acme.example>"},
        {"List_Post": "<mailto:sales@acme.example>"},
    ],
)
def test_a_human_behind_our_own_group_is_no_list(outbox: Outbox, headers: dict[str, str]) -> None:
    assert acknowledged(outbox, inquiry(**headers)).startswith("Acknowledged")


def test_behind_a_forms_robot_stands_a_person(outbox: Outbox) -> None:
    parsed = inquiry("wordpress@shop.example", Auto_Submitted="auto-generated")
    assert acknowledged(outbox, parsed).startswith("Acknowledged")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("sam@acme.example", "one of us"),
        ("new.colleague@acme.example", "one of us"),
        ("no-reply@shop.example", "nobody reads"),
        ("mailer-daemon@shop.example", "nobody reads"),
    ],
)
def test_never_to_one_of_us_or_to_nobody(outbox: Outbox, address: str, why: str) -> None:
    outbox.changes_lead(address=address)
    assert why in acknowledged(outbox, inquiry(address))


def test_never_to_somebody_suppressed(outbox: Outbox) -> None:
    with outbox.work() as work:
        suppress(work, ANA, "complaint")
    assert "suppressed (complaint)" in acknowledged(outbox)


def test_never_to_mail_that_fails_dmarc_by_the_trusted_host(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, more='[security]\nauthserv_id = "mx.acme.example"')
    outbox.changes_lead(**OFFERED)
    forged = inquiry(Authentication_Results="mx.acme.example; dmarc=fail header.from=customer.example")
    foreign = inquiry(Authentication_Results="mx.else.example; dmarc=fail header.from=customer.example")
    assert "DMARC" in acknowledged(outbox, forged)
    assert acknowledged(outbox, foreign).startswith("Acknowledged")


def test_never_twice_in_a_day(outbox: Outbox) -> None:
    acknowledged(outbox)
    outbox.passes(hours=23)
    assert "within the last 24 hours" in acknowledged(outbox)
    outbox.passes(hours=2)
    assert acknowledged(outbox).startswith("Acknowledged")


def test_never_for_a_mail_that_is_a_day_old(outbox: Outbox) -> None:
    assert "older than a day" in acknowledged(outbox, age=24.1)


def test_never_where_somebody_owns_the_lead(outbox: Outbox) -> None:
    accepted_at = outbox.clock.now() - timedelta(minutes=1)
    outbox.changes_lead(state=LeadState.OWNED, owner_id="jamie", accepted_at=accepted_at)
    assert "owns the lead already" in acknowledged(outbox)


def test_but_to_the_customer_of_a_team_of_one_whose_lead_is_assigned_at_once(outbox: Outbox) -> None:
    outbox.changes_lead(state=LeadState.OWNED, owner_id="jamie", accepted_at=outbox.clock.now())
    assert acknowledged(outbox).startswith("Acknowledged")


def test_never_to_an_answer_to_our_own_acknowledgement(outbox: Outbox) -> None:
    acknowledged(outbox)
    with outbox.work() as work:
        ours = work.session.query(OutboxEmail).filter_by(kind="acknowledgement").one().message_id
    outbox.passes(hours=30)
    assert "our own acknowledgement" in acknowledged(outbox, inquiry(references=ours))


@pytest.mark.parametrize(("months", "known"), [(23, True), (25, False)])
def test_never_to_somebody_we_wrote_to_before(outbox: Outbox, months: int, known: bool) -> None:
    with outbox.work() as work:
        work.session.add(WrittenTo(address=ANA, last_at=work.now - timedelta(days=30.5 * months)))
    assert ("written to them before" in acknowledged(outbox)) is known


def test_never_to_a_customer_of_an_earlier_lead(outbox: Outbox) -> None:
    with outbox.work() as work:
        said: dict[str, Any] = {"at": work.now - timedelta(days=90), "direction": "out", "who": "jamie"}
        work.session.add(Message(lead_id=outbox.lead_id, line="18,400", **said))
    assert "written to them before" in acknowledged(outbox)


@pytest.mark.parametrize(("domain", "most"), [("customer.example", 3), ("gmail.com", 20)])
def test_at_most_so_many_to_one_domain_in_an_hour(
    tmp_path: Path, sink: SmtpSink, domain: str, most: int
) -> None:
    outbox = Outbox(tmp_path, sink, more="[acknowledgement]\nfuse = 0")
    said = [
        acknowledged(outbox, inquiry(f"{number}@{domain}"), lead_id=new_lead(outbox, f"{number}@{domain}"))
        for number in range(most + 1)
    ]
    assert [words.startswith("Acknowledged") for words in said] == [True] * most + [False]
    assert domain in said[-1]


def test_at_most_a_hundred_a_day(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, more="[acknowledgement]\nfuse = 0\nper_day = 2")
    said = [
        acknowledged(outbox, inquiry(f"a@{number}.example"), lead_id=new_lead(outbox, f"a@{number}.example"))
        for number in range(3)
    ]
    assert "within a day" in said[-1]


@pytest.mark.parametrize("mode", ["shadow", "owners"])
def test_outside_the_mode_live_the_customer_is_told_nothing(
    tmp_path: Path, sink: SmtpSink, mode: str
) -> None:
    outbox = Outbox(tmp_path, sink, mode=mode)
    outbox.changes_lead(**OFFERED)
    assert acknowledged(outbox) == f"Not acknowledged: the mode is {mode}."
    assert (promised_at(outbox), sink.mails) == (None, [])


def test_switched_off(tmp_path: Path, sink: SmtpSink) -> None:
    outbox = Outbox(tmp_path, sink, more="[acknowledgement]\nenabled = false")
    outbox.changes_lead(**OFFERED)
    assert "switched off" in acknowledged(outbox)


# --- at the moment of sending ---


def test_an_answer_found_meanwhile_makes_it_superfluous(outbox: Outbox) -> None:
    """A stale look holds nothing up; a human answer does, and then nothing was promised."""
    mail = outbox.inbound()
    with outbox.work() as work:
        acknowledge(work, outbox.lead(work), work.session.get(InboundEmail, mail.id), inquiry())  # type: ignore[arg-type]
    outbox.clock.advance_to(outbox.clock.now() + timedelta(minutes=30))
    outbox.changes_lead(first_response_at=outbox.clock.now(), answer_asked_at=None)
    outbox.delivers()
    assert (outbox.mails_to(ANA), promised_at(outbox)) == ([], None)


def test_a_stale_look_does_not_hold_it_up(outbox: Outbox) -> None:
    outbox.clock.advance_to(outbox.clock.now() + timedelta(minutes=30))
    acknowledged(outbox)
    assert len(outbox.mails_to(ANA)) == 1


# --- the fuse ---


@pytest.fixture
def flooded(tmp_path: Path, sink: SmtpSink) -> Iterator[tuple[Outbox, list[int]]]:
    """Three acknowledgements go, two more are held."""
    outbox = Outbox(tmp_path, sink, more="[acknowledgement]\nfuse = 3")
    leads = [new_lead(outbox, f"a@{number}.example") for number in range(5)]
    for number, lead_id in enumerate(leads):
        said = acknowledged(outbox, inquiry(f"a@{number}.example"), lead_id=lead_id)
        assert said.startswith("Acknowledged") is (number < 3)
    yield outbox, leads
    outbox.close()


def acknowledgements_sent(outbox: Outbox) -> int:
    return sum(b"X-Keepwarm-Kind: acknowledgement" in mail.raw for mail in outbox.sink.mails)


def test_a_flood_is_held_and_the_admins_hear_it_once(flooded: tuple[Outbox, list[int]]) -> None:
    outbox, _ = flooded
    assert acknowledgements_sent(outbox) == 3
    (alarm,) = outbox.mails_to("max@acme.example")
    assert "keepwarm acks release" in alarm.replace("=\r\n", "")


def test_released_it_goes(flooded: tuple[Outbox, list[int]]) -> None:
    outbox, leads = flooded
    outbox.passes(minutes=30)
    with outbox.work() as work:
        assert release_held(work) == 2
    outbox.delivers()
    assert acknowledgements_sent(outbox) == 5
    with outbox.work() as work:
        assert work.session.get(Lead, leads[-1]).promised_at is not None  # type: ignore[union-attr]


def test_not_released_it_is_dropped_after_four_hours(flooded: tuple[Outbox, list[int]]) -> None:
    outbox, _ = flooded
    outbox.passes(hours=4)
    outbox.delivers()
    assert acknowledgements_sent(outbox) == 3
    with outbox.work() as work:
        held = work.session.query(OutboxEmail).filter_by(kind="acknowledgement", state="cancelled").all()
        assert [mail.reason for mail in held] == ["held by the fuse and not released in time"] * 2
