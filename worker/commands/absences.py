"""`away <from> - <to> <deputy>` and `back`: an owner says when they are not there (rules, section 2)."""

from __future__ import annotations

from worker.commands import days_away
from worker.commands.arguments import CALLED_OFF
from worker.commands.naming import named
from worker.commands.said import Answer, Said, done, refuse, when
from worker.leads import absence, owners
from worker.leads.standing_in.absence_mail import sections
from worker.mail.dates import InThePast, Unreadable
from worker.outbox.saying import say_day
from worker.states import AbsenceState
from worker.store.models import Absence, Lead
from worker.store.work import Work

EXAMPLES = ("away 1 Jul - 14 Jul sam", "away tomorrow", "away today 13:00 - 15:00", "away off")


def away(work: Work, said: Said, _lead: Lead | None) -> Answer:
    """`away`: nothing is offered in these days, and somebody stands in; `away off` cancels the next."""
    if CALLED_OFF.fullmatch(said.rest):
        return _call_off(work, said)
    try:
        start, end, name = days_away.read(work, said, said.rest)
    except (Unreadable, InThePast) as unread:
        return refuse(str(unread), *EXAMPLES)
    if end <= max(start, work.now):
        return refuse(f"You would be back {when(work, end, said.owner_id)}, before you leave.", *EXAMPLES)
    deputy_id = None
    if name:
        deputy, unclear = named(work, name, example="away 1 Jul - 14 Jul {}")
        if deputy is None:
            return unclear or refuse("Who stands in for you?", *EXAMPLES)
        if deputy.id == said.owner_id:
            return refuse("Nobody can stand in for themselves.", *EXAMPLES)
        deputy_id = deputy.id
    row = absence.plan(work, said.owner_id, start, end, source="planned", deputy_id=deputy_id)
    words = (
        _from_to(work, said, row),
        _also(work, said, row),
        _who_stands_in(work, row),
        _what_comes(work, said, row),
    )
    return Answer(" ".join(filter(None, words)))


def back(work: Work, said: Said, _lead: Lead | None) -> Answer:
    """`back`: an absence ends, leads come back, and offers come again."""
    known = owners.absences(work, said.owner_id, said.at, work.now + owners.FAR)
    known = [row for row in known if row.state is not AbsenceState.OVER]
    current = [row for row in known if row.starts_at <= work.now]
    if not current:
        planned = [f"You will be away {_days(work, said, row)}." for row in known]
        hint = ["`away off` cancels the next."] if planned else []
        return done(" ".join(["You are here already; offers come as usual.", *planned, *hint]))
    found = [absence.end(work, row, mailed=False) for row in current]
    meanwhile = next((one for one in found if one is not None), None)
    if meanwhile is None:
        return Answer("Offers come again from now on.")
    lines = ["Welcome back. Offers come again from now on."]
    if meanwhile.returned:
        lines.append(f"Yours again: {', '.join(f'{lead.ref} {lead.name}' for lead in meanwhile.returned)}.")
    for section in sections(work, meanwhile):
        lines.append(f"{section['title']}:")
        lines += [str(row["line"]) for row in section["rows"]]  # type: ignore[attr-defined]  # a tuple of rows
    return Answer("\n".join(lines))


def _call_off(work: Work, said: Said) -> Answer:
    planned = absence.planned(work, said.owner_id)
    if not planned:
        return refuse(
            "No absence of yours is planned; one that has begun ends with `back`.", "back", *EXAMPLES
        )
    first, *later = planned
    absence.call_off(work, first)
    words = [f"You are not away {_days(work, said, first)} after all; offers come as usual."]
    words += [f"You will still be away {_days(work, said, row)}." for row in later]
    return Answer(" ".join(words))


def _days(work: Work, said: Said, row: Absence) -> str:
    zone = work.settings.calendar(said.owner_id).zone
    today = work.now.astimezone(zone).date()
    first, last = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    if last.date() == first.date():
        return f"{when(work, row.starts_at, said.owner_id)} to {last:%-H:%M}"
    return f"from {say_day(first.date(), today)}, back {say_day(last.date(), today)}"


def _from_to(work: Work, said: Said, row: Absence) -> str:
    return f"You are away {_days(work, said, row)}; nothing is offered to you then."


def _also(work: Work, said: Said, row: Absence) -> str:
    """Name what is planned and touches these days: who meant the same leave calls that off."""
    near = owners.absences(work, said.owner_id, row.starts_at, row.ends_at)
    others = [other for other in near if other is not row and other.state is AbsenceState.PLANNED]
    if not others:
        return ""
    days = " and ".join(_days(work, said, other) for other in others)
    return f"You are still away {days} too; `away off` cancels the next."


def _who_stands_in(work: Work, row: Absence) -> str:
    standing_in = owners.stands_in(work, row.owner_id, at=max(row.starts_at, work.now))
    if standing_in is None:
        return "Nobody stands in for you: name somebody behind the dates."
    name = owners.name_of(work, standing_in)
    if row.deputy_id is not None and standing_in != row.deputy_id:
        return f"{owners.name_of(work, row.deputy_id)} is away then too, so {name} stands in."
    return f"{name} stands in."


def _what_comes(work: Work, said: Said, row: Absence) -> str:
    if row.due_at is None or row.due_at >= row.starts_at:
        return "`back` ends it." if row.starts_at <= work.now else ""
    return f"What falls due meanwhile comes in one mail {when(work, row.due_at, said.owner_id)}."
