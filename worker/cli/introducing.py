"""`keepwarm introduce` and `keepwarm owners`: who has proven that their replies arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli.opening import reading, workshop_at
from worker.cli.options import Config, Json, Now
from worker.cli.printing import print_json, print_table, say
from worker.cli.refusal import Refusal

if TYPE_CHECKING:
    from worker.store.work import Work


def register(program: typer.Typer) -> None:
    program.command()(introduce)
    program.command()(owners)


def introduce(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[OWNER]...", help="Left out: whoever has not replied yet.")
    ] = None,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Mail each owner once: "reply ok from your phone".

    Their reply proves token, address and authentication before a customer depends on it.
    """
    from worker.commands.introducing import introduce as ask
    from worker.leads.owners import is_active, record
    from worker.store.claims import decide_alone

    with workshop_at(config, now) as workshop, workshop.work() as work:
        decide_alone(work.session)
        active = [owner.id for owner in work.settings.owners if is_active(work, owner.id)]
        unknown = [name for name in names or () if name not in active]
        if unknown:
            raise Refusal(f"{unknown[0]} is no owner: write one of {', '.join(active)}.")
        asked = names or [one for one in active if record(work, one).proven_at is None]
        for owner_id in asked:
            ask(work, owner_id)
        mode = work.settings.mode
    if as_json:
        print_json({"asked": asked, "mode": mode.value})
        return
    if not asked:
        say("Every owner has replied already: keepwarm owners shows how.")
        return
    say(
        f'A mail goes to {", ".join(asked)}: each replies "ok" from their phone.',
        "keepwarm owners shows who did.",
    )
    if mode == "shadow":
        say('With mode = "shadow" it is written and not sent.')


def owners(config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """Show the owners: how far each is proven, and how many leads."""
    with reading(config, now) as work:
        told = [_row(work, owner.id) for owner in work.settings.owners]
    if as_json:
        print_json(told)
        return
    columns = ("id", "name", "email", "active", "replies", "since", "open_leads")
    print_table(columns, [[one[column] for column in columns] for one in told])


def _row(work: Work, owner_id: str) -> dict[str, Any]:
    from worker.commands.introducing import state_of
    from worker.leads.owners import is_active, open_leads, record
    from worker.leads.showing.row import stamp

    owner, found = work.settings.owner(owner_id), record(work, owner_id)
    return {
        "id": owner.id,
        "name": owner.name,
        "email": owner.email,
        "active": is_active(work, owner_id),
        "replies": state_of(work, owner_id),
        "since": stamp(work, found.proven_at or found.introduced_at),
        "introduced_at": stamp(work, found.introduced_at),
        "proven_at": stamp(work, found.proven_at),
        "open_leads": open_leads(work, owner_id),
    }
