"""Real shapes made wrong: our corpus cut, spliced, doubled and spoilt, the same way for the same number."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from tests.corpus import FOLDER

SPOILS = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r",
    b"\n\n",
    b"\r\n.\r\n",
    "\u202e\u200b\ufeff".encode(),
    b"=?utf-8?q?=0D=0A?=",
    b"=?x?b?",
    b'"<(,;:@',
    b"--",
    b"{{ 7*7 }}",
    b"<blockquote><div style='display:none'>",
    b"On Mon, 8 Jun 2026 at 10:00, Ana <ana@a.example> wrote:\n> ",
    b"---------- Forwarded message ---------\nFrom: Ana <ana@a.example>\nSubject: x\n\n",
    b"Name: Ana\nEmail: ana@a.example\nMessage: hi\n",
    "１２３ ٤٥٦ 31.12.9999 99.99.99 0/0/0".encode(),
    b"back on 31 February until 30.02. in 99 weeks",
)
FIELDS = (
    b"From: owner@acme.example",
    b"From: =?utf-8?q?a=00b?= <a@b.example>, c@d.example",
    b"Content-Type: multipart/mixed; boundary=never",
    b"Content-Type: multipart/report; report-type=delivery-status",
    b"Content-Type: text/html; charset=utf-16",
    b"Content-Type: text/plain; charset*0=ut; charset*1=f-7",
    b"Content-Type: message/rfc822",
    b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Transfer-Encoding: x-uuencode",
    b"Auto-Submitted: auto-replied (vacation)",
    b"List-Id: <a.b.example>",
    b"References: <<<>>> <a@b> \xff",
    b"Date: 99 Foo 0000 99:99:99 +9999",
    b"Reply-To: <>, @, a@b@c",
)
Mutation = Callable[[random.Random, bytes], bytes]


@cache
def seeds() -> tuple[bytes, ...]:
    """The mails of our own corpus, in a fixed order."""
    return tuple(path.read_bytes() for path in sorted(FOLDER.rglob("*.eml")))


def mutated(number: int) -> bytes:
    """The mail of this number: one of the corpus after one to four accidents."""
    chance = random.Random(number)
    raw = chance.choice(seeds())
    for _ in range(chance.randint(1, 4)):
        raw = chance.choice(MUTATIONS)(chance, raw)
    return raw


def _spoil(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.choice(SPOILS) * chance.choice((1, 1, 3, 200)) + raw[at:]


def _flip(chance: random.Random, raw: bytes) -> bytes:
    spoilt = bytearray(raw)
    for _ in range(chance.randint(1, 30) if spoilt else 0):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _cut(chance: random.Random, raw: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
    return chance.choice((raw[:end], raw[start:], raw[:start] + raw[end:]))


def _double(chance: random.Random, raw: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
    return raw[:end] + raw[start:end][:5_000] * chance.choice((1, 2, 30)) + raw[end:]


def _splice(chance: random.Random, raw: bytes) -> bytes:
    other = chance.choice(seeds())
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


def _add_field(chance: random.Random, raw: bytes) -> bytes:
    return chance.choice(FIELDS) + chance.choice((b"\n", b"\r\n", b"\r")) + raw


def _shuffle(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.randint(2, 20)]
    chance.shuffle(some)
    return b"\n".join(lines[:start] + some + lines[start + len(some) :])


def _turn_lines(chance: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\r", b"\n\n")))


def _swap_signs(chance: random.Random, raw: bytes) -> bytes:
    """Every sign of one kind becomes another: boundaries, addresses and encodings fall apart."""
    one, other = chance.sample(b'<>"@:;=?-. \n', 2)
    return raw.replace(bytes([one]), bytes([other]))


MUTATIONS: tuple[Mutation, ...] = (
    _spoil,
    _flip,
    _cut,
    _double,
    _splice,
    _add_field,
    _shuffle,
    _turn_lines,
    _swap_signs,
)
