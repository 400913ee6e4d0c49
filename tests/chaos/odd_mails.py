"""What no mail program writes and every mailbox holds: each makes the bytes of one such mail."""

from __future__ import annotations

from collections.abc import Callable


def no_header(number: int, _sender: str) -> bytes:
    return b"\r\nA body without any header, number %d.\r\n" % number


def nul(number: int, sender: str) -> bytes:
    return f"From: {sender}\r\nSubject: nul {number}\r\n\r\nbefore\0after\r\n".encode()


def three_senders(number: int, sender: str) -> bytes:
    head = f"From: {sender}, two{sender}\r\nFrom: third{sender}\r\nSubject: {number}\r\n"
    return f"{head}\r\nThree senders.\r\n".encode()


def raw_8_bit(number: int, sender: str) -> bytes:
    return f"From: {sender}\r\nSubject: {number} \xe9\xff\r\n\r\n\xe4\xf6\xfc\r\n".encode("latin-1")


def cut_multipart(number: int, sender: str) -> bytes:
    head = f'From: {sender}\r\nContent-Type: multipart/mixed; boundary="x"\r\nSubject: cut {number}\r\n'
    return f"{head}\r\n--x\r\n".encode()


def long_header(number: int, sender: str) -> bytes:
    head = f"From: {sender}\r\nSubject: {'deep ' * 200}{number}\r\nX: {'y' * 20_000}\r\n"
    return f"{head}\r\nLong lines.\r\n".encode()


def utf_7(number: int, sender: str) -> bytes:
    head = f"From: {sender}\r\nContent-Type: text/html; charset=utf-7\r\nSubject: {number}\r\n"
    return f"{head}\r\n+ADw-p+AD4-Hello+ADw-/p+AD4-\r\n".encode()


def smuggled_header(number: int, sender: str) -> bytes:
    head = f"From: {sender}\r\nSubject: =?UTF-8?Q?=0D=0ABcc:_e{number}@x.example?=\r\n"
    return f"{head}\r\nWhat does number {number} cost?\r\n".encode()


def many_parts(number: int, sender: str) -> bytes:
    head = f'From: {sender}\r\nContent-Type: multipart/mixed; boundary="x"\r\nSubject: parts {number}\r\n'
    return (head + "\r\n" + "--x\r\n\r\n.\r\n" * 2_000 + "--x--\r\n").encode()


ODD: tuple[Callable[[int, str], bytes], ...] = (
    no_header,
    nul,
    three_senders,
    raw_8_bit,
    cut_multipart,
    long_header,
    utf_7,
    smuggled_header,
    many_parts,
)
# What takes longest to read.
HEAVY = (many_parts, long_header)
