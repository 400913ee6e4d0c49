"""Inquiries as a busy inbox sees them: distinct people, plain text beside HTML, 15 kB with all headers.

Always the same for the same number, so that every run measures the same mails.
"""

from __future__ import annotations

import random
from base64 import b64encode
from binascii import b2a_qp
from datetime import datetime, timedelta
from email.utils import format_datetime

FIRST = (
    "Ana Ben Clara David Elena Felix Greta Henry Ines Jonas Kira Leo Mara Noah Olga Paul Rosa Simon Tara Uwe"
)
LAST = "Archer Baker Cole Draper Ellis Fischer Gruber Hayes Ivens Jansen Keller Lang Moreno Novak Olsen Pratt"
WANTS = (
    "a garden office of about {size} square metres",
    "a garden room with a small bath, {size} square metres",
    "a studio of {size} square metres for my practice",
    "an insulated workshop, roughly {size} square metres",
)
ASKS = (
    "What would that cost, including the foundation?",
    "Could you send me a price and tell me how long it takes?",
    "How soon could somebody come and look at the site?",
    "Is planning permission needed, and do you take care of it?",
)
TELLS = (
    "Our garden slopes a little towards the back, and the gate is only ninety centimetres wide.",
    "We would like large windows to the south and a door that can be locked.",
    "Power is there already, water would have to be brought from the house.",
    "A neighbour recommended you; their room was finished in spring and looks lovely.",
    "I would use it all year round, so it has to be warm in winter and bearable in summer.",
    "We are flexible about the colour, but the roof should not be higher than three metres.",
)
STYLE = (
    "font-family:Calibri,Helvetica,sans-serif;font-size:11.0pt;color:#1f1f1f;line-height:1.45;"
    "margin:0cm;margin-bottom:.0001pt;mso-line-height-rule:exactly"
)


def inquiry(number: int, *, to: str, size: int = 15_000, sent_at: datetime) -> bytes:
    """One inquiry of about `size` bytes from a person and a company that write only once."""
    chance = random.Random(number)
    name = f"{chance.choice(FIRST.split())} {chance.choice(LAST.split())}"
    domain = f"firm{number}.example"
    lines = _lines(chance, name, number)
    head = _head(chance, name, number, domain, to, sent_at)
    plain = _quoted_printable("\r\n\r\n".join(lines))
    boundary = f"=_alt_{number:08x}"
    # Mail programs write far more mark-up than words: the rest of the size is theirs.
    padding = size - len(head) - len(plain) - len(_quoted_printable(_page(lines))) - 500
    page = _quoted_printable(_page(lines, _rules(padding)))
    return "\r\n".join(
        (
            head + f'Content-Type: multipart/alternative; boundary="{boundary}"',
            "",
            f"--{boundary}",
            'Content-Type: text/plain; charset="utf-8"',
            "Content-Transfer-Encoding: quoted-printable",
            "",
            plain,
            f"--{boundary}",
            'Content-Type: text/html; charset="utf-8"',
            "Content-Transfer-Encoding: quoted-printable",
            "",
            page,
            f"--{boundary}--",
            "",
        )
    ).encode()


def _lines(chance: random.Random, name: str, number: int) -> list[str]:
    want = chance.choice(WANTS).format(size=chance.randrange(9, 40))
    told = chance.sample(TELLS, 4)
    return [
        "Good morning,",
        f"we are thinking about {want} behind our house. {chance.choice(ASKS)}",
        " ".join(told[:2]),
        " ".join(told[2:]),
        f"You can reach me on 0341 555 {number:04d} in the afternoon.",
        f"Kind regards\r\n{name}",
    ]


def _head(chance: random.Random, name: str, number: int, domain: str, to: str, sent_at: datetime) -> str:
    def noise(octets: int) -> str:
        return b64encode(chance.randbytes(octets)).decode()

    date = format_datetime(sent_at)
    later = format_datetime(sent_at + timedelta(seconds=2))
    signature = "\r\n\t".join(noise(48) for _ in range(5))
    hops = "".join(
        f"Received: from mx{hop}.{domain} (mx{hop}.{domain} [192.0.2.{hop}])\r\n"
        f"\tby relay{hop}.hosting.example (Postfix) with ESMTPS id {noise(9)}\r\n"
        f"\tfor <{to}>; {later}\r\n"
        for hop in range(1, 5)
    )
    return (
        f"Return-Path: <person@{domain}>\r\nDelivered-To: {to}\r\n{hops}"
        f"Authentication-Results: mx.hosting.example; spf=pass smtp.mailfrom={domain};\r\n"
        f"\tdkim=pass header.d={domain}; dmarc=pass header.from={domain}\r\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=mail;\r\n"
        f"\th=from:to:subject:date:message-id:mime-version:content-type;\r\n\tbh={noise(32)};\r\n"
        f"\tb={signature}\r\n"
        f"From: {name} <person@{domain}>\r\nTo: Sales <{to}>\r\n"
        f"Subject: Garden room for our house, number {number}\r\nDate: {date}\r\n"
        f"Message-ID: <{noise(12).replace('/', '-').replace('+', '-')}.{number}@{domain}>\r\n"
        f"MIME-Version: 1.0\r\nX-Mailer: Some Mail Program 16.0\r\nX-Spam-Score: -1.9\r\n"
    )


def _page(lines: list[str], rules: str = "") -> str:
    said = "\r\n".join(
        f'<p class="MsoNormal" style="{STYLE}"><span lang="EN-GB" style="{STYLE}">'
        + line.replace("\r\n", "<br>\r\n")
        + "<o:p></o:p></span></p>"
        for line in lines
    )
    return (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">\r\n'
        f"<style><!--\r\n{rules}\r\n--></style></head>\r\n<body lang=EN-GB>\r\n{said}\r\n</body></html>"
    )


def _rules(octets: int) -> str:
    """Style rules, as a word processor writes them for every heading it might have used."""
    rules: list[str] = []
    while sum(map(len, rules)) + 5 * len(rules) < octets:
        rules.append(f"p.Style{len(rules)}, li.Style{len(rules)} {{{STYLE}}}")
    return "\r\n".join(rules)


def _quoted_printable(text: str) -> str:
    return b2a_qp(text.encode(), istext=True).decode()
