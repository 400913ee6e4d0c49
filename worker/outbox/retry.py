"""What a failed delivery means, and when to try again (reliability, Outbox). Pure.

Four answers to one question, whose trouble is it: the moment's (later), the address's, this mail's, or
our own server's. A mail that may have gone is none of them: it is in doubt.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from worker.mail.courier import DeliveryError
from worker.settings import Limits

# When Sent is searched for a mail in doubt, counted from its final dot.
DOUBT_LOOKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30))

# A bare refusal speaks of the address only if somebody else was accepted within this time.
AN_HOUR = timedelta(hours=1)

_BEFORE_RECIPIENT = ("connect", "tls", "login", "mail")
# RFC 3463, section 3.2: 5.1.7 and 5.1.8 speak of the sender's address, which is ours.
_BAD_SENDER = ("5.1.7", "5.1.8")


class Failure(StrEnum):
    LATER = "later"
    BAD_ADDRESS = "bad address"
    REFUSED = "refused"
    OURS = "our own trouble"
    IN_DOUBT = "in doubt"


def meaning(error: DeliveryError, *, another_accepted: bool) -> Failure:
    """Say what a failure means; `another_accepted`: this server took another recipient within the hour."""
    if error.in_doubt:
        return Failure.IN_DOUBT
    if error.code is not None and 400 <= error.code < 500:
        return Failure.LATER
    if error.stage in _BEFORE_RECIPIENT:
        return Failure.OURS
    if not error.permanent:
        return Failure.LATER
    if error.enhanced in _BAD_SENDER:
        return Failure.OURS
    if error.enhanced is not None and (error.enhanced.startswith("5.1.") or error.enhanced == "5.2.1"):
        return Failure.BAD_ADDRESS
    if error.stage == "rcpt" and error.code is not None:
        # A server that takes nobody (relaying denied, sender blocked) says nothing about this address.
        if not another_accepted:
            return Failure.OURS
        if error.enhanced is None and error.code in (550, 553):
            return Failure.BAD_ADDRESS
    return Failure.REFUSED


def wait(attempts: int, limits: Limits) -> timedelta:
    """Return how long to wait after this many attempts: 5 min, doubled each time, at most 4 h."""
    doubled: timedelta = limits.retry_first * int(2 ** min(max(attempts, 1) - 1, 16))
    return min(doubled, limits.retry_longest)


def is_over(planned_at: datetime, now: datetime, limits: Limits) -> bool:
    """Whether a mail has been tried long enough (48 h from when it was to go)."""
    return now - planned_at >= limits.retry_life


def next_doubt_look(committed_at: datetime, looks: int) -> datetime | None:
    """Return when Sent is searched next after `looks` searches, None when they are over."""
    return committed_at + DOUBT_LOOKS[looks] if looks < len(DOUBT_LOOKS) else None
