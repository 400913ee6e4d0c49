"""The demo put together: a folder, a mailbox, the App on a clock that jumps, a screen, a summary."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from rich.console import Console

from worker.app import App
from worker.clock import StandingClock, monotonic
from worker.demo import keeping, town
from worker.demo.post_office import PostOffice
from worker.demo.show import Show, console
from worker.demo.stage import Stage
from worker.demo.summary import print_summary
from worker.settings import load

FOLDER = "keepwarm-demo"


def play(*, keep: bool, until: datetime = town.END, screen: Console | None = None) -> int:
    """Play the week up to `until`; return 0 when every invariant holds, else 1."""
    screen = screen or console()
    began = monotonic()
    # Warnings of the product would tear the picture; what went wrong shows in the audit and the exit code.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)],
    )
    with ExitStack() as stack:
        folder = _new_folder() if keep else Path(stack.enter_context(TemporaryDirectory(prefix="keepwarm-")))
        clock = StandingClock(town.START)
        office = stack.enter_context(PostOffice(clock, address=town.SHARED, password=town.PASSWORD))
        configuration = folder / "keepwarm.toml"
        configuration.write_text(
            town.configuration(imap_port=office.imap_port, smtp_port=office.smtp_port), encoding="utf-8"
        )
        app = App(load(configuration, {}), clock)
        stack.callback(app.close)
        _introduce(screen)
        Stage(app, clock, office, look=Show(app.database, screen).look).play(until=until)
        with app.workshop.work() as work:
            holds = print_summary(work, screen)
        if keep:
            keeping.write_mails(folder, office.everything)
            screen.print(keeping.how_to_look(folder, clock.now()), soft_wrap=True)
        verdict = "Every promise held." if holds else "A promise was broken: see above."
        screen.print(f"\nA week in {monotonic() - began:.0f} seconds. {verdict}")
    return 0 if holds else 1


def _new_folder() -> Path:
    """Make a folder beside where we stand; one that is there already is never touched."""
    for number in count(1):
        folder = Path(FOLDER if number == 1 else f"{FOLDER}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise AssertionError("numbers do not end")


def _introduce(screen: Console) -> None:
    people = ", ".join(name.split()[0] for name in town.OWNERS.values())
    screen.print(
        f"{town.TEAM}: {people} share {town.SHARED}. Eight strangers write to it in one week.\n"
        "Everything below is real: mails come in by SMTP, are read by IMAP, and what is shown was read from\n"
        "the database. Only the people are made up, and the clock jumps to whatever happens next.",
        soft_wrap=True,
    )
