"""Commands of one mail that cannot both be meant are refused whole (issue: bad input; rules, section 7)."""

from __future__ import annotations

import pytest

from worker.commands.contradictions import contradiction
from worker.commands.grammar import parse


@pytest.mark.parametrize(
    "words",
    [
        "accept\ndecline: busy",
        "send\nclose: lost",
        "snooze Fri\nclose: lost",
        "snooze Fri\nsnooze Mon",
        "later 16:00\nlater 17:00",
        "close: won\nclose: lost",
        "close: won\nnot a lead",
        "next: ring her\nnext: write to her about the permit",
        "stage qualified: budget known\nstage contacted: she rang",
        "handoff sam: knows her\nhandoff max: knows the site",
        "handoff sam: knows her\nforce max: knows the site",
        "handoff sam: knows her\nclose: won",
        "handoff sam: knows her\noffer",
        "booked Thu 16:00\nbooked Fri 10:00",
        "booked Thu 16:00\nclose: lost",
        "waiting: Max, the price\nsnooze Fri",
        "called: reached\ncalled: no answer",
        "showed\nno show",
        "undo\nclose: lost",
        "undo\nsend",
        "list today\nlist all",
        "annehmen\nablehnen",
        "Termin Do 16 Uhr\nschließen: verloren",
        "erschienen\nnicht erschienen",
    ],
)
def test_what_cannot_both_be_meant_is_asked(words: str) -> None:
    commands = parse(words).commands
    assert len(commands) == 2
    assert "so nothing was" in (contradiction(commands) or "")


@pytest.mark.parametrize(
    "words",
    [
        "ok\nnote: she prefers mornings",
        "ok, next: ring her by Thu\nnote: mornings",
        "called: reached\nbooked Thu 16:00",
        "called: reached\nnext: send the quote by Fri",
        "no show\nbooked Fri 10:00",
        "showed\nstage proposal sent: she wants it in writing",
        "called: reached\nclose: won",
        "accept\nsnooze Fri",
        "accept\nhandoff sam: knows her",
        "stage qualified: budget known\nnext: send the quote by Fri",
        "1 send\n2 close: lost",
        "L-1 close: won\nL-2 send",
        "later 16:00\nlater 16:00",
    ],
)
def test_what_goes_together_is_done(words: str) -> None:
    commands = parse(words).commands
    assert len(commands) >= 2
    assert contradiction(commands) is None
