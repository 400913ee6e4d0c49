"""`kill -9` at any moment and at every named point, on both homes: nothing lost, nothing twice."""

from __future__ import annotations

import pytest

from tests.chaos.checker import broken, table
from tests.chaos.failing import die_everywhere
from tests.chaos.home import Name
from tests.chaos.run import MAILS_A_KILL, heal_and_check, rig_for
from tests.chaos.storm import storm

KILLS = 60
HOMES: tuple[Name, ...] = ("sqlite", "postgresql")


@pytest.mark.parametrize("home", HOMES)
def test_sixty_kills_among_other_faults_lose_nothing_and_send_nothing_twice(home: Name) -> None:
    with rig_for(home, seed=20261122, say=print) as rig:
        rig.home.start()
        storm(rig, kills=KILLS, mails=KILLS * MAILS_A_KILL)
        counts = heal_and_check(rig)
    assert broken(counts) == [], table(counts)


@pytest.mark.parametrize("home", HOMES)
def test_a_death_at_every_failpoint_heals(home: Name) -> None:
    with rig_for(home, seed=20261122, say=print) as rig:
        rig.home.start()
        die_everywhere(rig, times=1)
        counts = heal_and_check(rig)
    assert broken(counts) == [], table(counts)
