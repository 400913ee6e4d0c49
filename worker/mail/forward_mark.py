"""The line that mail programs put above a forwarded mail, or above the one they answer. Pure.

Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re

from worker.mail import forward_words, quote_words

_READ = 200_000  # characters
_MARGIN = r"^[ \t>*]{0,20}"
_DASHES = r"(?:-{2,20}|_{2,20})"
ORIGINAL = re.compile(
    rf"{_MARGIN}{_DASHES}[ \t]{{0,9}}(?:{quote_words.ORIGINAL})[ \t]{{0,9}}{_DASHES}",
    re.IGNORECASE | re.MULTILINE,
)
FORWARD = re.compile(
    rf"{_MARGIN}(?:-{{2,20}}[ \t]{{0,9}}(?:{forward_words.FORWARDED})"
    rf"|(?:{forward_words.BEGINS})[ \t]?[:：][ \t]{{0,9}}$)",
    re.IGNORECASE | re.MULTILINE,
)


def is_in(text: str) -> bool:
    """Whether it holds the line that mail programs put above a forwarded mail."""
    return bool(FORWARD.search(text[:_READ]))


def above(text: str) -> str:
    """What stands above the line that mail programs put above a forwarded or quoted mail; all without one."""
    marks = [found.start() for mark in (FORWARD, ORIGINAL) if (found := mark.search(text[:_READ]))]
    before = text[: min(marks)] if marks else text
    # Outlook draws a line and nothing more.
    return re.sub(r"\n[ \t>]*_{5,80}\s*\Z", "", f"\n{before}").strip()
