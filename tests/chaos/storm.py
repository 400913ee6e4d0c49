"""Mail comes in while processes are killed and other faults happen between: the long part of `make chaos`."""

from __future__ import annotations

import contextlib
import time

from tests.chaos import faults
from tests.chaos.rig import Rig
from tests.servers.daemon import wait_until

FAULT_SHARE = 0.3
SAY_EVERY = 20


def storm(rig: Rig, *, kills: int, mails: int) -> None:
    """Kill `kills` times over `mails` mails, with another fault at about every third kill."""
    dropped = 0
    for number in range(1, kills + 1):
        wanted = round(mails * number / kills)
        rig.drop(wanted - dropped)
        dropped = wanted
        if rig.chance.random() < FAULT_SHARE:
            fault = faults.one_of(rig)
            rig.note(fault.name)
            fault.happen(rig)
        wait_for_a_moment(rig)
        rig.catch_up()
        rig.kill_one()
        if number % SAY_EVERY == 0 or number == kills:
            rig.say(f"{number} kills, {dropped} mails in, {len(rig.truth.sink.mails)} accepted by the sink")


def wait_for_a_moment(rig: Rig) -> None:
    """Wait for the moment of the next kill: any moment after the start, or one at which mail goes out."""
    if rig.chance.random() < 0.4:
        time.sleep(rig.chance.uniform(0.02, 0.6))
        return
    enough = len(rig.truth.sink.mails) + rig.chance.randrange(1, 8)
    # Nothing may be left to go out.
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: len(rig.truth.sink.mails) >= enough, seconds=1.5)
    time.sleep(rig.chance.uniform(0, 0.02))
