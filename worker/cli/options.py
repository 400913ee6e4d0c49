"""The options that many commands share, as types of their parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        help="The configuration. Default: KEEPWARM_CONFIG, else ./keepwarm.toml.",
    ),
]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="INSTANT", help="Let the clock stand still at 2026-06-10T10:00:00+02:00."),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
Health = Annotated[
    str | None,
    typer.Option("--health", metavar="HOST:PORT", help="Answer /livez, /readyz and /metrics there."),
]
