"""Odd mails stored and judged by the whole flow: the same verdict and the same leads on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.flow.desk import Desk
from tests.fuzz.hostile import HOSTILE
from tests.fuzz.mutations import mutated
from worker.store.models import InboundEmail, Lead

# The heaviest are read elsewhere; here it matters what of a mail comes to rest in a database.
HEAVY = 300_000  # bytes
MUTATED = 40


def mails() -> Iterator[tuple[str, bytes]]:
    for name, make in HOSTILE.items():
        raw = make()
        if 0 < len(raw) < HEAVY:
            yield name, raw
    for number in range(MUTATED):
        yield f"mutated({number})", mutated(number)


def judged(desk: Desk) -> dict[str, tuple[object, ...]]:
    """What came of every mail: verdict, sender, subject and the person of its lead."""
    rows = {name: desk.stores(raw) for name, raw in mails()}
    desk.judges()
    leads = {lead.id: lead for lead in desk.leads()}
    return {name: _came_of(desk.mail(row), leads) for name, row in rows.items()}


def _came_of(mail: InboundEmail, leads: dict[int, Lead]) -> tuple[object, ...]:
    lead = leads.get(mail.lead_id) if mail.lead_id else None
    person = (lead.name, lead.address, lead.asked) if lead else None
    return mail.state, mail.verdict, mail.sender, mail.subject, person


def test_an_odd_mail_gets_the_same_verdict_on_both_databases(tmp_path: Path, postgres_url: str) -> None:
    folders = {kind: tmp_path / kind for kind in ("sqlite", "postgresql")}
    for folder in folders.values():
        folder.mkdir()
    # Without limits on floods: all of these arrive within one second.
    limits = "[limits]\nsender_mails = 1000\nnew_leads = 1000"
    here = judged(Desk(folders["sqlite"], more=limits))
    desk = Desk(folders["postgresql"], more=limits, database=postgres_url)
    there = judged(desk)
    desk.workshop.database.close()
    assert here == there
    verdicts = {found[1] for found in here.values()}
    assert {"inquiry", "unsure", "bounce"} <= verdicts
    assert "quarantined" not in verdicts
