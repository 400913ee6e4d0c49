"""What the send guard can say about one mail: yes, not yet, or never."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from worker.store.models import Lead, OutboxEmail
from worker.store.work import Work

# Why an acknowledgement waits for an admin; due, it is dropped.
HELD_BY_FUSE = "held: too many acknowledgements at once"


@dataclass(frozen=True, slots=True)
class Yes:
    """It may go."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet. `planned`: that is its new time; otherwise it is only held back."""

    until: datetime
    why: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class No:
    """Never. `ask_owner`: whoever sent it must hear; `suppressed`: the mode or an address forbids it."""

    why: str
    ask_owner: bool = False
    suppressed: bool = False


Permission = Yes | Wait | No
# One reason why a mail to a customer may not go, or None.
Check = Callable[[Work, OutboxEmail, Lead], Wait | No | None]
