"""Five thousand broken mails, the same in every run: none crashes, none is over its limits."""

from __future__ import annotations

import pytest

from tests.fuzz.mutations import mutated
from tests.fuzz.promises import is_read_rightly

MAILS, SHARDS = 4_600, 23  # and 400 by hypothesis (test_generated.py)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_broken_mail_keeps_every_promise(shard: int) -> None:
    for number in range(shard, MAILS, SHARDS):
        try:
            is_read_rightly(mutated(number))
        except Exception as failed:
            raise AssertionError(f"mutated({number}): {failed!r}") from failed
