"""Ours and a rival, taken in turns so that a busy moment of the machine meets both, and the best of each.

The profile is taken in a run of its own: a profiler would slow down what is measured.
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3
TOP = 8


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds of the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def best_in_turns(*contenders: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """Ask each contender for its figure in turn, `rounds` times; return the lowest of each."""
    figures = [[contender() for contender in contenders] for _ in range(rounds)]
    return [min(column) for column in zip(*figures, strict=True)]


def top_lines(work: Callable[[], object]) -> list[str]:
    """Return the functions that took most time of their own while `work` ran once."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    stats = pstats.Stats(profiler)
    total = stats.total_tt or 1.0  # type: ignore[attr-defined]
    # Each entry: primitive calls, calls, own seconds, seconds with callees, callers.
    entries = sorted(stats.stats.items(), key=lambda entry: entry[1][2], reverse=True)  # type: ignore[attr-defined]
    return [
        f"{own / total:4.0%}  {own:7.3f} s  {calls:9,} calls  {_place(file, line, name)}"
        for (file, line, name), (_, calls, own, _, _) in entries[:TOP]
    ]


def _place(file: str, line: int, name: str) -> str:
    """Name a function by the last two parts of its path; what is written in C has no path."""
    return name if file == "~" else f"{'/'.join(Path(file).parts[-2:])}:{line} {name}"
