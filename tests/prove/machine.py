"""The state machine: what may happen next, in any order; after each step every promise is asked.

Outside and Inside are who acts; here are time, what goes wrong, and the operator.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.prove.inside import Inside
from tests.prove.outside import Outside
from tests.prove.post import TROUBLES
from tests.prove.stage import (
    SPANS,
    TALLY,
    THEN,
    WRONG,
)
from tests.prove.team import TEAMS, settings


class Proof(Outside, Inside):
    """Everything that may happen."""

    @rule(span=st.sampled_from(sorted(SPANS)), then=THEN)
    def time_passes(self, span: str, then: str) -> None:
        self.house.clock.advance_to(self.now + SPANS[span])
        self.goes_on(f"clock: {span}", then)

    @rule(times=st.integers(1, 4))
    def next_thing_falls_due(self, times: int) -> None:
        for _ in range(times):
            self.house.clock.advance_to(self.house.next_due() or self.now)
            self.goes_on("clock: next due", "rests")

    @rule(span=st.sampled_from(sorted(SPANS)))
    def time_passes_for_two_workers_at_once(self, span: str) -> None:
        self.house.clock.advance_to(self.now + SPANS[span])
        self.house.works_in_two_processes()
        self.goes_on("clock: two at once", "rests")

    @rule(what=st.sampled_from(WRONG), seam=st.integers(1, 30))
    def something_goes_wrong(self, what: str, seam: int) -> None:
        """A process dies at one of its next seams, another one comes between, a server is difficult."""
        TALLY[f"wrong: {what}"] += 1
        if what == "death":
            self.house.seams.die_at(seam)
        elif what == "another worker":
            self.house.seams.meddle_at(seam, self.house.meddles)
        elif what in TROUBLES:
            self.house.office.troubles.append(what)
        else:
            self.house.shelf.down = what == "mailbox down"
            self.at_rest = False

    @rule(number=st.integers(0, len(TEAMS) - 1))
    def team_changes(self, number: int) -> None:
        """The operator edits the configuration, and starts again."""
        self.house.restarts(settings(self.folder, self.url, number))
        self.goes_on("team changes", "rests")
