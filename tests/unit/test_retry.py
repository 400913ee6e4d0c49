"""What a failed delivery means, row by row, and when it is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from worker.mail.courier import DeliveryError
from worker.outbox import retry
from worker.outbox.retry import Failure
from worker.settings import Limits

NOON = datetime(2026, 6, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "code", "enhanced", "meant"),
    [
        ("connect", None, None, Failure.OURS),
        ("tls", None, None, Failure.OURS),
        ("login", 535, "5.7.8", Failure.OURS),
        ("mail", 550, "5.7.1", Failure.OURS),
        ("connect", 421, None, Failure.LATER),
        ("mail", 451, "4.3.0", Failure.LATER),
        ("rcpt", 450, "4.2.1", Failure.LATER),
        ("data", 452, None, Failure.LATER),
        ("dot", 451, "4.7.1", Failure.LATER),
        ("data", None, None, Failure.LATER),
        ("rcpt", 550, "5.1.1", Failure.BAD_ADDRESS),
        ("rcpt", 550, "5.1.10", Failure.BAD_ADDRESS),
        ("rcpt", 550, "5.2.1", Failure.BAD_ADDRESS),
        ("dot", 550, "5.1.1", Failure.BAD_ADDRESS),
        ("rcpt", 553, "5.1.8", Failure.OURS),
        ("rcpt", 552, "5.2.2", Failure.REFUSED),
        ("rcpt", 550, "5.7.1", Failure.REFUSED),
        ("rcpt", 550, None, Failure.BAD_ADDRESS),
        ("rcpt", 553, None, Failure.BAD_ADDRESS),
        ("rcpt", 554, None, Failure.REFUSED),
        ("data", 554, "5.6.0", Failure.REFUSED),
        ("dot", 554, "5.7.1", Failure.REFUSED),
        ("dot", 550, None, Failure.REFUSED),
    ],
)
def test_each_refusal_has_its_meaning(
    stage: str, code: int | None, enhanced: str | None, meant: Failure
) -> None:
    permanent = code is not None and code >= 500 and stage in ("rcpt", "data", "dot")
    error = DeliveryError("no", stage=stage, permanent=permanent, code=code, enhanced=enhanced)  # type: ignore[arg-type]
    assert retry.meaning(error, another_accepted=True) is meant


@pytest.mark.parametrize(("code", "enhanced"), [(550, None), (553, None), (554, "5.7.1")])
def test_a_server_that_takes_nobody_is_our_own_trouble(code: int, enhanced: str | None) -> None:
    error = DeliveryError("no", stage="rcpt", permanent=True, code=code, enhanced=enhanced)
    assert retry.meaning(error, another_accepted=False) is Failure.OURS


def test_a_bad_address_needs_no_comparison_where_the_server_says_so() -> None:
    error = DeliveryError("no", stage="rcpt", permanent=True, code=550, enhanced="5.1.1")
    assert retry.meaning(error, another_accepted=False) is Failure.BAD_ADDRESS


def test_what_may_have_gone_is_in_doubt() -> None:
    error = DeliveryError("gone", stage="dot", in_doubt=True)
    assert retry.meaning(error, another_accepted=True) is Failure.IN_DOUBT


def test_the_wait_doubles_from_five_minutes_to_four_hours() -> None:
    waits = [retry.wait(attempts, Limits()) for attempts in range(1, 9)]
    assert waits == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40, 80, 160, 240, 240)]


def test_a_mail_is_given_up_after_two_days() -> None:
    assert not retry.is_over(NOON, NOON + timedelta(hours=47, minutes=59), Limits())
    assert retry.is_over(NOON, NOON + timedelta(hours=48), Limits())


def test_sent_is_searched_after_one_five_fifteen_and_thirty_minutes() -> None:
    looks = [retry.next_doubt_look(NOON, looks) for looks in range(5)]
    assert looks[:4] == [NOON + timedelta(minutes=minutes) for minutes in (1, 5, 15, 30)]
    assert looks[4] is None
