"""The windows of one lead, derived from the first-response target (rules, section 2). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from worker.settings.numbers import OfferNumbers
from worker.settings.tables import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What a lead starts with and keeps, whatever the configuration says later; business time."""

    # L: how many offers it may see. 0: nobody was eligible; 1: assigned without an offer.
    offers: int
    first_response: timedelta
    accept_window: timedelta
    # From the offer's mail to its one nudge; None: no nudge.
    nudge_after: timedelta | None
    # From arrival to the reminder that nobody has answered yet.
    remind_after: timedelta


def windows(team: Team, offer: OfferNumbers, eligible: int) -> Numbers:
    """Derive the numbers for a lead that came while `eligible` owners could take it."""
    offers = min(offer.rounds, eligible) if team.offers else min(1, eligible)
    window = accept_window(team, offer, offers)
    return Numbers(
        offers=offers,
        first_response=team.first_response,
        accept_window=window,
        nudge_after=window / 2 if team.nudge else None,
        remind_after=team.first_response * team.reminder_share,
    )


def accept_window(team: Team, offer: OfferNumbers, offers: int) -> timedelta:
    """Return clamp(S / 2 / L, shortest, longest), or the window the configuration names."""
    if team.accept_window is not None:
        return team.accept_window
    share = team.first_response / 2 / max(1, offers)
    return min(max(share, offer.shortest_window), offer.longest_window)
