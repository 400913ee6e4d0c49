"""Hostile mails by name, as attackers and broken programs write them (reliability, section 4)."""

from __future__ import annotations

import random
from base64 import encodebytes
from collections.abc import Callable

HEAD = b"From: Eve Vil <eve@evil.example>\r\nTo: sales@acme.example\r\nMessage-ID: <1@evil.example>\r\n"
BASE64 = b"Content-Transfer-Encoding: base64\r\n\r\n"
ASKS = b"\r\nWhat does a carport cost?\r\n"
RIGHT_TO_LEFT, ZERO_WIDTH = "\u202e", "\u200b"
_SOME = random.Random(4)


def _multipart(*parts: bytes, boundary: bytes = b"b") -> bytes:
    lines = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    head = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n' % boundary
    return HEAD + head + lines + b"--" + boundary + b"--\r\n"


def _file(octets: int) -> bytes:
    head = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
    content = encodebytes(_SOME.randbytes(octets)).replace(b"\n", b"\r\n")
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + content


def _html(markup: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html\r\n\r\n" + markup


# Made when they are needed: together they are 200 MB.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "only white space": lambda: b"\r\n \r\n\t\r\n",
    "noise": lambda: bytes(range(256)) * 400,
    "no header": lambda: b"\r\nWhat does a carport cost?\r\n",
    "only a header": lambda: HEAD.rstrip(),
    "two From lines": lambda: b"From: owner@acme.example\r\n" + HEAD + ASKS,
    "two people in From": lambda: (
        HEAD.replace(b"eve@evil.example>", b"eve@evil.example>, a@b.example") + ASKS
    ),
    "a bare carriage return starts a field": lambda: (
        HEAD + b"Subject: x\rFrom: owner@acme.example\r\n" + ASKS
    ),
    "only bare carriage returns": lambda: (HEAD + ASKS).replace(b"\r\n", b"\r"),
    "a header in an encoded subject": lambda: (
        HEAD + b"Subject: A =?UTF-8?Q?=0D=0A?=Bcc: e@x.example\r\n" + ASKS
    ),
    "NUL and lone surrogates": lambda: (
        HEAD + b"Subject: a\x00b\xed\xa0\x80\r\n\r\nWhat does \x00it\xed\xa0\x80 cost?"
    ),
    "NUL in every place": lambda: (HEAD + ASKS).replace(b" ", b"\x00 "),
    "a surrogate in a charset": lambda: (
        HEAD + b"Content-Type: text/plain; charset=utf\xed\xa0\x80\r\n" + ASKS
    ),
    "text that turns its direction": lambda: (
        HEAD
        + f"Subject: {RIGHT_TO_LEFT}moc.live{ZERO_WIDTH}\r\n\r\n".encode()
        + f"What {RIGHT_TO_LEFT}does{ZERO_WIDTH} it cost?".encode()
    ),
    "a file name that turns its direction": lambda: _multipart(
        b"\r\nWhat does it cost?",
        f'Content-Disposition: attachment; filename="a{RIGHT_TO_LEFT}fdp.exe"\r\n\r\nx'.encode(),
    ),
    "a megabyte of encoded words": lambda: (
        HEAD + b"Subject: " + b"\r\n ".join([b"=?utf-8?b?YWFh?="] * 60_000) + b"\r\n" + ASKS
    ),
    "a sender of encoded words": lambda: (
        b"From: " + b"\r\n ".join([b"=?utf-8?b?YWFh?="] * 60_000) + b" <a@x.example>\r\n" + ASKS
    ),
    "300,000 parts": lambda: (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 300_000
    ),
    "3,000 levels": lambda: (
        HEAD
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(3_000)
        )
        + b"\r\nWhat does it cost?"
    ),
    "3,000 enclosed mails": lambda: HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3_000 + ASKS,
    "20,000 recipients": lambda: (
        HEAD + b"Cc: " + b", ".join(b"u%d@x.example" % i for i in range(20_000)) + b"\r\n" + ASKS
    ),
    "64,000 fields": lambda: HEAD + b"".join(b"X%d: y\r\n" % i for i in range(64_000)) + ASKS,
    "a field of two megabytes": lambda: HEAD + b"X: " + b"y" * 2_000_000 + b"\r\n" + ASKS,
    "references without end": lambda: (
        HEAD + b"References: " + b"<a@b.example>\r\n " * 100_000 + b"\r\n" + ASKS
    ),
    "parameters without end": lambda: (
        HEAD + b"Content-Type: text/plain; " + b"a*0=b; " * 60_000 + b"\r\n" + ASKS
    ),
    "comments within comments": lambda: b"From: " + b"(" * 9_000 + b"a@x.example\r\n" + ASKS,
    "a boundary that never comes": lambda: _multipart(b"\r\nWhat does it cost?").replace(b'"b"', b'"other"'),
    "a boundary of quotation marks": lambda: (
        HEAD + b'Content-Type: multipart/mixed; boundary="' + b'\\"' * 90_000 + b'"\r\n' + ASKS
    ),
    "no boundary at all": lambda: HEAD + b"Content-Type: multipart/alternative\r\n" + ASKS,
    "base64 that is none": lambda: (
        HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nWhat does it cost? ===\r\n"
    ),
    "base64 cut in the middle": lambda: _multipart(b"\r\nWhat does it cost?", _file(3_000)[:-1_501]),
    "an encoding nobody knows": lambda: HEAD + b"Content-Transfer-Encoding: x-own\r\n" + ASKS,
    "a charset nobody knows": lambda: HEAD + b"Content-Type: text/plain; charset=x-own\r\n" + ASKS,
    "Windows-1252 that says UTF-8": lambda: (
        HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nWas kostet das f\xfcr uns \x96 ungef\xe4hr?"
    ),
    "UTF-8 that says Latin 1": lambda: (
        HEAD + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n" + "Was kostet das für uns?".encode()
    ),
    "HTML in UTF-7": lambda: (
        HEAD + b"Content-Type: text/html; charset=utf-7\r\n\r\n+ADw-b+AD4-What does it cost?+ADw-/b+AD4-"
    ),
    "HTML in UTF-16": lambda: (
        HEAD
        + b"Content-Type: text/html; charset=utf-16\r\n\r\n"
        + "<p>What does it cost?</p>".encode("utf-16")
    ),
    "a uuencoded file": lambda: (
        HEAD + b"\r\nWhat does it cost?\r\n\r\nbegin 644 plan.txt\r\n#0V%T\r\n`\r\nend\r\n"
    ),
    "a megabyte of uuencoded lines": lambda: (
        HEAD + b"\r\nSee below\r\nbegin 644 a\r\n" + (b"M" + b"x" * 60 + b"\r\n") * 20_000
    ),
    "winmail.dat": lambda: _multipart(
        b"\r\nWhat does it cost?",
        b"Content-Type: application/ms-tnef; name=winmail.dat\r\n" + BASE64 + b"eJ8+IgoBAQ\r\n",
    ),
    "a signed wrapper": lambda: _multipart(
        b"\r\nWhat does it cost?",
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n" + BASE64 + b"MIIB\r\n",
    ),
    "a sealed wrapper": lambda: (
        HEAD
        + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
        + b"Content-Transfer-Encoding: base64\r\n\r\nMIIBdgYJKoZIhvcNAQcDoIIBZzCCAWMCAQAx\r\n"
    ),
    "a file of 18 MB": lambda: _multipart(b"\r\nWhat does it cost?", _file(18_000_000)),
    "20 MB of text": lambda: HEAD + b"\r\n" + b"hello there, what does it cost?\r\n" * 600_000,
    "20 MB on one line": lambda: HEAD + b"\r\n" + b"hello " * 3_500_000,
    "20 MB quoted-printable": lambda: (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=C3=A4=C3=B6 hi =\r\n" * 1_000_000
    ),
    "60,000 nested elements": lambda: _html(b"<div>" * 60_000 + b"What does it cost?"),
    "40,000 nested quotes": lambda: _html(b"<blockquote>" * 40_000 + b"What does it cost?"),
    "30,000 nested tables": lambda: _html(b"<table><tr><td>" * 30_000 + b"What does it cost?"),
    "a table of 45,000 cells": lambda: _html(
        b"<table>" + (b"<tr>" + b"<td>x</td>" * 500 + b"</tr>") * 90 + b"</table>What does it cost?"
    ),
    "20,000 paragraphs": lambda: _html(b"<p style='color:red'>What does it cost?</p>" * 20_000),
    "HTML hidden in base64": lambda: (
        HEAD
        + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(b"<p><b>x</b></p>" * 250_000)
    ),
    "style sheets without end": lambda: _html(
        b"<style>" + b"@media a" * 30_000 + b"</style>What does it cost?"
    ),
    "style rules without end": lambda: _html(b"<style>" + b".a,b" * 60_000 + b"</style>What does it cost?"),
    "comments without end": lambda: _html(b"What does it cost?" + b"<!--" * 100_000),
    "quote marks without end": lambda: (
        HEAD + b"In-Reply-To: <a@b.example>\r\n\r\n" + b">" * 200_000 + b"\n" + b" " * 200_000 + b"On "
    ),
    "attributions without end": lambda: (
        HEAD
        + b"In-Reply-To: <a@b.example>\r\n\r\n"
        + b"On Mon, 8 Jun 2026 at 10:00, Ana <ana@a.example>\n" * 4_000
    ),
    "attributions on one line": lambda: (
        HEAD + b"In-Reply-To: <a@b.example>\r\n\r\n" + b"On Mon wrote " * 20_000
    ),
    "header blocks without end": lambda: HEAD + b"\r\n" + b"From: a@x.example\nSent: Monday\n" * 8_000,
    "form fields without end": lambda: (
        HEAD + b"\r\n" + b"Name: a\nEmail: a@x.example\nPhone: 0123 45678\n" * 5_000
    ),
    "delivery reports without end": lambda: (
        HEAD.replace(b"eve@", b"mailer-daemon@")
        + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
        + b"Content-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" * 20_000
        + b"--b--"
    ),
    "refused recipients without end": lambda: (
        HEAD.replace(b"eve@", b"mailer-daemon@")
        + b"Subject: Undelivered mail\r\n\r\n"
        + b"<a@x.example>: 550 no such user\r\n" * 15_000
    ),
    "at signs without end": lambda: HEAD + b"\r\n" + b"a@" * 100_000,
    "dots and hyphens without end": lambda: HEAD + b"\r\n" + b"a.a-" * 50_000 + b"@",
    "digits without end": lambda: HEAD + b"\r\n" + b"0123 " * 40_000,
    "amounts without end": lambda: HEAD + b"\r\n" + "€1 ".encode() * 50_000,
    "capitals without end": lambda: HEAD + b"\r\n" + b"Aa Bb " * 30_000,
    "words without end": lambda: HEAD + b"\r\n" + b"a" * 1_000_000,
    "letters with accents without end": lambda: HEAD + b"\r\n" + "e\u0301".encode() * 60_000,
    "one emoji without end": lambda: HEAD + b"\r\n" + "👍🏽\u200d".encode() * 30_000,
    "spaces without end": lambda: HEAD + b"\r\na" + b" " * 190_000 + b"\nb",
    "empty lines without end": lambda: HEAD + b"\r\na" + b"\n" * 190_000 + b"b",
    "hyphens without end": lambda: HEAD + b"\r\n" + b"-" * 3_000_000,
    "underscores without end": lambda: HEAD + b"\r\nhi\n" + b"_" * 190_000,
    "colons without end": lambda: HEAD + b"\r\n" + b"a: " * 60_000,
    "question marks without end": lambda: HEAD + b"\r\n" + b"what? " * 30_000,
    "until without end": lambda: (
        HEAD + b"Subject: Out of office\r\n\r\n" + b"away until 3 June and back on " * 6_000
    ),
    "months without end": lambda: HEAD + b"\r\n" + b"check back in June 2027 or later " * 6_000,
    "Auto-Submitted without end": lambda: HEAD + b"Auto-Submitted: " + b"a;" * 8_000 + b"\r\n" + ASKS,
    "a date of digits": lambda: HEAD + b"Date: " + b"1" * 16_000 + b"\r\n" + ASKS,
    "a date far away": lambda: HEAD + b"Date: Fri, 31 Dec 9999 23:59:59 -2359\r\n" + ASKS,
}
