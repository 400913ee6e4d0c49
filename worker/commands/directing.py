"""What admins and the manager may say: force, standard, acks release (rules, sections 1, 5 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.cadence import enrollment
from worker.commands.naming import named_first
from worker.commands.said import Answer, Said, refuse, what_is_next
from worker.commands.yes_and_no import say_what_is_next
from worker.leads import forcing, owners
from worker.outbox.acknowledgement import release_held
from worker.settings.durations import parse_duration, show_duration
from worker.settings.rhythm import accept_window
from worker.store import standard as standards
from worker.store.models import Lead
from worker.store.work import Work

FORCE = "force {}: <reason>"


def force(work: Work, said: Said, lead: Lead) -> Answer:
    """`force <owner>: <reason>`: an admin gives the lead to somebody, who is not asked."""
    if said.owner_id not in work.settings.admins:
        who = _names(work, work.settings.admins)
        return refuse(f"Only an admin may do that: {who}.", "handoff sam: <note>", "offer")
    receiver, reason, unclear = named_first(work, said.rest, example=FORCE)
    if receiver is None:
        return unclear or refuse("To whom?", FORCE.format("sam"))
    if lead.owner_id == receiver.id:
        return refuse(f"{lead.ref} is {owners.name_of(work, receiver.id)}'s already.")
    if not reason:
        return refuse("Please say why; it is kept on the lead.", f"force {receiver.id}: knows the site")
    forcing.force(work, lead, receiver.id, who=said.owner_id, reason=reason)
    enrollment.somebody_has_it(work, lead)
    say_what_is_next(work, lead)
    forcing.tell(work, lead, receiver.id, reason=reason, who=said.owner_id)
    name = owners.name_of(work, receiver.id)
    warning = "" if owners.present(work, receiver.id) else f" {_away(work, lead, name)}"
    return Answer(f"{name} owns {lead.ref} and is told.{warning} {what_is_next(work, lead, said.owner_id)}")


def standard(work: Work, said: Said, _lead: Lead | None) -> Answer:
    """`standard <time>`: the manager changes the first-response target, for leads from now on."""
    if said.owner_id not in work.settings.manager:
        who = _names(work, work.settings.manager)
        return refuse(f"Only the manager may change that: {who}.", "note: <text>")
    now = show_duration(standards.team(work).first_response)
    try:
        target = parse_duration(said.rest)
    except ValueError as error:
        return refuse(str(error), "standard 4h")
    if not target:
        return refuse("Some time it must be.", "standard 4h")
    team, numbers = replace(work.settings.team, first_response=target), work.settings.offer
    rounds = min(numbers.rounds, max(len(inbox.pool) for inbox in work.settings.inboxes))
    taken = rounds * accept_window(team, numbers, rounds)
    if team.offers and rounds > 1 and taken > target / 2:
        least = show_duration(2 * taken)
        return refuse(
            f"{rounds} offers take {show_duration(taken)}, more than half of {show_duration(target)}.",
            f"standard {least}",
        )
    standards.change(work, target, who=said.owner_id)
    name, said_so = owners.name_of(work, said.owner_id), show_duration(target)
    work.note(None, "standard", who=said.owner_id, why=f"{name} said standard {said_so}; it was {now}.")
    return Answer(
        f"First answers are due within {said_so} of business time from now on; it was {now}. "
        "Leads under way keep what they started with."
    )


def release_acknowledgements(work: Work, said: Said, _lead: Lead | None) -> Answer:
    """`acks release`: an admin lets the acknowledgements go that the fuse holds."""
    if said.owner_id not in work.settings.admins:
        return refuse(f"Only an admin may do that: {_names(work, work.settings.admins)}.", "note: <text>")
    count = release_held(work)
    return Answer(f"Released {count}; they go now." if count else "The fuse holds none back.")


def _away(work: Work, lead: Lead, name: str) -> str:
    if lead.covered_for_id is None:
        return f"{name} is away just now."
    return f"{name} is away just now, so {owners.name_of(work, lead.owner_id)} stands in."


def _names(work: Work, people: Sequence[str]) -> str:
    return " or ".join(owners.name_of(work, owner_id) for owner_id in people)
