"""From a path and an environment to `Settings`, or to every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

import worker
from worker import hours
from worker.settings import contradictions
from worker.settings.defaults import complete
from worker.settings.numbers import AcknowledgementNumbers, CadenceNumbers, Limits, OfferNumbers
from worker.settings.problems import ConfigurationError, Problems, Table
from worker.settings.source import Written, arrange, overlay, read_toml
from worker.settings.tables import Basics, Board, Health, Inbox, Log, Owner, Security, Source, Team
from worker.settings.values import Settings

# Section -> what it holds; "" stands for the keys above the first table.
SHAPES: Mapping[str, type] = MappingProxyType(
    {
        "": Basics,
        "team": Team,
        "inbox": Inbox,
        "inbox.source": Source,
        "owner": Owner,
        "board": Board,
        "security": Security,
        "health": Health,
        "log": Log,
        "offer": OfferNumbers,
        "cadence": CadenceNumbers,
        "acknowledgement": AcknowledgementNumbers,
        "limits": Limits,
    }
)
KEYS: Mapping[str, frozenset[str]] = {
    section: frozenset(field.name for field in fields(shape)) for section, shape in SHAPES.items()
}
# Where neither the team nor an owner says when they work.
_USUAL_HOURS = "Mon-Fri 09:00-17:00"
# A weekly calendar that never opens does so in any year: this one need not be today's.
_ANY_DAY = date(2026, 1, 1)

T = TypeVar("T")


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the configuration at `path`, else at `KEEPWARM_CONFIG`, else ./keepwarm.toml.

    Raises ConfigurationError with one sentence for each thing wrong.
    """
    path = written = path or Path(environ.get("KEEPWARM_CONFIG") or "keepwarm.toml")
    try:
        path = written.expanduser().absolute()
    except RuntimeError:
        raise ConfigurationError([f"{written} names no home folder: write the whole path."]) from None
    problems = Problems(path.name)
    tables = arrange(read_toml(path), KEYS, problems)
    overlay(tables, environ, KEYS, problems)
    has_board = bool(tables.single["board"].keys)
    complete(tables)

    def value(table: Table, shape: type[T]) -> T | None:
        return _checked(table, shape, path.parent, problems)

    top = value(tables.top, Basics)
    team = value(tables.single["team"], Team)
    security = value(tables.single["security"], Security)
    board = value(tables.single["board"], Board)
    health = value(tables.single["health"], Health)
    log = value(tables.single["log"], Log)
    offer = value(tables.single["offer"], OfferNumbers)
    cadence = value(tables.single["cadence"], CadenceNumbers)
    acknowledgement = value(tables.single["acknowledgement"], AcknowledgementNumbers)
    limits = value(tables.single["limits"], Limits)
    _check_sources(tables, path.parent, problems)
    inboxes = tuple(inbox for table in tables.inboxes if (inbox := value(table, Inbox)))
    owners = tuple(owner for table in tables.owners if (owner := value(table, Owner)))

    contradictions.check_presence(tables, problems)
    contradictions.check_unique(tables, problems)
    contradictions.check_people(tables, owners, problems)
    contradictions.check_passwords(tables, path.parent, problems)
    if team:
        contradictions.check_stage_pools(tables, team, owners, problems)
    if team and offer:
        pools = contradictions.largest_pool(inboxes)
        contradictions.check_windows(tables, team, offer, pools, problems)
    if top:
        contradictions.check_urls(top.database, top.broker, tables.top, problems)
    calendars = _calendars(team, owners, tables, problems) if team else {}

    if problems.sentences:
        raise ConfigurationError(problems.sentences)
    # Without a sentence every table has its value; mypy cannot know.
    assert top is not None
    assert team is not None
    assert security is not None
    assert health is not None
    assert log is not None
    assert offer is not None
    assert cadence is not None
    assert acknowledgement is not None
    assert limits is not None
    return Settings(
        path=path,
        database=database_url(top.database, path.parent),
        broker=top.broker,
        mode=top.mode,
        templates=(path.parent / top.templates, _built_in_templates()),
        team=team,
        inboxes=inboxes,
        owners=owners,
        board=board if has_board else None,
        security=security,
        health=health,
        log=log,
        offer=offer,
        cadence=cadence,
        acknowledgement=acknowledgement,
        limits=limits,
        team_calendar=calendars.pop(""),
        calendars=MappingProxyType(calendars),
        warnings=contradictions.warnings(security, board if has_board else None, path.name),
    )


def _checked(table: Table, shape: type[T], folder: Path, problems: Problems) -> T | None:
    """Return the table's value, or None after saying what is wrong with it."""
    try:
        # To mypy a class is not hashable.
        adapter = _adapter(shape)  # type: ignore[arg-type]
        checked: T = adapter.validate_python(table.keys, context={"folder": folder})
        return checked
    except ValidationError as failed:
        known = KEYS[table.section]
        problems.add_pydantic(table, failed.errors(include_url=False), known)
        return None


@cache
def _adapter(shape: type[Any]) -> TypeAdapter[Any]:
    """Return what checks a table of this shape; to build one takes longer than to check a hundred."""
    return TypeAdapter(shape)


def _check_sources(tables: Written, folder: Path, problems: Problems) -> None:
    """Put the checked sources in place of the written ones: what is wrong is said of their own keys."""
    checked = [(inbox, _checked(source, Source, folder, problems)) for inbox, source in tables.sources]
    for inbox, _ in tables.sources:
        inbox.keys["source"] = [source for its, source in checked if its is inbox and source is not None]


def _calendars(
    team: Team, owners: tuple[Owner, ...], tables: Written, problems: Problems
) -> dict[str, hours.Calendar]:
    """Return every owner's business time by id, and the team's under ""."""
    calendars: dict[str, hours.Calendar] = {}
    for owner in owners:
        calendars[owner.id] = hours.calendar(
            owner.hours or team.hours or _USUAL_HOURS,
            owner.timezone,
            owner.holidays or team.holidays,
            {*owner.closed, *team.closed},
        )
    present = [calendars[owner.id] for owner in owners if owner.active]
    if team.hours is None and present:
        calendars[""] = hours.union(present, team.timezone)
    else:
        calendars[""] = hours.calendar(team.hours or _USUAL_HOURS, team.timezone, team.holidays, team.closed)

    written: dict[str, Table] = {str(table.keys.get("id")): table for table in tables.owners}
    for owner_id, calendar in calendars.items():
        try:
            hours.check_opens(calendar, _ANY_DAY)
        except ValueError as never:
            problems.add(written.get(owner_id, tables.single["team"]), "hours", str(never))
    return calendars


def database_url(url: str, folder: Path) -> str:
    """Make a relative SQLite path start at the configuration's folder, and name our PostgreSQL driver."""
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    scheme, found, file = url.partition(":///")
    if scheme != "sqlite" or not found or file in ("", ":memory:") or file.startswith("file:"):
        return url
    name, mark, query = file.partition("?")
    return f"sqlite:///{folder / name}{mark}{query}"


def _built_in_templates() -> Path:
    """Return the templates shipped with the package: inside an installed wheel, else beside it."""
    package = Path(worker.__file__).parent
    shipped = package / "_templates"
    return shipped if shipped.is_dir() else package.parent / "templates"
