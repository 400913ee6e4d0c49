"""What a single value of the configuration may be: each type reads a word or refuses it in one sentence.

These are the building blocks of the tables in `tables.py` and `numbers.py`.
"""

from __future__ import annotations

import difflib
import re
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Field, ValidationInfo

from worker import hours
from worker.quiet import Quiet, parse_quiet
from worker.settings.durations import parse_duration
from worker.settings.listening import Listen, parse_listen
from worker.settings.secret import Secret
from worker.settings.server import Server, parse_server

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_ID = re.compile(r"\w[\w.-]*")


def _text(written: object) -> str:
    if not isinstance(written, str) or not written.strip():
        raise ValueError(f'"{written}" is not a text: write a few words in quotes.')
    if any(ord(sign) < 32 for sign in written):
        raise ValueError("Line ends and control characters have no place here: write it on one line.")
    return written.strip()


def _id(written: object) -> str:
    if not isinstance(written, str) or not _ID.fullmatch(written):
        raise ValueError(f'"{written}" is not an id: write letters, digits, "-" and "_" only, like "jamie".')
    return written


def _address(written: object) -> str:
    if not isinstance(written, str) or not _ADDRESS.fullmatch(written.strip()):
        raise ValueError(f'"{written}" is not one mail address: write it like "sales@acme.example".')
    return written.strip().lower()


def _domain(written: object) -> str:
    if not isinstance(written, str) or not _DOMAIN.fullmatch(written.strip().lower()):
        raise ValueError(f'"{written}" is not a domain: write it like "acme.example".')
    return written.strip().lower()


def _stages(written: object) -> tuple[str, ...]:
    names = tuple(_text(name) for name in written) if isinstance(written, list | tuple) else ()
    if not 4 <= len(names) <= 6 or len({name.casefold() for name in names}) < len(names):
        raise ValueError(
            "A team has four to six open stages, each with its own name: write them as a list, like "
            '["New lead", "Contacted", "Qualified", "Call booked", "Proposal sent"].'
        )
    return names


def _stage_pools(written: object) -> tuple[tuple[object, object], ...]:
    if not isinstance(written, dict) or not written:
        raise ValueError('This names who takes a stage over: write it like { "Proposal sent" = ["max"] }.')
    return tuple(written.items())


def _several(written: object) -> object:
    """One word stands for a list of one."""
    return written if isinstance(written, list | tuple) else (written,)


def _zone(written: object) -> str:
    text = str(written)
    try:
        return hours.zone_named(text).key
    except ValueError:
        known = available_timezones()
        city = text.rpartition("/")[2].lower()
        close = difflib.get_close_matches(text, known, n=1, cutoff=0.75) or sorted(
            zone for zone in known if zone.rpartition("/")[2].lower() == city
        )
        hint = f'did you mean "{close[0]}"?' if close else 'write an IANA name such as "Europe/Berlin".'
        raise ValueError(f'The time zone "{text}" is not known: {hint}') from None


def _hours(written: object) -> str:
    text = _text(written)
    hours.parse_week(text)
    return text


def _holidays(written: object) -> str:
    text = _text(written)
    hours.calendar("Mon-Fri 09:00-17:00", "UTC", holidays=text)
    return text


def _day(written: object) -> date:
    if type(written) is date:
        return written
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise ValueError(f'"{written}" is not a date: write it like "2026-12-24".') from None


def _start(written: object) -> date | None:
    if written is None or written == "now":
        return None
    try:
        return _day(written)
    except ValueError:
        raise ValueError(f'"{written}" is no start: write "now" or a date like "2026-06-01".') from None


def _quiet(written: object) -> Quiet:
    return parse_quiet(_text(written))


def _clock_time(written: object) -> time:
    if type(written) is time:
        return written
    try:
        return time.fromisoformat(str(written))
    except ValueError:
        raise ValueError(f'"{written}" is not a time of day: write it like "07:15".') from None


def _positive(written: object) -> timedelta:
    length = parse_duration(written)
    if length <= timedelta():
        raise ValueError(f'"{written}" leaves no time at all: write a length such as "2h".')
    return length


def _path(written: object, info: ValidationInfo) -> Path:
    # The folder of the configuration; loading.py always gives it.
    folder: Path = (info.context or {}).get("folder", Path())
    path = Path(_text(str(written)))
    try:
        return folder / path.expanduser()
    except RuntimeError:
        raise ValueError(f'"{path}" names no home folder: write the whole path.') from None


def _base_url(written: object) -> str:
    text = _text(written)
    found = urlsplit(text)
    if found.scheme not in ("http", "https") or not found.hostname or found.username is not None:
        raise ValueError(f'"{text}" is no address of a page: write it like "https://leads.acme.example".')
    if found.query or found.fragment:
        raise ValueError(f'"{text}" ends with more than a path: write it like "https://leads.acme.example".')
    return text.rstrip("/")


def _secret(written: object) -> Secret:
    if not isinstance(written, str):
        raise ValueError("A password is a text: write it in quotes.")
    return Secret(written)


Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_id)]
Stages = Annotated[tuple[Text, ...], BeforeValidator(_stages)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_several)]
StagePools = Annotated[tuple[tuple[Text, Ids], ...], BeforeValidator(_stage_pools)]
Address = Annotated[str, BeforeValidator(_address)]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(_several)]
Domains = Annotated[tuple[Annotated[str, BeforeValidator(_domain)], ...], BeforeValidator(_several)]
Zone = Annotated[str, BeforeValidator(_zone)]
Hours = Annotated[str, BeforeValidator(_hours)]
Holidays = Annotated[str, BeforeValidator(_holidays)]
Days = Annotated[tuple[Annotated[date, BeforeValidator(_day)], ...], BeforeValidator(_several)]
Start = Annotated[date | None, BeforeValidator(_start)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
QuietTimes = Annotated[tuple[Annotated[Quiet, BeforeValidator(_quiet)], ...], BeforeValidator(_several)]
# A length of time that may be 0 (off), and one that may not.
Length = Annotated[timedelta, BeforeValidator(parse_duration)]
SomeTime = Annotated[timedelta, BeforeValidator(_positive)]
# A number that may be 0 (off), and one that may not.
Count = Annotated[int, Field(ge=0)]
Some = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(gt=0, le=1)]
FilePath = Annotated[Path, BeforeValidator(_path)]
Password = Annotated[Secret, BeforeValidator(_secret)]
ListenAt = Annotated[Listen, BeforeValidator(parse_listen)]
BaseUrl = Annotated[str, BeforeValidator(_base_url)]
ImapServer = Annotated[Server, BeforeValidator(partial(parse_server, protocol="imap"))]
SmtpServer = Annotated[Server, BeforeValidator(partial(parse_server, protocol="smtp"))]
