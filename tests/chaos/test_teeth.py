"""The checker has teeth: it finds each mistake in a copy of the product, and nothing in the product."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.chaos.checker import broken, check, table
from tests.chaos.rig import Rig
from tests.chaos.run import rig_for
from tests.chaos.teeth import TEETH, Tooth

STORIES = {tooth.story: tooth.home for tooth in TEETH}


@pytest.mark.parametrize("tooth", TEETH, ids=lambda tooth: tooth.name)
def test_the_checker_finds_the_mistake(tooth: Tooth) -> None:
    with rig_for(tooth.home, seed=1, mistake=tooth.mistake) as rig:
        tooth.story(rig)
        counts = check(rig.evidence())
    assert tooth.breaks in broken(counts), table(counts)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_without_the_mistake_the_same_story_is_clean(story: Callable[[Rig], None]) -> None:
    with rig_for(STORIES[story], seed=1) as rig:
        story(rig)
        counts = check(rig.evidence())
    assert broken(counts) == [], table(counts)
