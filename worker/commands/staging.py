"""`stage <name>: <criterion>`: another stage, and what was met to leave the one before (rules, section 1)."""

from __future__ import annotations

import re

from worker.commands.handing import to_the_pool_of_its_stage
from worker.commands.rights import not_theirs_yet
from worker.commands.said import Answer, Said, done, refuse
from worker.leads import stages
from worker.leads.lead import set_stage
from worker.store.models import Lead
from worker.store.work import Work

_PARTED = re.compile(r"\s*(?::|,|\s[-–—]\s)\s*")
# How people say an end as if it were a stage: that is `close`.
_ENDS = re.compile(
    r"(?:closed?\b|won\b|lost\b|not a fit|no response|gewonnen|verloren|geschlossen)", re.IGNORECASE
)


def stage(work: Work, said: Said, lead: Lead) -> Answer:
    """Move the lead; the criterion is recorded as what ended the stage it leaves."""
    name, *met = _PARTED.split(said.rest, maxsplit=1)
    criterion = met[0].strip() if met else ""
    known = ", ".join(work.settings.team.stages)
    example = f"stage {work.settings.team.stages[2]}: budget and date are known"
    if not name:
        return refuse(f"Which stage? There are: {known}.", example)
    found = stages.named(work, name)
    if found is None and _ENDS.match(name):
        return refuse("A lead ends with `close`.", "close: won", "close: lost, bought elsewhere")
    if found is None:
        return refuse(f'There is no stage "{name}". There are: {known}.', example)
    if found == lead.stage:
        return done(f"{lead.ref} is in {found} already.")
    if not criterion:
        return refuse(
            f"What was met, so that {lead.stage} is over?", f"stage {found}: budget and date are known"
        )
    refused = not_theirs_yet(work, said, lead, f"stage {found}: {criterion}")
    if refused is not None:
        return refused
    before = lead.stage
    set_stage(work, lead, found, criterion, who=said.owner_id)
    moved = f"{lead.ref} moves from {before} to {found}: {criterion}."
    passed = to_the_pool_of_its_stage(work, said, lead, criterion)
    return Answer(f"{moved} {passed}") if passed else done(moved)
