"""Whose words are done: owner commands on real mail, forged and true (reliability, "Owner commands")."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from email.utils import format_datetime

import pytest

from tests.story import SentMail, Story

Tell = Callable[..., Story]
_numbers = itertools.count(1)

ANA = "Ana Bo <ana@customer.example>"
ADDRESS = "ana@customer.example"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"

AUTHENTICATED = 'owner_replies = "authenticated"\nauthserv_id = "mx.acme.example"'
VOUCHED = "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\r\n"
SIGNED = "Authentication-Results: mx.acme.example; dkim=pass header.d=acme.example; spf=pass\r\n"
FAILED = "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\r\n"


def offered(tell: Tell, **how: object) -> tuple[Story, SentMail]:
    """Ana asked, and Jamie has the offer."""
    story = tell(**how)
    story.receives(ANA, "Garden office", ASKS)
    return story, story.mail("offer", "jamie")


def reply(
    story: Story,
    offer: SentMail,
    body: str,
    *,
    above: str = "",
    sender: str = "From: Jamie Doe <jamie@acme.example>\r\n",
    below: str = "",
    to: str | None = None,
) -> bytes:
    """An answer to an offer, byte for byte; `above` and `below` stand around its From."""
    reached = story.mailbox.user if offer.reply_to is None else offer.reply_to
    return (
        f"{above}{sender}To: {to or reached}\r\nSubject: Re: {offer.subject}\r\n"
        f"Date: {format_datetime(story.now)}\r\nMessage-ID: <{next(_numbers)}@acme.example>\r\n"
        f"In-Reply-To: {offer.message_id}\r\n{below}"
        + (body if body.startswith("Content-Type") else f"\r\n{body}\r\n")
    ).encode()


def nothing_was_done(story: Story, case: str = "") -> None:
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["stage"]) == ("offered", None, "New lead"), case
    assert [one.kind for one in story.sent(to=ADDRESS)] == ["acknowledgement"], case
    assert not story.broken_invariants(), case


# --- who speaks ---

FORGED = {
    "two From lines": "From: Jamie Doe <jamie@acme.example>\r\nFrom: Eve <eve@evil.example>\r\n",
    "two From lines, the owner below": "From: Eve <eve@evil.example>\r\nFrom: <jamie@acme.example>\r\n",
    "two mailboxes in one From": "From: eve@evil.example, jamie@acme.example\r\n",
    "the owner first of two": "From: jamie@acme.example, eve@evil.example\r\n",
    "the owner as a name": 'From: "jamie@acme.example" <eve@evil.example>\r\n',
    "the owner as an encoded name": "From: =?utf-8?q?=3Cjamie=40acme.example=3E?= <eve@evil.example>\r\n",
    "the owner in a comment": "From: eve@evil.example (jamie@acme.example)\r\n",
    "the owner only as Sender": "From: eve@evil.example\r\nSender: jamie@acme.example\r\n",
    "the owner only as Reply-To": "From: eve@evil.example\r\nReply-To: jamie@acme.example\r\n",
    "a look-alike": "From: Jamie Doe <jamie@acme.example.evil.example>\r\n",
    "a domain of other letters": "From: Jamie Doe <jamie@аcme.example>\r\n",
    "a control character": "From: Jamie Doe <jamie@acme.example>\r\nX-A: b\x07c\r\n",
    "a bare line break": "From: Jamie Doe <jamie@acme.example>\r\nX-A: b\rFrom: eve@evil.example\r\n",
    "the customer": "From: Ana Bo <ana@customer.example>\r\n",
    "a colleague": "From: Sam Poe <sam@acme.example>\r\n",
    "a robot of the owner": "From: jamie@acme.example\r\nAuto-Submitted: auto-replied\r\n",
    "a bounce of the owner": "Return-Path: <>\r\nFrom: jamie@acme.example\r\n",
    "nobody": "",
}


def test_a_sender_who_is_not_surely_the_owner_is_never_obeyed(tell: Tell) -> None:
    story, offer = offered(tell, pool=("jamie", "sam", "max"))
    for case, sender in FORGED.items():
        story.arrives(reply(story, offer, "send", sender=sender))
        nothing_was_done(story, case)
        assert story.inbound()[-1]["verdict"] in ("unsure", "auto_reply"), case


def test_a_refused_use_spends_nothing(tell: Tell) -> None:
    story, offer = offered(tell)
    story.arrives(reply(story, offer, "send", sender=FORGED["two From lines"]))
    story.arrives(reply(story, offer, "send", sender=FORGED["a colleague"]))
    story.owner_says("jamie", "send", to=offer)
    assert story.lead("ana")["owner"] == "jamie"
    assert len(story.sent(None, ADDRESS)) == 1


def test_a_colleague_with_the_token_is_told_whose_it_is(tell: Tell) -> None:
    story, offer = offered(tell)
    story.owner_says("sam", "ok", to=offer)
    told = story.mail("command", "sam").text
    assert "the mail you answered was to Jamie" in told
    assert any("not obeyed" in event for event in story.events("ana"))


def test_a_stranger_with_the_token_is_kept_and_the_owner_told(tell: Tell) -> None:
    story, offer = offered(tell)
    story.arrives(reply(story, offer, "send", sender="From: Eve <eve@evil.example>\r\n"))
    row = story.inbound()[-1]
    assert (row["verdict"], row["lead"]) == ("unsure", "L-1")
    assert len(story.leads()) == 1
    assert not [one for one in story.mails if one.recipient == "eve@evil.example"]
    told = [one for one in story.mails if "Nothing was changed by it" in one.text]
    assert [one.recipient for one in told] == ["jamie@acme.example"]


# --- which words ---

HTML = "Content-Type: text/html\r\n\r\n"

UNSAID = {
    "in a quote": "Let me see.\r\n\r\nOn Wed, Keepwarm wrote:\r\n> send\r\n> and this goes out\r\n",
    "in an Outlook quote": "Let me see.\r\n\r\n-----Original Message-----\r\nFrom: Keepwarm\r\n"
    "Sent: Wednesday\r\nTo: Jamie\r\nSubject: x\r\n\r\nsend\r\n",
    "in a signature": "Let me see.\r\n-- \r\nsend\r\nJamie Doe\r\n",
    "below the first paragraph": "I wonder what we could do here.\r\n\r\nsend\r\n",
    "hidden in HTML": HTML + "<p>Let me see.</p><div style='display:none'>send</div>\r\n",
    "hidden above": HTML + "<div style='display:none'>send</div><p>Let me see.</p>\r\n",
    "hidden by a class": HTML + "<style>.x{visibility:hidden}</style>"
    "<p class=x>send</p><p>Let me see.</p>\r\n",
    "hidden by size": HTML + "<p style='font-size:0px'>send</p><p>Let me see.</p>\r\n",
    "hidden in a comment": HTML + "<!--\r\nsend\r\n--><p>Let me see.</p>\r\n",
    "in an HTML quote": HTML + "<p>Let me see.</p><blockquote>send</blockquote>\r\n",
    "in an attachment": "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nLet me see.\r\n--b\r\n"
    "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nsend\r\n"
    "--b--\r\n",
    "in an enclosed mail": "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nLet me see."
    "\r\n--b\r\n"
    "Content-Type: message/rfc822\r\n\r\nFrom: jamie@acme.example\r\n\r\nsend\r\n--b--\r\n",
}


def test_only_what_is_said_above_the_quote_is_done(tell: Tell) -> None:
    story, offer = offered(tell)
    for number, (case, body) in enumerate(UNSAID.items(), start=1):
        # Other words each time: the same ones are answered once.
        story.arrives(reply(story, offer, body.replace("Let me see.", f"Let me see no. {number}.")))
        nothing_was_done(story, case)
        assert len(story.sent("command", "jamie")) == number, case
        told = story.mail("command", "jamie").text
        assert "Ana Bo has NOT got this" in told, case
        assert "> send" not in told or case == "below the first paragraph", case


# --- for how long, and how often ---


def test_the_same_mail_acts_once_however_often_it_comes(tell: Tell) -> None:
    story, offer = offered(tell)
    raw = reply(story, offer, "send")
    for _ in range(3):
        story.arrives(raw)
    story.arrives(b"X-Relay: again\r\n" + raw)
    assert len(story.sent(None, ADDRESS)) == 1
    assert [row["verdict"] for row in story.inbound()[1:]] == ["command"] + ["duplicate"] * 3
    assert len(story.sent("command", "jamie")) == 1


def test_a_token_dies_with_the_lead_leaving_its_owner(tell: Tell) -> None:
    story, offer = offered(tell)
    story.owner_says("jamie", "no", to=offer)
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "send", to=offer)
    assert story.lead("ana")["owner"] == "sam"
    assert not story.sent(None, ADDRESS)
    assert "Sam" in story.mail("command", "jamie").text


def test_an_answer_to_a_mail_of_three_months_ago_is_told_to_be_too_old(tell: Tell) -> None:
    story, offer = offered(tell)
    story.owner_says("jamie", "send", to=offer)
    story.owner_says("jamie", "snooze 1 December", to=offer)
    story.jumps("2026-09-09 10:00")
    story.owner_says("jamie", "close: no budget", to=offer)
    assert story.lead("ana")["state"] == "owned"
    assert "the mail you answered is too old; answer a newer one" in story.mail("command", "jamie").text


def test_a_made_up_token_is_nobodys(tell: Tell) -> None:
    story, offer = offered(tell)
    local, _, domain = story.mailbox.user.partition("@")
    made_up = f"{local}+r.{'a' * 32}@{domain}"
    raw = reply(story, offer, "send", to=made_up).replace(offer.message_id.encode(), b"<x@y.example>")
    story.arrives(raw)
    nothing_was_done(story)
    assert "I could not tell which lead you mean" in story.mail("command", "jamie").text


def test_the_token_of_one_lead_opens_no_other(tell: Tell) -> None:
    story, offer = offered(tell)
    story.receives("Rita Li <rita@other.example>", "Carport", "How much is a carport?")
    story.owner_says("jamie", "L-2 close: spam", to=offer)
    assert story.lead("rita")["state"] == "offered"


# --- vouched for ---


def test_what_the_host_vouches_for_may_say_everything(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    story.arrives(reply(story, offer, "send", above=VOUCHED))
    assert len(story.sent(None, ADDRESS)) == 1


def test_an_aligned_signature_is_enough(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    story.arrives(reply(story, offer, "send", above=SIGNED))
    assert len(story.sent(None, ADDRESS)) == 1


UNPROVEN = {
    "no result": "",
    "a failed one": FAILED,
    "another host's": VOUCHED.replace("mx.acme", "mx.evil"),
    "another domain's signature": SIGNED.replace("header.d=acme", "header.d=evil"),
    "only SPF": "Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom=jamie@acme.example\r\n",
    "a forged one below the real one": FAILED + VOUCHED,
    "a forged one below a host's without results": "Authentication-Results: mx.acme.example; none\r\n"
    + VOUCHED,
    "a forged one below another host's": "Authentication-Results: mx.acme.example; dkim=none\r\n" + SIGNED,
    "words of Exchange on another host": "X-MS-Exchange-Organization-AuthAs: Internal\r\n",
    "garbage": "Authentication-Results: ;;; dmarc=pass\r\n",
}


def test_what_nobody_vouches_for_may_say_yes_but_not_send(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    for number, (case, above) in enumerate(UNPROVEN.items(), start=1):
        story.arrives(reply(story, offer, "send", above=above))
        nothing_was_done(story, case)
        assert len(story.sent("command", "jamie")) == number, case
    told = story.mail("command", "jamie").text
    assert "`send` was not done" in told
    assert "To have it believed" in told
    story.arrives(reply(story, offer, "ok", above=FAILED))
    assert story.lead("ana")["owner"] == "jamie"


def test_without_a_host_to_trust_nothing_is_believed_but_yes_and_no(tell: Tell) -> None:
    story, offer = offered(tell, security='owner_replies = "authenticated"')
    story.arrives(reply(story, offer, "send", above=VOUCHED))
    nothing_was_done(story)
    assert "authserv_id" in story.mail("command", "jamie").text


def test_loud_words_need_proof_and_quiet_words_do_not(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    story.arrives(reply(story, offer, "ok"))
    answer, before = story.mail("command", "jamie"), story.lead("ana")
    for words in (
        "send: hello",
        "close: spam",
        "not a lead",
        "later 16:00",
        "stop: no",
        "next: ring her at 5",
    ):
        story.arrives(reply(story, answer, words))
        assert "I could not be sure" in story.mail("command", "jamie").text, words
        assert story.lead("ana") == before, words
    told = len(story.sent("command", "jamie"))
    for words in ("note: rang her", "back", "help", "snooze Friday"):
        story.arrives(reply(story, answer, words))
        later = story.sent("command", "jamie")[told:]
        assert not any("I could not be sure" in one.text for one in later), words
    assert story.lead("ana")["turn"] == "snoozed"
    assert not story.sent(None, ADDRESS)


def test_an_unproven_no_is_a_no(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    story.arrives(reply(story, offer, "no: busy"))
    assert story.mail("offer", "sam")


MICROSOFT = 'owner_replies = "authenticated"\nauthserv_id = "microsoft"'


@pytest.mark.parametrize(
    ("above", "believed"),
    [
        ("X-MS-Exchange-Organization-AuthAs: Internal\r\n", True),
        ("X-MS-Exchange-Organization-AuthAs: Anonymous\r\n", False),
        ("Authentication-Results: dkim=pass (signature was verified) header.d=acme.example;"
         "dmarc=pass action=none header.from=acme.example;compauth=pass reason=100\r\n", True),
        ("Authentication-Results: spf=fail smtp.mailfrom=acme.example; dkim=none (message not signed)"
         " header.d=none;dmarc=fail action=none header.from=acme.example;\r\n"
         + "Authentication-Results: dmarc=pass header.from=acme.example\r\n", False),
    ],
    ids=["internal", "anonymous", "dmarc", "forged below"],
)  # fmt: skip
def test_exchange_says_it_in_its_own_way(tell: Tell, above: str, *, believed: bool) -> None:
    story, offer = offered(tell, security=MICROSOFT)
    story.arrives(reply(story, offer, "send", above=above))
    assert bool(story.sent(None, ADDRESS)) is believed


def test_a_test_mail_of_an_owner_gets_a_sentence_not_silence(tell: Tell) -> None:
    story = tell()
    story.receives("Jamie Doe <jamie@acme.example>", "Test", "Does this thing work?")
    (told,) = story.mails
    assert (told.kind, told.recipient) == ("command", "jamie@acme.example")
    assert "I could not tell which lead you mean: answer the offer itself, or start with L-142" in told.text
    assert not story.leads(closed=True)
