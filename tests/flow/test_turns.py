"""Turns go by who was done first, also where a transaction waited for the one before it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from sqlalchemy import select

from tests.flow.desk import Desk
from worker.clock import StandingClock
from worker.ingest import pipeline
from worker.store.models import Offer


def test_an_offer_that_began_earlier_and_was_written_later_is_the_later_turn(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    waited = dataclasses.replace(desk.workshop, clock=StandingClock(desk.clock.now()))
    desk.passes(seconds=5)
    desk.arrives("Ana Bo <ana@one.example>")
    desk.stores(desk.written("Bea Co <bea@two.example>", text="And a shed?"))
    pipeline.judge_due(waited)
    desk.passes(seconds=5)
    desk.arrives("Cleo Do <cleo@three.example>", text="Do you build in winter?")
    with desk.work() as work:
        asked = list(work.session.scalars(select(Offer.owner_id).order_by(Offer.id)))
    assert len(asked) == 3
    assert asked[0] == asked[2] != asked[1]
