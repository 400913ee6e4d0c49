"""What a machine may do to a home: a disk of a few megabytes, and a clock that a file sets."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Debian's package `libfaketime`; it answers clock_gettime for every process it is loaded into.
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), Path("no libfaketime here"))
DISK = "48m"


@dataclass(frozen=True, slots=True)
class Disk:
    """A small disk, mounted at `place`."""

    place: Path

    def fill(self) -> None:
        """Take every byte that is free."""
        with contextlib.suppress(OSError), (self.place / "filler").open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()

    def empty(self) -> None:
        (self.place / "filler").unlink()


@contextmanager
def mounted(place: Path) -> Iterator[None]:
    """Mount a small disk at `place`."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def can_mount() -> bool:
    """Whether we may mount here: as root, and not in a container that forbids it."""
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as place:
        try:
            with mounted(Path(place)):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


def clock_environment(file: Path) -> dict[str, str]:
    """What makes a process read its clock from `file`: an offset in seconds, written by `set_clock`."""
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        # Leases within a process, timeouts and sleeps run on, as they do when a real clock is set.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


def set_clock(file: Path, seconds: float) -> None:
    """Let the clock show `seconds` more than the machine's."""
    made = file.with_suffix(".new")
    made.write_text(f"{seconds:+.0f}s\n")
    made.rename(file)
