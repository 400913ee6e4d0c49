"""docs/states.md says what states.py says, arrow by arrow. Write it anew: python -m tests.test_states_page"""

from __future__ import annotations

import inspect
import re
from enum import StrEnum
from pathlib import Path

from worker.states import MACHINES, allowed

PAGE = Path(__file__).parent.parent / "docs" / "states.md"
OPENING = """# States

Every state machine of Keepwarm and every arrow along which it may change; a change without an arrow is
refused, and each change is one guarded update that only one worker can win. This page says the same as
`worker/states.py`; a test compares them.
"""


def written(machine: type[StrEnum]) -> str:
    """One section: what the machine is, and a row for each of its arrows."""
    name = re.sub(r"(?<!^)([A-Z])", r" \1", machine.__name__).removesuffix(" State")
    purpose = (inspect.getdoc(machine) or "").splitlines()[0]
    rows = [f"| {arrow.source or '(new)'} | {arrow.target} | {arrow.cause} |" for arrow in MACHINES[machine]]
    return "\n".join([f"## {name}", "", purpose, "", "| from | to | when |", "|---|---|---|", *rows])


def page() -> str:
    return "\n".join([OPENING, *(written(machine) + "\n" for machine in MACHINES)])


def test_the_states_page_says_what_the_code_says() -> None:
    assert PAGE.read_text() == page(), "write it anew with `python -m tests.test_states_page`"


def test_every_state_can_be_reached() -> None:
    for machine, arrows in MACHINES.items():
        reached = {arrow.target for arrow in arrows}
        assert reached == set(machine), f"{machine.__name__}: {set(machine) - reached} cannot be reached"


def test_an_arrow_that_is_not_drawn_is_refused() -> None:
    for machine in MACHINES:
        for source in machine:
            drawn = {arrow.target for arrow in MACHINES[machine] if arrow.source == source}
            assert {target for target in machine if allowed(source, target)} == drawn


if __name__ == "__main__":
    PAGE.write_text(page())
