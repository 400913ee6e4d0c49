"""Message-IDs: which mail answers which (RFC 5322, 3.6.4). Pure.

An id is a case-sensitive string with its angle brackets. What mail programs write around
it (quotes, folds, dates in words) is dropped.
"""

from __future__ import annotations

import re

KEPT = 10  # ids kept from each end when References is cut
_LONGEST = 998  # a line cannot hold more (RFC 5322, 2.1.1)

_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_BARE = re.compile(r"(?<!\S)[^\s<>\",;()]+@[^\s<>\",;()]+(?!\S)")


def message_ids(value: str) -> tuple[str, ...]:
    """The ids in a Message-ID, In-Reply-To or References field, in order, each once."""
    found = [normalise(match) for match in _BRACKETED.findall(value)]
    if not found:
        found = [normalise(match) for match in _BARE.findall(value)]
    return tuple(dict.fromkeys(id_ for id_ in found if id_))


def normalise(message_id: str) -> str:
    """An id with its brackets and without white space; "" when it is none."""
    inner = "".join(message_id.split()).strip("<>")
    if not inner or len(inner) > _LONGEST - 2 or not inner.isprintable():
        return ""
    return f"<{inner}>"


def thread_ids(in_reply_to: tuple[str, ...], references: tuple[str, ...]) -> tuple[str, ...]:
    """The mails this one answers, nearest first: In-Reply-To, then References from the end."""
    return tuple(dict.fromkeys(in_reply_to + references[::-1]))


def cut(references: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """References for a mail of ours: the first and the last ten ids, so that no line grows too long."""
    ids = tuple(dict.fromkeys(references))
    return ids if len(ids) <= 2 * KEPT else ids[:KEPT] + ids[-KEPT:]
