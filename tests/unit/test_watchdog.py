"""A loop that hangs ends its process, and nothing else does (reliability, invariant I21)."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from worker.health import systemd
from worker.health.watchdog import EXIT_CODE, Watchdog

# A process with two loops: one comes round, the other hangs from the start.
HANGING = """
import itertools, threading
from worker.health.watchdog import Watchdog
from worker.logs import log_to_stderr

log_to_stderr("info")
turns = itertools.count()
watchdog = Watchdog(
    {"heartbeat": lambda: next(turns), "watch:sales": lambda: 7.0}, hanging=0.3, round_seconds=0.05
)
watchdog.start()
threading.Event().wait(30)
"""


def test_a_hanging_loop_ends_its_process_and_says_which() -> None:
    done = subprocess.run([sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=20)
    assert done.returncode == EXIT_CODE
    (line,) = done.stderr.splitlines()
    assert "watch:sales" in line
    assert "heartbeat" not in line


def test_only_rounds_of_its_own_are_counted() -> None:
    """A process that was stopped for an hour finds its loops as silent as before."""
    rounds = itertools.count()
    watchdog = Watchdog({"heartbeat": lambda: next(rounds), "watch:sales": lambda: 7.0}, round_seconds=5)
    for _ in range(13):
        watchdog.look_round()
    assert watchdog.silent() == {"watch:sales": 65}
    assert watchdog.silent(100) == {}


def test_a_loop_that_comes_round_again_is_forgiven() -> None:
    came_round = iter([1.0] * 20 + [2.0] * 2)
    watchdog = Watchdog({"heartbeat": lambda: next(came_round)}, round_seconds=5)
    for _ in range(19):
        watchdog.look_round()
    assert watchdog.silent() == {"heartbeat": 95}
    watchdog.look_round()
    assert watchdog.silent() == {}


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_it_where_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, abstract: bool
) -> None:
    place = f"@keepwarm-test-{os.getpid()}" if abstract else f"{tmp_path}/notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(place.replace("@", "\0", 1))
        monkeypatch.setenv("NOTIFY_SOCKET", place)
        systemd.notify(systemd.READY)
        assert listening.recv(100) == b"READY=1"


def test_nobody_is_told_where_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    systemd.notify(systemd.READY)
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/notify")
    systemd.notify(systemd.READY)
