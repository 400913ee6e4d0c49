"""The processes under fault: started through the fork server, killed, stopped and continued by signals."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.keepwarm import environment as clean_environment
from tests.servers.daemon import wait_until

PROJECT = Path(__file__).parents[2]


@dataclass
class Child:
    """One running command. Signals go to its whole session: a container dies with all that is in it."""

    command: tuple[str, ...]
    pid: int
    status: int | None = None
    # Whether its end is our doing; a process that ends by itself is a finding (I21).
    expected: bool = False
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def runs(self) -> bool:
        return not self._ended.is_set()

    def kill(self) -> None:
        self.expected = True
        self._signal(signal.SIGKILL)
        self.wait(10)

    def stop(self) -> None:
        """Stand still, as a machine does that swaps or is suspended."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def terminate(self) -> int:
        """Ask it to end, as an operator does; return its exit status."""
        self.expected = True
        # `dramatiq` passes it on; twice would mean at once.
        if self.runs:
            os.kill(self.pid, signal.SIGTERM)
        return self.wait(20)

    def wait(self, seconds: float) -> int:
        if not self._ended.wait(seconds):
            raise TimeoutError(f"{' '.join(self.command)} did not end within {seconds} s")
        assert self.status is not None
        return self.status

    def peak_memory(self) -> int:
        """The most memory that it, or a child of its own, ever had resident, in bytes; 0 once it is gone."""
        try:
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        except OSError:
            return 0
        return max(_peak_memory(pid) for pid in (str(self.pid), *children))

    def ended(self, status: int) -> None:
        self.status = status
        self._ended.set()

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            # It was forked a moment ago and leads no session yet, or it is gone.
            if self.runs:
                os.kill(self.pid, number)


def _peak_memory(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


class ForkServer:
    """One fork server, running the product that lies in `code` (a folder with `worker/`)."""

    def __init__(self, folder: Path, *, code: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.connections = folder / "connections.log"
        # Where the children may connect to (I18).
        self.ports: list[int] = []
        self.children: list[Child] = []
        self._began: queue.Queue[int] = queue.Queue()
        self._by_pid: dict[int, Child] = {}
        self._lock = threading.Lock()
        self._early: dict[int, int] = {}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("fork_server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean_environment() | {"PYTHONPATH": str(code), **environment},
            cwd=folder,
        )
        self._ready = threading.Event()
        threading.Thread(target=self._listen, name="fork server", daemon=True).start()
        wait_until(self._ready.is_set, seconds=60, what="the fork server")

    def start(self, *command: str, environment: Mapping[str, str] = {}, log: str = "run.log") -> Child:
        """Start `keepwarm ...` or `dramatiq ...`; return at once."""
        order = {
            "command": command,
            "environment": dict(environment),
            "log": str(self.folder / log),
            "connections": str(self.connections),
            "ports": self.ports,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        child = Child(command, self._began.get(timeout=30))
        with self._lock:
            self._by_pid[child.pid] = child
            if child.pid in self._early:
                child.ended(self._early.pop(child.pid))
        self.children.append(child)
        return child

    def run(self, *command: str, seconds: float = 300, environment: Mapping[str, str] = {}) -> int:
        """Run a command to its end and return its exit status."""
        child = self.start(*command, environment=environment)
        child.expected = True
        return child.wait(seconds)

    def unexpected_ends(self) -> list[Child]:
        return [child for child in self.children if not child.runs and not child.expected]

    def close(self) -> None:
        for child in self.children:
            if child.runs:
                child.expected = True
                child.resume()
                child.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if "ready" in said:
                self._ready.set()
            elif "began" in said:
                self._began.put(said["began"])
            else:
                with self._lock:
                    child = self._by_pid.pop(said["ended"], None)
                    if child is None:
                        self._early[said["ended"]] = said["status"]
                    else:
                        child.ended(said["status"])
