"""What a benchmark found: one row a figure, printed as a table for people or as JSON for programs.

Whether a target holds is worked out here from the figures, never written down by a benchmark.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Target:
    """A bound of a figure, or (`of_ceiling`) of its ratio to the ceiling."""

    bound: float
    least: bool
    of_ceiling: bool = False

    def holds(self, row: Row) -> bool:
        value = row.ratio if self.of_ceiling else row.ours
        if value is None:
            return False
        return value >= self.bound if self.least else value <= self.bound

    def words(self, unit: str) -> str:
        sign = ">=" if self.least else "<="
        return f"{sign} {self.bound:g} x" if self.of_ceiling else f"{sign} {figure(self.bound)} {unit}"


def at_most(bound: float, *, of_ceiling: bool = False) -> Target:
    return Target(bound, least=False, of_ceiling=of_ceiling)


def at_least(bound: float, *, of_ceiling: bool = False) -> Target:
    return Target(bound, least=True, of_ceiling=of_ceiling)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of ours beside that of a rival or of the bare library (`ceiling`), both in `unit`."""

    what: str
    ours: float
    unit: str
    ceiling: float | None = None
    against: str = ""
    target: Target | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.ceiling if self.ceiling else None

    @property
    def holds(self) -> bool | None:
        """Whether the target holds; None where there is none."""
        return self.target.holds(self) if self.target else None


def figure(value: float) -> str:
    """Three digits that matter, thousands parted."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def print_table(title: str, rows: Iterable[Row], profile: Iterable[str], console: Console) -> None:
    """Print the rows with frames on a terminal, plainly in a pipe; missed targets say so."""
    table = Table(title=title, title_justify="left", box=None if not console.is_terminal else Table().box)
    table.add_column("what")
    for heading in ("ours", "ceiling", "ratio"):
        table.add_column(heading, justify="right")
    for heading in ("target", "holds", "ceiling is"):
        table.add_column(heading)
    for row in rows:
        table.add_row(
            row.what,
            f"{figure(row.ours)} {row.unit}",
            "" if row.ceiling is None else f"{figure(row.ceiling)} {row.unit}",
            "" if row.ratio is None else figure(row.ratio),
            row.target.words(row.unit) if row.target else "",
            {True: "yes", False: "[bold red]MISSED[/]", None: ""}[row.holds],
            row.against,
        )
    console.print(table)
    for line in profile:
        console.print(f"  {line}", markup=False, highlight=False)
    console.print()


def as_json(tables: dict[str, list[Row]]) -> str:
    """Return all rows of all benchmarks, with names a program can read."""
    return json.dumps(
        {
            name: [
                {
                    "what": row.what,
                    "ours": row.ours,
                    "unit": row.unit,
                    "ceiling": row.ceiling,
                    "against": row.against,
                    "ratio": row.ratio,
                    "target": row.target.words(row.unit) if row.target else None,
                    "holds": row.holds,
                }
                for row in rows
            ]
            for name, rows in tables.items()
        },
        indent=2,
    )
