"""Two weeks of a team, played by mail as people would write: who reads what, and what they answer, and when.

Everybody only reacts to the mail they get. What they write comes from their habits and one seeded chance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.story import SentMail, Story, when

TEAM = {
    "jamie": "Jamie Doe",
    "sam": "Sam Poe",
    "nora": "Nora Noe",
    "lee": "Lee Orr",
    "max": "Max Roe",
}
ASKS = (
    "Hello, what would a heated garden office of 12 m2 cost, delivered to 04109?\n\nKind regards,\n{name}",
    "Guten Tag, was kostet ein Carport für zwei Autos, und wie lange dauert das?\n\nViele Grüße\n{name}",
    "Hi, could somebody visit us next week to look at the spot? My phone is 0341 555 01{number:02}.\n{name}",
    "Good morning, do you also build sheds with a green roof? We are in no hurry.\n\nBest, {name}",
    "Hello, we need six garden rooms for our campsite. Can you send a price list?\n\n{name}",
)
FIRST = ("Ana", "Ben", "Cora", "Dirk", "Elsa", "Finn", "Greta", "Hugo", "Ida", "Jan", "Klara", "Lutz", "Mia")
LAST = ("Bo", "Roth", "Preis", "Weber", "Lind", "Haas", "Kern", "Vogt", "Brandt")

# What a customer writes to a message of a person; nothing most of the time.
CUSTOMERS_SAY = (
    "Thank you, that is clear. Do I need a permit for that?",
    "Thanks!",
    "Friday at nine would suit us, please come.",
    "That is more than we wanted to spend. Please get back to me next week.",
    "We went with another company, thank you for your time.",
    "Yes please, send me the list.",
    "Vielen Dank, ich melde mich nächste Woche.",
)


@dataclass(order=True)
class Saying:
    """Something that somebody will write at an instant."""

    at: datetime
    number: int
    say: Callable[[], object] = field(compare=False)


class TwoWeeks:
    """The people around one story."""

    def __init__(self, story: Story, *, seed: int) -> None:
        self.story = story
        self.chance = random.Random(seed)
        self._to_say: list[Saying] = []
        self._read = 0
        self._number = 0

    def at(self, instant: datetime | str, say: Callable[[], object]) -> None:
        """Let somebody do something at that instant."""
        self._number += 1
        self._to_say.append(Saying(when(instant) if isinstance(instant, str) else instant, self._number, say))

    def play(self, end: str) -> Iterator[datetime]:
        """Let time pass; everybody reads their mail and answers. Yield every instant at which one stops."""
        while self.story.now < when(end):
            self._to_say.sort()
            # People look into their mail twice an hour by day, and not at night.
            by_day = 7 <= self.story.now.hour < 19
            following = self.story.now + timedelta(minutes=30 if by_day else 240)
            if self._to_say and self._to_say[0].at <= following:
                due = self._to_say.pop(0)
                self.story.until(max(due.at, self.story.now))
                due.say()
            else:
                self.story.until(following)
            self._everybody_reads()
            yield self.story.now

    def customers_write(self, day: str, count: int) -> None:
        """That many inquiries at any hour of the day."""
        for _ in range(count):
            minute = self.chance.randrange(7 * 60, 21 * 60)
            self.at(f"{day} {minute // 60:02}:{minute % 60:02}", self._new_customer)

    def _new_customer(self) -> None:
        number = self._number = self._number + 1
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        address = f"{name.replace(' ', '.').lower()}{number}@mail{number}.example"
        text = self.chance.choice(ASKS).format(name=name, number=number % 100)
        self.story.receives(f"{name} <{address}>", f"Question about {number} m2", text, run=False)

    # --- who reads what ---

    def _everybody_reads(self) -> None:
        accepted = self.story.sink.mails
        fresh, self._read = accepted[self._read :], len(accepted)
        for mail in (SentMail(one.recipients[0], one.raw) for one in fresh):
            owner = mail.recipient.partition("@")[0]
            if mail.recipient.endswith("@acme.example"):
                self._owner_reads(owner, mail)
            elif mail.kind is None:
                self._customer_reads(mail)

    def _customer_reads(self, mail: SentMail) -> None:
        if self.chance.random() < 0.5:
            words = self.chance.choice(CUSTOMERS_SAY)
            later = self.story.now + timedelta(minutes=self.chance.randrange(30, 60 * 30))
            sender = str(mail.message["To"])
            self.at(
                later,
                lambda: self.story.receives(sender, f"Re: {mail.subject}", words, answers=mail, run=False),
            )

    def _owner_reads(self, owner: str, mail: SentMail) -> None:
        words = HABITS[owner](self, mail)
        if words is None:
            return
        delay = timedelta(minutes=self.chance.randrange(2, 12 if owner != "sam" else 50))
        self.at(self.story.now + delay, lambda: self.story.owner_says(owner, words, to=mail, run=False))


def _jamie(play: TwoWeeks, mail: SentMail) -> str | None:
    """Prompt, and does what the mail says."""
    pick = play.chance.choice
    return {
        "offer": pick(
            ["ok", "send", "👍", "OK, I'll ring them this afternoon\n\nBest\nJamie", "ja, mache ich"]
        ),
        "assigned": "send",
        "draft": pick(
            ["send", "send", "skip", "called: no answer", "called: reached, I'll send the plan by Friday"]
        ),
        "customer": pick(
            [
                "send: Good question: below 15 m2 you need no permit. Shall I come by on Friday at 9:00?",
                "booked Fri 10:00",
                "snooze next week",
                "next: send the price list by tomorrow 12:00",
                "waiting: Max, the price of six",
            ]
        ),
        "reminder": pick(["send", "snooze tomorrow", "called: reached, she wants two more photos"]),
        "handoff": "ok",
        "confirm": "ok",
        "late": "send: I am sorry for the wait. Here is our price list. Jamie",
    }.get(str(mail.kind))


def _sam(play: TwoWeeks, mail: SentMail) -> str | None:
    """Slow: lets things lie, and then does them with few words."""
    if play.chance.random() < 0.35:
        return None
    pick = play.chance.choice
    return {
        "offer": pick(["yes", "send", "ok", "mine, calling him at 16:30"]),
        "nudge": "ok",
        "assigned": "send",
        "draft": pick(["send", "called: no answer", "skip"]),
        "customer": pick(
            ["send: Gladly. I send you the list today. Sam", "called: reached", "close: bought elsewhere"]
        ),
        "reminder": pick(["send", "called: reached", "snooze Mon"]),
        "handoff": pick(["ok", "no: too much on my desk"]),
    }.get(str(mail.kind))


def _nora(play: TwoWeeks, mail: SentMail) -> str | None:
    """Knows the building sites: takes some, hands others on."""
    pick = play.chance.choice
    return {
        "offer": pick(["ok", "no, busy", "Sorry - not my area", "Nehme ich, ich rufe morgen um 10 Uhr an"]),
        "assigned": "send",
        "draft": pick(
            ["send", "send", "handoff jamie: she prefers mornings; next: ring her by tomorrow 12:00"]
        ),
        "customer": pick(
            [
                "handoff jamie: knows the site; next: answer about the permit by tomorrow 12:00",
                "send: Yes, that works for us. See you then. Nora",
                "stage Qualified: has budget and a plot",
                "note: the dog is called Rex",
            ]
        ),
        "reminder": pick(["send", "next: send two appointment options by tomorrow 15:00"]),
        "handoff": "ok",
        "question": "ok",
    }.get(str(mail.kind))


def _lee(play: TwoWeeks, mail: SentMail) -> str | None:
    """Takes what comes; is away in the first week, and leaves in the second."""
    return {
        "offer": "ok",
        "draft": "send",
        "assigned": "ok",
        "customer": "send: Thank you, I come back to you tomorrow with a drawing. Lee",
        "reminder": "send",
        "handoff": "ok",
    }.get(str(mail.kind))


def _max(play: TwoWeeks, mail: SentMail) -> str | None:
    """Manager and fallback: decides what nobody took."""
    return {
        "escalation": play.chance.choice(["offer", "handoff nora: nobody was there", "ok"]),
        "question": "offer",
        "assigned": "handoff jamie: please; next: answer them by tomorrow 12:00",
        "handoff": "ok",
        "customer": "handoff sam: please answer; next: answer the question by tomorrow 12:00",
    }.get(str(mail.kind))


HABITS: dict[str, Callable[[TwoWeeks, SentMail], str | None]] = {
    "jamie": _jamie,
    "sam": _sam,
    "nora": _nora,
    "lee": _lee,
    "max": _max,
}
