"""Named places to die: each in the list stands once in the flow, and kills only when it is asked to."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.e2e.keepwarm import environment
from worker.failpoints import FAILPOINTS, VARIABLE

WORKER = Path(__file__).parents[2] / "worker"


def test_every_named_place_is_reached_at_one_line() -> None:
    lines = Counter(
        name
        for path in WORKER.rglob("*.py")
        for name in re.findall(r'(?m)^\s+reach\("([^"]+)"\)$', path.read_text())
    )
    assert lines == Counter(FAILPOINTS)


def ended(at: str | None) -> int:
    """How a process ends that comes by one place three times."""
    code = "from worker.failpoints import reach\nfor _ in range(3): reach('outbox.before_dot')"
    given = environment() | ({VARIABLE: at} if at else {})
    return subprocess.run([sys.executable, "-c", code], env=given, cwd=WORKER.parent, check=False).returncode


def test_it_kills_at_the_place_and_the_time_that_are_named() -> None:
    assert ended(None) == 0
    assert ended("outbox.claimed") == 0
    assert ended("outbox.before_dot") == -9
    assert ended("outbox.before_dot:3") == -9
    assert ended("outbox.before_dot:4") == 0
