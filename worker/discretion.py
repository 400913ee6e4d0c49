"""What may be said of people and errors where many can read it: in logs, and on the error stream.

Addresses are shortened to a***@customer.example. An error is told by its kind and its place, and in its own
words only where these come from the system, a server or us: others may quote what a mail holds. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from traceback import extract_tb
from typing import Any

# The login in a URL goes whole; of an address the first sign stays, so that people know whom it is about.
_LOGIN = re.compile(r"(?<=://)[^\s/@]+@")
_ADDRESS = re.compile(r"(?P<first>[^\s<>@,;:()\[\]\\/\"'])[^\s<>@,;:()\[\]\\/\"']*@(?=[\w-])")
# Known by name, so that nobody pays for a library that is not used: what the system, a server or a database
# says, and what Python says of our own code.
_SPEAKING = {"OSError", "ConnectionError", "OperationalError", "InterfaceError", "IntegrityError"}
_SPEAKING |= {"AttributeError", "TypeError", "NameError", "ImportError"}
# What an SMTP server answered may quote what it was given; our own errors say it without the password.
_SILENT = {"SMTPException"}
_LONGEST = 300
_FRAMES = 8


def discreet(value: Any) -> Any:
    """Return text with its addresses shortened, also within lists and tables; anything else as it is."""
    if isinstance(value, str):
        return _ADDRESS.sub(r"\g<first>***@", _LOGIN.sub("", value))
    if isinstance(value, Mapping):
        return {key: discreet(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [discreet(item) for item in value]
    return value


def told(error: BaseException) -> str:
    """Return an error and what led to it, each with its kind, its words where they may be said, its place."""
    chain = [_one(error)]
    while (
        cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    ) is not None:
        chain.append(_one(cause))
        error = cause
    return " <- ".join(chain)


def words_of(error: BaseException) -> str:
    """Return the first line of an error's own words, empty where they may hold what a mail holds."""
    kinds = type(error).__mro__
    names = {kind.__name__ for kind in kinds}
    ours = any(kind.__module__.startswith("worker.") for kind in kinds)
    if not ours and (names & _SILENT or not names & _SPEAKING):
        return ""
    # A database's own error stands within SQLAlchemy's; from its second line on it quotes rows.
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return str(discreet(lines[0][:_LONGEST])) if lines else ""


def _one(error: BaseException) -> str:
    words = words_of(error)
    frames = extract_tb(error.__traceback__)
    # Our own places, and where it broke: how a library got there is its own business.
    ours = [frame for frame in frames[:-1] if "worker" in PurePath(frame.filename).parts]
    shown = [*ours[-_FRAMES:], *frames[-1:]]
    places = ", ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in shown)
    return f"{type(error).__name__}{f': {words}' if words else ''} ({places or 'nowhere'})"
