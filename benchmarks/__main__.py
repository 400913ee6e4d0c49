"""`python -m benchmarks [name ...] [--quick] [--json]`: run all benchmarks, or these, one after the other.

The exit status is 0 also when a target is missed: the table says so, and a busy machine is no failure.
"""

from __future__ import annotations

import argparse
import importlib
import sys

import pytest
from rich.console import Console

from benchmarks.table import Row, as_json, print_table

# In the order in which they are run and printed.
NAMES = ("notice", "judging", "reading", "delivery", "claiming", "beat", "idle")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Keepwarm.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of: {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="less of everything, in under two minutes")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"There is no benchmark {unknown[0]!r}. Name one of: {', '.join(NAMES)}.")

    console = Console(width=None if sys.stdout.isatty() else 160, stderr=asked.json)
    tables: dict[str, list[Row]] = {}
    for name in asked.names or NAMES:
        benchmark = importlib.import_module(f"benchmarks.{name}")
        try:
            tables[name] = benchmark.measure(asked.quick)
            profile = [] if asked.json else getattr(benchmark, "profile", lambda _quick: [])(asked.quick)
        except pytest.skip.Exception as missing:
            console.print(f"{name}: not measured, because {missing}", markup=False)
            continue
        print_table(name, tables[name], profile, console)
    if asked.json:
        print(as_json(tables))


if __name__ == "__main__":
    main()
