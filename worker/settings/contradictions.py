"""What the tables say to each other: names that must exist, be unique, and windows that must fit.

Names are compared as written, so that a table with a mistake in it is still known by its name and one
mistake does not hide another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from worker.settings.durations import show_duration
from worker.settings.numbers import OfferNumbers
from worker.settings.problems import Problems, Table, unknown_key
from worker.settings.rhythm import accept_window
from worker.settings.secret import SecretUnavailable, read_secret_file
from worker.settings.server import parse_server
from worker.settings.source import Written
from worker.settings.tables import Board, Inbox, Owner, Security, Team
from worker.settings.urls import fault_of_broker, fault_of_database


def check_presence(tables: Written, problems: Problems) -> None:
    """There must be a mailbox to read and a person to own what comes."""
    if not tables.inboxes:
        problems.add(tables.top, "inbox", "there is none: add [[inbox]] with name, address, imap and smtp.")
    if not tables.owners:
        problems.add(tables.top, "owner", "there is none: add [[owner]] with id, name and email.")


def check_unique(tables: Written, problems: Problems) -> None:
    """No name, id or address may mean two things; an owner who is also an inbox would talk to itself."""
    for several, key in ((tables.inboxes, "name"), (tables.owners, "id")):
        seen: set[str] = set()
        for table in several:
            for name in _words(table, key):
                if name.lower() in seen:
                    problems.add(table, key, f'"{name}" is there twice: give each {table.section} its own.')
                seen.add(name.lower())

    taken: dict[str, Table] = {}
    for table in (*tables.inboxes, *tables.owners):
        for key in ("address", "email", "aliases"):
            for address in _words(table, key):
                first = taken.setdefault(address.strip().lower(), table)
                if first is not table:
                    problems.add(
                        table, key, f"{address} already belongs to {first.label}: {_advice(first, table)}"
                    )


def _advice(first: Table, second: Table) -> str:
    if (first.section, second.section) == ("inbox", "owner"):
        return "give the owner an address of their own, or their replies would come back as inquiries."
    return "write every address once."


def check_people(tables: Written, owners: Sequence[Owner], problems: Problems) -> None:
    """Every id named anywhere must be an owner, and an active one where somebody is to act."""
    known = [owner_id for table in tables.owners for owner_id in _words(table, "id")]
    inactive = {owner.id for owner in owners if not owner.active}
    team = tables.single["team"]
    named = [(team, role) for role in ("fallback", "manager", "admins")]
    named += [(inbox, "pool") for inbox in tables.inboxes]
    named += [(source, "pool") for _, source in tables.sources]
    named += [(owner, "deputy") for owner in tables.owners]
    for table, key in named:
        ids = _words(table, key)
        if key in table.keys and not ids and known:
            problems.add(
                table, key, f'nobody is named: write at least one owner, like {key} = ["{known[0]}"].'
            )
        for owner_id in ids:
            if known and owner_id not in known:
                problems.add(table, key, unknown_key(owner_id, known, "owner"))
        if ids and inactive.issuperset(ids):
            problems.add(table, key, "nobody named here is active: name somebody who is.")
        if key == "deputy" and ids == _words(table, "id"):
            problems.add(table, key, "nobody can stand in for themselves: name another owner.")


def check_stage_pools(tables: Written, team: Team, owners: Sequence[Owner], problems: Problems) -> None:
    """Every stage with a pool of its own must be a stage, and everybody in it an active owner."""
    table, active = tables.single["team"], {owner.id for owner in owners if owner.active}
    for stage, pool in team.stage_pools:
        if stage not in team.stages:
            problems.add(table, "stage_pools", unknown_key(stage, team.stages, "stage"))
        for owner_id in pool:
            if active and owner_id not in active:
                problems.add(table, "stage_pools", unknown_key(owner_id, active, "active owner"))


def check_passwords(tables: Written, folder: Path, problems: Problems) -> None:
    """One password a mailbox, to be had, and one wherever a user is named."""
    for table in tables.inboxes:
        given = [key for key in ("password", "password_file", "password_command") if key in table.keys]
        if len(given) > 1:
            problems.add(
                table, given[1], f"the password is there twice, also as {given[0]}: keep one of them."
            )
        for name in _words(table, "password_file"):
            try:
                read_secret_file(folder / Path(name).expanduser())
            except RuntimeError:
                # A home folder of nobody: said of the path itself.
                continue
            except SecretUnavailable as failed:
                problems.add(table, "password_file", f"{failed} Name a file that can be read.")
        for protocol in ("imap", "smtp"):
            user = _user(table, protocol)
            if user and not given:
                problems.add(
                    table, protocol, f'the user "{user}" has no password: add password_file = "..." below it.'
                )


def _user(table: Table, protocol: str) -> str | None:
    try:
        return parse_server(table.keys.get(protocol), protocol).user
    except ValueError:
        return None


def check_windows(tables: Written, team: Team, offer: OfferNumbers, pools: int, problems: Problems) -> None:
    """All offers must fit into half of the first-response target, or the customer waits for our rota.

    `pools`: how many owners the largest pool has.
    """
    if offer.shortest_window > offer.longest_window:
        problems.add(
            tables.single["offer"], "shortest_window", "it is longer than longest_window: exchange them."
        )
        return
    rounds = min(offer.rounds, pools)
    window = accept_window(team, offer, rounds)
    half = team.first_response / 2
    if not team.offers or rounds < 2 or rounds * window <= half:
        return
    longer = show_duration(_up_to_minute(2 * rounds * window))
    fitting = half // rounds // timedelta(minutes=1)
    table, key = tables.single["team"], "first_response"
    if team.accept_window is not None and fitting:
        key, instead = "accept_window", f'write "{fitting}m" or less, or first_response = "{longer}".'
    elif key in table.inherited and fitting:
        # The rhythm gave the target, so it is the window that somebody wrote.
        table, key = tables.single["offer"], "shortest_window"
        instead = f'write "{fitting}m" or less, or first_response = "{longer}" in [team].'
    else:
        instead = f'write "{longer}" or more, or rounds = {max(1, half // window)} in [offer].'
    told = f"{rounds} offers of {show_duration(window)} take longer than half of the first response"
    problems.add(table, key, f"{told}, {show_duration(half)}: {instead}")


def check_urls(database: str, broker: str, top: Table, problems: Problems) -> None:
    """The two URLs at the top must be of a kind we can speak to."""
    for key, fault in (("database", fault_of_database(database)), ("broker", fault_of_broker(broker))):
        if fault is not None:
            problems.add(top, key, fault)


def warnings(security: Security, board: Board | None, file: str) -> tuple[str, ...]:
    """What is allowed, but probably not meant."""
    found = []
    if security.owner_replies == "authenticated" and not security.authserv_id:
        found.append(
            f'{file} [security] authserv_id: it is not set while owner_replies is "authenticated", so nobody '
            "can send, hand off or close by reply: write the name that your mail server puts into "
            'Authentication-Results, or owner_replies = "token" where it writes none.'
        )
    if board is not None and board.in_clear_text:
        found.append(
            f"{file} [board] url: with http:// everybody on the way can use the links in mails: put a "
            "proxy with TLS before the page, and write https://."
        )
    return tuple(found)


def largest_pool(inboxes: Sequence[Inbox]) -> int:
    pools = [pool for inbox in inboxes for pool in (inbox.pool, *(source.pool for source in inbox.source))]
    return max((len(set(pool)) for pool in pools), default=0)


def _words(table: Table, key: str) -> list[str]:
    """The texts written under a key, whether one or a list."""
    written = table.keys.get(key)
    items = written if isinstance(written, list | tuple) else [written]
    return [item for item in items if isinstance(item, str)]


def _up_to_minute(length: timedelta) -> timedelta:
    return timedelta(minutes=-(-length // timedelta(minutes=1)))
