"""What customers, machines and strangers write, as bytes: every kind of mail that the rules tell apart."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple

from tests.prove.post import Posted
from tests.prove.team import SALES


class Customer(NamedTuple):
    """Somebody who wants something."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


# Two colleagues, two addresses of one person, free-mail, and somebody without a name.
CUSTOMERS = (
    Customer("Ana Bo", "ana@customer.example"),
    Customer("Ben Ode", "ben@customer.example"),
    Customer("Cleo Day", "cleo@firm.example"),
    Customer("Cleo Day", "cleo.day@gmail.com"),
    Customer("", "office@shop.example"),
)

# What a human being writes, from an inquiry to the end.
WORDS = {
    "asks": "What does a garden office of 12 m2 cost, and can somebody visit on a Friday?",
    "asks urgently": "It is urgent: can you call me today? 0341 555 0199",
    "yes": "Yes, that works for me.",
    "thanks": "Thank you!",
    "later": "Please check back next week.",
    "much later": "Not before July, please write to me then.",
    "question and later": "Does it need a permit? But please check back next week.",
    "no": "No thank you, we went with another company.",
    "digit 1": "1",
    "digit 2": "2 in two weeks",
    "digit 3": "3",
    "opts out": "Please remove me from your list and do not write to me again.",
    "chats": "We were at the lake this weekend, and the dog liked it.",
}

MACHINES = {
    "out of office": ("Automatic reply: away", "I am out of the office until Friday."),
    "out of office, no date": ("Automatic reply", "I am out of the office and have no access to my mail."),
    "out of office, long": ("Automatic reply", "I am on leave and back on 30 November."),
    "ticket robot": ("[Ticket #4711] received", "We have received your request. Do not reply to this mail."),
}


class Letters:
    """Writes mails; each has its own Message-ID, and what it answers in References."""

    def __init__(self) -> None:
        self._number = 0

    def from_customer(self, who: str, text: str, at: datetime, *, answers: Posted | None = None) -> bytes:
        """A human being writes, anew or in answer to a mail of ours."""
        subject = "Garden office" if answers is None else f"Re: {answers.message['Subject']}"
        mail = self._mail(who, SALES, subject, at)
        if answers is not None:
            _answer(mail, answers)
        mail.set_content(text + ("" if answers is None else quoted(answers)))
        return mail.as_bytes()

    def from_machine(self, who: str, kind: str, at: datetime, *, answers: Posted | None) -> bytes:
        """A program of theirs answers."""
        subject, text = MACHINES[kind]
        mail = self._mail(who, SALES, subject, at)
        mail["Auto-Submitted"] = "auto-replied"
        if answers is not None:
            _answer(mail, answers)
        mail.set_content(text)
        return mail.as_bytes()

    def newsletter(self, at: datetime) -> bytes:
        mail = self._mail("Offers <news@shop.example>", SALES, "Our summer sale", at)
        mail["List-Unsubscribe"] = "<https://shop.example/u>"
        mail["List-Id"] = "<news.shop.example>"
        mail["Precedence"] = "bulk"
        mail.set_content("Everything must go. Click here to unsubscribe.")
        return mail.as_bytes()

    def form(self, who: Customer, text: str, at: datetime) -> bytes:
        """A website tells what somebody typed into its form."""
        mail = self._mail("Website <wordpress@acme.example>", SALES, "New message from your website", at)
        mail["Reply-To"] = str(who)
        mail.set_content(f"Name: {who.name or 'Office'}\nEmail: {who.address}\nMessage: {text}\n")
        return mail.as_bytes()

    def by_owner(
        self, owner: str, address: str, text: str, at: datetime, *, to: str, answers: Posted | None = None
    ) -> bytes:
        """One of us writes: to Keepwarm, to a customer with a copy to the inbox, or to a customer from it."""
        subject = "Garden office" if answers is None else f"Re: {answers.message['Subject']}"
        mail = self._mail(f"{owner} <{address}>", to, subject, at)
        if SALES not in to and "+" not in to and address != SALES:
            mail["Cc"] = SALES
        if answers is not None:
            _answer(mail, answers)
        mail.set_content(text + ("" if answers is None else quoted(answers)))
        return mail.as_bytes()

    def bounce(self, failed: Posted, at: datetime, *, for_good: bool) -> bytes:
        """A mail server could not deliver a mail of ours."""
        status = "5.1.1" if for_good else "4.2.2"
        action = "failed" if for_good else "delayed"
        head = self._mail("Mail Delivery System <mailer-daemon@mx.example>", SALES, "Undelivered mail", at)
        lines = [f"{name}: {value}" for name, value in head.items()]
        lines += [
            "MIME-Version: 1.0",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
            "",
            "--b1\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.",
            "--b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n",
            f"Final-Recipient: rfc822; {failed.recipient}\r\nAction: {action}\r\nStatus: {status}",
            "--b1\r\nContent-Type: text/rfc822-headers\r\n",
            f"Message-ID: {failed.message_id}\r\nTo: {failed.recipient}\r\nSubject: x\r\n",
            "--b1--\r\n",
        ]
        return "\r\n".join(lines).encode()

    def _mail(self, sender: str, to: str, subject: str, at: datetime) -> EmailMessage:
        self._number += 1
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, to
        mail["Subject"] = " ".join(subject.split())
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{self._number}@mail.example>"
        return mail


def quoted(answered: Posted) -> str:
    """What a mail program puts below an answer."""
    body = answered.message.get_payload(decode=True)
    assert isinstance(body, bytes)
    lines = body.decode("utf-8", "replace").splitlines()
    return "\n\nOn Wednesday somebody wrote:\n" + "".join(f"> {line}\n" for line in lines)


def _answer(mail: EmailMessage, answered: Posted) -> None:
    mail["In-Reply-To"] = answered.message_id
    before = str(answered.message["References"] or "").split()
    mail["References"] = " ".join([*before, answered.message_id])
