"""The three mails of an absence: what falls due meanwhile, whom somebody stands in for, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from worker.leads import handoff_note, owners
from worker.leads.notices import opening_of, when
from worker.outbox.compose import owe_owner
from worker.outbox.saying import say_day
from worker.store.models import Absence, Lead
from worker.store.work import Work

SHOWN = 30  # leads in one mail; the rest stands in `list`


class Meanwhile(NamedTuple):
    """What became of somebody's leads while they were away."""

    returned: tuple[Lead, ...]
    with_others: tuple[Lead, ...]
    ended: tuple[Lead, ...]

    @property
    def anything(self) -> bool:
        return any(self)


def pack(work: Work, row: Absence, leads: Sequence[Lead]) -> None:
    """One business day before: what falls due meanwhile, each line settled by one line of reply."""
    if not leads:
        return
    day = _day(work, row.owner_id, row)
    deputy = owners.stands_in(work, row.owner_id, at=row.starts_at)
    rest = "Nobody stands in for you: name a deputy, or hand it off."
    if deputy is not None:
        rest = f"What you leave goes to {owners.name_of(work, deputy)} when it is due."
    _send(work, row.owner_id, "absence_ahead", leads, values={"back": day, "rest": rest})


def covering(work: Work, row: Absence, leads: Iterable[Lead]) -> None:
    """To each who stands in: whose leads are theirs meanwhile."""
    who = owners.name_of(work, row.owner_id)
    rest = f"What you do not touch goes back to {who}."
    for deputy, theirs in _by_owner(leads).items():
        news = f"{who} is away, back {_day(work, deputy, row)}."
        values = {"who": who, "news": news, "rest": rest}
        _send(work, deputy, "covering", theirs, about=row.owner_id, values=values)


def inherited(work: Work, owner_id: str, leads: Iterable[Lead], *, news: str) -> None:
    """To each who takes over from somebody who is gone for good: which leads are theirs now."""
    values = {"who": owners.name_of(work, owner_id), "news": news, "rest": ""}
    for receiver, theirs in _by_owner(leads).items():
        _send(work, receiver, "covering", theirs, about=owner_id, values=values)


def back(work: Work, row: Absence, found: Meanwhile) -> None:
    """To whoever is back: which leads are theirs again, which are not, and which are over."""
    _send(work, row.owner_id, "welcome_back", found.returned, values={"sections": sections(work, found)})


def sections(work: Work, found: Meanwhile) -> tuple[dict[str, object], ...]:
    """Return what happened under titles; the leads that came back are numbered elsewhere."""
    others = [f"{lead.name}: {_with_whom(work, lead)}" for lead in found.with_others]
    ended = [f"{lead.name}: {lead.close_reason}" for lead in found.ended]
    titled = (("With others now", others), ("Closed meanwhile", ended))
    return tuple(
        {"title": title, "rows": tuple({"number": "", "line": line} for line in rows)}
        for title, rows in titled
        if rows
    )


def _with_whom(work: Work, lead: Lead) -> str:
    if lead.owner_id is None:
        return "offered to the others"
    return f"with {owners.name_of(work, lead.owner_id)}"


def _by_owner(leads: Iterable[Lead]) -> dict[str, list[Lead]]:
    found: dict[str, list[Lead]] = {}
    for lead in leads:
        found.setdefault(lead.owner_id or "", []).append(lead)
    return found


def _send(
    work: Work,
    owner_id: str,
    purpose: str,
    leads: Sequence[Lead],
    *,
    values: Mapping[str, object],
    about: str = "",
) -> None:
    entries = tuple(
        {"number": number, "line": _line(work, owner_id, lead)}
        for number, lead in enumerate(leads[:SHOWN], start=1)
    )
    owe_owner(
        work, owner_id, purpose,
        kind="assigned" if purpose == "covering" else "review",
        key="/".join((purpose, about, f"{work.now:%Y%m%dT%H%M%S}", *(lead.ref for lead in leads[:1]))),
        values={"count": len(leads), "entries": entries, **values},
        items=[{"number": number, "lead_id": lead.id} for number, lead in enumerate(leads[:SHOWN], start=1)],
        due_at=opening_of(work, owner_id),
    )  # fmt: skip


def _line(work: Work, owner_id: str, lead: Lead) -> str:
    assert lead.due_at is not None
    note = handoff_note.in_short(work, lead)
    action = (lead.next_action or "").rstrip(" .")
    said = action if lead.name in action else f"{lead.name}: {action}"
    due = f"{'late since' if lead.due_at < work.now else 'due'} {when(work, lead.due_at, owner_id)}"
    return f"{said}, {due}{f' ({note})' if note else ''}"


def _day(work: Work, owner_id: str, row: Absence) -> str:
    """Say the day on which they are back."""
    zone = work.settings.calendar(owner_id).zone
    return say_day(row.ends_at.astimezone(zone).date(), work.now.astimezone(zone).date())
