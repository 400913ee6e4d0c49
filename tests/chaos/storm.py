"""Mail comes in while processes are killed and other faults happen between: the long part of `make chaos`."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from tests.chaos import faults
from tests.chaos.rig import Rig
from tests.servers.daemon import wait_until
from tests.servers.redis import Redis

FAULT_SHARE = 0.3
SAY_EVERY = 20
# Seconds; Redis goes away at the sixth of these rounds.
FLUSH_EVERY, AWAY_AFTER, AWAY = 5, 6, 60


def storm(rig: Rig, *, kills: int, mails: int) -> None:
    """Kill `kills` times over `mails` mails, with another fault at about every third kill."""
    if rig.home.redis is None:
        _storm(rig, kills=kills, mails=mails)
        return
    with restless(rig, rig.home.redis):
        _storm(rig, kills=kills, mails=mails)


def _storm(rig: Rig, *, kills: int, mails: int) -> None:
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
        rig.visitors.press()
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


@contextlib.contextmanager
def restless(rig: Rig, redis: Redis) -> Iterator[None]:
    """Let Redis forget everything every five seconds, all the time, and be away for a minute once."""
    over = threading.Event()

    def forget() -> None:
        rounds = 0
        while not over.wait(FLUSH_EVERY):
            rounds += 1
            if rounds == AWAY_AFTER:
                rig.happened["Redis away"] += 1
                redis.kill()
                over.wait(AWAY)
                redis.start()
            else:
                redis.empty()
                rig.happened["Redis emptied"] += 1

    thread = threading.Thread(target=forget, name="restless Redis")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
