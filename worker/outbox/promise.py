"""The honest time an acknowledgement names, and what hangs on it (rules, section 5).

The time in which 9 of the last 10 first answers were given, at least the first-response target, at most
one business day, on the next half hour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from worker import hours
from worker.hours import Calendar
from worker.outbox.saying import round_up_half_hour
from worker.settings import AcknowledgementNumbers
from worker.states import DeadlineKind
from worker.store import standard
from worker.store.models import Deadline, Lead
from worker.store.work import Work


def honest_time(work: Work, arrived_at: datetime, calendar: Calendar) -> datetime:
    """Return by when a person will have answered a mail that came at `arrived_at`.

    `calendar` is the team's, standing still while nobody is there. A mail found late is promised from now.
    """
    numbers, target = work.settings.acknowledgement, standard.team(work).first_response
    span = max(target, usual_span(first_answers(work, calendar), target, numbers))
    promised = _promised(calendar, arrived_at, span)
    if promised <= work.now + numbers.warning:
        promised = _promised(calendar, work.now, span)
    return promised


def usual_span(answers: Sequence[timedelta], target: timedelta, numbers: AcknowledgementNumbers) -> timedelta:
    """Return within which business time the wanted share of `answers` was given; too few: 2 x target."""
    if len(answers) < numbers.smallest_sample:
        return 2 * target
    return sorted(answers)[max(0, math.ceil(numbers.share * len(answers)) - 1)]


def first_answers(work: Work, calendar: Calendar) -> list[timedelta]:
    """Return the business time that the last first answers took."""
    return work.once("first answers", lambda: _read_first_answers(work, calendar))


def answers_changed(work: Work) -> None:
    """A first answer was given, or was none after all: what is usual is read anew."""
    work.session.flush()
    work.forget("first answers")


def _read_first_answers(work: Work, calendar: Calendar) -> list[timedelta]:
    rows = (
        select(Lead.arrived_at, Lead.first_response_at)
        .where(Lead.first_response_at.is_not(None))
        .order_by(Lead.first_response_at.desc())
        .limit(work.settings.acknowledgement.sample)
    )
    # An answer that is pending would have ended what is known (`answers_changed`).
    with work.session.no_autoflush:
        found = work.session.execute(rows).all()
    return [
        hours.between(calendar, arrived_at, max(arrived_at, answered_at))
        for arrived_at, answered_at in found
        if answered_at is not None
    ]


def keep(work: Work, lead: Lead, promised_at: datetime) -> None:
    """Remember what the customer is told, and warn the owner in time."""
    lead.promised_at = promised_at
    due_at = promised_at - work.settings.acknowledgement.warning
    warning = _warning(lead)
    if warning is None:
        lead.deadlines.append(Deadline(kind=DeadlineKind.PROMISE_WARNING, due_at=due_at, detail={}))
    else:
        warning.due_at = due_at


def take_back(lead: Lead) -> None:
    """The customer was told nothing after all."""
    lead.promised_at = None
    warning = _warning(lead)
    if warning is not None:
        lead.deadlines.remove(warning)


def _warning(lead: Lead) -> Deadline | None:
    return next((row for row in lead.deadlines if row.kind is DeadlineKind.PROMISE_WARNING), None)


def _promised(calendar: Calendar, start: datetime, span: timedelta) -> datetime:
    latest = hours.add_business_days(calendar, start, 1)
    return round_up_half_hour(min(hours.add(calendar, start, span), latest), calendar.zone)
