"""`make chaos`: both homes side by side; exit status 1 when a promise does not hold.

`python -m tests.chaos sqlite` (or `postgresql`) runs one of them. CHAOS_KILLS says how many kills,
CHAOS_SEED repeats a run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import IO, cast

from tests.chaos.checker import broken
from tests.chaos.disasters import strike
from tests.chaos.home import Name
from tests.chaos.run import run, wanted_kills

HOMES: tuple[Name, ...] = ("sqlite", "postgresql")


def main() -> int:
    """Run the home that is named, or all of them at once, each in a process of its own."""
    if len(sys.argv) > 1:
        return one(cast(Name, sys.argv[1]))
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.chaos", name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for name in HOMES
    ]
    passing = [threading.Thread(target=_pass_on, args=(process.stdout,)) for process in processes]
    for thread in passing:
        thread.start()
    for thread in passing:
        thread.join()
    return max(abs(process.wait()) for process in processes)


def one(name: Name) -> int:
    """Run one home and say how it went."""
    seed = int(os.environ.get("CHAOS_SEED") or time.time())
    began = time.monotonic()

    def say(words: str) -> None:
        for line in words.splitlines():
            print(f"{name:10} {time.monotonic() - began:6.0f} s  {line}", flush=True)

    found = broken(run(name, kills=wanted_kills(), seed=seed, say=say))
    found += broken(strike(name, seed=seed, say=say))
    say(f"BROKEN: {', '.join(found)}" if found else "every count holds")
    return 1 if found else 0


def _pass_on(output: IO[bytes]) -> None:
    for line in output:
        sys.stdout.write(line.decode("utf-8", "replace"))
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
