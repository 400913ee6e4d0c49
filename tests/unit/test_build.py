"""A mail says exactly what was meant, whatever a customer put into it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.mail.build import BuildError, build, clean_subject, reply_subject, verify
from worker.mail.message import Address
from worker.mail.outlook import thread_index, thread_topic

EXCHANGE_ID = f"<{'A' * 70}.eurprd04.prod.outlook.example@{'B' * 40}.example>"


def written(**changes: Any) -> bytes:
    mail: dict[str, Any] = {
        "sender": Address("Acme Garden Rooms", "sales@acme.example"),
        "to": Address("Ann O'Hara", "ann@home.example"),
        "subject": "Re: Garden office",
        "text": "Hello Ann,\n\nThursday at 16:00?\n\nJamie\n",
        "message_id": "<kw.abc@acme.example>",
        "date": datetime(2026, 6, 10, 10, 0, tzinfo=timezone(timedelta(hours=2))),
    }
    return build(**(mail | changes))


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


def raw_lines(raw: bytes) -> list[bytes]:
    return raw.partition(b"\r\n\r\n")[0].split(b"\r\n")


def test_a_persons_mail_carries_nothing_automatic() -> None:
    mail = read(written())
    assert mail["From"] == "Acme Garden Rooms <sales@acme.example>"
    assert mail["Date"] == "Wed, 10 Jun 2026 10:00:00 +0200"
    assert not [name for name in mail if name.startswith(("X-", "Auto-", "List-", "Precedence"))]


def test_an_automatic_mail_says_so() -> None:
    mail = read(written(automatic="auto-replied", kind="acknowledgement", lead_ref="L-142"))
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert (mail["X-Keepwarm-Kind"], mail["X-Keepwarm-Lead"]) == ("acknowledgement", "L-142")


def test_the_long_ids_of_exchange_stay_as_they_are() -> None:
    lines = raw_lines(written(message_id=EXCHANGE_ID, in_reply_to=EXCHANGE_ID, references=[EXCHANGE_ID]))
    for name in ("Message-ID", "In-Reply-To", "References"):
        assert f"{name}: {EXCHANGE_ID}".encode() in lines


def test_references_keep_the_first_and_last_ten() -> None:
    ids = [f"<{number}.{'x' * 90}@mail.example>" for number in range(60)]
    raw = written(references=ids, in_reply_to=ids[-1])
    assert read(raw)["References"].split() == ids[:10] + ids[-10:]
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "garbage",
    [
        "<a@b>\r\nBcc: eve@elsewhere.example",
        '<"a b"@x.example>',
        "no brackets@x",
        "<>",
        "<a b@c>",
        f"<{'x' * 1000}@y.example>",
        "<=?utf-8?q?=0D=0ABcc=3A?=@x.example>",
        "<ü@x.example>",
        "<a@b>\x00",
    ],
)
def test_what_is_no_id_is_left_out(garbage: str) -> None:
    mail = read(written(in_reply_to=garbage, references=[garbage, "<good@home.example>"]))
    assert mail["In-Reply-To"] is None
    assert mail["References"] == "<good@home.example>"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "subject",
    [
        "A =?UTF-8?Q?=0D=0A?=Bcc: eve@elsewhere.example",
        "A\r\nBcc: eve@elsewhere.example",
        "A\rBcc: eve@elsewhere.example",
        "A\u2028Bcc: eve@elsewhere.example",
        "=?utf-8?b?DQpCY2M6IGV2ZUB4?=",
    ],
)
def test_a_subject_smuggles_in_nothing(subject: str) -> None:
    mail = read(written(subject=subject))
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "ann@home.example"
    assert len(mail.get_all("Subject", [])) == 1


@pytest.mark.parametrize(
    "name",
    ["x" * 70 + " <evil@x.y>,", "Ann, Bob", "a@b.example", "x" * 61, "\r\nBcc: e@x", "ن" * 40, "Ann <", '"'],
)
def test_a_name_that_is_not_plain_is_left_out(name: str) -> None:
    assert b"To: ann@home.example" in raw_lines(written(to=Address(name, "ann@home.example")))


@pytest.mark.parametrize("name", ["Jörg Müller", "J. Doe", "Ann-Marie O'Hara", "يوسف", "अमिता"])
def test_a_plain_name_is_said(name: str) -> None:
    assert read(written(to=Address(name, "ann@home.example")))["To"].addresses[0].display_name == name


@pytest.mark.parametrize(
    "address",
    ["", "ann", "ann@", "@x.example", "a b@x.example", "a@x.example\r\nBcc: e@x", "ü@x.example", "a@b@c"],
)
def test_nobody_is_written_to_under_what_is_no_address(address: str) -> None:
    with pytest.raises(BuildError, match="not an address"):
        written(to=address)


def test_a_domain_with_umlauts_is_written_as_the_network_wants_it() -> None:
    assert b"To: ann@xn--grten-gra.example" in raw_lines(written(to="ann@gärten.example"))


def test_text_that_imitates_smtp_stays_text() -> None:
    text = "a\n.\r\nMAIL FROM:<eve@elsewhere.example>\rFrom here\x00\ud800 " + "long " * 500
    raw = written(text=text)
    assert raw.isascii()
    assert b"\x00" not in raw
    assert "MAIL FROM:<eve@elsewhere.example>" in read(raw).get_content()


def test_bytes_that_changed_on_the_way_are_refused() -> None:
    raw = written()
    headers = {
        line.split(": ")[0]: line.split(": ")[1] for line in raw_lines(raw)[:5] for line in [line.decode()]
    }
    for changed in (
        raw.replace(b"Subject:", b"Bcc: eve@elsewhere.example\r\nSubject:"),
        raw.replace(b"To: Ann", b"To: Bob"),
        raw.replace(b"Jamie\r\n", b"Jamie\n"),
        raw + b"x" * 999,
        raw + b"\xff",
    ):
        with pytest.raises(BuildError):
            verify(changed, headers=headers, subject="Re: Garden office", text="")


@settings(max_examples=150, deadline=None)
@given(
    subject=st.text(max_size=300),
    text=st.text(max_size=400),
    name=st.text(max_size=80),
    ids=st.lists(st.text(max_size=60), max_size=4),
)
def test_whatever_comes_in_a_mail_goes_out(subject: str, text: str, name: str, ids: list[str]) -> None:
    raw = written(subject=subject, text=text, to=Address(name, "ann@home.example"), references=ids)
    assert read(raw)["Subject"] == clean_subject(subject)
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Garden office", "Re: Garden office"),
        ("RE: AW: Re[2]: Garden office", "Re: Garden office"),
        ("", ""),
        ("Re:", ""),
        ("Reply wanted", "Re: Reply wanted"),
        (" \r\n Re : x", "Re: x"),
    ],
)
def test_re_is_said_once(before: str, after: str) -> None:
    assert reply_subject(before) == after


def test_outlook_finds_the_conversation_again() -> None:
    first = thread_index("<root@home.example>")
    assert thread_index("<root@home.example>") == first
    assert thread_index("<x@y>", theirs=first)[:28] == first[:28]
    assert thread_index("<root@home.example>", theirs="rubbish\r\nBcc: x") == first
    assert thread_topic("AW: Fwd: Garden office") == "Garden office"


def test_our_own_id_has_to_be_one() -> None:
    with pytest.raises(BuildError, match="Message-ID"):
        written(message_id="kw.abc", date=datetime(2026, 6, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Hello Ann,\n\nThursday at 16:00?\n", "7bit"),
        (f"{'a long line ' * 10}\n", "quoted-printable"),
        ("Grüße aus Köln \n.\nFrom here on\n", "quoted-printable"),
        ("Здравствуйте, спасибо за письмо\n" * 5, "base64"),
    ],
)
def test_a_text_is_written_in_the_shortest_way_that_is_ascii(text: str, encoding: str) -> None:
    raw = written(text=text)
    mail = read(raw)
    assert mail["Content-Transfer-Encoding"] == encoding
    assert mail.get_content().replace("\r\n", "\n") == text
    assert max(map(len, raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76
