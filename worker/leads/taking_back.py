"""A lead and all that hangs on it, as plain values, and put back exactly: what `undo` needs.

Rows are put back along the arrows of states.py. What the command made is taken away, or ended where
somebody may have seen it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from worker.leads import offer, owners
from worker.leads.standing_in import covering
from worker.states import DraftState, HandoffState, LeadState, OfferState, OutboxState, Turn
from worker.store.models import (
    Deadline,
    Draft,
    Enrollment,
    Handoff,
    Lead,
    Message,
    Offer,
    OutboxEmail,
    Person,
    Token,
    Touch,
)
from worker.store.types import Instant, State
from worker.store.work import Work

# In the order in which they are put back: a run before its steps, and the lead itself last.
OF_A_LEAD = (Offer, Handoff, Draft, Enrollment, Touch, Deadline, Message, Token, OutboxEmail)
# Of these only so much is a command's business.
ONLY = {
    OutboxEmail: ("id", "state", "reason", "due_at"),
    Token: ("id", "revoked_at"),
    Person: ("id", "ignored_as"),
}
# How what the command made is ended where it may have been seen; the rest is taken away.
ENDED = {
    Offer: (OfferState.PENDING, OfferState.WITHDRAWN),
    Handoff: (HandoffState.PENDING, HandoffState.WITHDRAWN),
    Draft: (DraftState.OPEN, DraftState.WITHDRAWN),
    OutboxEmail: (OutboxState.QUEUED, OutboxState.CANCELLED),
}
# Between these a command moves a mail; every other change of it is the delivery's.
_COMMANDED = {OutboxState.QUEUED, OutboxState.CANCELLED}
TAKEN_AWAY = (Touch, Enrollment, Deadline, Message)


def take(work: Work, lead: Lead) -> dict[str, Any]:
    """Return the lead as it stands: rows by table, as JSON holds them."""
    work.session.flush()
    kept = {model.__tablename__: [_plain(row) for row in _rows(work, lead, model)] for model in OF_A_LEAD}
    return {"leads": [_plain(lead)], "persons": [_plain(lead.person)], **kept}


def made_since(work: Work, lead: Lead, before: dict[str, Any]) -> list[OutboxEmail]:
    """Return the mails about the lead that were owed since."""
    known = {row["id"] for row in before[OutboxEmail.__tablename__]}
    return [mail for mail in _rows(work, lead, OutboxEmail) if mail.id not in known]


def put_back(work: Work, lead: Lead, before: dict[str, Any]) -> None:
    """Let the lead stand as it stood; what was made since is ended first, so that nothing stands twice."""
    work.session.flush()
    for model in OF_A_LEAD:
        known = {row["id"] for row in before[model.__tablename__]}
        for row in _rows(work, lead, model):
            if row.id not in known and model in ENDED:
                _end(work, row)
    for model in TAKEN_AWAY:
        known = {row["id"] for row in before[model.__tablename__]}
        for row in _rows(work, lead, model):
            if row.id not in known:
                work.session.delete(row)
        work.session.flush()
    for table in (*OF_A_LEAD, Person, Lead):
        for kept in before[table.__tablename__]:
            _restore(work, table, kept)
    work.session.flush()
    work.session.expire(lead)
    _pass_on_from_who_went(work, lead)
    asked = offer.pending(lead)
    gone = {mail.offer_id for mail in _rows(work, lead, OutboxEmail) if mail.state is OutboxState.SENT}
    if asked is not None and asked.id in gone:
        # Where its mail went meanwhile, its window begins now; where it had begun, nothing changes.
        offer.started(work, asked)


def _pass_on_from_who_went(work: Work, lead: Lead) -> None:
    """Whoever has it again, or is asked again, may have gone away since."""
    asked = offer.pending(lead)
    if asked is not None and not owners.present(work, asked.owner_id):
        offer.decline(work, asked, reason="away", who="keepwarm")
    if lead.state is LeadState.OFFERED:
        lead.accountable_id = owners.fallback(work)
    elif lead.turn is Turn.US:
        covering.stand_in(work, lead)


def _rows(work: Work, lead: Lead, model: Any) -> list[Any]:
    return list(work.session.scalars(select(model).where(model.lead_id == lead.id).order_by(model.id)))


def _end(work: Work, row: Any) -> None:
    live, over = ENDED[type(row)]
    if row.state is not live or (isinstance(row, OutboxEmail) and row.kind == "command"):
        # An answer to them is theirs to read, whatever became of it.
        return
    changes: dict[str, Any] = {}
    if isinstance(row, Draft):
        changes["ended_at"] = work.now
    elif isinstance(row, OutboxEmail):
        changes |= {"reason": "undone", "due_at": None}
    else:
        changes |= {"reason": "undone", "due_at": None, "answered_at": work.now}
    work.move(row, over, **changes)


def _restore(work: Work, model: Any, kept: dict[str, Any]) -> None:
    values = dict(_read(model, kept))
    row = work.session.get(model, values.pop("id"))
    if row is None:
        # Only deadlines are ever taken away.
        work.session.add(model(**values))
        return
    if isinstance(row, OutboxEmail) and not {row.state, values["state"]} <= _COMMANDED:
        # It was owed, and has gone or is going: no command did that, and none takes it back.
        return
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    state = changed.pop("state", None)
    if state is not None:
        work.move(row, state, **changed)
        return
    for name, value in changed.items():
        setattr(row, name, value)


def _plain(row: Any) -> dict[str, Any]:
    """Return a row as JSON holds it."""
    columns = ONLY.get(type(row)) or [column.name for column in row.__table__.columns]
    return {name: _as_json(getattr(row, name)) for name in columns}


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _read(model: Any, kept: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values of a row again, as the columns want them."""
    for name, value in kept.items():
        kind = model.__table__.columns[name].type
        if value is not None and isinstance(kind, Instant):
            value = datetime.fromisoformat(value)
        elif value is not None and isinstance(kind, State):
            value = kind.machine(value)
        yield name, value
