"""A plain part whose line breaks were lost on the way, beside an HTML part that still has them. Pure.

Samsung's mail program and some gateways write so: "Hi Tom,Thanks for the quote.Regards, Gareth". The HTML is
taken only where it says the same letter for letter.
"""

from __future__ import annotations

import re

_FEW_LINES = 3  # of a plain part that may have been one of many
_TIMES = 3  # as many lines in the HTML
_READ = 20_000  # characters that are compared
_TOLD_APART = 0.05  # share of letters that may differ: links, the alternative text of pictures
_ENDS_A_LINE = re.compile(r"<(?:/div|/p|br|/li|/tr|/h[1-6])\b", re.IGNORECASE)
_LINK = re.compile(r"[<(\[]\s?(?:https?:|mailto:|tel:)[^\s<>()\[\]]{1,500}[>)\]]")
_NO_LETTER = re.compile(r"[\W_]+")


def may_be_lost(plain: str, markup: str) -> bool:
    """Whether a plain part has so few lines for its length that the HTML part is worth reading."""
    lines = _lines(plain[:_READ])
    if not 0 < lines <= _FEW_LINES or len(plain) < 40 * lines:
        return False
    return sum(1 for _ in _ENDS_A_LINE.finditer(markup[: 10 * _READ])) >= _TIMES * lines


def restored(plain: str, rendered: str) -> str:
    """The text of the HTML part, when it is the plain part with line breaks; else ""."""
    if _lines(rendered) < _TIMES * _lines(plain):
        return ""
    ours, theirs = _letters(plain), _letters(rendered)
    apart = abs(len(ours) - len(theirs))
    same = ours[:30] == theirs[:30] and ours[-10:] == theirs[-10:]
    return rendered if same and apart <= _TOLD_APART * len(ours) else ""


def _lines(text: str) -> int:
    return sum(1 for line in text.split("\n") if line.strip())


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", _LINK.sub(" ", text)).lower()
