"""Commands in one reply that cannot both be meant: then nothing is done, and the owner is asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from worker.commands.grammar import Command
from worker.commands.words import Verb, word_of

_SENDS = frozenset({Verb.SEND, Verb.SEND_NOW, Verb.SEND_TEXT, Verb.MAIL_IT, Verb.RESEND})
_YES = _SENDS | {
    Verb.ACCEPT, Verb.LATER, Verb.NEXT, Verb.SNOOZE, Verb.SKIP, Verb.SENT, Verb.CALLED, Verb.REPLIED,
}  # fmt: skip
_NO = frozenset({Verb.DECLINE, Verb.NOT_ME, Verb.OFFER})
_END = frozenset({Verb.CLOSE, Verb.NOT_A_LEAD})

# Of each pair of sets one reply may use only one, about the same lead.
_EITHER_OR = (
    (_YES, _NO),
    (_YES - {Verb.ACCEPT, Verb.SENT, Verb.CALLED, Verb.REPLIED}, _END),
    (_SENDS, frozenset({Verb.SKIP, Verb.LATER})),
    (frozenset({Verb.CLOSE}), frozenset({Verb.NOT_A_LEAD, Verb.OFFER})),
)


def contradiction(commands: Sequence[Command]) -> str | None:
    """Return the sentence that asks which of two commands is meant, or None."""
    about: dict[object, list[Command]] = {}
    for command in commands:
        about.setdefault(command.number or command.ref, []).append(command)
    for together in about.values():
        for one, other in _EITHER_OR:
            first = next((command for command in together if command.verb in one), None)
            second = next((command for command in together if command.verb in other), None)
            if first is not None and second is not None:
                both = f"`{word_of(first.verb)}` and `{word_of(second.verb)}`"
                return f"{both} cannot both be meant, so nothing was done"
        sends = [command for command in together if command.verb in _SENDS]
        if len(sends) > 1:
            return "There are two texts to send, so nothing was sent"
    return None
