"""What a home gives to a story, and the home in one process: SQLite, and nobody to wake."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from worker.app import App
from worker.clock import StandingClock
from worker.settings import load


class Home(Protocol):
    """Where a story lives. `lines` is what its configuration says about that."""

    lines: str

    def clock(self, start: datetime) -> StandingClock:
        """Return the clock that the story moves and every process of the home reads."""
        ...

    def open(self, config: Path, clock: StandingClock) -> App:
        """Open the product in this process, for the story to look into."""
        ...

    def run(self, app: App) -> None:
        """Look at the mailboxes, and let the product do all that is due now."""
        ...


class Embedded:
    """One process that does everything itself."""

    def __init__(self, database: str) -> None:
        self.lines = f'database = "{database}"'

    def clock(self, start: datetime) -> StandingClock:
        return StandingClock(start)

    def open(self, config: Path, clock: StandingClock) -> App:
        return App(load(config, {}), clock)

    def run(self, app: App) -> None:
        app.run_until_idle()
