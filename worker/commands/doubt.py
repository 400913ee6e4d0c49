"""Words that make a plain yes, no or send doubtful: "yes, but only if Sam can't". Pure.

`grammar` asks here last; what is in doubt is not done but asked back (rules, section 7).
"""

from __future__ import annotations

import re

_CONDITION = re.compile(
    r"\W*(?:but|aber|unless|if|falls|wenn|only if|nur wenn|sofern|except|außer|ausser"
    r"|not|nicht|nein|kein\w*|no(?! problem| worries))\b",
    re.IGNORECASE,
)
# "Can't today, tomorrow yes".
_YES_AFTER_ALL = re.compile(r"\byes\b|\b(?:ja|ok|okay)\W*$", re.IGNORECASE)
_AFTERTHOUGHT = re.compile(
    r"\W*(?:but|aber|only|nur|wait|warte|moment|stop|halt|first|erst|please|pls|bitte|actually|however)\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"\b(?:environment|print|umwelt|drucken|ausdruck)", re.IGNORECASE)
_PLEASE = re.compile(r"\b(?:please|bitte)\b", re.IGNORECASE)


def makes_a_yes_doubtful(rest: str) -> bool:
    """Say whether what stands behind a yes takes it back, or hangs it on something."""
    return _CONDITION.match(rest) is not None


def makes_a_no_doubtful(rest: str) -> bool:
    """Say whether what stands behind a no says yes after all."""
    return _YES_AFTER_ALL.search(rest) is not None


def is_afterthought(line: str) -> bool:
    """Say whether `line`, below a `send` and a blank line, wants something changed first."""
    return _AFTERTHOUGHT.match(line) is not None and _FOOTER.search(line) is None


def asks_politely(text: str) -> bool:
    """Say whether `text` asks somebody for something, as a mail to the customer does."""
    return _PLEASE.search(text) is not None


def cut(line: str) -> str:
    """Say that own text goes on where nothing is read."""
    return (
        f'Nothing was done: your text goes on below a quoted line ("{line}"), where I read nothing. '
        "Write it once more without the quoted lines."
    )


def afterthought(line: str) -> str:
    """Say that something stands below a `send`."""
    return (
        f'Nothing was sent: below your `send` stands "{line}". '
        "Reply `send` alone, or `send: <your own text>`."
    )


def mixed(line: str) -> str:
    """Say that a line may be own text or a command."""
    return (
        f'Nothing was sent: I cannot tell whether "{line}" belongs to your text or is meant for me. '
        "Write commands above `send:`, or leave that line out."
    )
