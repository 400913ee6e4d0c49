"""The review (rules, section 8): what needs a person's decision, as one list in sections.

The command line shows it, and the fallback's morning mail carries it. Each lead stands in one section
only, the most urgent that fits; in mails we say "late", and nothing about single owners in figures.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from worker.leads import handoff_note, next_action, owners
from worker.leads.showing import filters, listing
from worker.leads.showing.filters import FILTERS, Filter, look
from worker.outbox.saying import say_when
from worker.states import Turn
from worker.store.models import Lead
from worker.store.work import Work


class Heading(NamedTuple):
    """One section of the daily review: its name for programs, its title for people, and who stands in it."""

    name: str
    title: str
    belongs: Filter


@dataclass(frozen=True, slots=True)
class Section:
    """A section that is not empty, with its leads, oldest due first."""

    name: str
    title: str
    leads: tuple[Lead, ...]


# The daily review, most urgent first.
HEADINGS = (
    Heading("in_doubt", "Did it go out? Look, then say resend or sent", filters.in_doubt),
    Heading("to_read", "Mails that a person must read", filters.to_read),
    Heading("without_owner", "Interest without an owner", filters.without_owner),
    Heading("handed_back", "Handed off and came back", filters.handed_back),
    Heading("late", "Late since the last review", filters.late),
    Heading("no_next_action", "No clear next action", filters.no_next_action),
    Heading("waiting_inside", "Waiting inside", filters.waiting_inside),
    Heading("overdue", "From before today", filters.from_before_today),
    Heading("close", "Close proposed", filters.close_proposed),
    Heading("not_moved", "Not moved since the last review", filters.not_moved),
)


def sections(work: Work) -> tuple[Section, ...]:
    """Return the daily review: the sections that hold anything, each lead in the first that fits."""
    view = look(work)
    found: dict[str, list[Lead]] = {heading.name: [] for heading in HEADINGS}
    for lead in listing.rows(work):
        heading = next((heading for heading in HEADINGS if heading.belongs(lead, view)), None)
        if heading is not None:
            found[heading.name].append(lead)
    return tuple(
        Section(heading.name, heading.title, tuple(found[heading.name]))
        for heading in HEADINGS
        if found[heading.name]
    )


def only(work: Work, name: str) -> list[Lead]:
    """Return the live leads of one filter, oldest due first. Raises KeyError for a filter that is none."""
    belongs, view = FILTERS[name], look(work)
    return [lead for lead in listing.rows(work) if belongs(lead, view)]


def lines(
    work: Work, *, first: int = 1, without: Collection[int] = ()
) -> tuple[list[dict[str, Any]], list[dict[str, int]]]:
    """Return the review as a mail shows it, numbered from `first`, and which lead each number is.

    `without` are the ids of leads that the mail names already: no lead has two numbers in it.
    The first is the `sections` of the templates, the second the `items` of the mail's token.
    """
    shown: list[dict[str, Any]] = []
    items: list[dict[str, int]] = []
    for section in sections(work):
        rows = []
        for lead in section.leads:
            if lead.id in without:
                continue
            number = first + len(items)
            items.append({"number": number, "lead_id": lead.id})
            rows.append({"number": number, "line": line(work, lead)})
        if rows:
            shown.append({"title": section.title, "rows": tuple(rows)})
    return shown, items


def line(work: Work, lead: Lead) -> str:
    """Say a lead in one line: name, owner, next action, due time, and whose words we wait for.

    A mail that a person must read is quoted instead: it has no story yet.
    """
    if lead.next_action == next_action.read_and_say():
        said = f'"{lead.asked}"' if lead.asked else "nothing that could be read"
        return f"{lead.name} ({lead.address}) wrote {said}: *offer*, or *close: <reason>*"
    zone = work.settings.team_calendar.zone
    who = owners.name_of(work, lead.accountable_id)
    due = say_when(lead.due_at, work.now, zone) if lead.due_at else "no date"
    note = handoff_note.in_short(work, lead)
    waiting = f" ({lead.turn_note})" if lead.turn is Turn.INSIDE and lead.turn_note else ""
    return f"{lead.name}, {who}: {lead.next_action}{waiting}, due {due}{f' ({note})' if note else ''}"
