"""Which steps a run follows: those that stood in the file when it began (rules, section 2).

Whoever edits the file changes the runs to come. A run that an older version began kept none: it follows
today's file, and a step of it that is gone there is left out when its day comes (touch.py).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from worker.cadence import definition
from worker.cadence.definition import Cadence, Sending, Step
from worker.store.models import Enrollment, Lead, Touch
from worker.store.work import Work


def of_today(work: Work, lead: Lead) -> Cadence:
    """Return the cadence of the lead's inbox as its file has it now. Raises CadenceError."""
    try:
        name = work.settings.inbox(lead.inbox).cadence
    except KeyError:
        name = work.settings.inboxes[0].cadence
    return definition.load(name, work.settings.templates)


def kept(cadence: Cadence) -> list[dict[str, Any]]:
    """Return its steps as plain values, for a run that begins to keep."""
    return [asdict(step) for step in cadence.steps]


def of_run(work: Work, run: Enrollment) -> Cadence:
    """Return the plan the run began with. Raises CadenceError."""
    if run.plan is None:
        return of_today(work, run.lead)
    steps = tuple(Step(**{**step, "send": Sending(step["send"])}) for step in run.plan)
    return Cadence(name=run.cadence, steps=steps)


def has(work: Work, touch: Touch) -> bool:
    """Whether the touch is still a step of its run's plan."""
    return _found(work, touch) is not None


def step_of(work: Work, touch: Touch) -> Step:
    """Return the step that a touch is; one that is gone from the plan has its day for a name."""
    name = f"Day {touch.step}"
    gone = Step(name=name, day=touch.step, template="", next=f"Send the {name} mail to <name>")
    return _found(work, touch) or gone


def _found(work: Work, touch: Touch) -> Step | None:
    steps = of_run(work, touch.enrollment).steps
    return next((step for step in steps if step.day == touch.step), None)
