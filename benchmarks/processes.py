"""The product as an operator runs it: its own processes, started and ended with the benchmark."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.keepwarm import COMMAND, environment

# Everything in one process, or each part in its own with Redis between them.
EMBEDDED = (("keepwarm", "run"),)
SCALED = (
    ("keepwarm", "collect"),
    ("keepwarm", "heartbeat"),
    ("dramatiq", "worker.actors:connect", "--processes", "1", "--threads", "2"),
)


@contextmanager
def started(commands: tuple[tuple[str, ...], ...], config: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start these commands of our environment with one configuration; end them by SIGTERM, then SIGKILL."""
    with (config.parent / "processes.log").open("ab") as log:
        children = [
            subprocess.Popen(
                [str(COMMAND.with_name(command)), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment() | {"KEEPWARM_CONFIG": str(config)},
                # Dramatiq starts children of its own, which end with their group.
                start_new_session=True,
            )
            for command, *words in commands
        ]
    try:
        yield children
    finally:
        for child in children:
            child.send_signal(signal.SIGTERM)
        for child in children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
