"""Two texts compared as a person would: white space and a signature at the end do not count.

The labelled suites disagree about signatures, some keep them, some take them off; so a short tail of
short lines may be there or not. Anything else too much is a quote left in, anything missing is lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

_TAIL_LINES = 9
_TAIL_LINE = 90  # characters


@dataclass(frozen=True, slots=True)
class Compared:
    """How a text differs from the one that was wanted."""

    exact: bool
    quote_left: bool
    lost: bool


def compare(wanted: str, got: str) -> Compared:
    """Compare the text that was found with the one a person marked."""
    if wanted.split() == got.split() or _only_a_tail(wanted, got) or _only_a_tail(got, wanted):
        return Compared(exact=True, quote_left=False, lost=False)
    ours, theirs = Counter(got.split()), Counter(wanted.split())
    missing, too_much = theirs - ours, ours - theirs
    return Compared(
        exact=False,
        quote_left=bool(too_much) and not _is_tail(_after(wanted, got)),
        lost=bool(missing) and not _is_tail(_after(got, wanted)),
    )


def compare_packed(wanted: str, got: str) -> Compared:
    """Compare with a text that is only known without any white space."""
    got = "".join(got.split())
    near = wanted == got or any(
        long.startswith(short) and short and len(long) - len(short) <= _TAIL_LINE
        for long, short in ((wanted, got), (got, wanted))
    )
    return Compared(near, not near and len(got) > len(wanted), not near and len(got) < len(wanted))


def _only_a_tail(long: str, short: str) -> bool:
    return bool(short.split()) and _is_tail(_after(short, long))


def _after(short: str, long: str) -> str | None:
    """What `long` says after `short`, lines kept; None when it does not begin with it."""
    words = short.split()
    if long.split()[: len(words)] != words:
        return None
    position = 0
    for word in words:
        position = long.index(word, position) + len(word)
    return long[position:]


def _is_tail(text: str | None) -> bool:
    """Whether this can be a signature: a few short lines of their own, nothing quoted."""
    if text is None or not text.strip() or not text.lstrip(" \t").startswith(("\n", "\r")):
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return len(lines) <= _TAIL_LINES and all(
        len(line) <= _TAIL_LINE and not line.startswith((">", "|")) and not line.endswith(":")
        for line in lines
    )
