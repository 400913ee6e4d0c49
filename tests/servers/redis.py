"""A real Redis without a disk: one a test run, emptied for every test."""

from __future__ import annotations

import signal

from tests.servers.daemon import Daemon, answers, free_port, need, short_folder, wait_until


class Redis:
    def __init__(self) -> None:
        self.binary = need("redis-server")
        self.folder = short_folder()
        self.port = free_port()
        self.daemon: Daemon | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [self.binary, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        options = ["--save", "", "--appendonly", "no"]
        self.daemon = Daemon([*command, *options], log=self.folder / "output.log")
        wait_until(lambda: answers(self.port), what="Redis")

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def empty(self) -> None:
        """Forget everything, as FLUSHALL does to a broker in use."""
        import redis

        with redis.Redis(port=self.port) as client:
            client.flushall()

    def _end(self, how: signal.Signals) -> None:
        if self.daemon is not None:
            self.daemon.end(how)
            self.daemon = None
