"""Real servers beside the tests: found, started on a free port in a folder of their own, ended for certain.

Everything is safe to run several times at once: each pytest-xdist worker starts its own servers.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin", "/opt/homebrew/sbin")


def need(binary: str, *others: str) -> str:
    """Return the path of a server's program, by the first of its names that is found.

    Where it is not installed the test is skipped; in CI (`CI=true`) it fails, so that no test goes missing.
    """
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places = os.pathsep.join([os.environ.get("PATH", ""), *PLACES, *map(str, versions)])
    for called in (binary, *others):
        found = shutil.which(called, path=places)
        if found:
            return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{binary} is not installed, and CI runs every test", pytrace=False)
    pytest.skip(f"{binary} is not installed")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def short_folder() -> Path:
    """A new folder with a path short enough for unix sockets (108 characters), removed at exit.

    Servers that give up root must be able to walk into it.
    """
    folder = Path(tempfile.mkdtemp(prefix="kw", dir="/tmp"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def wait_until(ready: Callable[[], bool], *, seconds: float = 10, what: str = "the server") -> None:
    """Ask `ready` again and again; raises `TimeoutError` when it is still false after `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} was not ready within {seconds} s")
        time.sleep(0.01)


def answers(port: int) -> bool:
    """Does anybody accept connections on this port of the loopback?"""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class Daemon:
    """A child in a session of its own: ending the session's group leaves no orphan behind."""

    def __init__(self, command: Sequence[str], *, log: Path, user: str | None = None) -> None:
        with log.open("ab") as output:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                user=user,
                group=user,
                extra_groups=[] if user else None,
            )
        atexit.register(self.end, signal.SIGKILL)

    @property
    def runs(self) -> bool:
        return self.child.poll() is None

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Signal the whole group; what has not gone after five seconds is killed."""
        atexit.unregister(self.end)
        self._signal_group(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(timeout=5)
        self._signal_group(signal.SIGKILL)
        self.child.wait(timeout=5)

    def _signal_group(self, how: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.child.pid, how)
