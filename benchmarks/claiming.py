"""Claiming 500 due mails, and finding what is due, among ten thousand, one and five million rows.

The ceiling is the same at ten thousand rows: with the right indexes the history of years costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from benchmarks.homes import HOMES, configured, new_databases
from benchmarks.rounds import ROUNDS, best_in_turns, seconds, top_lines
from benchmarks.rows import NOW, analyze, at, fill
from benchmarks.table import Row, at_most
from worker import sweep
from worker.app import App
from worker.cadence import on_deadline
from worker.clock import StandingClock
from worker.outbox import claim
from worker.settings import load
from worker.store.database import Database
from worker.store.models import Deadline, Enrollment, Handoff, Lead, Mailbox, Offer, OutboxEmail, Touch

FEW = 10_000
SIZES = (1_000_000, 5_000_000)
QUICK = (200_000,)
DUE_ROWS = 500
# What takes a millisecond is asked this often: anything else the machine does would tell.
READS = 30
# Rows of each kind a lead has, so that a fifth as many leads as mails stand behind them.
EACH = 5
TARGETS = {"SQLite": at_most(3, of_ceiling=True), "PostgreSQL": at_most(1.5, of_ceiling=True)}
INSTANT = datetime.fromisoformat(NOW).replace(tzinfo=UTC)


def measure(quick: bool) -> list[Row]:
    with new_databases() as new, TemporaryDirectory() as folder, ThreadPoolExecutor() as at_once:
        few = {home: opened(new(home), Path(folder)) for home in HOMES}
        many = {home: opened(new(home), Path(folder)) for home in HOMES}
        rows, before = [], 0
        for app in few.values():
            grow(app.database, 0, FEW)
        for size in QUICK if quick else SIZES:
            # Both databases fill at once; each is measured alone.
            filling = [at_once.submit(grow, app.database, before, size) for app in many.values()]
            for filled in filling:
                filled.result()
            before = size
            for home in HOMES:
                rows += _rows(home, many[home], few[home], size)
        kinds = list(questions(few["SQLite"]))
        for app in (*few.values(), *many.values()):
            app.close()
    return sorted(rows, key=lambda row: (kinds.index(row.what.partition(",")[0]), "PostgreSQL" in row.what))


def profile(quick: bool) -> list[str]:
    """Where claiming spends its time, on SQLite among the fewest rows."""
    with new_databases() as new, TemporaryDirectory() as folder:
        app = opened(new("SQLite"), Path(folder))
        grow(app.database, 0, FEW)
        lines = top_lines(lambda: claim_all(app))
        app.close()
    return lines


def _rows(home: str, many: App, few: App, size: int) -> list[Row]:
    rows = []
    for (what, ask), among_few in zip(questions(many).items(), questions(few).values(), strict=True):
        rounds = ROUNDS if what.startswith("claiming") else READS
        took, ceiling = best_in_turns(
            partial(_once, many, ask), partial(_once, few, among_few), rounds=rounds
        )
        rows.append(
            Row(
                what=f"{what}, {home}, {size:,} rows",
                ours=took * 1000,
                unit="ms",
                ceiling=ceiling * 1000,
                against=f"{FEW:,} rows",
                target=TARGETS[home],
            )
        )
    return rows


def _once(app: App, ask: Callable[[], object]) -> float:
    """Ask once and return the seconds it took; what was claimed is free again afterwards."""
    took = seconds(ask)
    with app.database.writing() as session:
        session.execute(text("UPDATE outbox_emails SET state = 'queued' WHERE state = 'preparing'"))
    return took


def questions(app: App) -> dict[str, Callable[[], object]]:
    """Return what the product asks of the database at every wake-up, by name."""
    asked: dict[str, Callable[[], object]] = {f"claiming {DUE_ROWS} due mails": lambda: claim_all(app)}
    for due in sweep.DUE:
        if due.due_at.class_ in (OutboxEmail, Offer, Deadline, Touch):
            asked[f"finding due {due.name}"] = partial(
                _read, app, lambda s, due=due: sweep.due_ids(s, due, INSTANT)
            )
    asked["what falls due next"] = partial(_read, app, lambda s: sweep.next_due(s, after=INSTANT))
    asked["how many are due"] = partial(_read, app, lambda s: sweep.count_due(s, INSTANT))
    return asked


def _read(app: App, ask: Callable[..., object]) -> object:
    with app.database.reading() as session:
        return ask(session)


def claim_all(app: App) -> None:
    """Claim every due mail as `Delivery` does, one transaction each."""
    outbox = next(due for due in sweep.DUE if due.name == "outbox")
    claimed = 0
    while True:
        with app.database.reading() as session:
            found = sweep.due_ids(session, outbox, INSTANT)
        if not found:
            break
        for outbox_id in found:
            with app.workshop.work() as work:
                mail = claim.locked(work, outbox_id)
                assert mail is not None
                claim.book(work, mail)
        claimed += len(found)
    assert claimed == DUE_ROWS, claimed


def opened(database: str, folder: Path) -> App:
    """The product on an empty database, with its inbox looked at a moment ago."""
    app = App(load(configured(folder, database), {}), StandingClock(INSTANT))
    with app.database.writing() as session:
        session.add(Mailbox(inbox="sales", looked_at=INSTANT))
    return app


def grow(database: Database, before: int, size: int, *, due: int = 2 * DUE_ROWS) -> None:
    """Go from `before` to `size` rows of each kind: some over, some planned, those of the first `due` due."""
    first, last = before + 1, size
    lead = f"(n - 1) / {EACH} + 1"
    # The first rows are due, everything later in a row, second by second.
    when = at(database, f"CASE WHEN n <= {due} THEN n - 10000 ELSE n END")
    live = f"n % {EACH} = 0"
    fill(
        database,
        Lead,
        before // EACH + 1,
        size // EACH,
        ref="'L-' || n",
        inbox="'sales'",
        person_id="n",
        state="'owned'",
        owner_id="'sam'",
        accountable_id="'sam'",
        turn="'us'",
        next_action="'Answer'",
        due_at=at(database, "n"),
    )
    fill(database, Enrollment, before // EACH + 1, size // EACH, lead_id="n", run="1", state="'running'")
    fill(
        database,
        OutboxEmail,
        first,
        last,
        key="'owner:sam/' || (1000000000 + n)",
        message_id="'<' || (1000000000 + n) || '@acme.example>'",
        inbox="'sales'",
        kind="'report'",
        audience="'owner'",
        guard="'none'",
        recipient="'sam@acme.example'",
        state="CASE WHEN n % 2 = 0 THEN 'sent' ELSE 'queued' END",
        due_at=f"CASE WHEN n % 2 = 0 THEN NULL ELSE {when} END",
        sent_at=at(database, "-7200 - n"),
    )
    fill(
        database,
        Offer,
        first,
        last,
        lead_id=lead,
        owner_id="'sam'",
        state=f"CASE WHEN {live} THEN 'pending' ELSE 'expired' END",
        due_at=f"CASE WHEN {live} THEN {when} END",
        answered_at=f"CASE WHEN {live} THEN NULL ELSE {at(database, '0')} END",
        reason="'no answer'",
        round="1",
        position="1",
    )
    fill(
        database,
        Handoff,
        first,
        last,
        lead_id=lead,
        giver_id="'sam'",
        receiver_id="'jamie'",
        state=f"CASE WHEN {live} THEN 'pending' ELSE 'expired' END",
        state_before="'owned'",
        note="'knows the site'",
        next_action="'Answer'",
        due_at=f"CASE WHEN {live} THEN {when} END",
        answered_at=f"CASE WHEN {live} THEN NULL ELSE {at(database, '0')} END",
        reason="'no answer'",
    )
    kinds = " ".join(
        f"WHEN {number} THEN '{kind.value}'"
        for number, kind in zip(range(EACH), on_deadline.ON_DEADLINE, strict=False)
    )
    fill(database, Deadline, first, last, lead_id=lead, kind=f"CASE n % {EACH} {kinds} END", due_at=when)
    fill(
        database,
        Touch,
        first,
        last,
        lead_id=lead,
        enrollment_id=lead,
        step=f"n % {EACH}",
        state=f"CASE WHEN {live} THEN 'planned' ELSE 'sent' END",
        due_at=when,
        ended_at=f"CASE WHEN {live} THEN NULL ELSE {at(database, '0')} END",
    )
    analyze(database)
