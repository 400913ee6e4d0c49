"""What a page offers for each word an owner can say: its button, what it asks, and what becomes of that.

One row a word. The words are the same as in a reply; which of them make sense now says fitting.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from worker.commands.words import Verb

# `line`, `words` and `text` are words, from one line to many; `time` is a date with a clock time, `option`
# one of a few, `owner` a colleague, `anybody` one of us, `stage` one of the team's.
Kind = Literal["line", "words", "text", "time", "option", "owner", "anybody", "stage"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks."""

    name: str
    label: str
    kind: Kind = "line"
    options: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One form: its button, the line that opens it, and how its fields become what stands behind the word."""

    button: str
    title: str = ""
    fields: tuple[Field, ...] = ()
    rest: str = ""
    hint: str = ""


ACTION = Field("action", "Next action", "words")
BY = Field("by", "By", "time")

CHOICES: dict[Verb, Choice] = {
    Verb.ACCEPT: Choice("Accept", "Take it", (ACTION, BY), "{action} by {by}"),
    Verb.SEND: Choice("Send it"),
    Verb.SEND_NOW: Choice("Send it now", "Your message waits for its hour"),
    Verb.SEND_TEXT: Choice(
        "Send this",
        "Write it yourself",
        (Field("text", "Your words to the customer", "text"),),
        "{text}",
        hint="They go out as they stand, in place of the draft.",
    ),
    Verb.MAIL_IT: Choice("Send it as it stands", "The customer has not got this"),
    Verb.DECLINE: Choice(
        "Decline",
        "Not for you",
        (
            Field(
                "reason",
                "Why",
                "option",
                ("busy", "not my area", "away", "conflict", "spam", "duplicate", "not a lead"),
            ),
        ),
        "{reason}",
        hint="The next one is asked at once.",
    ),
    Verb.NOT_ME: Choice("It was not me", "Somebody else answered"),
    Verb.RESEND: Choice("Send it again", "It did not arrive"),
    Verb.SENT: Choice(
        "I wrote to them",
        "You wrote from elsewhere",
        (Field("when", "When, if not just now: 10:15, yesterday 16:00", optional=True),),
        "{when}",
    ),
    Verb.CALLED: Choice(
        "Note the call",
        "You rang",
        (Field("outcome", "How it went", "option", ("reached", "no answer")),),
        "{outcome}",
    ),
    Verb.LATER: Choice(
        "Tell them",
        "It takes longer",
        (Field("when", "They hear from you by", "time"),),
        "{when}",
        hint="The customer gets one line with this time.",
    ),
    Verb.NEXT: Choice("Change it", "Another next action", (ACTION, BY), "{action} by {by}"),
    Verb.SNOOZE: Choice(
        "Let it sleep",
        "Not now",
        (Field("when", "Until", "time"),),
        "{when}",
        hint="Nothing is sent.",
    ),
    Verb.SKIP: Choice("Skip this step", "Leave this step out"),
    Verb.BOOKED: Choice("Book it", "A call or visit is fixed", (Field("when", "When", "time"),), "{when}"),
    Verb.SHOWED: Choice("They came", "The visit took place"),
    Verb.NO_SHOW: Choice("They did not come", "The visit did not take place"),
    Verb.WAITING: Choice(
        "Wait for it", "Somebody here owes you something", (Field("who", "Who, for what"),), "{who}"
    ),
    Verb.REPLIED: Choice(
        "They answered me", "They wrote to you directly", (Field("what", "What they said"),), "{what}"
    ),
    Verb.HANDOFF: Choice(
        "Hand it off",
        "A colleague takes over",
        (
            Field("owner", "To", "owner"),
            Field("note", "What they must know besides what stands here", optional=True),
            ACTION,
            BY,
        ),
        "{owner}: {note}; next: {action} by {by}",
        hint="It stays yours until they accept.",
    ),
    Verb.STAGE: Choice(
        "Move it",
        "Another stage",
        (
            Field("stage", "Stage", "stage"),
            Field("criterion", "What was met"),
        ),
        "{stage}: {criterion}",
    ),
    Verb.STOP: Choice("Stop the follow-up", "No further step", (Field("reason", "Why"),), "{reason}"),
    Verb.FORCE: Choice(
        "Give it to them",
        "As an admin",
        (Field("owner", "To", "anybody"), Field("reason", "Why")),
        "{owner}: {reason}",
        hint="They are not asked, only told.",
    ),
    Verb.OFFER: Choice("Offer it", "Somebody else should have it", hint="The team is asked, one by one."),
    Verb.SPLIT: Choice("Make it a second lead", "Their last message is another matter"),
    Verb.UNMERGE: Choice("Take it apart", "Their last message does not belong here"),
    Verb.UNDO: Choice("Take it back", "Undo what you just did"),
    Verb.LEAD: Choice("Open it again", "A lead after all"),
    Verb.NOTE: Choice("Keep the note", "A note", (Field("text", "Shown to nobody outside"),), "{text}"),
    Verb.CLOSE: Choice(
        "Close it",
        "It is over",
        (
            Field("reason", "How it ended", "option", ("won", "lost", "not a fit", "no response")),
            Field("more", "More, if you like", optional=True),
        ),
        "{reason}, {more}",
        hint="Nothing more goes to the customer.",
    ),
    Verb.NOT_A_LEAD: Choice(
        "Not a lead",
        "No lead at all",
        (Field("kind", "What it is", "option", ("supplier", "customer", "job", "private", "pitch")),),
        "{kind}",
        hint="Their mail is kept from now on, never answered or offered.",
    ),
}
