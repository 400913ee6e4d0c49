"""Several processes that begin at the same moment, on a database that has never seen one."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from worker.app import build_app
from worker.settings import load

EXAMPLE = Path(__file__).parents[2] / "deploy" / "keepwarm.example.toml"
PROCESSES = 6


def test_each_of_them_begins(postgres_url: str) -> None:
    settings = load(EXAMPLE, {"KEEPWARM_DATABASE": postgres_url})
    apps = [build_app(settings) for _ in range(PROCESSES)]
    together = threading.Barrier(PROCESSES)

    def begin(number: int) -> None:
        together.wait()
        apps[number].begin()

    with ThreadPoolExecutor(PROCESSES) as starting:
        # What one of them raises is raised here.
        list(starting.map(begin, range(PROCESSES)))
    for app in apps:
        app.close()
