"""What a reply adds: the text without the quoted mail and without the signature. Pure.

The quote goes first, by the words above it (quotes.py) and the ">" before its lines; then what
signature.py knows of its kin. A mail that answers nothing is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.mail.quoting import forward_mark, header_block, quotes, signature
from worker.mail.text import collapse

_WRAPPED = 60  # characters from which a quoted line may have been broken in two
_LEFT_OVER = 40  # characters of the second half
_RULE = re.compile(r"\n[ \t>]{0,9}(?:[-_=*~—–]{3,200})[ \t]{0,9}\Z")
# The name and the address in an intro.
_AUTHOR = re.compile(r"[^\n@:,]{0,60}@[\w-]{1,63}")
_WORD = re.compile(r"[^\W\d_]{3,40}")
_NO_NAMES = frozenset({"mailto", "info", "mail", "office", "sales", "kontakt", "contact", "wrote", "schrieb"})
_SENTENCE_DONE = re.compile(r"[.!?:;,][\"')”]{0,2}$")


def new_text(text: str, intros: tuple[quotes.Intro, ...], *, answer: bool) -> str:
    """What the writer of this mail added.

    `intros` are the text's own (quotes.py). `answer` says that the mail answers another one: only
    then is anything cut. A signature that would leave nothing stays.
    """
    if not answer:
        return text.strip()
    parts = _parts(text, intros)
    own = [_without_rule(_unmarked(part, parts.quoted)) for part in parts.own]
    # A signature ends what stands above a quote, not the answers between its lines.
    written = "\n\n".join(filter(None, map(signature.without, own))) or "\n\n".join(filter(None, own))
    if written or _is_by(parts.quoted, parts.intro):
        return written
    # Some people write below what their program puts first, and delete the quote.
    return signature.without(_unmarked(parts.quoted, ""))


@dataclass(slots=True)
class _Parts:
    """What stands between the quotes, and the quote that runs to the end of the mail."""

    own: list[str]
    quoted: str = ""
    intro: str = ""  # the words above that quote


def _is_by(quoted: str, intro: str) -> bool:
    """Whether a text is by the one its intro names: below the greeting stands the name or the firm."""
    if forward_mark.is_in(intro):
        # What somebody passes on without a word is what they have to say.
        return False
    block = header_block.read(intro)
    author = block.fields.get("from", "") if block else intro
    with_address = _AUTHOR.search(author)
    names = set(_WORD.findall((with_address.group() if with_address else author).casefold())) - _NO_NAMES
    below = quoted.strip().partition("\n")[2]
    return not below or not names.isdisjoint(_WORD.findall(below.casefold()))


def _without_rule(own: str) -> str:
    """Without the line that Outlook and its kin draw above what they quote."""
    while rule := _RULE.search(f"\n{own}"):
        own = own[: max(0, rule.start() - 1)].rstrip()
    return own


def _parts(text: str, intros: tuple[quotes.Intro, ...]) -> _Parts:
    """Cut the text at each intro; one with no ">" below it is the last, for its quote runs to the end."""
    own: list[str] = []
    position = 0
    for intro in _own_intros(text, intros):
        if intro.start < position:
            continue
        marked = quotes.is_marked_below(text, intro)
        if not intro.sure and not marked:
            continue
        own.append(text[position : intro.start])
        if not marked:
            return _Parts(own, text[intro.end :], text[intro.start : intro.end])
        position = intro.end
    return _Parts([*own, text[position:]])


def _own_intros(text: str, intros: tuple[quotes.Intro, ...]) -> Iterator[quotes.Intro]:
    """The intros that are not quoted themselves; those that follow each other at once are one."""
    waiting: quotes.Intro | None = None
    for intro in intros:
        if intro.marked:
            continue
        if waiting is not None and not text[waiting.end : intro.start].strip():
            waiting = quotes.Intro(
                waiting.start, max(waiting.end, intro.end), waiting.sure or intro.sure, False
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = intro
    if waiting is not None:
        yield waiting


def _unmarked(text: str, quoted: str) -> str:
    """The lines that are not marked with ">", and those marked by the writer's own hand.

    Where the mail that is answered stands below, whole, a marked line that it does not hold is no quote.
    """
    lines = text.split("\n")
    if not any(map(quotes.is_quoted_line, lines)):
        return _tidy(lines)
    source = collapse(quoted.replace(">", " "))
    kept: list[str] = []
    before = ""  # the quoted line just above
    for number, line in enumerate(lines):
        if quotes.is_quoted_line(line):
            before = line
            words = collapse(line.replace(">", " "))
            if source and words and words not in source:
                kept.append(line)
        elif before and _is_broken_off(before, line, lines[number + 1 : number + 2]):
            before = ""
        else:
            kept.append(line)
            before = ""
    return _tidy(kept)


def _is_broken_off(quoted: str, line: str, following: list[str]) -> bool:
    """Whether the line is the end of the quoted one above it, broken off by a program that wraps."""
    return (
        len(quoted) >= _WRAPPED
        and 0 < len(line.strip()) <= _LEFT_OVER
        and not _SENTENCE_DONE.search(quoted.rstrip())
        and not line.strip()[:1].isupper()
        and bool(following)
        and quotes.is_quoted_line(following[0])
    )


def _tidy(lines: list[str]) -> str:
    # The space behind two hyphens tells a signature (RFC 3676, section 4.3).
    bare = (line if line == "-- " else line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(bare)).strip("\n")
