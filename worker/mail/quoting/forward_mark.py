"""The line that mail programs put above a forwarded mail, or above the one they answer. Pure.

Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re

from worker.mail.quoting import forward_words, quote_words

_READ = 200_000  # characters
_MARGIN = r"^[ \t>*]{0,20}"
_DASHES = r"(?:-{2,20}|_{2,20})"
_RULE = r"[-=_]{2,30}"
ORIGINAL = re.compile(
    rf"{_MARGIN}{_DASHES}[ \t]{{0,9}}(?:{quote_words.ORIGINAL})[ \t]{{0,9}}{_DASHES}",
    re.IGNORECASE | re.MULTILINE,
)
FORWARD = re.compile(
    rf"{_MARGIN}(?:{_RULE}[ \t]{{0,9}}(?:{forward_words.FORWARDED}|{forward_words.FORWARDED_BY})"
    rf"|(?:{forward_words.BEGINS})[ \t]?[:：][ \t]{{0,9}}$|This is a forwarded message[ \t]{{0,9}}$)",
    re.IGNORECASE | re.MULTILINE,
)
# Zoho writes its mark twice, mutt one at the end, The Bat! scissors around the text.
_SCISSORS = r"={2,9}8<={2,30}"
_MARK_ABOVE = re.compile(
    rf"^(?:{_RULE}[ \t]{{0,9}}(?:{forward_words.FORWARDED})[ \t]{{0,9}}{_RULE}|{_SCISSORS}[^\n]{{0,90}})\s",
    re.IGNORECASE,
)
_MARK_BELOW = re.compile(
    rf"^[ \t]{{0,9}}(?:{_RULE}[ \t]{{0,9}}End (?:of )?forwarded message\b|{_SCISSORS}End).*\Z",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_LINE = re.compile(r"\n[ \t>]*[_-]{5,80}\s*\Z")


def is_in(text: str) -> bool:
    """Whether it holds the line that mail programs put above a forwarded mail."""
    return bool(FORWARD.search(text[:_READ]))


def above(text: str) -> str:
    """What stands above the line that mail programs put above a forwarded or quoted mail; all without one."""
    marks = [found.start() for mark in (FORWARD, ORIGINAL) if (found := mark.search(text[:_READ]))]
    before = text[: min(marks)] if marks else text
    # Outlook draws a line and nothing more.
    return _LINE.sub("", f"\n{before}").strip()


def unwrapped(text: str) -> str:
    """The forwarded text without the marks its program put around it, and without ">" before every line."""
    text = _MARK_BELOW.sub("", _MARK_ABOVE.sub("", text.strip())).strip()
    lines = text.split("\n")
    if any(line.strip() and not line.startswith(">") for line in lines):
        return text
    return "\n".join(line[1:].removeprefix(" ") for line in lines).strip()
