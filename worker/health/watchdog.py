"""Ends this process when one of its loops hangs, so that systemd or compose starts it anew.

A server that is down hangs nothing: its loop comes round, says so and tries again. Silence is counted in
the watchdog's own rounds, so that a process that was stopped, or a machine that slept, is not ended when it
wakes (reliability, invariant I21).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping

import structlog

from worker.health import systemd

# When each loop last came round, by its name, in any seconds that grow.
Loops = Mapping[str, Callable[[], float]]

ROUND = 5.0  # seconds
SILENT = 60.0  # a loop may rest 20 s, and wait for an answer
HANGING = 300.0
# EX_SOFTWARE of sysexits.h: something inside went wrong, starting anew may help.
EXIT_CODE = 70

log = structlog.get_logger()


class Watchdog:
    """One thread that watches `loops`; `hanging` and `round_seconds` are seconds."""

    def __init__(self, loops: Loops, *, hanging: float = HANGING, round_seconds: float = ROUND) -> None:
        self._loops = loops
        self._hanging = hanging
        self._round = round_seconds
        self._last_seen = {name: came_round() for name, came_round in loops.items()}
        self._silence = dict.fromkeys(loops, 0.0)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=1)

    def silent(self, seconds: float = SILENT) -> dict[str, float]:
        """Return the loops that did not come round for longer than this, and for how long."""
        return {name: silence for name, silence in self._silence.items() if silence > seconds}

    def look_round(self) -> None:
        """Count who came round since the last time; the thread does so every few seconds."""
        for name, came_round in self._loops.items():
            seen = came_round()
            self._silence[name] = self._silence[name] + self._round if seen == self._last_seen[name] else 0.0
            self._last_seen[name] = seen

    def _run(self) -> None:
        while not self._stopping.wait(self._round):
            self.look_round()
            hanging = self.silent(self._hanging)
            if hanging:
                end_process(hanging)
            systemd.notify(systemd.ALIVE)


def end_process(hanging: Mapping[str, float]) -> None:
    """Say which loop hangs, and end at once: a thread that hangs cannot be asked to stop."""
    names = ", ".join(sorted(hanging))
    log.critical("a loop hangs; this process ends so that it is started anew", loops=names)
    sys.stderr.flush()
    os._exit(EXIT_CODE)
