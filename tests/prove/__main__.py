"""The long run: `make prove`, or with fewer steps `make prove STEPS=2000`.

Three quarters of the steps on SQLite and one on PostgreSQL, at the same time, from a new seed each time; the
seed is said, and `make prove SEED=7` takes the same way again.
"""

from __future__ import annotations

import argparse
import math
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.prove.databases import OnPostgres, OnSqlite
from tests.prove.run import STEPS_A_SEQUENCE, prove
from tests.prove.stage import TALLY
from tests.servers.postgres import Postgres

# So many steps are run before it is said how far we are.
REPORT_EVERY = 500
# Parts of the steps. One takes PostgreSQL three times as long, so that both end together.
SHARES = {"sqlite": 3, "postgresql": 1}
FAST = Path("/dev/shm")  # where a database is written to memory, on Linux


class Part(NamedTuple):
    """What one process ran: how many steps in which time, what was done how often, what was wrong."""

    steps: int
    seconds: float
    tally: dict[str, int]
    wrong: str | None


def run(home: str, steps: int, seed: int, only: Sequence[str], shorten: bool) -> Part:
    """Run this many steps on a database of that kind, each batch from a seed of its own."""
    server = Postgres() if home == "postgresql" else None
    began, done = time.monotonic(), 0
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as folder:
        tempfile.tempdir = folder
        if server is not None:
            server.start()
        where = OnPostgres(server) if server is not None else OnSqlite(Path(folder))
        try:
            while done < steps:
                batch = min(REPORT_EVERY, steps - done)
                prove(where, batch, seed=seed + done, only=only, shorten=shorten)
                done += batch
                rate = done / (time.monotonic() - began)
                print(f"{home}: {done} of {steps} steps, {rate:.1f} a second", flush=True)
        except Exception as wrong:
            notes = "\n".join(getattr(wrong, "__notes__", []))
            return Part(done, time.monotonic() - began, dict(TALLY), f"{home}, seed {seed}: {wrong}\n{notes}")
        finally:
            tempfile.tempdir = None
            if server is not None:
                server.stop()
    return Part(done, time.monotonic() - began, dict(TALLY), None)


def _share(steps: int, home: str, homes: Sequence[str]) -> int:
    """Return how many of the steps this home takes, in whole sequences."""
    share = steps * SHARES[home] / sum(SHARES[one] for one in homes)
    return math.ceil(share / STEPS_A_SEQUENCE) * STEPS_A_SEQUENCE


def main() -> int:
    """Run both homes and say what was done; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--home", choices=list(SHARES), action="append", help="on this one only")
    parser.add_argument("--only", nargs="+", default=(), metavar="RULE", help="drive these rules only")
    parser.add_argument("--as-found", action="store_true", help="do not look for a shorter way")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    chosen = parser.parse_args()
    homes = chosen.home or list(SHARES)
    how = (chosen.seed, chosen.only, not chosen.as_found)
    print(f"{chosen.steps} steps, seed {chosen.seed}", flush=True)
    with ProcessPoolExecutor(len(homes)) as processes:
        parts = [processes.submit(run, home, _share(chosen.steps, home, homes), *how) for home in homes]
        ended = dict(zip(homes, (part.result() for part in parts), strict=True))
    often = {name for part in ended.values() for name in part.tally}
    for name in sorted(often, key=lambda name: -sum(part.tally.get(name, 0) for part in ended.values())):
        print(f"{sum(part.tally.get(name, 0) for part in ended.values()):8}  {name}")
    for home, part in ended.items():
        rate = part.steps / part.seconds
        print(f"{home}: {part.steps} steps in {part.seconds:.0f} s, {rate:.1f} a second", flush=True)
        if part.wrong is not None:
            print(part.wrong)
    return int(any(part.wrong is not None for part in ended.values()))


if __name__ == "__main__":
    sys.exit(main())
