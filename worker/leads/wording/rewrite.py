"""A vague next action, written anew from the lead itself: what was asked, by when (rules, section 1). Pure.

"follow up" about somebody who asked "Is Friday free?" becomes "answer whether Friday is free, by Thu 12:00":
a person copies it, or sees what is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.leads.wording.vague import is_vague

LONGEST = 80  # characters of a question that is quoted

# A yes-or-no question whose subject is one word, or an article with its noun: only these are turned round.
_YES_OR_NO = re.compile(
    r"(?P<verb>is|are|was|were|can|could|will|would|do|does|did|has|have|should|may)\s+"
    r"(?P<subject>(?:the|this|that|your|our|my|a|an)\s+[\w-]+|[\w-]+)\s+(?P<rest>[^?]+)\?",
    re.IGNORECASE,
)
_SUBJECTS = re.compile(
    r"(?:i|you|we|they|he|she|it|there|this|that|these|those|somebody|someone|anybody|anyone"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|(?:the|this|that|your|our|my|a|an)\s+[\w-]+)",
    re.IGNORECASE,
)
_SEEN_FROM_US = {
    "you": "we", "your": "our", "yours": "ours", "i": "they", "me": "them", "my": "their", "mine": "theirs",
    "we": "they", "us": "them", "our": "their",
}  # fmt: skip

_SMALL = frozenset({"The", "This", "That", "There", "It", "A", "An", "These", "Those", "Somebody", "Someone"})


def rewritten(name: str, asked: str, *, due: str = "", phone: str = "") -> str:
    """Return what could be done about `name`, who asked `asked` ("" when nothing is open), by `due`."""
    action = next(words for words in _actions(_who(name), asked, phone) if not is_vague(words, [name]))
    return f"{action}, by {due}" if due else action


def _actions(who: str, asked: str, phone: str) -> Iterator[str]:
    """Yield what could be done, the most fitting first; the last always says something."""
    question = _question(asked)
    if whether := _whether(question):
        yield f"answer whether {whether}"
    if asked.strip():
        yield f'answer {who}: "{_shortened(question or asked)}"'
    if phone and not asked.strip():
        yield f"call {who} on {phone}"
    yield f"send {who} two times for a call"


def _question(asked: str) -> str:
    """Return the last question of a text, from where its sentence begins; "" without one."""
    found = re.findall(r"[^.!?\n]*\?", asked)
    return str(found[-1]).strip() if found else ""


def _whether(question: str) -> str:
    """Turn "Is Friday free?" into "Friday is free"; "" where that could go wrong."""
    matched = _YES_OR_NO.fullmatch(question)
    if matched is None or not _SUBJECTS.fullmatch(matched["subject"]) or len(question) > LONGEST:
        return ""
    verb, subject = matched["verb"].lower(), matched["subject"]
    if verb in {"does", "did"} or (verb == "was" and subject.lower() == "i"):
        # "Does it fit?" would need "fits": then the question is better quoted.
        return ""
    said = [] if verb == "do" else [verb]
    return " ".join((*_seen_from_us(subject), *said, *_seen_from_us(matched["rest"])))


def _seen_from_us(words: str) -> list[str]:
    seen = [_SEEN_FROM_US.get(word.lower(), word) for word in words.split()]
    return [word.lower() if word in _SMALL else word for word in seen]


def _shortened(words: str) -> str:
    line = " ".join(words.split()).strip(' "')
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def _who(name: str) -> str:
    return " ".join(name.split()).strip(" .,;:") or "the customer"
