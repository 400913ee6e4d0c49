"""How a lead ended, in its owner's words: a "not" before what would have won it means that it was not won."""

from __future__ import annotations

import pytest

from worker.commands.closing import reason_of

ENDS = {
    "they won't buy": "lost",
    "not signed": "lost",
    "never really ordered": "lost",
    "she bought nothing": "lost",
    "nicht gewonnen": "lost",
    "hat nicht bei uns gekauft": "lost",
    "bought elsewhere": "lost",
    "it won’t fit our budget": "not a fit",
    "won, signed today": "won",
    "deal won, order not yet signed": "won",
    "gewonnen, noch nicht unterschrieben": "won",
    "won by a competitor": "lost",
    "not cheap but sold": "won",
    "she bought from us": "won",
    "hat bei uns ein Carport gekauft": "won",
    "they wonder about it": "they wonder about it",
}


@pytest.mark.parametrize("words", ENDS)
def test_an_end_is_what_its_owner_said(words: str) -> None:
    assert reason_of(words) == ENDS[words]
