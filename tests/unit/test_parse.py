"""Any bytes become one mail: what is read, what is cut, and that nothing brings the parser down."""

from __future__ import annotations

import time

import pytest

from tests import corpus
from worker.mail.parse import body_hash, content_key, parse

HEAD = b"From: Ana <Ana@A.example>\r\nTo: sales@acme.example\r\n"


def test_the_new_text_of_a_reply_is_what_was_added() -> None:
    mail = parse(corpus.read("reply_gmail"))
    assert mail.new_text == "Thursday at 16:00 suits us. Do we need a permit?\n\nPeter"
    assert mail.in_reply_to == ("<k1@acme.example>",)
    assert mail.references == ("<first@preis.example>", "<k1@acme.example>")


def test_an_outlook_reply_without_any_id_is_cut_at_its_header_block() -> None:
    assert parse(corpus.read("reply_outlook_german")).new_text == "Freitag passt uns gut."


def test_a_first_mail_is_never_cut() -> None:
    mail = parse(corpus.read("inquiry_pricing"))
    assert mail.new_text == mail.text
    assert mail.new_text.endswith("+49 341 555 0177")


def test_hidden_html_is_not_read() -> None:
    assert "send" not in parse(corpus.read("inquiry_html")).text


def test_names_and_languages_are_read() -> None:
    mail = parse(corpus.read("inquiry_german"))
    assert (mail.sender.name, mail.language) == ("Jörg Müller", "de")


def test_answers_below_and_between_quotes_are_kept() -> None:
    answer = b"On Mon, 8 Jun 2026, Jamie wrote:\n> Which day?\nFriday.\n> Cheers\n"
    raw = HEAD + b"In-Reply-To: <k@acme.example>\r\n\r\n" + answer
    assert parse(raw).new_text == "Friday."


def test_copies_of_one_mail_share_their_content_key() -> None:
    one = corpus.read("inquiry_pricing")
    copy = b"Received: from elsewhere.example\n" + one.replace(b"\n", b"\r\n")
    assert content_key(parse(one)) == content_key(parse(copy))
    assert body_hash(parse(one)) != body_hash(parse(one.replace(b"12 m2", b"14 m2")))


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@x.example\r\nFrom: owner@acme.example\r\n",
        b"From: a@x.example, owner@acme.example\r\n",
        b"From: " + b"x" * 70 + b" <evil@x.example>, owner@acme.example\r\n",
    ],
)
def test_more_than_one_from_is_counted(head: bytes) -> None:
    assert parse(head + b"\r\nhi").from_count > 1


def test_a_bare_carriage_return_starts_no_field() -> None:
    mail = parse(b"Subject: x\rFrom: owner@acme.example\r\nFrom: a@x.example\r\n\r\nhi")
    assert (mail.sender.email, mail.control_characters) == ("a@x.example", True)


def test_an_encoded_line_break_adds_no_field() -> None:
    mail = parse(HEAD + b"Subject: A =?UTF-8?Q?=0D=0A?=Bcc: e@x.example\r\n\r\nhi")
    assert "\n" not in mail.subject
    assert "bcc" not in mail.headers


def test_file_names_are_made_fit_to_show() -> None:
    raw = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\n"
        b"Content-Disposition: attachment;"
        b' filename="../../etc/pass\xe2\x80\x8bwd"\r\n\r\nxx\r\n--b--\r\n'
    )
    (attachment,) = parse(raw).attachments
    assert (attachment.name, attachment.size) == ("passwd", 2)


HOSTILE = {
    "a megabyte of encoded words": HEAD
    + b"Subject: "
    + b"\r\n ".join([b"=?utf-8?b?YWFh?="] * 60_000)
    + b"\r\n\r\nhi",
    "300,000 parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 300_000,
    "3,000 levels": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(3000))
    + b"\r\nhi",
    "3,000 enclosed mails": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"hi",
    "20,000 recipients": b"From: a@x.example\r\nTo: "
    + b", ".join(b"u%d@x.example" % i for i in range(20_000))
    + b"\r\n\r\nhi",
    "64,000 fields": HEAD + b"".join(b"X%d: y\r\n" % i for i in range(64_000)) + b"\r\nhi",
    "quote marks without end": HEAD
    + b"In-Reply-To: <a@b>\r\n\r\n"
    + b">" * 200_000
    + b"\n"
    + b" " * 200_000
    + b"On ",
    "nothing": b"",
    "noise": bytes(range(256)) * 100,
    "NUL and surrogates": HEAD + b"Subject: a\x00b\xed\xa0\x80\r\n\r\nh\x00i \xed\xa0\x80",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_are_read_in_seconds_and_cleanly(raw: bytes) -> None:
    began = time.monotonic()
    mail = parse(raw)
    assert time.monotonic() - began < 10
    for text in (mail.subject, mail.text, mail.sender.name, mail.message_id):
        text.encode("utf-8")
        assert "\x00" not in text


@pytest.mark.parametrize(
    ("charset", "content", "read"),
    [
        *(
            (name, b"Ca. \xa424.000 f\xfcr \xbcuvre", "Ca. €24.000 für Œuvre")
            for name in ("iso-8859-15", "ISO8859-15", "iso_8859-15", "latin9", "latin-9", "iso-8859-15:1998")
        ),
        # Called Latin-9 by a program that writes something else.
        ("iso-8859-15", "24.000 € für".encode(), "24.000 € für"),
        ("iso-8859-15", b"\x93Oak\x94 \x96 24.000 \x80", "“Oak” – 24.000 €"),
        # Whoever claims Latin-1 may mean anything.
        ("iso-8859-1", b"24.000 \x80 f\xfcr", "24.000 € für"),
        ("us-ascii", b"24.000 \x80 f\xfcr", "24.000 € für"),
    ],
)
def test_the_euro_sign_is_read_in_every_charset_that_may_hold_it(
    charset: str, content: bytes, read: str
) -> None:
    head = (
        f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    assert parse(head.encode() + content).text.strip() == read
