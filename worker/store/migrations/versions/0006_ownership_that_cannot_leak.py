"""Ownership: handoffs, planned absences, commands that can be undone, action pages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from worker.store import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link_hash", types.Words(), nullable=True))
        batch_op.add_column(sa.Column("doubted_words", types.Words(), nullable=True))
        batch_op.create_index(batch_op.f("ix_tokens_link_hash"), ["link_hash"], unique=True)
    op.create_table(
        "clicks",
        sa.Column("nonce", types.Words(), nullable=False),
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("at", types.Instant(timezone=True), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("answer", types.Words(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"]),
        sa.PrimaryKeyConstraint("nonce"),
    )
    with op.batch_alter_table("clicks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clicks_token_id"), ["token_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("clicks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clicks_token_id"))
    op.drop_table("clicks")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tokens_link_hash"))
        batch_op.drop_column("doubted_words")
        batch_op.drop_column("link_hash")
