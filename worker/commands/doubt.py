"""Words that make a plain yes, no or send doubtful: "yes, but only if Sam can't". Pure.

`grammar` asks here last; what is in doubt is not done but asked back (rules, section 7).
"""

from __future__ import annotations

import re

_CONDITION = re.compile(
    r"\W*(?:(?:but|aber)\W+)?(?:(?:only|nur|erst)\W+)?"
    r"(?:unless|if|falls|wenn|sofern|except|außer|ausser)\b",
    re.IGNORECASE,
)
# "But not before Monday" names a time, and a later time takes no yes back.
_NOT_THIS = re.compile(
    r"\W*(?:(?:but|aber)\W+(?:not|nicht|no|nein)\b"
    r"(?!\W+(?:before|until|till|today|tonight|now|this (?:week|morning)|right|immediately|urgent|problem"
    r"|vor|bis|heute|jetzt|gleich|sofort|diese|dringend|schlimm)\b)"
    r"|(?:not (?:mine|me)|nicht (?:meins?|meiner|ich))\b)",
    re.IGNORECASE,
)
# "Passt mir gerade nicht": what is short and ends so is a no. "Why not" is a yes.
_ENDS_NEGATED = re.compile(
    r"\W*(?!(?:\w+\W+)?(?:why|warum|wieso) n)(?:[\w'’]+\W+){0,3}?"
    r"(?:nicht|nix|nein|no|nope|not|can['’]?t|cannot)\W*(?:mine|meins|meiner)?\W*$",
    re.IGNORECASE,
)
_BUT = re.compile(r"\W*(?:but|aber|and|und)\s+", re.IGNORECASE)
# "Can't today, tomorrow yes", and not "he is ok".
_YES_AFTER_ALL = re.compile(
    r"(?<!\bsaid )(?<!\bsays )\byes\b"
    r"|(?<!\bis )(?<!['’]s )(?<!\bare )(?<!\bwas )(?<!\bist )(?<!\bsagt )\b(?:ja|ok|okay)\W*$",
    re.IGNORECASE,
)
# Courtesies and "first" begin a company's footer as well: they count before what is to be changed.
_CHANGE = (
    r"(?:change|add|wait|hold|don['’]?t|do not|remove|use|replace|write|schreib\w*|änder\w*|warte\w*"
    r"|nicht|noch|ersetz\w*|streich\w*|morgen|tomorrow"
    r"|(?:[\w-]+\s+){1,4}(?:ändern|anpassen|ersetzen|streichen|warten|senden|schicken|abschicken)\W*$)"
)
_AFTERTHOUGHT = re.compile(
    r"\W*(?:(?:but|aber|only|nur|wait|warte|moment|halt|actually|however)\b|stop\s*(?:[,;:.!]|$)"
    rf"|(?:(?:please|pls|bitte|first|erst)\W+)+{_CHANGE})",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\b(?:environment|print|umwelt|drucken|ausdruck|excuse|confidential|vertraulich|beachten|datenschutz"
    r"|disclaimer|typos|gmbh|ltd|hesitate|not reply|addressee|intended|adressat|empfänger)",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"\b(?:please|bitte)\b", re.IGNORECASE)


def makes_a_yes_doubtful(rest: str) -> bool:
    """Say whether what stands behind a yes takes it back, or hangs it on something."""
    return _CONDITION.match(rest) is not None or _NOT_THIS.match(rest) is not None or is_negated(rest)


def is_negated(rest: str) -> bool:
    """Say whether what stands behind a word of yes makes it a no: "passt mir *gerade nicht*"."""
    return _ENDS_NEGATED.match(rest) is not None


def without_but(rest: str) -> str:
    """Drop the "but" or "and" in front."""
    return _BUT.sub("", rest, count=1) if _BUT.match(rest) else rest


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
