"""A clock of several processes: it stands where a file says, and whoever moves it writes the file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from worker.clock import StandingClock


class SharedClock(StandingClock):
    """Begin it with `start` in the one process that moves it; the others only read."""

    def __init__(self, file: Path, start: datetime | None = None) -> None:
        self._file = file
        super().__init__(start or self.now())
        if start is not None:
            self._write(super().now())

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text())

    def advance_to(self, instant: datetime) -> None:
        super().advance_to(instant)
        self._write(super().now())

    def _write(self, instant: datetime) -> None:
        """Replace the file at once: a reader never finds half an instant."""
        new = self._file.with_suffix(".new")
        new.write_text(instant.isoformat())
        new.replace(self._file)
