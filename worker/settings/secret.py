"""Passwords, kept out of every repr, log and traceback until the moment they are used."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

_PATIENCE_SECONDS = 30


class SecretUnavailable(Exception):
    """The password cannot be had now; the message is one sentence that names where it was looked for."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that shows itself only when asked by `reveal`."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        return self._text

    def __str__(self) -> str:
        return "***"


def read_secret_file(path: Path) -> str:
    """Return the file's text without the line end that editors add. Raises SecretUnavailable."""
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as failed:
        # A ValueError that is not about the text is about the name, which holds a NUL.
        other = "it is not UTF-8 text" if isinstance(failed, UnicodeError) else "that is no name of a file"
        reason = getattr(failed, "strerror", None) or other
        raise SecretUnavailable(f"{path} cannot be read: {reason}.") from failed


def run_secret_command(command: str, folder: Path) -> str:
    """Return the first line the command prints, run by the shell in the configuration's folder.

    Asked at every login, because an access token changes. Raises SecretUnavailable; what the command
    printed is never part of the message.
    """
    try:
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise SecretUnavailable(f"password_command did not answer within {_PATIENCE_SECONDS} s.") from None
    if done.returncode != 0:
        raise SecretUnavailable(f"password_command ended with exit code {done.returncode}.")
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if not lines or not lines[0]:
        raise SecretUnavailable("password_command printed nothing.")
    return lines[0]
