"""Machines told from people by what they cannot help writing; in doubt a person is heard."""

from __future__ import annotations

import time

import pytest

from worker.ingest.rules import auto_reply, bounce, bulk, spam
from worker.ingest.rules.known import Known
from worker.ingest.rules.order import opinion_of
from worker.ingest.verdict import Verdict
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse

ALONE = Known.nothing()
ANSWER = "In-Reply-To: <k1@acme.example>\n"


def mail_of(
    text: str, *, sender: str = "Ana <ana@a.example>", subject: str = "Re: Offer", header: str = ""
) -> ParsedEmail:
    head = f"From: {sender}\nTo: sales@acme.example\nSubject: {subject}\nMessage-ID: <m@a.example>\n"
    body = f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    return parse((head + header + body).encode())


@pytest.mark.parametrize(
    "mark",
    [
        "X-Spam-Flag: YES",
        "X-Spam-Status: Yes, score=9.1 required=5.0",
        "X-Rspamd-Action: add header",
        "X-Barracuda-Spam-Flag: YES",
        "X-MS-Exchange-Organization-SCL: 6",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SFV:SPM;H:x",
        "X-Bogosity: Spam, tests=bogofilter",
    ],
)
def test_a_receiving_hosts_mark_is_believed(mark: str) -> None:
    assert spam.marked(mail_of("Buy now", header=f"{mark}\n"), ALONE) is not None


@pytest.mark.parametrize(
    "mark",
    [
        "X-Spam-Flag: NO",
        "X-Spam-Status: No, score=-1.2 required=5.0 tests=NOT_SPAM",
        "X-Rspamd-Action: no action",
        "X-MS-Exchange-Organization-SCL: -1",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:NSPM;H:x",
        "X-Bogosity: Ham, tests=bogofilter",
    ],
)
def test_a_host_that_found_nothing_says_nothing(mark: str) -> None:
    assert spam.marked(mail_of("What would it cost?", header=f"{mark}\n"), ALONE) is None


def test_a_rule_that_passes_a_mail_on_leaves_it_its_writers() -> None:
    passed_on = mail_of("Do you build barns?", header="X-MS-Exchange-Inbox-Rules-Loop: old@acme.example\n")
    answered = mail_of(
        "We read everything.", header=f"{ANSWER}X-MS-Exchange-Inbox-Rules-Loop: ana@a.example\n"
    )
    assert auto_reply.automatic(passed_on, ALONE) is None
    assert auto_reply.automatic(answered, ALONE) is not None


def test_one_courtesy_beside_a_holiday_is_a_persons() -> None:
    person = mail_of("Thank you for your message. I am on holiday but we take it.", header=ANSWER)
    program = mail_of(
        "Thank you for your message. I am on holiday. In urgent cases please contact Bo.", header=ANSWER
    )
    assert opinion_of(person, ALONE).verdict is Verdict.REPLY
    assert opinion_of(program, ALONE).verdict is Verdict.AUTO_REPLY


def test_who_asks_something_beside_an_absence_is_a_person() -> None:
    text = "Thank you for your message. I am on holiday. In urgent cases ring Bo. May we talk?"
    assert opinion_of(mail_of(text, header=ANSWER), ALONE).verdict is Verdict.REPLY


@pytest.mark.parametrize(
    "line",
    [
        "Unsubscribe: https://a.example/u",
        "Please do not reply to this address, ring me.",
        "Hello friend, special offer: my old barn. https://a.example",
        "Can you manage your settings online? https://a.example",
    ],
)
def test_one_mark_of_mail_for_many_is_not_enough(line: str) -> None:
    mail = mail_of(f"We need a kiosk. What would it cost?\n\nAna\n{line}", subject="Kiosk")
    assert bulk.newsletter(mail, ALONE) is None


def test_the_failed_recipient_is_never_the_one_who_wrote() -> None:
    text = (
        "Your message from sales@acme.example could not be delivered.\n\n"
        "For help write to postmaster@b.example.\n\nbo@b.example: 550 5.1.1 no such user"
    )
    found = bounce.details(mail_of(text, sender="mailer-daemon@b.example", subject="failure notice"))
    assert found is not None
    assert (found.recipient, found.permanent, found.status) == ("bo@b.example", True, "5.1.1")


@pytest.mark.parametrize(
    ("said", "permanent"),
    [
        ("550 5.1.1 unknown", True),
        ("452 4.2.2 over quota", False),
        ("552 5.2.2 over quota", True),
        ("421 try again later", False),
        ("mailbox is full", False),
        ("Das Postfach ist voll", False),
        ("no such user here", True),
        ("It failed.", True),
    ],
)
def test_a_code_tells_for_good_from_for_now_and_else_the_words(said: str, permanent: bool) -> None:
    text = f"Your message could not be delivered to\n\nbo@b.example\n\n{said}"
    found = bounce.details(mail_of(text, sender="mailer-daemon@b.example", subject="failure notice"))
    assert found is not None
    assert (found.recipient, found.permanent) == ("bo@b.example", permanent)


@pytest.mark.parametrize(
    "piece", ["<img", "a@b.example ", "To: ", "\n", "A: b\n c\n", "request has been ", "1"]
)
def test_a_megabyte_of_one_thing_is_judged_in_no_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    for sender in ("ana@a.example", "mailer-daemon@a.example"):
        mail = mail_of(text, sender=sender, subject="failure notice")
        began = time.perf_counter()
        for rule in (bounce.delivery_report, auto_reply.automatic, bulk.newsletter, spam.marked):
            rule(mail, ALONE)
        # What takes a tenth of a second: the machine may be busy, and what is quadratic takes hours.
        assert time.perf_counter() - began < 20
