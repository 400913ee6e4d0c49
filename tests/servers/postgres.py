"""A real PostgreSQL, and a fresh database for every test, copied from an empty template."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from itertools import count
from pathlib import Path

from tests.servers.daemon import Daemon, answers, free_port, need, short_folder, wait_until


class Postgres:
    """One server in one folder. `fsync` is off: what is tested here is not the disk."""

    def __init__(self) -> None:
        self.folder = short_folder()
        self.port = free_port()
        self._names = count(1)
        self.daemon: Daemon | None = None
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user, self._user)
        self._postgres = need("postgres")
        subprocess.run(
            [
                need("initdb"),
                "-D",
                str(self.data),
                "-U",
                "app",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
            user=self._user,
            group=self._user,
            extra_groups=[] if self._user else None,
        )

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [self._postgres, "-D", str(self.data), *options]
        self.daemon = Daemon(command, log=self.folder / "output.log", user=self._user)
        wait_until(lambda: answers(self.port) and self._ready(), what=f"PostgreSQL in {self.folder}")

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def database(self, *, template: str = "template0") -> str:
        """Make a database of its own and return its URL."""
        name = f"test{next(self._names)}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a test's database, also when the test left a connection open."""
        self._sql(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://app@127.0.0.1:{self.port}/{name}"

    def _sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="app", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def _ready(self) -> bool:
        """It accepts connections a moment before it lets anybody in."""
        import psycopg

        try:
            self._sql("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self.daemon is not None:
            self.daemon.end(how)
            self.daemon = None
