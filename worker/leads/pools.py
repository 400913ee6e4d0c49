"""Which owners a lead may be offered to: the pool of its stage, of the place it came from, or of its inbox.

`[[inbox.source]]` names such a place: an address with its plus-tag, or a part of a form's page or subject.
Read anew each time: a lead keeps its numbers, the people are always today's (rules, section 2).
"""

from __future__ import annotations

from dataclasses import dataclass

from worker.settings import Source
from worker.store.models import Lead
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class Circle:
    """Who may be asked, in the order of the configuration; `source` is what chose them, empty: the inbox."""

    owner_ids: tuple[str, ...]
    source: str = ""


def circle(work: Work, lead: Lead) -> Circle:
    """Return who may be offered this lead."""
    staged = of_stage(work, lead)
    if staged:
        return Circle(staged, lead.stage)
    inbox = work.settings.inbox(lead.inbox)
    for source in inbox.source:
        if (found := _matching(source, lead)) is not None:
            return Circle(source.pool, found)
    return Circle(inbox.pool)


def of_stage(work: Work, lead: Lead) -> tuple[str, ...]:
    """Return who takes over the stage that the lead is in; () where no stage has a pool of its own."""
    return dict(work.settings.team.stage_pools).get(lead.stage, ())


def everybody(work: Work, inbox: str) -> tuple[str, ...]:
    """Return all who may be offered something that came to this inbox, wherever from."""
    found = work.settings.inbox(inbox)
    staged = (pool for _, pool in work.settings.team.stage_pools)
    several = (found.pool, *(source.pool for source in found.source), *staged)
    return tuple(dict.fromkeys(owner_id for pool in several for owner_id in pool))


def _matching(source: Source, lead: Lead) -> str | None:
    return next((text for text in source.match if _matches(text.casefold(), lead)), None)


def _matches(text: str, lead: Lead) -> bool:
    """Whether the lead came from there: an address is compared whole, a page or subject by a part of it."""
    origin = lead.source
    if "@" in text:
        return text in (origin.get("address"), origin.get("form"))
    return "form" in origin and any(
        text in str(place).casefold() for place in (origin.get("page", ""), lead.subject)
    )
