"""What a restored backup is known by: the bytes that began a lead, our key in what lies in Sent, copies to file"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from worker.store import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin", types.Words(), nullable=True))
    with op.batch_alter_table("inbound_emails", schema=None) as batch_op:
        batch_op.add_column(sa.Column("marker", types.Words(), nullable=True))
        batch_op.create_index(batch_op.f("ix_inbound_emails_marker"), ["marker"], unique=False)
    with op.batch_alter_table("outbox_emails", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file_at", types.Instant(timezone=True), nullable=True))
        batch_op.create_index(
            "outbox_to_file",
            ["inbox", "file_at"],
            unique=False,
            sqlite_where=sa.text("file_at IS NOT NULL"),
            postgresql_where=sa.text("file_at IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_emails", schema=None) as batch_op:
        batch_op.drop_index("outbox_to_file")
        batch_op.drop_column("file_at")
    with op.batch_alter_table("inbound_emails", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_emails_marker"))
        batch_op.drop_column("marker")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_column("origin")
