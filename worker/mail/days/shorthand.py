"""How owners shorten a time, written out for `when` to read: "EOW", "2w", "16h", "tomorrow at 9". Data; pure.

Only owners' words come here: in a customer's mail "3 d" is a drawing and "16h" a length.
"""

from __future__ import annotations

import re

from worker.mail.days.day_names import one_of
from worker.week import WEEKDAYS

_DAY = one_of(name for name in WEEKDAYS if len(name) > 2)
# What may stand behind a bare hour: "at 9 tomorrow", "um 4 am Freitag".
_BEFORE_A_DAY = rf"(?=$|\s+(?:(?:on|am)\s+)?(?:tomorrow|today|morgen|heute|{_DAY})\b)"

# In this order; a full stop or a comma at the end is gone already.
_WRITTEN_OUT: tuple[tuple[str, str], ...] = (
    (r",?\s+(?:at the (?:very )?latest|latest|spätestens)$", ""),
    (r"^(?:within|innerhalb von|binnen)\s+", "in "),
    (r"\beow\b", "end of the week"),
    (r"\beom\b", "end of the month"),
    (r"\b(?:half an hour|(?:einer )?halben? stunde)\b", "30 minutes"),
    (r"\b(\d{1,2})\s?w(?:ks?)?$", r"\1 weeks"),
    (r"\b(\d{1,2})\s?d$", r"\1 days"),
    (rf"\b(?:this|(?:the )?coming|diese[nrsm]?|kommende[nrsm]?)\s+(?={_DAY}\b)", ""),
    (r"\bthis (?=morning|afternoon)", "today "),
    (r"\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag)(?=(?:vor|nach)mittag)", r"\1 "),
    # "Later 16h" is the clock; "in 16h", "2h" and "48h" are how long.
    (r"(?<![\w:.])(?<!in )(0?[7-9]|1\d|2[0-3])\s?h$", r"\1:00"),
    (rf"(?:\b(?:at|um) |@ ?)([7-9]|1\d|2[0-3]){_BEFORE_A_DAY}", r"\1:00"),
    # Nobody rings anybody at four in the morning.
    (rf"(?:\b(?:at|um) |@ ?)([1-6]){_BEFORE_A_DAY}", r"\1 pm"),
)
_PATTERNS = tuple((re.compile(short, re.IGNORECASE), written) for short, written in _WRITTEN_OUT)


def written_out(phrase: str) -> str:
    """Return the phrase in words that `when` and the day forms know."""
    for short, written in _PATTERNS:
        phrase = short.sub(written, phrase)
    return phrase
