"""The command line: `keepwarm`. program.py names the commands, one module a family of them.

Nothing heavy is imported before a command needs it, so that `keepwarm --help` answers at once.
"""

from __future__ import annotations

from worker.cli.program import main

__all__ = ["main"]
