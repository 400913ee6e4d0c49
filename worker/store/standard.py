"""The team as it answers now: a target that the manager said counts before the configured one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from worker.settings import Team
from worker.store.models import Standard
from worker.store.work import Work


def team(work: Work) -> Team:
    """Return the team's settings with the target that counts today."""
    said = work.once("standard", lambda: _newest(work))
    return work.settings.team if said is None else replace(work.settings.team, first_response=said)


def change(work: Work, target: timedelta, *, who: str) -> None:
    """Let new leads be answered within `target` (business time) from now on; those under way keep theirs."""
    work.session.add(Standard(seconds=int(target.total_seconds()), said_at=work.now, said_by=who))
    work.learn("standard", target)


def _newest(work: Work) -> timedelta | None:
    found = work.session.scalar(select(Standard).order_by(Standard.id.desc()).limit(1))
    return None if found is None else found.target
