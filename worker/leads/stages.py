"""The stages of a lead: four to six open ones that a team may call as it likes (rules, section 1).

The first is where a lead begins, the second where our first human message puts it; `booked` puts it into
the fourth, of four stages into the third. All other moves are a person's.
"""

from __future__ import annotations

import difflib

from worker.store.work import Work


def first(work: Work) -> str:
    """Return where a lead begins: "New lead"."""
    return work.settings.team.stages[0]


def contacted(work: Work) -> str:
    """Return where our first human message puts it: "Contacted"."""
    return work.settings.team.stages[1]


def booked(work: Work) -> str:
    """Return where a booked call or visit puts it: "Call booked"."""
    stages = work.settings.team.stages
    return stages[min(3, len(stages) - 2)]


def named(work: Work, words: str) -> str | None:
    """Return the stage that `words` name, in any case, by its beginning too; None where none fits."""
    said = " ".join(words.split()).casefold()
    known = {stage.casefold(): stage for stage in work.settings.team.stages}
    begin_so = [stage for folded, stage in known.items() if said and folded.startswith(said)]
    if said in known or len(begin_so) == 1:
        return known.get(said) or begin_so[0]
    near = difflib.get_close_matches(said, known, n=1, cutoff=0.8)
    return known[near[0]] if near else None


def comes_before(work: Work, stage: str, other: str) -> bool:
    """Whether `stage` lies before `other`; a stage that is not configured any more lies before all."""
    order = {name: place for place, name in enumerate(work.settings.team.stages)}
    return order.get(stage, -1) < order.get(other, -1)
