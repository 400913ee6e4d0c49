"""What owners answer, word by word: a few ways to say each verb of the table, with what people add to it."""

from __future__ import annotations

from worker.commands.perform import VERBS, WITHOUT_A_LEAD
from worker.commands.words import Verb

SAYINGS: dict[Verb, tuple[str, ...]] = {
    Verb.ACCEPT: (
        "ok",
        "accept, send two dates by tomorrow 12:00",
        "ja, nehme ich",
        "yes, calling her at 16:00",
    ),
    Verb.DECLINE: ("no", "decline: busy", "no, not my area", "no, spam", "nein, keine Zeit"),
    Verb.NOT_ME: ("not me",),
    Verb.SEND: ("send", "send 18,400 / 6", "send it, please"),
    Verb.SEND_NOW: ("send now",),
    Verb.SEND_TEXT: ("send: Hello, it costs 18,400 and takes six weeks. Shall I visit on Friday?",),
    Verb.SKIP: ("skip",),
    Verb.SNOOZE: ("snooze tomorrow", "snooze next week", "snooze Friday 14:00"),
    Verb.LATER: ("later 16:30", "later tomorrow 12:00"),
    Verb.STOP: ("stop: she asked for peace",),
    Verb.NEXT: ("next: send two dates by tomorrow 12:00", "next: ring the architect by Friday"),
    Verb.WAITING: ("waiting: Max, for the price", "waiting for the factory, delivery time"),
    Verb.SENT: ("sent", "sent today 9:10"),
    Verb.REPLIED: ("replied: she wants to see it on Friday", "replied: yes please"),
    Verb.CALLED: ("called: reached", "called: no answer", "called: reached, sends the plan by Friday"),
    Verb.BOOKED: ("booked tomorrow 14:00", "booked Friday 10:00"),
    Verb.SHOWED: ("showed",),
    Verb.NO_SHOW: ("no show",),
    Verb.STAGE: ("stage Qualified: has a budget", "stage Proposal sent: 18,400"),
    Verb.HANDOFF: (
        "handoff sam: she knows the site; next: send two dates by tomorrow 12:00",
        "handoff jamie: speaks French; next: ring her by Friday 12:00",
        "handoff dana: a large order",
        "handoff max",
    ),
    Verb.NOTE: ("note: prefers mornings",),
    Verb.CLOSE: ("close: won", "close: went with another", "close: no response", "close: not a fit"),
    Verb.NOT_A_LEAD: ("not a lead", "not a lead supplier", "not a lead pitch"),
    Verb.LEAD: ("lead",),
    Verb.OFFER: ("offer",),
    Verb.SPLIT: ("split",),
    Verb.MERGE: ("merge L-1", "merge L-2"),
    Verb.UNMERGE: ("unmerge",),
    Verb.RESEND: ("resend",),
    Verb.UNDO: ("undo",),
    Verb.NEW: ("new: Dora Neu, 0341 555 0177: wants a carport", "new: Emil Alt, emil@alt.example: a sauna"),
    Verb.LIST: ("list",),
    Verb.WHO: ("who Ana",),
    Verb.AWAY: ("away tomorrow", "away tomorrow - Friday sam", "away 1 Jul - 14 Jul", "away today"),
    Verb.BACK: ("back",),
    Verb.FORCE: ("force sam: knows the site", "force kim: she asked for her"),
    Verb.STANDARD: ("standard 4h", "standard 2h"),
    Verb.MAIL_IT: ("mail it",),
    Verb.ACKS_RELEASE: ("acks release",),
    Verb.HELP: ("help",),
}
# What is no word of ours, or too many of them: nothing may come of it but an answer.
NONSENSE = ("Well, let us see what she says.", "handof sam", "ok\nno", "close: won\nsnooze Friday", "7 ok")


def known_words() -> tuple[str, ...]:
    """Every saying of every verb that does something today, in the order of the verbs, and some nonsense."""
    verbs = [verb for verb in Verb if verb in VERBS or verb in WITHOUT_A_LEAD]
    return (*(words for verb in verbs for words in SAYINGS[verb]), *NONSENSE)


def verb_of(words: str) -> str:
    """The verb whose saying this is, for the tally."""
    return next((verb.value for verb, said in SAYINGS.items() if words in said), "nonsense")
