"""What a backup file is: of which kind, and how it comes to be in one piece.

It is written under another name and takes its own only when it is whole; one that is there is never
overwritten. Nobody but its owner may read it: it holds everybody's mail.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE, POSTGRESQL = "sqlite", "postgresql"
# How the files of SQLite, and those of pg_dump in its custom format, begin.
_MAGIC = {b"SQLite format 3\0": SQLITE, b"PGDMP": POSTGRESQL}


class BackupError(Exception):
    """A backup cannot be made or put back; the message says what to do."""


def kind_of(path: Path) -> str:
    """Return of which kind of database a file is a backup. Raises BackupError."""
    try:
        with path.open("rb") as file:
            begins = file.read(16)
    except OSError as failed:
        raise BackupError(f"{path} cannot be read: {failed.strerror}.") from None
    for magic, kind in _MAGIC.items():
        if begins.startswith(magic):
            return kind
    raise BackupError(f"{path} is no backup: name a file that keepwarm backup wrote.")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield where to write; afterwards the file is on the disk, under its name. Raises BackupError."""
    if path.exists():
        raise BackupError(f"{path} is there already: name a new file, it is never overwritten.")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        sync(part)
        # Unlike a rename, a link fails where somebody was faster.
        os.link(part, path)
        sync(path.parent)
    except OSError as failed:
        raise BackupError(f"{path} cannot be written: {failed.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
