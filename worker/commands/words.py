"""The words an owner can say, one row a verb (rules, section 7).

This table is the whole vocabulary: `grammar` reads replies by it, the `help` answer and the
documentation are written from it. What may follow a word is its `Form`, checked by `arguments`;
how people spell it, in English and German, stands in `spellings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What an owner wants done."""

    ACCEPT = "accept"
    DECLINE = "decline"
    NOT_ME = "not_me"
    SEND = "send"
    SEND_NOW = "send_now"
    SEND_TEXT = "send_text"
    SKIP = "skip"
    SNOOZE = "snooze"
    LATER = "later"
    STOP = "stop"
    NEXT = "next"
    WAITING = "waiting"
    SENT = "sent"
    REPLIED = "replied"
    CALLED = "called"
    BOOKED = "booked"
    SHOWED = "showed"
    NO_SHOW = "no_show"
    STAGE = "stage"
    HANDOFF = "handoff"
    NOTE = "note"
    CLOSE = "close"
    NOT_A_LEAD = "not_a_lead"
    LEAD = "lead"
    OFFER = "offer"
    SPLIT = "split"
    MERGE = "merge"
    UNMERGE = "unmerge"
    RESEND = "resend"
    UNDO = "undo"
    NEW = "new"
    LIST = "list"
    WHO = "who"
    AWAY = "away"
    BACK = "back"
    FORCE = "force"
    STANDARD = "standard"
    MAIL_IT = "mail_it"
    ACKS_RELEASE = "acks_release"
    HELP = "help"


class Form(StrEnum):
    """What may follow the word, so that a sentence for the customer is not taken for a command."""

    BARE = "bare"  # nothing: `split`
    ASIDE = "aside"  # nothing, or a mark and an aside: `skip, he rang already`
    YES = "yes"  # nothing, or what is done next: `ok, calling her tomorrow`
    NO = "no"  # nothing, or a mark and a reason: `no, busy`
    FREE = "free"  # anything: the word itself is unmistakable
    COLLEAGUE = "colleague"  # nothing, or somebody of us and a note to them: `handoff sam: you know the site`
    COLON = "colon"  # nothing, or a colon and text: `note: she prefers mornings`
    WHOM = "whom"  # nothing, or a colon or "for": `waiting for Max, the price`
    REASON = "reason"  # nothing, a mark and a reason, or a reason we know: `close: bought elsewhere`
    GAPS = "gaps"  # nothing, or what fills the draft's gaps: `send 18,400 / 6`
    WHEN = "when"  # nothing, or a date or time: `later Thu 12:00`
    SPAN = "span"  # a date first: `away 1 Jul - 14 Jul sam`
    OUTCOME = "outcome"  # nothing, or how a call ended: `called: no answer`
    KIND = "kind"  # nothing, or at most four words: `not a lead supplier`
    NAME = "name"  # nothing, or somebody: `who ana`
    NAMED = "named"  # somebody or something, then a colon: `force sam: knows the site`
    DURATION = "duration"  # `standard 4h`
    FILTER = "filter"  # nothing, or which leads: `list overdue`


@dataclass(frozen=True, slots=True)
class Word:
    """One row of the table: the verb, what may follow it, and how we explain it."""

    verb: Verb
    form: Form
    usage: str
    explained: str


WORDS: tuple[Word, ...] = (
    # An offer, or a question of ours, is answered.
    Word(
        Verb.ACCEPT, Form.YES, "accept, <next action> by <when>", "the lead is yours; also: ok, yes, mine, +1"
    ),
    Word(
        Verb.DECLINE,
        Form.NO,
        "decline: <reason>",
        "the next one is asked: busy, not my area, away, conflict; also: no",
    ),
    Word(Verb.NOT_ME, Form.ASIDE, "not me", "it was not you who answered the customer"),
    # The draft.
    Word(
        Verb.SEND,
        Form.GAPS,
        "send <gap> / <gap>",
        "the draft goes to the customer, its gaps filled in this order",
    ),
    Word(Verb.SEND_NOW, Form.GAPS, "send now", "the same without waiting for the planned hour"),
    Word(
        Verb.SEND_TEXT,
        Form.COLON,
        "send: <your own text>",
        "your own text goes to the customer in place of the draft, to the end of your mail",
    ),
    Word(Verb.SKIP, Form.ASIDE, "skip", "this step is left out, the next one comes"),
    Word(Verb.SNOOZE, Form.FREE, "snooze <when>", "the lead sleeps until then; nothing is sent"),
    Word(Verb.LATER, Form.WHEN, "later <when>", "the customer is told in one line when you answer"),
    Word(Verb.STOP, Form.REASON, "stop: <reason>", "no further step of the cadence; the lead stays yours"),
    # What is next, and what has happened.
    Word(Verb.NEXT, Form.COLON, "next: <action> by <when>", "the next action and its time"),
    Word(
        Verb.WAITING, Form.WHOM, "waiting: <who, for what>", "somebody in the house owes you something first"
    ),
    Word(Verb.SENT, Form.WHEN, "sent <when>", "you wrote to the customer from elsewhere"),
    Word(Verb.REPLIED, Form.COLON, "replied: <what>", "the customer answered you, and not here"),
    Word(Verb.CALLED, Form.OUTCOME, "called: reached | no answer", "you rang the customer"),
    Word(Verb.BOOKED, Form.WHEN, "booked <when>", "a call or visit is fixed"),
    Word(Verb.SHOWED, Form.ASIDE, "showed", "the customer came, or took the call"),
    Word(Verb.NO_SHOW, Form.ASIDE, "no show", "the customer did not come"),
    Word(Verb.STAGE, Form.NAMED, "stage <name>: <criterion>", "another stage, and what was met"),
    Word(
        Verb.HANDOFF,
        Form.COLLEAGUE,
        "handoff <owner>: <note>; next: <action> by <when>",
        "a colleague takes over once they accept",
    ),
    Word(Verb.NOTE, Form.COLON, "note: <text>", "kept on the lead, shown to nobody outside"),
    # The end of a lead, and mails that were none.
    Word(Verb.CLOSE, Form.REASON, "close: <reason>", "the lead ends: won, lost, not a fit, no response"),
    Word(
        Verb.NOT_A_LEAD,
        Form.KIND,
        "not a lead <supplier | customer | job | private | pitch>",
        "closed, counts for nobody, the sender is remembered",
    ),
    Word(Verb.LEAD, Form.ASIDE, "lead", "it is a lead after all; `lead: <reason>` lifts an opt-out"),
    Word(Verb.OFFER, Form.BARE, "offer", "offer it to the team"),
    Word(Verb.SPLIT, Form.BARE, "split", "a second lead for the new matter"),
    Word(Verb.MERGE, Form.NAME, "merge <L-12>", "that lead is a part of this one"),
    Word(Verb.UNMERGE, Form.BARE, "unmerge", "undo a wrong join"),
    Word(Verb.RESEND, Form.BARE, "resend", "send again what may not have arrived"),
    Word(Verb.MAIL_IT, Form.BARE, "mail it", "your last reply goes to the customer as it stands"),
    Word(Verb.UNDO, Form.BARE, "undo", "takes back what you did in the last 5 minutes"),
    Word(
        Verb.NEW,
        Form.COLON,
        "new: <name>, <phone or address>: <what>",
        "a lead of your own, from a call or a visit",
    ),
    # The team.
    Word(Verb.LIST, Form.FILTER, "list", "your live leads"),
    Word(Verb.WHO, Form.NAME, "who <name>", "who owns whose lead"),
    Word(
        Verb.AWAY,
        Form.SPAN,
        "away <from> - <to> <deputy>",
        "nothing is offered to you, and a deputy has what is our turn",
    ),
    Word(Verb.BACK, Form.BARE, "back", "you are here again"),
    Word(Verb.FORCE, Form.NAMED, "force <owner>: <reason>", "an admin changes the owner"),
    Word(Verb.STANDARD, Form.DURATION, "standard <time>", "the manager changes the first-response target"),
    Word(Verb.ACKS_RELEASE, Form.BARE, "acks release", "an admin lets the held acknowledgements go"),
    Word(Verb.HELP, Form.BARE, "help", "these words"),
)

BY_VERB: dict[Verb, Word] = {word.verb: word for word in WORDS}


def word_of(verb: Verb) -> str:
    """Return the word an owner would say for it."""
    return "send" if verb is Verb.SEND_TEXT else verb.value.replace("_", " ")
