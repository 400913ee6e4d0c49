"""Running: signs of life, leases, and the secret of this database."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from worker.store.models.base import Base


class Tick(Base):
    """The last sign of life of each loop, and the last instant a run recorded."""

    __tablename__ = "ticks"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Lease(Base):
    """One holder at a time: the judge."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]  # on the machine's clock


class Secret(Base):
    """Made once per database: keys the Message-IDs, so that they survive a restore."""

    __tablename__ = "secrets"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Standard(Base):
    """The first-response target that the manager said; the newest counts, before the configuration's."""

    __tablename__ = "standards"
    id: Mapped[int] = mapped_column(primary_key=True)
    seconds: Mapped[int]  # business time
    said_at: Mapped[datetime]
    said_by: Mapped[str]

    @property
    def target(self) -> timedelta:
        return timedelta(seconds=self.seconds)
