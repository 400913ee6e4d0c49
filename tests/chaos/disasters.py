"""Trouble of the machine itself, each in a home of its own: the disk is full, the clock jumps.

Both need something of the machine: to mount a small disk (root), and libfaketime. Where that is missing
the disaster is skipped, and whoever runs this is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from tests.chaos.checker import Count
from tests.chaos.home import Name
from tests.chaos.machine import FAKETIME, Disk, can_mount
from tests.chaos.rig import Rig
from tests.chaos.run import heal_and_check, rig_for

DAY = 24 * 3600


class Disaster(NamedTuple):
    """One trouble, where it can happen, the story, and what of the machine it needs."""

    name: str
    homes: tuple[Name, ...]
    happen: Callable[[Rig], None]
    possible: Callable[[], bool]
    small_disk: bool = False
    own_clock: bool = False


def disk_is_full(rig: Rig) -> None:
    """The disk fills to the last byte under the running home, and is emptied again, twice."""
    rig.home.start()
    for _ in range(2):
        rig.drop(4)
        rig.calm()
        rig.note("disk full")
        Disk(rig.home.data).fill()
        rig.drop(6)
        rig.kill_one()
        time.sleep(3)
        Disk(rig.home.data).empty()
        # Without room for its own signs of life a process may refuse to begin.
        rig.home.supervise()


def clock_jumps(rig: Rig) -> None:
    """Two days ahead, three back, and home again; each time the processes may be started anew."""
    rig.home.start()
    for seconds, again in ((2 * DAY, False), (-DAY, False), (DAY, True), (-DAY, True), (0, False)):
        rig.drop(3)
        rig.calm()
        rig.note("clock jumped")
        rig.set_clock(seconds)
        if again:
            rig.kill_one()
        rig.drop(3)


DISASTERS: tuple[Disaster, ...] = (
    Disaster("the disk is full", ("sqlite",), disk_is_full, can_mount, small_disk=True),
    Disaster("the clock jumps", ("sqlite", "postgresql"), clock_jumps, FAKETIME.exists, own_clock=True),
)


def strike(name: Name, *, seed: int, say: Callable[[str], None]) -> list[Count]:
    """Let every disaster happen that this home and this machine can have; return what was found."""
    found: list[Count] = []
    for disaster in DISASTERS:
        if name not in disaster.homes:
            continue
        if not disaster.possible():
            say(f"{disaster.name}: SKIPPED, this machine cannot do that")
            continue
        say(f"{disaster.name}:")
        disk, clock = disaster.small_disk, disaster.own_clock
        with rig_for(name, seed=seed, say=say, small_disk=disk, own_clock=clock) as rig:
            disaster.happen(rig)
            found += heal_and_check(rig)
    return found
