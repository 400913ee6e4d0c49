"""When admins hear that an inbox cannot be read; indexes from which /metrics counts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from worker.store import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mailboxes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alarm_at", types.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_mailboxes_alarm_at"), ["alarm_at"], unique=False)
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_index("leads_counted", ["state", "turn"], unique=False)
    with op.batch_alter_table("inbound_emails", schema=None) as batch_op:
        batch_op.create_index("inbound_counted", ["state", "verdict"], unique=False)
    # What is broken while this runs is told like any other trouble.
    op.execute("UPDATE mailboxes SET alarm_at = trouble_since WHERE trouble_since IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("inbound_emails", schema=None) as batch_op:
        batch_op.drop_index("inbound_counted")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_index("leads_counted")
    with op.batch_alter_table("mailboxes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailboxes_alarm_at"))
        batch_op.drop_column("alarm_at")
