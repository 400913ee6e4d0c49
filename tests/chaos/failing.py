"""Every failpoint in turn: the home dies there, is started again, and is well within one sweep."""

from __future__ import annotations

import time

from tests.chaos.rig import MOST_WAITING, Rig
from tests.servers.daemon import wait_until
from worker.failpoints import FAILPOINTS, VARIABLE

# One sweep is at most 20 s, and what was put off waits a little; the rest is for a machine that is busy.
HEALS_WITHIN = 60.0
DIES_WITHIN = 120.0


def die_everywhere(rig: Rig, *, times: int) -> None:
    """Die `times` times at each failpoint, the later times in the midst of more work."""
    rig.calm()
    for turn in range(1, times + 1):
        for name in FAILPOINTS:
            die_at(rig, name, reached=turn % 3 + 1)
        rig.say(f"each of {len(FAILPOINTS)} failpoints {turn} times, {len(rig.truth.sink.mails)} accepted")


def die_at(rig: Rig, name: str, *, reached: int = 1) -> None:
    """Let a process die when it comes to `name` for the nth time, then heal. Raises TimeoutError."""
    rig.home.kill()
    rig.home.start(**{VARIABLE: f"{name}:{reached}"})
    rig.note(name)
    for child in rig.home.running:
        child.expected = True
    rig.drop(2)
    wait_until(lambda: _feed(rig), seconds=DIES_WITHIN, what=f"death at {name}")
    rig.home.kill()
    rig.home.start()
    began = time.monotonic()
    rig.calm()
    if time.monotonic() - began > HEALS_WITHIN:
        rig.silent_stops.append(f"After a death at {name} it took {time.monotonic() - began:.0f} s to heal.")


def _feed(rig: Rig) -> bool:
    """Give it something to come by with, until somebody is dead."""
    rig.town_answers()
    rig.visitors.press()
    for _ in range(10):
        if any(not child.runs for child in rig.home.running):
            return True
        time.sleep(0.05)
    if rig.waiting() < MOST_WAITING:
        rig.drop(1)
    return False
