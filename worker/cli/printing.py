"""How answers look: JSON for programs, tables for people; colour only on a terminal that wants it.

What customers wrote is shown as it is, without markup and without the control characters that could
move a terminal's cursor.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from worker.store.work import Work

# Piped tables are not folded to a screen nobody looks at.
PIPED_WIDTH = 250


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print one JSON value; U+FFFD stands for what no encoding can carry."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def console(*, stderr: bool = False) -> Console:
    """Return where people read: styled on a terminal, plain where it is piped or NO_COLOR is set."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    piped = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(
        file=stream, width=PIPED_WIDTH if piped else None, highlight=False, markup=False, soft_wrap=False
    )


def say(*lines: str, style: str | None = None) -> None:
    """Print plain sentences."""
    screen = console()
    for line in lines:
        screen.print(harmless(line), style=style, soft_wrap=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print rows under their columns."""
    from rich.table import Table
    from rich.text import Text

    screen = console()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", collapse_padding=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in row))
    if title:
        screen.print(Text(title, style="bold"))
    screen.print(table)


def marked(text: object, style: str) -> Any:
    """Return words with a style, for a cell of a table."""
    from rich.text import Text

    return Text(plain(text), style=style)


def plain(value: object) -> str:
    """Return a value as one line without needless space."""
    return " ".join(harmless("" if value is None else str(value)).split())


def harmless(text: str) -> str:
    """Return what a terminal shows and never obeys: no control characters, no turning of direction."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def when(work: Work, instant: datetime | None) -> str:
    """Say an instant as people do, on the team's clock; empty for none."""
    from worker.outbox.saying import say_when

    return "" if instant is None else say_when(instant, work.now, work.settings.team_calendar.zone)
