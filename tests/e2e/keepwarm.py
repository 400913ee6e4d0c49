"""The real command, as an operator starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / "keepwarm"


def environment() -> dict[str, str]:
    """The environment without settings of this machine that would leak into the test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEEPWARM_")}
    return kept | {"NO_COLOR": "1", "COLUMNS": "120"}


def keepwarm(
    *words: str, config: Path | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    named = ["--config", str(config)] if config else []
    return subprocess.run(
        [str(COMMAND), *words, *named],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=cwd,
        env=environment(),
        check=False,
    )


def asked(*words: str, config: Path) -> Any:
    """Run a command with --json and return what it says."""
    done = keepwarm(*words, "--json", config=config)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def started(*words: str, config: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a command that lives until it is told to stop."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(COMMAND), *words, "--config", str(config)], stdout=output, stderr=output, env=environment()
        )
