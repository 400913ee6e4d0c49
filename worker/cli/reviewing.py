"""`keepwarm review`, `metrics` and `audit`: what needs a decision, how quick we were, what was promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli.opening import reading
from worker.cli.options import Config, Json, Now
from worker.cli.printing import marked, print_json, print_table, say
from worker.cli.refusal import NOT_HELD, Refusal
from worker.cli.showing import print_leads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.leads.review import Section
    from worker.store.models import Lead
    from worker.store.work import Work

LONGEST = 10  # leads whose drift is shown


def register(program: typer.Typer) -> None:
    program.command()(review)
    program.command()(metrics)
    program.command()(audit)


def review(
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            metavar="FILTER",
            help="due-today, due-this-week, overdue, no-next-action, waiting-inside, not-moved, unaccepted.",
        ),
    ] = None,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """List what needs a person's decision.

    With --only, the live leads of one filter.
    """
    from worker.leads import review as reviews
    from worker.leads.showing.filters import FILTERS

    if only is not None and only not in FILTERS:
        raise Refusal(f"{only} is no filter: write one of {', '.join(FILTERS)}.")
    with reading(config, now) as work:
        if only is not None:
            _print_filtered(work, reviews.only(work, only), as_json=as_json)
        else:
            _print_sections(work, reviews.sections(work), as_json=as_json)


def _print_filtered(work: Work, found: Sequence[Lead], *, as_json: bool) -> None:
    from worker.leads.showing.row import row

    if as_json:
        print_json([row(work, lead) for lead in found])
    elif found:
        print_leads(work, found)
    else:
        say("None.")


def _print_sections(work: Work, sections: Sequence[Section], *, as_json: bool) -> None:
    from worker.leads.showing.row import row

    if as_json:
        shown = [
            {
                "name": section.name,
                "title": section.title,
                "leads": [row(work, lead) for lead in section.leads],
            }
            for section in sections
        ]
        print_json({"sections": shown})
        return
    if not sections:
        say("Nothing needs a decision. keepwarm leads shows what is under way.")
    for number, section in enumerate(sections):
        if number:
            print()
        print_leads(work, section.leads, title=section.title)


def metrics(
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=36500, help="Only leads of the last so many days.")
    ] = None,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Show how fast first answers were.

    On business time and by the clock on the wall; who still waits counts at their age so far.
    """
    from worker.leads.metrics import metrics as measure

    with reading(config, now) as work:
        found = measure(work, since=None if days is None else work.now - timedelta(days=days))
    if as_json:
        print_json(found)
        return
    first = found["first_response"]
    if not first["leads"]:
        say("No leads to measure yet.")
        return
    share = first["share_within_target"]
    say(f"First answers: {first['answered']} of {first['leads']} given, {first['unanswered']} still waiting.")
    if share is not None:
        say(f"Within target: {share:.0%}.")
    clocks = (("business time", first["business_minutes"]), ("by the clock", first["wall_clock_minutes"]))
    print_table(
        ("", "median", "p90", "mean"),
        [(name, *(_minutes(clock[key]) for key in ("median", "p90", "mean"))) for name, clock in clocks],
    )
    if found["unanswered"]:
        rows = [
            (wait["ref"], wait["name"], wait["owner"], _minutes(wait["business_minutes"]))
            for wait in found["unanswered"]
        ]
        print()
        print_table(("ref", "name", "owner", "waits (business time)"), rows, title="still waiting")


def audit(config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """Count what breaks our promises; exit code 1 if anything does."""
    from worker.ingest.verdict import Verdict
    from worker.leads.audits.audit import audit as examine

    with reading(config, now) as work:
        found = examine(work, verdicts=[verdict.value for verdict in Verdict])
    if as_json:
        print_json(found)
    else:
        _print_audit(found)
    if not found["holds"]:
        raise typer.Exit(NOT_HELD)


def _print_audit(found: dict[str, Any]) -> None:
    rows = [
        (
            invariant["name"],
            marked("holds", "green") if invariant["holds"] else marked("BROKEN", "bold red"),
            invariant["violations"],
            invariant["says"],
        )
        for invariant in found["invariants"]
    ]
    print_table(("", "", "violations", ""), rows)
    for invariant in found["invariants"]:
        for sentence in invariant["examples"]:
            say(f"{invariant['name']}: {sentence}")
    score = "none: there are no live leads" if found["score"] is None else f"{found['score']} of 5"
    say(f"Score {score}. Leads of people who are gone: {found['inactive']}.")
    say(f"Drift: {found['drift_minutes']} business minutes in all.")
    for lead in found["drift"][:LONGEST]:
        say(f"{lead['ref']}: {lead['minutes']} minutes, not {', not '.join(lead['broken'])}.")


def _minutes(minutes: float | None) -> str:
    from worker.outbox.saying import say_span

    return "" if minutes is None else say_span(timedelta(minutes=minutes))
