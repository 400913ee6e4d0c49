"""The numbers a lead started with: kept on the lead, whatever the configuration says later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from worker.settings.rhythm import Numbers
from worker.store.models import Lead


def freeze(numbers: Numbers) -> dict[str, Any]:
    """Write the numbers as plain values: counts as they are, lengths in seconds of business time."""
    return {
        "offers": numbers.offers,
        "first_response": numbers.first_response.total_seconds(),
        "accept_window": numbers.accept_window.total_seconds(),
        "nudge_after": None if numbers.nudge_after is None else numbers.nudge_after.total_seconds(),
        "remind_after": numbers.remind_after.total_seconds(),
    }


def thaw(lead: Lead) -> Numbers:
    """Read the numbers of a lead back."""
    kept = lead.numbers
    nudge = kept["nudge_after"]
    return Numbers(
        offers=kept["offers"],
        first_response=timedelta(seconds=kept["first_response"]),
        accept_window=timedelta(seconds=kept["accept_window"]),
        nudge_after=None if nudge is None else timedelta(seconds=nudge),
        remind_after=timedelta(seconds=kept["remind_after"]),
    )
