"""What is to be done next about a lead, in words: the sentences we write and the ones we refuse.

Every next action that Keepwarm itself puts on a lead is written here, so that they read alike; every
one that a person types is judged by `is_vague` before it is stored (rules, section 1).
Pure: words in, words out; the due time is decided elsewhere.
"""

from __future__ import annotations

import re

from worker.leads.wording.vague import is_vague as is_vague

ASKED_CHARACTERS = 120

# How a question or a plea opens: only these lose their capital inside our sentence, never a name.
_OPENERS = re.compile(
    r"(what|when|where|which|who|why|how|can|could|do|does|did|is|are|would|will|we|please|may|my|our|the"
    r"|was|wann|wo|wer|wie|warum|welche\w*|können|könnten|kann|gibt|haben|hätten|wir|bitte|ist|sind|wäre)\b",
    re.IGNORECASE,
)


def refuse_vague(text: str, suggestion: str) -> str:
    """Write the sentence that turns a vague action down and shows a good one."""
    said = _one_line(text)
    opening = f'"{said}" does not say what to do.' if said else "There is no action in that."
    return f"{opening} Write it so that somebody else could do it, for example: next: {suggestion}"


def answer(name: str, asked: str) -> str:
    """Write the next action of a lead whose customer wrote to us, in the customer's own words."""
    words = _shortened(_one_line(asked))
    sentence = f"Answer {_who(name)}: {words}"
    if is_vague(sentence, [_who(name)]):
        return f"Answer {_who(name)} and ask what they need"
    return sentence


def confirm(name: str, what: str = "") -> str:
    """The customer said yes to `what`, a time or a question of ours."""
    return f"Confirm {_shortened(_one_line(what)).rstrip('?!') or 'what was agreed'} to {_who(name)}"


def ring(name: str, *, again: bool = False) -> str:
    """A call is the next step; `again` after one that nobody answered."""
    return f"Ring {_who(name)} again" if again else f"Ring {_who(name)}"


def see_them(name: str, when: str) -> str:
    """A call or visit is booked: its owner says afterwards what became of it."""
    return f"See {_who(name)} {_one_line(when)}, then say `showed` or `no show`"


def write_down(name: str) -> str:
    """They came."""
    return f"Write down what was agreed with {_who(name)}"


def new_times(name: str) -> str:
    """They did not come."""
    return f"Send {_who(name)} two new times"


def decide_next_step(name: str) -> str:
    """What stands when an event names no better action (rules, section 4)."""
    return f"Decide the next step with {_who(name)}"


def decide_who_takes(name: str) -> str:
    """The fallback's action on an escalated lead (rules, section 2)."""
    return f"Decide who takes {_who(name)}"


def find_another_way(name: str) -> str:
    """The customer's address is bad: a hard bounce, or three soft ones."""
    return f"Find another way to reach {_who(name)}"


def look_at_files(name: str, count: int) -> str:
    """The customer sent `count` files or photos."""
    files = "the file" if count == 1 else f"the {count} files"
    return f"Look at {files} from {_who(name)} and answer"


def fix_a_time(name: str) -> str:
    """The customer chose "let's talk"."""
    return f"Fix a time with {_who(name)}"


def find_out_who_answered(name: str) -> str:
    """Somebody answered under the shared address and nobody said yes yet (rules, section 2)."""
    return f"Find out who answered {_who(name)}"


def read_and_say() -> str:
    """What the fallback does with a mail nobody could judge (rules, section 6)."""
    return "Read this mail and say `offer` or `close: <reason>`"


def touch(name: str, step: str) -> str:
    """A step of the cadence, by its label ("Day 3"), is waiting for `send` or `skip`."""
    return f"Send {_who(name)} the {_one_line(step)} message, or skip it"


def wake(name: str, words: str = "") -> str:
    """The day has come on which the customer asked us to write again."""
    said = _shortened(_one_line(words))
    return (
        f'Write to {_who(name)} again, as asked: "{said}"'
        if said
        else f"Write to {_who(name)} again, as asked"
    )


def keep_promise(name: str, words: str) -> str:
    """We promised the customer something, in these words."""
    return f'Keep our promise to {_who(name)}: "{_shortened(_one_line(words))}"'


def close_for_now(name: str) -> str:
    """The last step was followed by silence: the owner closes, or says why not (rules, section 4)."""
    return f"Close {_who(name)} as no response, or say what comes next"


def _who(name: str) -> str:
    return _one_line(name).strip(" .,;:") or "the customer"


def _one_line(text: str) -> str:
    """Join lines, and drop what no reader can see."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _shortened(words: str) -> str:
    """Cut `words` to what fits behind a colon: one clause of theirs, and no second full stop."""
    words = re.sub(r"([?!])[?!.]+", r"\1", words).strip(" \"'“”„.,;:-–")
    if _OPENERS.match(words):
        words = words[0].lower() + words[1:]
    if len(words) <= ASKED_CHARACTERS:
        return words
    start = words[:ASKED_CHARACTERS]
    sentence = max(start.rfind(mark) for mark in "?!")
    if sentence > 20:
        return start[: sentence + 1]
    return start[: start.rfind(" ") if " " in start else None].rstrip(" ,;:.-–") + "…"
