"""One lead of a list by itself: what fails about it costs its owner that draft, never the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from worker.store.models import Lead
from worker.store.work import LostRace, Work

T = TypeVar("T")

log = structlog.get_logger()


def by_itself(work: Work, lead: Lead, do: Callable[[], T]) -> T | None:
    """Return what `do` returns; None when it fails: then it changed nothing.

    What the database or another worker caused is no fault of the lead, and passes. Raises LostRace and
    SQLAlchemyError.
    """
    ref = lead.ref
    kept = work.session.begin_nested()
    try:
        done = do()
        kept.commit()
    except (LostRace, SQLAlchemyError):
        raise
    except Exception:
        kept.rollback()
        # A change by `move` looks to the session as if it had been read.
        work.session.expire_all()
        work.looked_up.clear()
        log.exception("a lead failed in a morning mail; the others are listed", lead=ref)
        return None
    return done
