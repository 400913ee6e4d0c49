"""docs/commands.md says every word an owner can reply. Write it anew: python -m tests.test_commands_page"""

from __future__ import annotations

import re
from pathlib import Path

from worker.commands.perform import BELIEVED_UNPROVEN, VERBS, WITHOUT_A_LEAD
from worker.commands.spellings import SPELLINGS
from worker.commands.words import BY_VERB, WORDS, Verb, Word

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
PIPE = r"\|"  # a bar within a cell of a table
OPENING = """# What an owner can reply

Every mail of Keepwarm to an owner is answered with plain words: above the quoted text, up to the first blank
line. A line that begins with one of these words is a command (at most three in a mail, in a list one per
number: `2 later 16:30`), every other line continues the one above. Case and punctuation do not matter, and
German does as well as English. The same words work on the command line:

    keepwarm lead L-142 --as jamie "accept, calling her tomorrow 10:00"

A reply without any of these words never reaches the customer and is never kept in silence: the answer says
so, and `mail it` or `note` says what to do with it. This page is written from `worker/commands/words.py`; a
test compares them.
"""
TODAY = """## The words

What stands in <angle brackets> is yours to fill in, and may be left out where it makes sense.
"""
OTHERWISE = """## Other ways to say them
"""
BELIEVED = """## Who is believed

A reply counts from the owner it was sent to, from one of their own addresses, and where the receiving mail
server vouches for the sender. Without that last point only these are done, because they harm nobody; for any
other the answer links to a page where one click does it, where there are pages (`[board] url`):
"""


def is_done(word: Word) -> bool:
    return word.verb in VERBS or word.verb in WITHOUT_A_LEAD


def table(words: list[Word]) -> str:
    """What to write, and what it does."""
    rows = [f"| `{word.usage.replace('|', PIPE)}` | {word.explained} |" for word in words]
    return "\n".join(["| you write | what it does |", "|---|---|", *rows]) + "\n"


def spellings(words: list[Word]) -> str:
    """A line for each word that may be said in other words."""
    lines = []
    for word in words:
        others = [spelling for spelling in SPELLINGS[word.verb] if spelling != plain(word).rstrip(":")]
        lines += [f"- `{plain(word)}` {', '.join(others)}"] if others else []
    return "\n".join(lines) + "\n"


def plain(word: Word) -> str:
    """The word without what follows it; `send: <your own text>` is another word than `send`."""
    return re.split(r",? <|(?<=:) (?!<)", word.usage)[0]


def page() -> str:
    harmless = [f"`{word.usage}`" for word in WORDS if word.verb in BELIEVED_UNPROVEN]
    believed = BELIEVED + "\n" + ", ".join(harmless) + ".\n"
    return "\n".join([OPENING, TODAY, table(list(WORDS)), OTHERWISE, spellings(list(WORDS)), believed])


def test_the_commands_page_says_what_owners_can_say() -> None:
    assert PAGE.read_text() == page(), "write it anew with `python -m tests.test_commands_page`"


def test_every_verb_is_explained_and_spelt() -> None:
    assert set(BY_VERB) == set(Verb) == set(SPELLINGS)


def test_every_word_is_done() -> None:
    assert [word.usage for word in WORDS if not is_done(word)] == []


if __name__ == "__main__":
    PAGE.write_text(page())
