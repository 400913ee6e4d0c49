"""Mails that lie in files: single ones, mboxes, Maildirs and folders of them, one after the other.

Nothing is parsed here. The standard library's mbox takes every line that begins with "From " for a
new mail, so that a letter which says "From here on ..." would be torn; hence the stricter line below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

# A mail is read to here; what is larger is read as an inbox would: its beginning only.
LONGEST = 25_000_000  # octets
_BEGINNING = 512 * 1024
_LINE = 64 * 1024

_ENVELOPE = re.compile(rb"From \S{1,320} .{0,40}\d\d?:\d\d.{0,40}\b(?:19|20)\d\d\b")
_ESCAPED = re.compile(rb"^>(>{0,50}From )", re.MULTILINE)
_ENDINGS = frozenset({".eml", ".mbox", ".mbx", ".mbs"})
_MAILDIR = ("new", "cur")


def mails_in(paths: Iterable[Path]) -> Iterator[tuple[str, bytes | OSError]]:
    """Yield the name and the bytes of every mail, or the error where there is none to read.

    The name is the path; a mail in an mbox of several adds its place there: `old.mbox#2`.
    """
    for path in paths:
        try:
            files = _files_in(path) if path.is_dir() else [path]
        except OSError as error:
            yield str(path), error
            continue
        if not files:
            yield str(path), FileNotFoundError(0, "the folder holds no mail")
        for file in files:
            yield from _mails_of(file)


def _files_in(folder: Path) -> list[Path]:
    """The mails of a folder and of those below it: what lies in a Maildir, else what is named like a mail."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and (path.parent.name in _MAILDIR or path.suffix.lower() in _ENDINGS)
    )


def _mails_of(file: Path) -> Iterator[tuple[str, bytes | OSError]]:
    try:
        with file.open("rb") as stream:
            first = stream.readline(_LINE)
            if _ENVELOPE.match(first):
                yield from _numbered(str(file), _parted(stream))
            else:
                yield str(file), _capped(first + stream.read(LONGEST + 1))
    except OSError as error:
        yield str(file), error


def _numbered(name: str, mails: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """The mails of one file with their places in it; a file of one mail needs no number."""
    first_two = list(islice(mails, 2))
    if len(first_two) == 1:
        yield name, first_two[0]
        return
    for place, raw in enumerate(chain(first_two, mails), 1):
        yield f"{name}#{place}", raw


def _parted(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of an mbox whose first envelope line has been read."""
    lines: list[bytes] = []
    size, after_blank = 0, False
    while line := stream.readline(_LINE):
        if after_blank and _ENVELOPE.match(line):
            yield _unescaped(lines)
            lines, size = [], 0
        elif size <= LONGEST:
            lines.append(line)
            size += len(line)
        after_blank = not line.strip()
    yield _unescaped(lines)


def _unescaped(lines: list[bytes]) -> bytes:
    """One mail of an mbox; `>From` stands for a line that begins with `From` (RFC 4155, Appendix B)."""
    return _capped(_ESCAPED.sub(rb"\1", b"".join(lines)))


def _capped(raw: bytes) -> bytes:
    return raw if len(raw) <= LONGEST else raw[:_BEGINNING]
