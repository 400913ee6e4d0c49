"""`away <from> - <to> <deputy>` as people write it: days count whole, the last one too (rules, section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from worker import hours
from worker.commands import days_away
from worker.commands.grammar import parse
from worker.commands.said import Said
from worker.commands.words import Verb
from worker.mail.dates import InThePast, Unreadable

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 6, 10, 10, tzinfo=BERLIN)


@dataclass(frozen=True)
class Desk:
    """As much of a Work as reading days needs: somebody's calendar, Mon-Fri 09-17."""

    @property
    def settings(self) -> Desk:
        return self

    def calendar(self, _owner_id: str) -> hours.Calendar:
        return hours.calendar("Mon-Fri 09:00-17:00", "Europe/Berlin")


def read(words: str) -> tuple[str, str, str]:
    """First instant, last instant and deputy of a reply on Wednesday 10 June 2026, 10:00."""
    (command,) = parse(words).commands
    assert command.verb is Verb.AWAY
    said = Said("jamie", command, WEDNESDAY)
    start, end, name = days_away.read(Desk(), said, said.rest)  # type: ignore[arg-type]  # no database
    return shown(start), shown(end), name


def shown(instant: datetime) -> str:
    return instant.astimezone(BERLIN).strftime("%a %-d %b %H:%M")


@pytest.mark.parametrize(
    ("words", "start", "end", "name"),
    [
        ("away 1 Jul - 14 Jul sam", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", "sam"),
        ("away 1 - 14 Jul", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", ""),
        ("away 1 Jul-14 Jul", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", ""),
        ("away 2026-07-01 - 2026-07-14 (Sam)", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", "Sam"),
        ("away July 1 to July 14, deputy: Sam Poe", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", "Sam Poe"),
        ("away 1.7. bis 14.7., Vertretung Max", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", "Max"),
        ("urlaub 1. bis 14. Juli", "Wed 1 Jul 00:00", "Wed 15 Jul 09:00", ""),
        ("on leave from 24.12.-2.1.", "Thu 24 Dec 00:00", "Mon 4 Jan 09:00", ""),
        ("I'm away from Monday to Friday, Sam covers", "Mon 15 Jun 00:00", "Mon 22 Jun 09:00", "Sam"),
        ("away mon-fri", "Mon 15 Jun 00:00", "Mon 22 Jun 09:00", ""),
        ("away Fri - Thu", "Fri 12 Jun 00:00", "Fri 19 Jun 09:00", ""),
        ("away next week max", "Mon 15 Jun 00:00", "Mon 22 Jun 09:00", "max"),
        ("away tomorrow", "Thu 11 Jun 00:00", "Fri 12 Jun 09:00", ""),
        ("away until Friday", "Wed 10 Jun 10:00", "Mon 15 Jun 09:00", ""),
        ("away for three days", "Wed 10 Jun 10:00", "Mon 15 Jun 09:00", ""),
        ("away for a week sam", "Wed 10 Jun 10:00", "Wed 17 Jun 09:00", "sam"),
        ("away today 13:00 - 15:00", "Wed 10 Jun 13:00", "Wed 10 Jun 15:00", ""),
        ("away tomorrow 9:00-11:00 max", "Thu 11 Jun 09:00", "Thu 11 Jun 11:00", "max"),
        ("away until 3 pm", "Wed 10 Jun 10:00", "Wed 10 Jun 15:00", ""),
        ("away until Friday morning", "Wed 10 Jun 10:00", "Fri 12 Jun 09:00", ""),
        ("away bis Freitag vormittag max", "Wed 10 Jun 10:00", "Fri 12 Jun 09:00", "max"),
        ("away bis morgen früh", "Wed 10 Jun 10:00", "Thu 11 Jun 09:00", ""),
        ("away bis morgen", "Wed 10 Jun 10:00", "Fri 12 Jun 09:00", ""),
        ("away until tomorrow at 9", "Wed 10 Jun 10:00", "Thu 11 Jun 09:00", ""),
        ("away until Friday at 2", "Wed 10 Jun 10:00", "Fri 12 Jun 14:00", ""),
        ("away tomorrow afternoon", "Thu 11 Jun 14:00", "Fri 12 Jun 09:00", ""),
        ("away Fri 12:00 - Mon", "Fri 12 Jun 12:00", "Tue 16 Jun 09:00", ""),
    ],
)
def test_days_are_read_as_people_write_them(words: str, start: str, end: str, name: str) -> None:
    assert read(words) == (start, end, name)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("away 1 Jun - 5 Jun", InThePast),
        ("away 35 May - 40 May", Unreadable),
        ("away tomorrow morning", days_away.NoEnd),
        ("away Fri morning sam", days_away.NoEnd),
    ],
)
def test_days_that_cannot_be_are_echoed(words: str, wrong: type[Exception]) -> None:
    with pytest.raises(wrong, match=r"Write for example"):
        read(words)
