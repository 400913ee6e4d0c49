"""How a command ends when it cannot do what was asked: sentences that say what to do, and an exit code.

0: done. 1: what was checked does not hold. 2: wrong use, or something it needs is missing.
"""

from __future__ import annotations

NOT_HELD = 1
WRONG_USE = 2


class Refusal(Exception):
    """The command ends here; `sentences` go to the error stream, one a line."""

    def __init__(self, *sentences: str, code: int = WRONG_USE) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        self.code = code
