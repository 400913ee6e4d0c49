"""`/metrics`: gauges for Prometheus, counted in the database when they are asked for.

No address and no name of a person is a label; the names of inboxes, states and verdicts are. A count is
given again for a hundred times as long as it took, so that asking costs at most a hundredth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from worker.clock import monotonic
from worker.health import overdue
from worker.settings import Settings
from worker.states import LeadState, OfferState, OutboxState
from worker.store import ticks
from worker.store.models import InboundEmail, Lead, Mailbox, Offer, OutboxEmail
from worker.store.work import Workshop

CHEAP = 100


class Gauges(Collector):
    """Everything that is counted, as prometheus_client wants it."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._registry = CollectorRegistry()
        self._registry.register(self)
        # Memory, time and open files of this process.
        ProcessCollector(registry=self._registry)
        self._counted: list[Metric] = []
        self._counts_until = float("-inf")

    def text(self) -> bytes:
        """Return everything in the text format of Prometheus. Raises SQLAlchemyError."""
        return generate_latest(self._registry)

    def describe(self) -> Iterable[Metric]:
        """Nothing is counted just to be registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        began = monotonic()
        if began >= self._counts_until:
            workshop = self._workshop
            with workshop.database.reading() as session:
                self._counted = list(families(session, workshop.settings, workshop.clock.now()))
            ended = monotonic()
            self._counts_until = ended + CHEAP * (ended - began)
        yield from self._counted


def families(session: Session, settings: Settings, now: datetime) -> Iterator[Metric]:
    """Count everything at `now`."""
    yield _family("leads", "Leads by who owns them and whose turn it is.", leads(session), "state", "turn")
    late = select(func.count()).where(Lead.state.in_(LIVE), Lead.due_at < now)
    yield _number("leads_overdue", "Live leads past their due time.", session.scalar(late))
    mails = outbox(session)
    yield _family("outbox", "Mails owed, by what became of them.", mails, "state")
    in_doubt = mails[(OutboxState.IN_DOUBT.value,)]
    yield _number("outbox_in_doubt", "Mails of which nobody can tell whether they went.", in_doubt)
    yield _family("inbound", "Mails collected, by verdict.", inbound(session), "state", "verdict")
    pending = select(func.count()).where(Offer.state == OfferState.PENDING)
    yield _number("offers_pending", "Offers that wait for a yes.", session.scalar(pending))
    waiting: Samples = {(kind,): _age(since, now) for kind, since in overdue.oldest(session, now).items()}
    yield _family("oldest_due_seconds", "How long the oldest due row of a kind waits.", waiting, "kind")
    beat = ticks.last(session, ticks.HEARTBEAT)
    if beat is not None:
        yield _number("heartbeat_age_seconds", "Since the heartbeat last beat.", _age(beat, now))
    yield from mailboxes(session, settings, now)


LIVE = tuple(state for state in LeadState if state is not LeadState.CLOSED)
Samples = dict[tuple[str, ...], float]


def leads(session: Session) -> Samples:
    """Count the live ones by turn; the closed ones are what is left of all, which is counted faster."""
    rows = select(Lead.state, Lead.turn, func.count()).where(Lead.state.in_(LIVE))
    live: Samples = {
        (state.value, turn.value if turn else ""): number
        for state, turn, number in session.execute(rows.group_by(Lead.state, Lead.turn))
    }
    everything = session.scalar(select(func.count()).select_from(Lead)) or 0
    return live | {(LeadState.CLOSED.value, ""): everything - sum(live.values())}


def outbox(session: Session) -> Samples:
    """Count what was sent as what is left of all, likewise."""
    others = [state for state in OutboxState if state is not OutboxState.SENT]
    counted: Samples = {
        (state.value,): session.scalar(select(func.count()).where(OutboxEmail.state == state)) or 0
        for state in others
    }
    everything = session.scalar(select(func.count()).select_from(OutboxEmail)) or 0
    return counted | {(OutboxState.SENT.value,): everything - sum(counted.values())}


def inbound(session: Session) -> Samples:
    columns = InboundEmail.state, InboundEmail.verdict
    rows = session.execute(select(*columns, func.count()).group_by(*columns))
    return {(state.value, verdict or ""): number for state, verdict, number in rows}


def mailboxes(session: Session, settings: Settings, now: datetime) -> Iterator[Metric]:
    rows = {inbox.name: session.get(Mailbox, inbox.name) for inbox in settings.inboxes}
    there = {name: row for name, row in rows.items() if row is not None}
    ages: Samples = {(name,): _age(row.looked_at, now) for name, row in there.items() if row.looked_at}
    yield _family("mailbox_age_seconds", "Since the inbox was last read.", ages, "inbox")
    unread: Samples = {(name,): float(row.trouble is not None) for name, row in there.items()}
    yield _family("mailbox_trouble", "1 while the inbox cannot be read.", unread, "inbox")
    unsent: Samples = {(name,): float(row.sending_trouble is not None) for name, row in there.items()}
    yield _family("sending_trouble", "1 while no mail of the inbox goes out.", unsent, "inbox")


def _family(name: str, says: str, samples: Samples, *labels: str) -> Metric:
    family = GaugeMetricFamily(f"keepwarm_{name}", says, labels=labels)
    for values, number in sorted(samples.items()):
        family.add_metric(values, number)
    return family


def _number(name: str, says: str, value: float | None) -> Metric:
    return GaugeMetricFamily(f"keepwarm_{name}", says, value=value or 0)


def _age(since: datetime, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds())
