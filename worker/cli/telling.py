"""`keepwarm lead REF`: one lead with its whole story, and what an owner says about it (`--as`)."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli.opening import reading, workshop_at
from worker.cli.options import Config, Json, Now
from worker.cli.printing import plain, print_json, print_table, say
from worker.cli.refusal import NOT_HELD, Refusal

if TYPE_CHECKING:
    from worker.store.models import Lead
    from worker.store.work import Work


def register(program: typer.Typer) -> None:
    program.command()(lead)


def lead(
    ref: Annotated[str, typer.Argument(metavar="REF", help="L-142, or 142.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF...] [WORDS]", help="With --as: more leads, then what the owner says, like 'send'."
        ),
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--as", metavar="OWNER", help="Say WORDS in the name of this owner.")
    ] = None,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Show one lead with its whole story.

    With --as, do what an owner says about it, or about several, in the words of a reply.
    """
    more = list(takewhile(_is_ref, words or []))
    said = " ".join((words or [])[len(more) :]).strip()
    if owner is None and said:
        raise Refusal(f'Whose words are these? Write: keepwarm lead {ref} --as OWNER "{plain(said)}".')
    if owner is not None and not said:
        raise Refusal(f'What does {owner} say? Write: keepwarm lead {ref} --as {owner} "send" (or "help").')
    if owner is not None:
        _obey([ref, *more], owner, said, config, now, as_json=as_json)
        return
    from worker.leads.showing.listing import lead as told_of

    with reading(config, now) as work:
        told = told_of(work, _find(work, ref).ref)
    if as_json:
        print_json(told)
    else:
        _print(told)


def _obey(
    refs: list[str], owner_id: str, words: str, config: Path | None, now: str | None, *, as_json: bool
) -> None:
    from worker.commands.reply import say as obey
    from worker.store.claims import decide_alone

    with workshop_at(config, now) as workshop, workshop.work() as work:
        if owner_id not in {owner.id for owner in work.settings.owners}:
            known = ", ".join(owner.id for owner in work.settings.owners)
            raise Refusal(f"{owner_id} is no owner: write one of {known}.")
        decide_alone(work.session)
        leads = [_find(work, ref) for ref in refs]
        answers = [answer for about in leads for answer in obey(work, about, owner_id, words, at=work.now)]
    refused = any(answer.refused for answer in answers)
    if as_json:
        print_json([{"text": answer.text, "refused": answer.refused} for answer in answers])
    else:
        for answer in answers:
            say(*(answer.text or "Done.").splitlines())
    if refused:
        raise typer.Exit(NOT_HELD)


def _is_ref(word: str) -> bool:
    return re.fullmatch(r"L-\d+", word, re.IGNORECASE) is not None


def _find(work: Work, ref: str) -> Lead:
    from worker.leads.lead import find

    found = find(work, ref)
    if found is None:
        raise Refusal(f"There is no lead {ref}: keepwarm leads --all lists them.")
    return found


def _print(told: dict[str, Any]) -> None:
    """Show what matters now first, then what happened, oldest first."""
    owner = told["owner"] or f"nobody yet ({told['accountable']} answers for it)"
    cadence = told["cadence"]
    run = cadence["state"] + (f" ({cadence['reason']})" if cadence["reason"] else "")
    head = [
        ("owner", owner),
        ("state", f"{told['state']}, turn: {told['turn'] or told['close_reason']}, {told['stage']}"),
        ("next", f"{told['next_action'] or 'nothing'}{', overdue' if told['overdue'] else ''}"),
        ("due", told["due_at"]),
        ("asked", told["asked"]),
        ("note", (told["handoff_note"] or "none").splitlines()[0]),
        ("cadence", f"{run}, next {cadence['next_at']}" if cadence["next_at"] else run),
    ]
    print_table((told["ref"], f"{told['name']} <{told['email']}>"), head)
    for title, columns in (
        ("messages", ("at", "direction", "who", "line")),
        ("offers", ("offered_at", "owner", "state", "why")),
        ("handoffs", ("given_at", "giver", "receiver", "state", "next_action", "reason")),
        ("touches", ("due_at", "step", "state", "reason")),
        ("mails", ("sent_at", "kind", "to", "state", "reason")),
        ("events", ("at", "what", "who", "why")),
    ):
        if told[title]:
            print()
            print_table(columns, [[row[column] for column in columns] for row in told[title]], title=title)
    for draft in told["drafts"]:
        if draft["state"] == "open":
            print(f"\ndraft ({draft['purpose']}), waits for send")
            say(*(f"  {line}" for line in draft["text"].splitlines()))
