"""What a short reply nearly says: "handof sam" meant `handoff sam`. Never done, only named. Pure.

`grammar` asks here when it found no command, and lends its own reading, so that only what would be
understood is proposed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator

from worker.commands.arguments import to_the_customer
from worker.commands.spellings import SPELLINGS
from worker.commands.words import BY_VERB, WORDS, Form, Verb, word_of

MOST_WORDS = 12
# What people say where we have another word for it.
_OTHERWISE = (
    (
        r"(?:please )?(?:hand|give|pass|assign|transfer)\b.*?\b(?:to|over to)\s+(?P<who>\w+).*",
        "handoff {who}: <note>",
    ),
    (r"(?:hand|give|assign)\s+(?P<who>\w+)\s+(?:the|this) lead.*", "handoff {who}: <note>"),
    (r"(?:gib|übergib|leite)\b.*?\ban\s+(?P<who>\w+).*", "handoff {who}: <note>"),
    (r"(?P<end>won|lost|not a fit|no response|gewonnen|verloren)\b.*", "close: {end}"),
    (r"(?:remind me|wake me|erinner\w* mich)\s+(?:on |again |at |am |um )?(?P<when>.+)", "snooze {when}"),
    (r"(?:move|moved|set)\s+(?:it\s+)?to\s+(?P<stage>[\w ]+?):\s*(?P<met>.+)", "stage {stage}: {met}"),
    (
        r"(?:reached|spoke (?:to|with)|erreicht)\b\s*(?:her|him|them)?\W*(?P<rest>.*)",
        "called: reached, {rest}",
    ),
    (r"(?:no answer|nobody there|voicemail|nicht erreicht|keiner da)\b.*", "called: no answer"),
    (r"(?:visit|appointment|meeting|besuch)\s+(?P<when>\w.*)", "booked {when}"),
)
# A yes, a no or an outcome is proposed only for its own name: "kann nicht" is not "kam nicht".
_NEVER_GUESSED = frozenset({Verb.ACCEPT, Verb.DECLINE, Verb.SHOWED, Verb.NO_SHOW})
_NEAR = {
    text: verb
    for verb, texts in SPELLINGS.items()
    for text in texts
    if verb not in _NEVER_GUESSED or text == word_of(verb)
}
# "Nicht senden" is as far from "jetzt senden" as can be.
_NEGATED = re.compile(r"\W*(?:not|nicht|don['’]?t|do not|never|nie|kein\w*)\b", re.IGNORECASE)


def guess(said: str, reads: Callable[[str], bool]) -> str | None:
    """Return what `said` probably meant, ready to be sent, else how the nearest word is used; or None."""
    if not said or len(said.split()) > MOST_WORDS or to_the_customer(said):
        return None
    for corrected in (*_said_otherwise(said), *_spelled_right(said)):
        if reads(corrected) or "<" in corrected:
            return corrected
    return None if _NEGATED.match(said) else _usage(said)


def _said_otherwise(said: str) -> Iterator[str]:
    for pattern, template in _OTHERWISE:
        found = re.fullmatch(pattern, said.strip(" .!"), re.IGNORECASE)
        if found is not None:
            yield template.format(**found.groupdict()).strip(" ,")


def _spelled_right(said: str) -> Iterator[str]:
    """Yield the line with its first word, or its first two, as the table spells them."""
    first = said.split()[0].strip(" :,;.!").casefold()
    if any(first in SPELLINGS[word.verb] for word in WORDS if word.form not in (Form.YES, Form.NO)):
        # Spelled right, and something else is wrong with it.
        return
    if _NEGATED.match(said):
        return
    for count in (2, 1):
        typed = re.match(rf"(?:[^\W\d_][\w'’-]*\s*){{{count}}}", said)
        if typed is None or len(typed[0].strip()) < 4:
            continue
        head = typed[0].strip().casefold()
        known = [text for text in _NEAR if len(text.split()) == count]
        for right in difflib.get_close_matches(head, known, n=3, cutoff=0.75):
            rest = said[typed.end() :]
            gap = "" if not rest or rest[0] in ":,;." else " "
            yield f"{right}{gap}{rest}"


def _usage(said: str) -> str | None:
    """Return how the word is used that `said` begins with, or nearly begins with."""
    first = re.match(r"[^\W\d_]+", said)
    if first is None:
        return None
    single = {text: verb for verb, texts in SPELLINGS.items() for text in texts if " " not in text}
    typed = first[0].casefold()
    exact = single.get(typed)
    if exact is not None and BY_VERB[exact].form not in (Form.YES, Form.NO):
        return "send" if exact is Verb.SEND_TEXT else BY_VERB[exact].usage
    if exact is not None or len(typed) < 4:
        return None
    near = difflib.get_close_matches(typed, [text for text in _NEAR if " " not in text], n=1, cutoff=0.8)
    return BY_VERB[_NEAR[near[0]]].usage if near else None
