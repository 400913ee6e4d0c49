"""`keepwarm demo`: a week of a small team in about a minute, on this machine alone.

A local mailbox, made-up people and a clock that jumps; between them the real Keepwarm, as `keepwarm run`
has it. It ends by itself: 0 when every promise held, 1 when one was broken.
"""

from __future__ import annotations

import sys


def demo(*, keep: bool) -> int:
    """Play the week and return the exit code; with `keep` the database and the mails stay to be looked at."""
    # Imported here: the local mailbox is an extra that a server does without.
    try:
        from worker.demo.play import play
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("worker"):
            raise
        needed = missing.name.partition(".")[0]
        print(f"The demo needs the Python package {needed}: pip install 'keepwarm[demo]'.", file=sys.stderr)
        return 2
    return play(keep=keep)
