"""Hostile mail, told whole: Dovecot, the judge, the mails that follow, the sink (reliability, section 4)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest

from tests.story import SentMail, Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ASKS = "\r\nHello, what does a carport cost?\r\n"

# Every header a mail of ours may carry; a hostile one would show as one more.
OUR_HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "In-Reply-To",
    "References",
    "Thread-Topic",
    "Thread-Index",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "X-Keepwarm-Kind",
    "X-Keepwarm-Lead",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
}


def mail(body: str = ASKS, *, more: str = "", **fields: str) -> bytes:
    """A mail as Eve writes it: `fields` replace her own, `more` stands below them as it is."""
    own = {
        "from": "Eve Vil <eve@evil.example>",
        "to": "sales@acme.example",
        "subject": "Carport",
        "date": "Wed, 10 Jun 2026 10:00:00 +0200",
        "message-id": "<carport@evil.example>",
    }
    head = {**own, **{name.replace("_", "-"): value for name, value in fields.items()}}
    lines = "".join(f"{name.title()}: {value}\r\n" for name, value in head.items())
    return (lines + more + body).encode("utf-8", "surrogateescape")


def with_files(*names: str) -> bytes:
    parts = "".join(
        f'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"'
        "\r\n\r\nxx\r\n"
        for name in names
    )
    return mail(
        f"\r\n--b\r\n\r\nWhat does a carport cost? See my files.\r\n{parts}--b--\r\n",
        more="Content-Type: multipart/mixed; boundary=b\r\n",
    )


def is_sound(sent: SentMail) -> None:
    """What left us has exactly our headers, one reader, short plain lines and no byte of control."""
    names = sent.message.keys()
    assert set(names) <= OUR_HEADERS, set(names) - OUR_HEADERS
    assert len(names) == len(set(names)), names
    assert sent.raw.isascii()
    assert all(len(line) <= 998 for line in sent.raw.splitlines())
    assert b"\x00" not in sent.raw
    assert sent.message["To"].count("@") == 1
    assert sent.recipient in sent.message["To"]


def is_a_lead_like_any_other(story: Story, raw: bytes) -> None:
    """Eve's mail was judged, acknowledged and offered, and nothing of it got out of its place."""
    story.arrives(raw)
    (row,) = story.inbound()
    assert (row["state"], row["verdict"], row["lead"]) == ("judged", "inquiry", "L-1"), row
    lead = story.lead()
    assert (lead["email"], lead["state"]) == ("eve@evil.example", "offered")
    assert "carport" in lead["asked"].lower() or "--b0" in lead["asked"]
    assert story.mail("acknowledgement").subject.startswith("Re: ")
    assert {(one.kind, one.recipient) for one in story.mails} == {
        ("acknowledgement", "eve@evil.example"),
        ("offer", "jamie@acme.example"),
    }
    for sent in story.mails:
        is_sound(sent)
    assert not story.broken_invariants()


HOSTILE = {
    "a second header in an encoded subject": mail(subject="A =?UTF-8?Q?=0D=0A?=Bcc: e@evil.example"),
    "a whole header in one encoded word": mail(subject="=?UTF-8?Q?A=0D=0ABcc:_e@evil.example?="),
    "a name of 70 characters and another address": mail(
        **{"from": f'"{"n" * 70} <evil@x.example>," <eve@evil.example>'}
    ),
    "a name with a line break": mail(**{"from": "=?utf-8?q?Eve=0D=0ABcc:_v@x.example?= <eve@evil.example>"}),
    "a body that speaks SMTP": mail(
        "\r\nWhat does a carport cost?\n.\r\nMAIL FROM:<e@x.example>\r\nRCPT TO:<v@x.example>\r\n.\r\nQUI\r\n"
    ),
    "an id with quotes and a line break": mail(message_id='<"quo ted\\"\r\n Bcc: e@x.example"@x.example>'),
    "an encoded id": mail(message_id="=?utf-8?q?=3Ca=0D=0ABcc:e=40x=3E?="),
    "no id and no date": mail(message_id="", date="tomorrow"),
    "references without end": mail(
        more=f"References: {' '.join(f'<{i}@x.example>' for i in range(900))}\r\n"
    ),
    "a template as a name": mail(
        "\r\nWhat does a carport cost? {{ 7*7 }} {% for x in y %} {{ 'a'*10**9 }}\r\n",
        **{"from": "{{ 7*7 }} <eve@evil.example>", "subject": "{{ lead.delete() }}"},
    ),
    "a formula as a name": mail(
        **{"from": '"=HYPERLINK(""http://x"")" <eve@evil.example>', "subject": "=1+1"}
    ),
    "a picture that calls home": mail(
        "\r\n<p>What does a carport cost?<img src=http://127.0.0.1:9/><script>x()</script>\r\n",
        more="Content-Type: text/html\r\n",
    ),
    "utf-7": mail(
        "\r\n<p>What does a carport cost? +ADw-script+AD4-x()+ADw-/script+AD4-</p>\r\n",
        more="Content-Type: text/html; charset=utf-7\r\n",
    ),
    "utf-16": mail(
        "\r\n" + b64encode("<p>What does a carport cost?</p>".encode("utf-16")).decode(),
        more="Content-Type: text/html; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n",
    ),
    "an encoding nobody knows": mail(more="Content-Type: text/plain; charset=klingon\r\n"),
    "half a letter": mail("\r\nWhat does a \udced\udca0\udc80 carport \udcff cost?\r\n"),
    "control characters": mail("\r\nWhat \x07does a\x00 carport\x1b[2J cost?\r\n"),
    "letters that turn the line round": mail(
        subject="Carport \u202egnp.exe", **{"from": "Eve\u2066 Vil <eve@evil.example>"}
    ),
    "files with names": with_files("../../x", "\u200b.htaccess", "CON", "a" * 4096, "x\ty"),
    "20,000 recipients": mail(to=",\r\n ".join(f"u{i}@x.example" for i in range(20_000))),
    "a megabyte of encoded words": mail(subject="\r\n ".join(["=?utf-8?b?YWFhYWFh?="] * 50_000)),
    "300,000 parts": mail(
        "\r\n--b\r\n\r\nWhat does a carport cost?\r\n" + "--b\r\n\r\nx\r\n" * 300_000,
        more="Content-Type: multipart/mixed; boundary=b\r\n",
    ),
    "3,000 levels": mail(
        "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(3000)) + ASKS
    ),
    "4,000 fields": mail(more="".join(f"X-{i}: y\r\n" for i in range(4_000))),
    "words that imitate ours": mail(
        "\r\nWhat does a carport cost?\r\n\r\nsend\r\n\r\n*send* and this goes out.\r\nL-1. Replying here "
        "talks to Keepwarm, not to you.\r\nhttps://leads.acme.example/act/yes\r\nX-Keepwarm-Kind: offer\r\n",
        more="X-Keepwarm-Kind: offer\r\nX-Keepwarm-Lead: L-1\r\n",
    ),
    "Auto-Submitted: no": mail(more="Auto-Submitted: no\r\n"),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_is_a_lead_like_any_other(tell: Tell, raw: bytes) -> None:
    is_a_lead_like_any_other(tell(), raw)


def test_nul_and_lone_surrogates_are_text_in_either_database(tell: Tell) -> None:
    """Real Exchange reports hold NULs, which PostgreSQL refuses in text (reliability, Parsing)."""
    story = tell()
    story.arrives(
        b"From: =?utf-8?q?A=00na_Bo?= <ana@customer.example>\r\nTo: sales@acme.example\r\n"
        b"Subject: =?utf-16-le?b?AAA92A==?= Office\r\nMessage-ID: <nul@customer.example>\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nWhat does\x00 a \xed\xa0\xbd carport cost?\r\n"
    )
    assert story.lead("ana")["state"] == "offered"
    assert [mail["state"] for mail in story.inbound()] == ["judged"]
    assert not story.broken_invariants()


def test_they_block_nobody_and_their_owner_answers_them_like_others(tell: Tell) -> None:
    story = tell()
    worst = (
        "300,000 parts",
        "an id with quotes and a line break",
        "a name of 70 characters and another address",
    )
    for number, name in enumerate(worst):
        story.arrives(HOSTILE[name].replace(b"eve@evil", b"eve@evil%d" % number), run=False)
    story.receives(ANA, "Fence", "Hello, what would a fence cost?")
    assert len(story.sent("acknowledgement")) == 4
    for offer in story.sent("offer"):
        story.owner_says(offer.recipient.split("@")[0], "send", to=offer)
    assert {one.recipient for one in story.sent(None)} == {
        "eve@evil0.example", "eve@evil1.example", "eve@evil2.example", "ana@customer.example",
    }  # fmt: skip
    for sent in story.mails:
        is_sound(sent)
    assert not story.broken_invariants()


# --- what is no lead, or cannot be told ---


def verdict_of(story: Story, raw: bytes) -> str:
    story.arrives(raw)
    assert not story.broken_invariants()
    return str(story.inbound()[-1]["verdict"])


@pytest.mark.parametrize(
    "raw",
    [
        b"What does a carport cost?",
        b"\r\n\r\n",
        bytes(range(256)) * 40,
        mail(**{"from": "undisclosed"}),
        mail(**{"from": "\r\n ".join(["=?utf-8?b?YWFhYWFh?="] * 50_000) + " <eve@evil.example>"}),
        mail(**{"from": ""}),
        mail("Content-Type: message/rfc822\r\n\r\n" * 3000),
    ],
    ids=["no header", "nothing", "noise", "no address", "an endless name", "no sender", "mails in mails"],
)
def test_what_cannot_be_told_is_read_by_the_fallback_and_nobody_else(tell: Tell, raw: bytes) -> None:
    story = tell()
    assert verdict_of(story, raw) == "unsure"
    lead = story.lead()
    assert (lead["state"], lead["owner"], lead["accountable"]) == ("escalated", "max", "max")
    assert "`offer` or `close: <reason>`" in lead["next_action"]
    assert not story.mails
    story.until("2026-06-11 09:00")
    (told,) = story.mails
    assert (told.kind, told.recipient) == ("review", "max@acme.example")
    assert lead["name"] in told.text


@pytest.mark.parametrize("sender", ["no-reply@service.example", "Service Team <security@service.example>"])
def test_the_code_of_another_service_is_shown_to_nobody(tell: Tell, sender: str) -> None:
    story = tell()
    body = "\r\nYour verification code is 482913. Do not share it with anybody.\r\n"
    assert verdict_of(story, mail(body, **{"from": sender, "subject": "Your verification code"})) == "bulk"
    story.until("2026-06-11 10:00")
    assert not [one for one in story.mails if "482913" in one.text + one.subject]


def test_what_was_passed_on_by_a_machine_is_not_dropped(tell: Tell) -> None:
    story = tell()
    assert verdict_of(story, mail(more="Auto-Submitted: auto-forwarded\r\n")) == "inquiry"
    assert len(story.sent("acknowledgement")) >= 1, "the person behind it hears from us"
    assert story.lead("eve")["state"] == "offered"


def test_a_bounce_that_says_auto_replied_is_a_bounce(tell: Tell) -> None:
    story = tell()
    raw = mail(
        "\r\nYour message to ana@customer.example could not be delivered: 550 5.1.1 no such user\r\n",
        more="Auto-Submitted: auto-replied\r\n",
        **{"from": "Mail Delivery System <mailer-daemon@x.example>", "subject": "Undelivered Mail Returned"},
    )
    assert verdict_of(story, raw) == "bounce"
    assert not story.mails


def test_the_thread_of_another_customer_opens_nothing(tell: Tell) -> None:
    story = tell()
    asked = story.receives(ANA, "Fence", "Hello, what would a fence cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    before = len(story.sent(None))
    story.arrives(mail("\r\nPlease send me all that was said.\r\n", more=f"References: {asked}\r\n"))
    assert (story.lead("ana")["turn"], story.lead("eve")["state"]) == ("customer", "offered")
    assert len(story.sent(None)) == before
    told = story.mail("question", "jamie")
    assert "L-2" in told.text
    assert not story.broken_invariants()


def test_who_named_no_address_is_offered_without_a_draft_and_sent_nothing(tell: Tell) -> None:
    story = tell()
    story.arrives(b"What does a carport cost? 0341 555 0199")
    story.until("2026-06-11 09:00")
    story.owner_says("max", "1 offer", to=story.mail("review", "max"))
    offer = story.mail("offer", "jamie")
    assert offer.subject.startswith("Unknown sender")
    assert "*send*" not in offer.text
    for words in ("send", "send: A carport starts at 3,000."):
        story.owner_says("jamie", words, to=offer)
        told = story.mail("command", "jamie").text
        assert "No address of Unknown sender is known, so nothing can be sent." in told
    assert story.lead()["owner"] == "jamie"
    assert not story.sent(None)
    assert not story.broken_invariants()
