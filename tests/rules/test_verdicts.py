"""Each mail of the corpus gets its verdict, with a reason, and as the right person's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import corpus
from worker.ingest.reading import describe
from worker.ingest.rules import bounce
from worker.ingest.rules.known import Known
from worker.ingest.rules.order import opinion_of as judge
from worker.ingest.verdict import Verdict
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse

US = Known(
    inbox_addresses=frozenset({"sales@acme.example"}),
    owners={"jamie@acme.example": "jamie", "max@acme.example": "max"},
    domains=frozenset({"acme.example"}),
)

ALONE = {
    "inquiry_pricing": "inquiry",
    "inquiry_german": "inquiry",
    "inquiry_call": "inquiry",
    "inquiry_html": "inquiry",
    "inquiry_auto_submitted_no": "inquiry",
    "inquiry_auto_forwarded": "inquiry",
    "reply_gmail": "reply",
    "reply_outlook_german": "reply",
    "out_of_office": "auto_reply",
    "out_of_office_german": "auto_reply",
    "ticket_robot": "auto_reply",
    "challenge": "auto_reply",
    "delivered": "auto_reply",
    "read_receipt": "auto_reply",
    "calendar_answer": "auto_reply",
    "newsletter": "bulk",
    "shop_notice": "bulk",
    "verification": "bulk",
    "spam_flag": "spam",
    "opt_out": "opt_out",
    "opt_out_german": "opt_out",
    "opt_out_one_click": "opt_out",
    "complaint": "opt_out",
    "form_cf7": "form",
    "form_elementor_german": "form",
    "form_wpforms": "form",
    "form_own_address": "form",
    "forward_gmail": "forward",
    "forward_outlook_german": "forward",
    "forward_enclosed": "forward",
    "bounce_hard": "bounce",
    "bounce_soft": "bounce",
    "to_postmaster": "unsure",
    "empty": "unsure",
}


@pytest.mark.parametrize(("name", "verdict"), ALONE.items())
def test_a_file_read_on_its_own_gets_its_verdict(name: str, verdict: str) -> None:
    said = describe(parse(corpus.read(name)))
    assert said["verdict"] == verdict, said["reason"]
    assert said["reason"]


def test_a_reply_in_an_unknown_conversation_is_an_inquiry() -> None:
    assert judge(parse(corpus.read("reply_gmail")), US).verdict is Verdict.INQUIRY


def test_a_reply_to_a_mail_of_ours_is_a_reply() -> None:
    assert (
        judge(parse(corpus.read("reply_gmail")), replace(US, answers_customer_mail=True)).verdict
        is Verdict.REPLY
    )


def test_a_group_in_front_of_the_inbox_makes_no_newsletter() -> None:
    assert judge(parse(corpus.read("inquiry_through_group")), US).verdict is Verdict.INQUIRY


def test_a_colleagues_forward_is_the_customers_inquiry() -> None:
    said = describe(parse(corpus.read("forward_gmail")), US)
    assert said["verdict"] == "forward"
    assert said["from"] == {"name": "Sam Saun", "email": "sam@saun.example"}
    assert said["forwarded"]["comment"] == "Can you take this one?"
    assert said["asked"] == "What would a sauna for six cost?"


def test_a_strangers_forward_is_the_strangers_inquiry() -> None:
    raw = corpus.read("forward_gmail").replace(b"max@acme.example", b"max@else.example")
    assert judge(parse(raw), US).verdict is Verdict.INQUIRY


def test_our_own_address_with_somebody_else_in_reply_to_is_that_person() -> None:
    said = describe(parse(corpus.read("form_own_address")), US)
    assert (said["verdict"], said["from"]["email"]) == ("form", "vera@vogt.example")


@pytest.mark.parametrize(
    ("name", "email", "words"),
    [
        ("form_cf7", "rita@roth.example", "Can somebody visit on a Friday?"),
        ("form_elementor_german", "otto@otto.example", "Was kostet das?"),
        ("form_wpforms", "una@una.example", "Do you also rent rooms?"),
    ],
)
def test_the_person_behind_a_form_speaks(name: str, email: str, words: str) -> None:
    said = describe(parse(corpus.read(name)), US)
    assert (said["verdict"], said["from"]["email"]) == ("form", email)
    assert words in said["new_text"]
    assert words in said["asked"]


@pytest.mark.parametrize(
    ("name", "permanent", "status"), [("bounce_hard", True, "5.1.1"), ("bounce_soft", False, "4.4.1")]
)
def test_a_bounce_names_who_was_not_reached_and_which_mail(name: str, permanent: bool, status: str) -> None:
    found = bounce.details(parse(corpus.read(name)))
    assert found == bounce.Bounce("gone@preis.example", permanent, status, "<k7@acme.example>")


def test_an_absence_says_until_when() -> None:
    assert describe(parse(corpus.read("out_of_office")))["auto_reply"] == {"until": "2026-06-15"}


def mail_of(sender: str, *, to: str = "sales@acme.example", text: str = "accept") -> ParsedEmail:
    head = f"From: {sender}\nTo: {to}\nSubject: Re: Peter\nMessage-ID: <m@acme.example>\n"
    return parse(f"{head}\n{text}\n".encode())


def test_an_owner_who_answers_our_mail_gives_a_command() -> None:
    known = replace(US, token_owner="jamie", answers_owner_mail=True)
    assert judge(mail_of("jamie@acme.example"), known).verdict is Verdict.COMMAND


@pytest.mark.parametrize("sender", ["max@acme.example", "peter@preis.example"])
def test_the_same_token_from_anybody_else_opens_no_door(sender: str) -> None:
    known = replace(US, token_owner="jamie", answers_owner_mail=True)
    assert judge(mail_of(sender), known).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "sender",
    [
        "jamie@acme.example\nFrom: eve@else.example",
        "jamie@acme.example, eve@else.example",
        "jamie@acme.example\rX: y",
    ],
)
def test_a_malformed_from_gives_no_command(sender: str) -> None:
    known = replace(US, token_owner="jamie", answers_owner_mail=True)
    assert judge(mail_of(sender), known).verdict is Verdict.UNSURE


def test_an_owners_test_mail_is_never_an_inquiry() -> None:
    assert judge(mail_of("jamie@acme.example", text="Just testing."), US).verdict is Verdict.UNSURE


def test_an_owner_who_begins_with_the_leads_number_gives_a_command() -> None:
    assert judge(mail_of("jamie@acme.example", text="L-142 note: called"), US).verdict is Verdict.COMMAND


def test_a_copy_of_an_answer_to_the_customer_is_a_contact() -> None:
    mail = mail_of("jamie@acme.example", to="peter@preis.example, sales@acme.example", text="Thursday it is.")
    assert judge(mail, US).verdict is Verdict.CONTACT


def test_in_sent_everything_is_a_contact_unless_we_built_it() -> None:
    sent = replace(US, sent_folder=True)
    mail = mail_of("sales@acme.example", to="peter@preis.example")
    assert judge(mail, sent).verdict is Verdict.CONTACT
    assert judge(mail, replace(sent, ours=True)).verdict is Verdict.LOOP


def test_spam_marks_do_not_silence_somebody_we_know() -> None:
    spam = parse(corpus.read("spam_flag"))
    assert judge(spam, US).verdict is Verdict.SPAM
    assert judge(spam, replace(US, known_person=True)).verdict is Verdict.INQUIRY
