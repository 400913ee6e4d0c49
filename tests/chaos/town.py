"""The people of a chaos run: customers who write, machines that answer, owners who reply to their mails.

What comes next is drawn from one seeded chance, so that a run can be repeated; what is answered is what
the sink accepted, so the town never says more than the product's own mails allow.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from itertools import count

from tests.chaos.ground_truth import Appended, GroundTruth, Kind, Sent, now
from tests.chaos.odd_mails import ODD

OWNERS = {"jamie": "Jamie Doe", "sam": "Sam Poe", "max": "Max Roe", "nora": "Nora Noe"}
# She says no to whatever she is offered, the others never do.
WHO_DECLINES = "nora"
SHARED = "sales@acme.example"

# Everybody writes this, and no log may repeat it.
CONFIDENCE = "between us: heliotrope 4711"

LARGE_OCTETS = 1_800_000


class Town:
    """Draws the next mail; `reads` what the sink accepted since it was last asked."""

    def __init__(self, truth: GroundTruth, *, seed: int) -> None:
        self.truth = truth
        self.chance = random.Random(seed)
        self._numbers = count(1)
        self._read = 0
        self._to_say: deque[Appended] = deque()
        self._inquiries: list[Appended] = []

    def next_mail(self) -> Appended:
        """One mail to put into INBOX now."""
        self.reads()
        if self._to_say and self.chance.random() < 0.45:
            return self._to_say.popleft()
        drawn = self.chance.random()
        if drawn < 0.86 or not self._inquiries:
            return self.inquiry()
        if drawn < 0.91:
            return self.copy()
        if drawn < 0.93:
            return self.reused_id()
        if drawn < 0.935:
            return self.large()
        if drawn < 0.96:
            return self.newsletter()
        return self.odd()

    def answers(self) -> list[Appended]:
        """All that is to be answered by now."""
        self.reads()
        said = list(self._to_say)
        self._to_say.clear()
        return said

    def reads(self) -> None:
        """Read the mails that came since, and think of answers to some."""
        mails = self.truth.sink.mails
        fresh, self._read = mails[self._read :], len(mails)
        for received in fresh:
            answer = self._answer(Sent(received))
            if answer is not None:
                self._to_say.append(answer)

    def inquiry(self) -> Appended:
        number = next(self._numbers)
        words = f"Hello, what would number {number} cost? And {CONFIDENCE}."
        made = self._customer("inquiry", number, words)
        self._inquiries.append(made)
        return made

    def copy(self) -> Appended:
        """The very same bytes once more, as a second address of the same mailbox makes them."""
        first = self.chance.choice(self._inquiries)
        return Appended("copy", first.sender, first.raw, now(), about=first.sender)

    def reused_id(self) -> Appended:
        """Somebody else's mail under a Message-ID that was used before, as broken form scripts do."""
        first = self.chance.choice(self._inquiries)
        number = next(self._numbers)
        used = _header(first.raw, b"Message-ID")
        words = f"We need number {number} for our workshop, what does it cost?"
        return self._customer("reused id", number, words, {"Message-ID": used})

    def large(self) -> Appended:
        number = next(self._numbers)
        words = f"Here is the plan of the plot, what would number {number} cost?\r\n\r\n"
        line = "cGxhbiBvZiB0aGUgcGxvdCwgZHJhd24gYnkgaGFuZCBvbiBhIHNoZWV0IG9mIHBhcGVyLi4uLg==\r\n"
        plan = (
            "--plan\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + words + "\r\n--plan\r\n"
            'Content-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
            + line * (LARGE_OCTETS // len(line))
            + "--plan--\r\n"
        )
        headers = {"MIME-Version": "1.0", "Content-Type": 'multipart/mixed; boundary="plan"'}
        return self._customer("large", number, plan, headers)

    def newsletter(self) -> Appended:
        number = next(self._numbers)
        headers = {"List-Unsubscribe": f"<https://news{number}.example/stop>", "Precedence": "bulk"}
        return self._mail("newsletter", f"news@news{number}.example", "This week", "Ten tips.", headers)

    def odd(self, made: Callable[[int, str], bytes] | None = None) -> Appended:
        """What no mail program writes and every mailbox holds."""
        number = next(self._numbers)
        sender = f"odd{number}@odd{number}.example"
        return Appended("odd", sender, (made or self.chance.choice(ODD))(number, sender), now())

    def _answer(self, sent: Sent) -> Appended | None:
        """What the reader of this mail writes back, if anything."""
        if sent.kind == "offer":
            return self._owner_answers(sent)
        if sent.kind == "acknowledgement":
            return self._customer_answers(sent)
        return None

    def _owner_answers(self, sent: Sent) -> Appended | None:
        owner = sent.recipient.partition("@")[0]
        about = _customer_of(sent)
        if owner == WHO_DECLINES:
            return self._reply("no", sent, "no: busy", about=about)
        drawn = self.chance.random()
        if drawn < 0.3:
            return self._reply("yes", sent, "ok", about=about)
        if drawn < 0.55:
            word = f"answer-{next(self._numbers)}-{self.chance.randrange(16**8):08x}"
            said = f"send: Thank you for asking. It costs 1,200. Our reference is {word}."
            return self._reply("send", sent, said, about=about, word=word)
        return None

    def _customer_answers(self, sent: Sent) -> Appended | None:
        drawn = self.chance.random()
        if drawn < 0.06:
            return self._reply("reply", sent, f"One more thing: is number {next(self._numbers)} blue?")
        if drawn < 0.08:
            return self._reply("opt out", sent, "Please stop writing to me.")
        if drawn < 0.10:
            return self._away(sent)
        if drawn < 0.12:
            return self._bounce(sent)
        return None

    def _customer(
        self, kind: Kind, number: int, text: str, headers: Mapping[str, str] | None = None
    ) -> Appended:
        sender = f"customer{number}@firm{number}.example"
        return self._mail(
            kind, sender, f"Question {number}", text, headers or {}, name=f"Customer {spelled(number)}"
        )

    def _reply(self, kind: Kind, sent: Sent, text: str, *, about: str = "", word: str = "") -> Appended:
        to = str(sent.headers["Reply-To"] or sent.headers["From"]).rpartition("<")[2].rstrip(">")
        subject = " ".join(str(sent.headers["Subject"]).split())
        headers = {"In-Reply-To": sent.message_id, "References": sent.message_id}
        return self._mail(
            kind, sent.recipient, f"Re: {subject}", text, headers, to=to, about=about, word=word
        )

    def _away(self, sent: Sent) -> Appended:
        headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": sent.message_id}
        return self._mail("away", sent.recipient, "Out of office", "I am away until Monday.", headers)

    def _bounce(self, sent: Sent) -> Appended:
        report = (
            "--r\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
            "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
            f"Final-Recipient: rfc822; {sent.recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {sent.message_id}\r\n\r\n--r--\r\n"
        )
        headers = {
            "MIME-Version": "1.0",
            "Auto-Submitted": "auto-replied",
            "Content-Type": 'multipart/report; report-type=delivery-status; boundary="r"',
        }
        sender = f"mailer-daemon@mx{next(self._numbers)}.example"
        return self._mail("bounce", sender, "Undelivered", report, headers, about=sent.recipient)

    def _mail(
        self,
        kind: Kind,
        sender: str,
        subject: str,
        text: str,
        headers: Mapping[str, str],
        *,
        name: str = "",
        to: str = SHARED,
        about: str = "",
        word: str = "",
    ) -> Appended:
        unique = f"<{next(self._numbers)}.{self.chance.randrange(16**8):08x}@{sender.rpartition('@')[2]}>"
        given = {
            "From": f"{name} <{sender}>" if name else sender,
            "To": to,
            "Subject": subject,
            "Date": format_datetime(now()),
            "Message-ID": unique,
            **headers,
        }
        head = "".join(f"{key}: {value}\r\n" for key, value in given.items())
        return Appended(kind, sender, f"{head}\r\n{text}\r\n".encode(), now(), about=about, word=word)


def spelled(number: int) -> str:
    """A name for a number, in letters: digits in a name are no name."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return letters.capitalize()


def _header(raw: bytes, name: bytes) -> str:
    line = next(line for line in raw.split(b"\r\n") if line.startswith(name + b":"))
    return line.partition(b":")[2].strip().decode()


def _customer_of(sent: Sent) -> str:
    """The address an offer is about, by the number in its subject."""
    number = re.search(r"Question (\d+)", str(sent.headers["Subject"]))
    return f"customer{number[1]}@firm{number[1]}.example" if number else ""
