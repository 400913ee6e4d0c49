"""Rows by their time: steps that fall missed, an inbox's mails that wait for the judge, and those it sent"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("touches_missed", "touches", ["state", "missed_at"], unique=False)
    op.drop_index("inbound_due", table_name="inbound_emails")
    op.create_index(
        "inbound_due", "inbound_emails", ["state", "inbox", "arrived_at", "due_at", "id"], unique=False
    )
    op.create_index("outbox_sent", "outbox_emails", ["inbox", "sent_at"], unique=False)


def downgrade() -> None:
    op.drop_index("outbox_sent", table_name="outbox_emails")
    op.drop_index("inbound_due", table_name="inbound_emails")
    op.create_index("inbound_due", "inbound_emails", ["state", "due_at", "arrived_at", "id"], unique=False)
    op.drop_index("touches_missed", table_name="touches")
