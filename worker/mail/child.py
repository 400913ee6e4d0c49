"""`python -m worker.mail.child`: one mail on the standard input, the ParsedEmail as JSON on the output.

Runs under the limits of apart.py, which it sets for itself before it reads a byte.
"""

from __future__ import annotations

import resource
import sys
from dataclasses import replace

from worker.mail import apart
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse_here


def main() -> None:
    """Read, parse and write; the exit code tells of failure."""
    resource.setrlimit(resource.RLIMIT_CPU, (apart.CPU_SECONDS, apart.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (apart.MEMORY, apart.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = parse_here(sys.stdin.buffer.read())
    sys.stdout.buffer.write(apart.AS_JSON.dump_json(_without_source(found)))


def _without_source(mail: ParsedEmail) -> ParsedEmail:
    """The bytes are known where this goes, and JSON holds none."""
    return replace(mail, source=b"", enclosed=tuple(map(_without_source, mail.enclosed)))


if __name__ == "__main__":
    main()
