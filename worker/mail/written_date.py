"""The date of a quoted or forwarded mail, as mail programs write it in the language of their user. Pure.

"Wed, Oct 27, 2021 at 9:31 AM", "Mittwoch, 27. Oktober 2021 um 15:14": a full date with its year, alone in a
field, so that nothing is invented. Digits alone may be day or month first: where both can be, it is none.
"""

from __future__ import annotations

import re
from datetime import datetime

import dateparser

from worker.mail.headers import read_date

_LONGEST = 80  # characters of such a field
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b")
# What stands between date and time, and a Russian "year": the date library knows them in some languages only.
_BETWEEN = re.compile(
    r"\s(?:at|um|à|a las|alle(?: ore)?|om|às|kl\.?|klo|o|v|в|u|г\.|de)(?=\s)", re.IGNORECASE
)
_DOTTED_TIME = re.compile(r"(?<=\s)(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?=\s|$)")
_HALF_OF_DAY = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)
# Apple's German zones, and "GMT+1" as Yahoo and Apple write it.
_ZONES = {"MEZ": "+01:00", "MESZ": "+02:00", "OEZ": "+02:00", "OESZ": "+03:00"}
_ZONE = re.compile(
    r"\b(?:MESZ|MEZ|OESZ|OEZ|(?:GMT|UTC)(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)$"
)
_EITHER_WAY = re.compile(r"^\D{0,12}(\d{1,2})/(\d{1,2})/")


def written_date(value: str) -> datetime | None:
    """The date in a field of a header block, without an offset where none is written; else nothing."""
    value = _ZONE.sub(_offset, " ".join(value.split()))
    # The reader of RFC 5322 passes over "PM".
    if not _HALF_OF_DAY.search(value) and (found := read_date(value)):
        return found
    if len(value) > _LONGEST or not _YEAR.search(value) or not _TIME.search(value) or _is_ambiguous(value):
        return None
    plain = _DOTTED_TIME.sub(lambda time: ":".join(filter(None, time.groups())), _BETWEEN.sub(" ", value))
    settings = {
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_LOCALE_DATE_ORDER": False,
    }
    read = dateparser.parse(plain, settings=settings)
    return read if read is not None and 1990 <= read.year <= 2100 else None


def _is_ambiguous(value: str) -> bool:
    """Whether it may be the third of April as well as the fourth of March."""
    found = _EITHER_WAY.match(value)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]


def _offset(zone: re.Match[str]) -> str:
    if zone["sign"] is None:
        return _ZONES[zone.group(0)]
    return f"{zone['sign']}{int(zone['hours']):02}:{zone['minutes'] or '00'}"
