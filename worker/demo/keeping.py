"""What `keepwarm demo --keep` leaves: every mail as a file, and how to look at the rest."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from shutil import which

from worker.demo.post_office import Post
from worker.demo.town import ZONE
from worker.mail.parse import parse


def write_mails(folder: Path, posts: list[Post]) -> None:
    """Write every mail into `mails/`, named so that the files sort as the mails passed."""
    mails = folder / "mails"
    mails.mkdir()
    for number, post in enumerate(posts, start=1):
        kind = parse(post.raw).headers.get("X-Keepwarm-Kind", "human")
        sender, recipient = (_plain(address) for address in (post.sender, post.recipient))
        when = f"{post.at.astimezone(ZONE):%a-%d-%H%M}"
        (mails / f"{number:03}-{when}-{kind}-{sender}-to-{recipient}.eml").write_bytes(post.raw)


def how_to_look(folder: Path, now: datetime) -> str:
    """Say with which commands the week can be looked at; they need its last instant as their present."""
    asked = f"--config {folder}/keepwarm.toml --now {now.astimezone(ZONE).isoformat(timespec='minutes')}"
    commands = ("leads", "lead L-1", "inbound", "review", "metrics", "audit")
    # As it was called here: `make demo` has no keepwarm on the PATH.
    keepwarm = "keepwarm" if which("keepwarm") else sys.argv[0]
    lines = "\n".join(f"  {keepwarm} {command} {asked}" for command in commands)
    return (
        f"\nThe database and every mail are in {folder}/ (the mails in {folder}/mails/). Look with:\n{lines}"
    )


def _plain(address: str) -> str:
    """Return the part of an address that a file name can show; a token in it says nothing to a reader."""
    return re.sub(r"[^a-z0-9.]", "_", address.partition("@")[0].partition("+")[0].lower()) or "nobody"
