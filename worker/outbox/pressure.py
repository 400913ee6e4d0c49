"""The pressure budget: how often one customer may hear from us unasked (rules, section 4). Pure.

Three unanswered touches in a run, three in seven days, six in the life of a lead without a human answer;
between two touches to one person, over all leads, at least 20 hours and one business day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from worker.settings import CadenceNumbers


@dataclass(frozen=True, slots=True)
class Pressure:
    """What went to a lead so far: its touches, those of the present run, and their human answers."""

    touches: Sequence[datetime]
    in_run: Sequence[datetime]
    answers: Sequence[datetime]


@dataclass(frozen=True, slots=True)
class Budget:
    """Whether one more touch may go: now, at `again` and later, or (`spent`) never in this run."""

    spent: str | None = None
    again: datetime | None = None


def unanswered(touches: Sequence[datetime], answers: Sequence[datetime]) -> list[datetime]:
    """Return the touches after which no human answer came before the next one."""
    ordered = sorted(touches)
    return [
        touch
        for touch, end in zip_longest(ordered, ordered[1:])
        if not any(touch <= answer and (end is None or answer < end) for answer in answers)
    ]


def budget(pressure: Pressure, at: datetime, numbers: CadenceNumbers) -> Budget:
    """Return whether a touch at `at` is within the limits; a limit of 0 is switched off."""
    silent_run = unanswered(pressure.in_run, pressure.answers)
    silent_life = unanswered(pressure.touches, pressure.answers)
    if numbers.touches_per_run and len(silent_run) >= numbers.touches_per_run:
        return Budget(spent=f"{len(silent_run)} touches of this run without an answer")
    if numbers.touches_per_life and len(silent_life) >= numbers.touches_per_life:
        return Budget(spent=f"{len(silent_life)} touches without an answer")
    window = timedelta(days=numbers.window_calendar_days)
    recent = sorted(touch for touch in pressure.touches if at - window < touch <= at)
    if numbers.touches_per_window and len(recent) >= numbers.touches_per_window:
        return Budget(again=recent[-numbers.touches_per_window] + window)
    return Budget()
