"""What is unusual is parsed in a process of its own, with a limit on its time and memory.

Few mails are (caps.is_unusual), so each gets a new process, which knows no secret of ours; whatever it
does, the one that judges goes on. The result comes back as JSON, never as objects.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import worker
from worker.mail.message import ParsedEmail

CPU_SECONDS = 10
WALL_SECONDS = 20
MEMORY = 512 * 1024 * 1024  # bytes

AS_JSON = TypeAdapter(ParsedEmail)


def parse_apart(raw: bytes) -> ParsedEmail | None:
    """Read one mail in a process of its own; None when that did not live to tell."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "worker.mail.child"],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Nothing of our environment: passwords may stand in it.
            env={"PYTHONPATH": str(Path(worker.__file__).parents[1])},
            timeout=WALL_SECONDS,
            check=True,
        )
        return AS_JSON.validate_json(done.stdout)
    except (subprocess.SubprocessError, OSError, ValidationError):
        return None
