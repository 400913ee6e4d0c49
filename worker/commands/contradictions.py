"""Commands in one reply that cannot both be meant: then nothing is done, and the owner is asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from worker.commands.grammar import Command
from worker.commands.words import Verb, word_of

_SENDS = frozenset({Verb.SEND, Verb.SEND_NOW, Verb.SEND_TEXT, Verb.MAIL_IT, Verb.RESEND})
# What somebody says who goes on with the lead.
_GO_ON = frozenset(
    {
        Verb.LATER, Verb.NEXT, Verb.SNOOZE, Verb.SKIP, Verb.WAITING, Verb.BOOKED, Verb.HANDOFF, Verb.FORCE,
        Verb.LEAD, Verb.OFFER, Verb.SPLIT,
    }
)  # fmt: skip
_HAPPENED = frozenset({Verb.SENT, Verb.CALLED, Verb.REPLIED, Verb.SHOWED, Verb.NO_SHOW})
_YES = (_SENDS | _GO_ON | _HAPPENED | {Verb.ACCEPT, Verb.STAGE}) - {
    Verb.OFFER, Verb.HANDOFF, Verb.FORCE, Verb.LEAD, Verb.SPLIT,
}  # fmt: skip
_NO = frozenset({Verb.DECLINE, Verb.NOT_ME, Verb.OFFER})
_END = frozenset({Verb.CLOSE, Verb.NOT_A_LEAD})

# Of each pair of sets one reply may use only one, about the same lead.
_EITHER_OR = (
    (_YES, _NO),
    (_SENDS | _GO_ON, _END),
    (_SENDS, frozenset({Verb.SKIP, Verb.LATER})),
    (frozenset({Verb.CLOSE}), frozenset({Verb.NOT_A_LEAD})),
    (frozenset({Verb.SHOWED}), frozenset({Verb.NO_SHOW})),
    (frozenset({Verb.HANDOFF}), frozenset({Verb.FORCE, Verb.OFFER, Verb.DECLINE, Verb.NOT_ME})),
    (frozenset({Verb.FORCE}), frozenset({Verb.OFFER, Verb.DECLINE})),
    (frozenset({Verb.SNOOZE}), frozenset({Verb.WAITING, Verb.BOOKED, Verb.NEXT})),
    (frozenset({Verb.WAITING}), frozenset({Verb.BOOKED, Verb.NEXT})),
    (frozenset({Verb.AWAY}), frozenset({Verb.BACK})),
    (frozenset({Verb.UNDO}), frozenset(Verb) - {Verb.UNDO, Verb.NOTE}),
)
# Said twice with other words it would not be clear which counts; two lists would both begin with 1.
_ONCE = frozenset(
    {
        Verb.ACCEPT, Verb.NEXT, Verb.SNOOZE, Verb.LATER, Verb.CLOSE, Verb.NOT_A_LEAD, Verb.STAGE,
        Verb.HANDOFF, Verb.FORCE, Verb.BOOKED, Verb.WAITING, Verb.CALLED, Verb.STANDARD, Verb.DECLINE,
        Verb.LIST,
    }
)  # fmt: skip


def contradiction(commands: Sequence[Command]) -> str | None:
    """Return the sentence that asks which of two commands is meant, or None."""
    about: dict[object, list[Command]] = {}
    for command in commands:
        about.setdefault(command.number or command.ref, []).append(command)
    return next((found for together in about.values() if (found := _at_odds(together))), None)


def _at_odds(together: Sequence[Command]) -> str | None:
    for one, other in _EITHER_OR:
        first = next((command for command in together if command.verb in one), None)
        second = next((command for command in together if command.verb in other), None)
        if first is not None and second is not None:
            both = f"`{word_of(first.verb)}` and `{word_of(second.verb)}`"
            return f"{both} cannot both be meant, so nothing was done"
    if len([command for command in together if command.verb in _SENDS]) > 1:
        return "There are two texts to send, so nothing was sent"
    said: dict[Verb, str] = {}
    for command in together:
        words = " ".join(command.rest.casefold().split())
        if command.verb in _ONCE and said.setdefault(command.verb, words) != words:
            return f"`{word_of(command.verb)}` stands there twice, so nothing was done"
    return None
