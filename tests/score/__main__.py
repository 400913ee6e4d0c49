"""`python -m tests.score [kind ...] [--misses N] [--ours]`: the table, and the worst misses below it."""

from __future__ import annotations

import argparse
import sys
from itertools import chain

from rich.console import Console
from rich.table import Table

from tests.score import cases
from tests.score.libraries import LIBRARIES
from tests.score.measures import MEASURES, RIGHT, UNSURE, WRONG
from tests.score.scoring import KEEPWARM, Score, figure, holds

_SHOWN = 160  # characters of a miss


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.score", description=__doc__)
    arguments.add_argument("kinds", nargs="*", help="only these kinds, as the first table calls them")
    arguments.add_argument("--misses", type=int, default=20, help="how many misses are listed (20)")
    arguments.add_argument("--ours", action="store_true", help="only our own corpus")
    asked = arguments.parse_args()
    score = Score(LIBRARIES)
    console = Console(width=None if sys.stdout.isatty() else 150)
    if not asked.ours and not (cases.CORPORA / "cases.jsonl").exists():
        console.print("The public corpora are not here: 0 of their mails read.")
    for case in chain(() if asked.ours else cases.public(), cases.ours()):
        if not asked.kinds or case.kind in asked.kinds:
            score.read(case)
    _print_verdicts(console, score)
    _print_measures(console, score)
    _print_misses(console, score, asked.misses)


def _print_verdicts(console: Console, score: Score) -> None:
    table = Table(title="Verdicts", title_justify="left", box=None)
    for heading in ("kind", "mails", RIGHT, WRONG, UNSURE):
        table.add_column(heading, justify="left" if heading == "kind" else "right")
    for kind, found in sorted(score.verdicts.items()):
        table.add_row(kind, str(found.total()), *(str(found[result]) for result in (RIGHT, WRONG, UNSURE)))
    console.print(table, "")


def _print_measures(console: Console, score: Score) -> None:
    table = Table(title="Measures, per cent", title_justify="left", box=None)
    table.add_column("measure")
    for heading in ("cases", RIGHT, WRONG, UNSURE, KEEPWARM, "target"):
        table.add_column(heading, justify="right")
    table.add_column("holds")
    for heading in ("glued", *(name for name, _, _ in LIBRARIES)):
        table.add_column(heading, justify="right")
    for measure in MEASURES:
        if measure.name not in score.counts:
            continue
        found = score.counts[measure.name]
        ours = found[KEEPWARM]
        sign = "<=" if measure.at_most else ">="
        table.add_row(
            measure.name,
            str(ours.total()),
            *(str(ours[result]) for result in (RIGHT, WRONG, UNSURE)),
            f"{figure(measure, ours):.1f}",
            f"{sign} {measure.target:g}" if measure.target is not None else "",
            {True: "held", False: "[bold red]MISSED[/]", None: ""}[holds(measure, ours)],
            f"{measure.glued:g}" if measure.glued is not None else "",
            *(f"{figure(measure, found[name]):.1f}" if name in found else "" for name, _, _ in LIBRARIES),
        )
    console.print(table, "")


def _print_misses(console: Console, score: Score, most: int) -> None:
    order = {measure.name: place for place, measure in enumerate(MEASURES)}
    worst = sorted(score.misses, key=lambda miss: (order[miss[1].measure], miss[1].result != WRONG, miss[0]))
    console.print(f"The worst {min(most, len(worst))} of {len(worst)} misses:", markup=False)
    for name, outcome in worst[:most]:
        console.print(f"{outcome.measure} ({outcome.result}): {name}", markup=False, highlight=False)
        for heading, text in (("wanted", outcome.wanted), ("got", outcome.got)):
            console.print(f"    {heading:7}{_short(text)}", markup=False, highlight=False, soft_wrap=True)


def _short(text: str) -> str:
    text = " / ".join(line.strip() for line in text.splitlines() if line.strip())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " ..."


if __name__ == "__main__":
    main()
