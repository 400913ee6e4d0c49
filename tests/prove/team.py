"""The team of the proof as configurations: who is there at first, who joins, who leaves."""

from __future__ import annotations

from pathlib import Path

from worker.settings import Settings, load

PEOPLE = {"jamie": "Jamie Doe", "sam": "Sam Poe", "dana": "Dana Fox", "kim": "Kim Lee", "max": "Max Roe"}
SALES = "sales@acme.example"
BOARD = "https://leads.acme.example"

CONFIGURATION = """
database = "{database}"

[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-12:00 13:00-17:00"
fallback = "max"
manager = "dana"
admins = ["dana"]

[[inbox]]
name = "sales"
address = "{sales}"
aliases = ["info@acme.example"]
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
pool = {pool}

{owners}

[security]
owner_replies = "token"

[board]
url = "{board}"
"""

# What an operator may have written at one time or another: who is in the pool, and lines about each owner.
TEAMS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (("jamie", "sam", "dana"), {"jamie": 'deputy = "sam"', "max": 'deputy = "dana"'}),
    (("jamie", "sam", "dana", "kim"), {"sam": 'hours = "Mon-Fri 08:00-16:00"'}),
    (("jamie", "sam"), {"kim": "cap = 2", "sam": "cap = 3"}),
    (("jamie", "kim", "max"), {"jamie": "weight = 2"}),
    (("jamie", "sam", "dana"), {"kim": "active = false", "jamie": 'deputy = "max"'}),
)


def settings(folder: Path, database: str, number: int = 0) -> Settings:
    """Return one of the configurations, on this database."""
    pool, lines = TEAMS[number]
    owners = "\n".join(
        f'[[owner]]\nid = "{owner}"\nname = "{name}"\nemail = "{owner}@acme.example"\n{lines.get(owner, "")}'
        for owner, name in PEOPLE.items()
    )
    path = folder / f"team{number}.toml"
    path.write_text(
        CONFIGURATION.format(database=database, sales=SALES, board=BOARD, pool=list(pool), owners=owners)
    )
    return load(path, {})
