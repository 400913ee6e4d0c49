"""`keepwarm owner`: somebody is away, is back, leaves the team for good, or joins it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.opening import workshop_at
from worker.cli.options import Config, Json, Now
from worker.cli.printing import print_json, say, when
from worker.cli.refusal import NOT_HELD, Refusal

if TYPE_CHECKING:
    from worker.store.models import Lead
    from worker.store.work import Work

Name = Annotated[str, typer.Argument(metavar="NAME", help="The id of the owner.")]

owner = typer.Typer(help="Owners who are away, are back, leave or join.", no_args_is_help=True)


def register(program: typer.Typer) -> None:
    program.add_typer(owner, name="owner")


@owner.command()
def leave(
    name: Name,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="DEST", help="Who gets their leads: max for all, or L-142=max for one."),
    ] = None,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Let an owner leave the team.

    Refused until each of their open leads has somebody who takes it; then all of it happens at once.
    """
    from worker.leads.showing.row import row
    from worker.leads.standing_in import leaving
    from worker.store.claims import decide_alone

    with workshop_at(config, now) as workshop, workshop.work() as work:
        decide_alone(work.session)
        _known(work, name)
        role = leaving.only_in_role(work, name)
        if role is not None:
            raise Refusal(f"{name} is the only {role}: name somebody else as {role} in [team] first.")
        leads = leaving.open_leads(work, name)
        destinations = _destinations(work, name, leads, to or [])
        without = [lead for lead in leads if lead.ref not in destinations]
        if without and as_json:
            print_json({"left": False, "without_destination": [row(work, lead) for lead in without]})
            raise typer.Exit(NOT_HELD)
        if without:
            raise Refusal(*_list(work, name, without), code=NOT_HELD)
        moved = [row(work, lead) for lead in leaving.leave(work, name, destinations)]
    if as_json:
        print_json({"left": True, "leads": moved})
        return
    for lead in moved:
        say(f"{lead['ref']} {lead['name']}: {lead['owner']}")
    say(f"{name} has left the team. Now [[owner]] {name} may be taken out of the configuration.")


@owner.command()
def join(name: Name, config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """Let an owner who had left be one of the team again."""
    from worker.leads.standing_in import leaving

    with workshop_at(config, now) as workshop, workshop.work() as work:
        _known(work, name)
        leaving.join(work, name)
    if as_json:
        print_json({"joined": True})
    else:
        say(f"{name} is one of the team again.")


@owner.command()
def away(
    name: Name,
    days: Annotated[list[str], typer.Argument(metavar="DAYS", help="Like '1 Jul - 14 Jul sam'.")],
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Say for an owner when they are not there, and who stands in."""
    _say(name, f"away {' '.join(days)}", config, now, as_json=as_json)


@owner.command()
def back(name: Name, config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """Say for an owner that they are back."""
    _say(name, "back", config, now, as_json=as_json)


def _say(name: str, words: str, config: Config, now: Now, *, as_json: bool) -> None:
    from worker.commands.answering import in_full
    from worker.commands.grammar import parse
    from worker.commands.perform import perform
    from worker.store.claims import decide_alone

    with workshop_at(config, now) as workshop, workshop.work() as work:
        decide_alone(work.session)
        _known(work, name)
        commands = parse(words).commands
        if not commands:
            raise Refusal(f'Which days? Write: keepwarm owner away {name} "1 Jul - 14 Jul sam".')
        answer = in_full(perform(work, None, name, commands[0], at=work.now))
    if as_json:
        print_json([{"text": answer.text, "refused": answer.refused}])
    else:
        say(*answer.text.splitlines())
    if answer.refused:
        raise typer.Exit(NOT_HELD)


def _known(work: Work, name: str) -> None:
    known = [one.id for one in work.settings.owners]
    if name not in known:
        raise Refusal(f"{name} is no owner: write one of {', '.join(known)}.")


def _destinations(work: Work, name: str, leads: Sequence[Lead], to: Sequence[str]) -> dict[str, str]:
    """Read --to: one person for all, and others for single leads."""
    from worker.leads import owners

    found: dict[str, str] = {}
    for written in sorted(to, key=lambda one: "=" in one):
        refs, _, receiver = written.rpartition("=")
        _known(work, receiver)
        if receiver == name or not owners.present(work, receiver):
            raise Refusal(f"{receiver} is not there to take it: name somebody who is.")
        ref = refs.upper() if refs.upper().startswith("L-") else f"L-{refs}"
        if refs and ref not in {lead.ref for lead in leads}:
            raise Refusal(f"{refs} is no open lead of {name}: keepwarm leads lists them.")
        found |= {ref: receiver} if refs else {lead.ref: receiver for lead in leads}
    return found


def _list(work: Work, name: str, leads: Sequence[Lead]) -> list[str]:
    lines = [f"{name} has open leads that nobody takes over yet, so nothing was changed:"]
    lines += [
        f"  {lead.ref} {lead.name}: {lead.next_action}, due {when(work, lead.due_at)}" for lead in leads
    ]
    return [
        *lines,
        f"Write keepwarm owner leave {name} --to max for all, or --to {leads[0].ref}=max for one.",
    ]
