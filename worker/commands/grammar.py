"""An owner's reply, read as commands (rules, section 7). Pure: words in, commands out.

`parse` gets the new text above the quote, as a mail or from the command line; `perform` does what it
returns. What cannot be read with certainty is no command: it is asked back, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from worker.commands import doubt, lines, together
from worker.commands.arguments import are_values, fit, gaps, names_a_clock, to_the_customer
from worker.commands.guessing import guess
from worker.commands.spellings import SPELLINGS
from worker.commands.words import BY_VERB, Verb, Word

MOST_COMMANDS = 3


@dataclass(frozen=True, slots=True)
class Command:
    """One thing an owner asked for.

    `rest` is what stands behind the word, as written, with the lines that continue it; `line` the whole
    as written; `number` the place in a list that was answered ("2 later 16:30"); `ref` a lead ("L-142");
    `filled` what a page was given for each gap of the draft.
    """

    verb: Verb
    rest: str = ""
    line: str = ""
    number: int | None = None
    ref: str | None = None
    filled: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """What fills the draft's gaps, in order; empty unless this is a `send` with fillings."""
        if self.filled:
            return self.filled
        return gaps(self.rest) if self.verb in {Verb.SEND, Verb.SEND_NOW} and self.rest else ()


@dataclass(frozen=True, slots=True)
class Reply:
    """All that one reply says: commands to do, or none and why.

    With `problem` set nothing may be done; it is the sentence to answer with. `did_you_mean` is
    what was probably meant, when nothing was understood. `words` is the whole new text, stripped.
    """

    commands: tuple[Command, ...]
    words: str
    problem: str | None = None
    did_you_mean: str | None = None

    @property
    def numbered(self) -> Mapping[int, Command]:
        """The commands of a reply to a list, by their number."""
        return {command.number: command for command in self.commands if command.number is not None}


# The longest phrase is asked first, so that `no show` and `not a lead` win over `no`.
_PHRASES: tuple[tuple[re.Pattern[str], Word], ...] = tuple(
    (lines.phrase(spelling), BY_VERB[verb])
    for spelling, verb in sorted(
        ((spelling, verb) for verb, spellings in SPELLINGS.items() for spelling in spellings),
        key=lambda pair: -len(pair[0]),
    )
)

_NO_SMALL_WORD = re.compile(r"(?:accept|decline|annehm\w*|ablehn\w*|akzeptier\w*)\b\s*:", re.IGNORECASE)
_AND = re.compile(r"(?:and|und|&|then|dann)\s+", re.IGNORECASE)


def parse(text: str, *, signed: Collection[str] = ()) -> Reply:
    """Read the new text of a reply; `signed` are the owner's names, below which nothing is read.

    Read is the first paragraph, greetings left out. Two things go on behind a blank line: `send:` takes
    own text to the end of the mail, and in a reply to a list the next line with a number is still read.
    """
    words = text.strip()
    found: list[Command] = []
    opening = ""
    blank = False
    shown = lines.visible(text)
    for index, line in enumerate(shown):
        own_text = bool(found) and found[-1].verb is Verb.SEND_TEXT
        holds_text = bool(found) and found[-1].verb in together.HOLD_TEXT
        if lines.ends(shown, index, signed, own_text=holds_text):
            goes_on = lines.is_quoted(line) and lines.below_a_quote(shown, index, signed)
            if goes_on and holds_text:
                return Reply((), words, problem=doubt.cut(goes_on))
            break
        if not line:
            if not found and opening:
                break
            blank = bool(found)
            if own_text:
                found[-1] = _continued(found[-1], "")
            continue
        if found and not own_text and lines.is_closing(line):
            break
        commands = list(_commands_in(line, first=not found and not opening))
        if own_text and commands and not _ends_own_text(found[-1], commands[0], blank=blank):
            if _explicit(commands[0], line):
                return Reply((), words, problem=doubt.mixed(line))
            commands = []
        elif blank and not own_text and not (commands and _in_a_list(found[-1], commands[0])):
            if found[-1].verb in {Verb.SEND, Verb.SEND_NOW} and doubt.is_afterthought(line):
                return Reply((), words, problem=doubt.afterthought(line))
            break
        if found and not blank and commands and _says_what_is_handed(found[-1], commands[0]):
            found[-1] = _continued(found[-1], line)
        elif commands:
            found += commands
        elif found and not own_text and lines.is_another_number(line, found[-1].number):
            return Reply((), words, problem=f'Nothing was done: I did not understand "{line}".')
        elif found:
            found[-1] = _continued(found[-1], line)
        elif lines.greets_somebody(line):
            return Reply((), words)
        elif not lines.is_pleasantry(line):
            opening = f"{opening} {line}".strip()
    return _checked(found, words, opening)


def _checked(found: list[Command], words: str, opening: str) -> Reply:
    """Take back what its own continuation makes doubtful, and count what is left."""
    found = [replace(command, rest=command.rest.strip(), line=command.line.strip()) for command in found]
    found = [_fillings_are_no_text(command) for command in found]
    doubtful = not all(_sendable(command) and _certain(command) for command in found)
    unread = bool(opening) and (
        to_the_customer(opening) or any(command.verb in together.REACH_THE_CUSTOMER for command in found)
    )
    if not found or doubtful or unread:
        return Reply((), words, did_you_mean=_nearest(words))
    numbers = [command.number for command in found if command.number is not None]
    if len(numbers) != len(set(numbers)):
        twice = next(number for number in numbers if numbers.count(number) > 1)
        return Reply(
            (), words, problem=f"Number {twice} stands there twice, so nothing was done. One word for each."
        )
    plain = len(found) - len(numbers)
    if plain > MOST_COMMANDS:
        return Reply(
            (),
            words,
            problem=f"That is {plain} commands at once and nothing was done. Please send at most three.",
        )
    return Reply(tuple(found), words)


def _commands_in(line: str, *, first: bool) -> Iterator[Command]:
    """Read one line: nothing, one command, or "OK, snooze Fri", which is two."""
    number, ref, said = lines.addressed(line)
    command = _read(said)
    if command is None:
        return
    form = BY_VERB[command.verb].form
    small = form in together.CONVERSATION and not _NO_SMALL_WORD.match(said)
    if small and not first and number is None and command.rest:
        return
    only_ref = re.fullmatch(r"\(?(L-\d+)\)?", command.rest, re.IGNORECASE)
    # The lead behind `merge` is the other one.
    if only_ref is not None and command.verb is not Verb.MERGE:
        ref, command = only_ref[1].upper(), replace(command, rest="")
    command = replace(command, line=line, number=number, ref=ref)
    said_too = _AND.sub("", command.rest)
    second = _read(said_too, explicit=True) if form in together.CONVERSATION and said_too else None
    if second is None:
        yield command
        return
    second = replace(second, line=line, number=number, ref=ref)
    if command.verb is Verb.DECLINE:
        yield second if second.verb in together.FOLLOW_A_NO else command
    elif second.verb is Verb.NEXT:
        # "OK, next: ring her by Thu" is a yes with its next action.
        yield replace(command, rest=second.rest)
    elif second.verb in together.SAY_YES_THEMSELVES or (
        number is not None and second.verb in together.TAKE_THEMSELVES
    ):
        yield second
    elif second.verb in together.FOLLOW_A_YES and number is None:
        yield replace(command, rest="")
        yield second
    else:
        yield command


def _read(said: str, *, explicit: bool = False) -> Command | None:
    """Find the word that `said` begins with and whose form fits what follows; the longest one wins.

    With `explicit` a word counts only alone or before a colon: behind "ok," stands mostly a next action.
    """
    said = lines.without_courtesy(said)
    for pattern, word in _PHRASES:
        matched = pattern.match(said)
        if matched is None:
            continue
        rest = fit(word.form, said[matched.end() :])
        if rest is None:
            continue
        # `send:` alone waits for its text in the lines below; it never sends the draft.
        if word.verb in {Verb.SEND, Verb.SEND_TEXT}:
            with_colon = said[matched.end() :].lstrip().startswith(":")
            if with_colon is (word.verb is Verb.SEND):
                continue
        command = Command(word.verb, rest, said)
        if explicit and not (_explicit(command, said) or _unmistakable(command, said)):
            continue
        return command
    return None


def _explicit(command: Command, line: str) -> bool:
    """Say whether this is a command beyond doubt: the word alone, or the word with a colon."""
    return not command.rest or re.match(r"[^:]{2,30}:\s", f"{line} ") is not None


def _unmistakable(command: Command, said: str) -> bool:
    """Say whether a word that stands neither alone nor before a colon is still no next action."""
    match command.verb:
        case Verb.SNOOZE | Verb.NOT_A_LEAD:
            return True
        case Verb.SEND | Verb.SEND_NOW:
            return are_values(command.rest)
        case Verb.BOOKED:
            return re.match(r"book\b", said, re.IGNORECASE) is None and names_a_clock(command.rest)
        case _:
            return said.lower().startswith("handoff")


def _ends_own_text(own: Command, command: Command, *, blank: bool) -> bool:
    """Say whether a line below `send: ...` is a command of its own: another number, or `next: ...`.

    "Next: please send photos", or one right below "Hi Ana,", may as well be for the customer.
    """
    if _in_a_list(own, command):
        return True
    for_us = not lines.only_greets(own.rest) and not doubt.asks_politely(command.rest)
    return command.verb is Verb.NEXT and bool(command.rest) and not blank and for_us


def _says_what_is_handed(before: Command, command: Command) -> bool:
    """Say whether "next: ..." stands below a handoff: then it is what the receiver does next."""
    return before.verb in together.HOLD_A_NEXT and command.verb is Verb.NEXT and command.number is None


def _in_a_list(before: Command, command: Command) -> bool:
    return before.number is not None and command.number is not None


def _continued(command: Command, line: str) -> Command:
    """Add a line that begins with no command to the one above; own text, and a time, keep their lines."""
    joint = "\n" if command.verb in together.KEEP_LINES else " "
    return replace(command, rest=f"{command.rest}{joint}{line}", line=f"{command.line}\n{line}")


def _fillings_are_no_text(command: Command) -> Command:
    """Read "send: 18,400 / 6" as the fillings it is: nobody mails a customer two numbers."""
    fillings = gaps(command.rest) if command.verb is Verb.SEND_TEXT else ()
    if fillings and all(re.search(r"\d", filling) and len(filling) < 20 for filling in fillings):
        return replace(command, verb=Verb.SEND)
    return command


def _sendable(command: Command) -> bool:
    """A `send` with an afterthought ("but change the price") must not go out without it."""
    if command.verb is Verb.SEND_TEXT:
        return bool(command.rest)
    return command.verb not in {Verb.SEND, Verb.SEND_NOW} or not command.rest or bool(command.gaps)


def _certain(command: Command) -> bool:
    """A yes with an "if", or a no with a "yes", is neither."""
    if _NO_SMALL_WORD.match(lines.without_courtesy(lines.addressed(command.line)[2])):
        return True
    second = _read(doubt.without_but(_AND.sub("", command.rest))) if command.rest else None
    if command.verb is Verb.ACCEPT:
        declines = second is not None and second.verb is Verb.DECLINE
        return not declines and not doubt.makes_a_yes_doubtful(command.rest)
    if command.verb is Verb.DECLINE:
        return not doubt.makes_a_no_doubtful(command.rest) and not (second and _undoes_a_no(second))
    return True


def _undoes_a_no(second: Command) -> bool:
    """Say whether a "no, ..." takes its no back; "no, next" and "nein, passt nicht" do not."""
    if second.verb is Verb.ACCEPT and doubt.is_negated(second.rest):
        return False
    return second.verb in together.UNDO_A_NO or (second.verb is Verb.NEXT and bool(second.rest))


def _nearest(words: str) -> str | None:
    """Guess what a short reply nearly says ("handof sam", "close she bought elsewhere")."""
    said = lines.without_courtesy(lines.addressed(words.partition("\n")[0].strip())[2])
    return guess(said, lambda corrected: next(_commands_in(corrected, first=True), None) is not None)
