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
    with op.batch_alter_table("owners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", types.Instant(timezone=True), nullable=True))
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("covered_for_id", types.Words(), nullable=True))
        batch_op.add_column(sa.Column("covered_since", types.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_leads_covered_for_id"), ["covered_for_id"], unique=False)
    with op.batch_alter_table("absences", schema=None) as batch_op:
        # Those known before count as over: nobody stands in for them, and their days still keep offers away.
        batch_op.add_column(sa.Column("state", types.State(length=24), nullable=False, server_default="over"))
        batch_op.add_column(sa.Column("deputy_id", types.Words(), nullable=True))
        batch_op.add_column(sa.Column("packed_at", types.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("due_at", types.Instant(timezone=True), nullable=True))
        batch_op.create_index("absences_due", ["state", "due_at"], unique=False)
    # There was no way to hand off before: the table is empty.
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state_before", types.State(length=24), nullable=False, server_default="owned"))
        batch_op.add_column(sa.Column("new_next", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index("handoffs_due", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_handoffs_lead_id"), ["lead_id"], unique=False)
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting_since", types.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("committed_action", types.Words(), nullable=True))
        batch_op.add_column(sa.Column("committed_due_at", types.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("visit_at", types.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("visit_ends_at", types.Instant(timezone=True), nullable=True))
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar", types.Words(), nullable=True))
    with op.batch_alter_table("owners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("introduced_at", types.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("proven_at", types.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("proven_how", types.Words(), nullable=True))
    op.create_table(
        "standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("said_at", types.Instant(timezone=True), nullable=False),
        sa.Column("said_by", types.Words(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "undos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", types.Words(), nullable=False),
        sa.Column("at", types.Instant(timezone=True), nullable=False),
        sa.Column("said", types.Words(), nullable=False),
        sa.Column("words", types.Words(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("last_event_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", types.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("undos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_undos_lead_id"), ["lead_id"], unique=False)
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_first_id", types.Words(), nullable=True))
        batch_op.add_column(sa.Column("asked_first_why", types.Words(), nullable=True))
    with op.batch_alter_table("person_addresses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plain", types.Words(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_addresses_plain"), ["plain"], unique=False)
    addresses = sa.table("person_addresses", sa.column("address", sa.Text()), sa.column("plain", sa.Text()))
    for (address,) in op.get_bind().execute(sa.select(addresses.c.address)).all():
        local, _, domain = address.partition("@")
        plain = f"{local.split('+')[0].replace('.', '')}@{domain}"
        op.execute(addresses.update().where(addresses.c.address == address).values(plain=plain))
    op.create_table(
        "joins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("at", types.Instant(timezone=True), nullable=False),
        sa.Column("sender", types.Words(), nullable=True),
        sa.Column("inbound_id", sa.Integer(), nullable=True),
        sa.Column("merged_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("merged_before", sa.JSON(), nullable=True),
        sa.Column("apart_at", types.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_emails.id"]),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"]),
        sa.ForeignKeyConstraint(["merged_id"], ["leads.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("joins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joins_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joins_merged_id"), ["merged_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("joins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joins_merged_id"))
        batch_op.drop_index(batch_op.f("ix_joins_lead_id"))
    op.drop_table("joins")
    with op.batch_alter_table("person_addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_addresses_plain"))
        batch_op.drop_column("plain")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_column("asked_first_why")
        batch_op.drop_column("asked_first_id")
    with op.batch_alter_table("undos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_undos_lead_id"))
    op.drop_table("undos")
    op.drop_table("standards")
    with op.batch_alter_table("owners", schema=None) as batch_op:
        batch_op.drop_column("proven_how")
        batch_op.drop_column("proven_at")
        batch_op.drop_column("introduced_at")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("calendar")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_column("visit_ends_at")
        batch_op.drop_column("visit_at")
        batch_op.drop_column("committed_due_at")
        batch_op.drop_column("committed_action")
        batch_op.drop_column("waiting_since")
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handoffs_lead_id"))
        batch_op.drop_index("handoffs_due")
        batch_op.drop_column("new_next")
        batch_op.drop_column("state_before")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_index("absences_due")
        batch_op.drop_column("due_at")
        batch_op.drop_column("packed_at")
        batch_op.drop_column("deputy_id")
        batch_op.drop_column("state")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leads_covered_for_id"))
        batch_op.drop_column("covered_since")
        batch_op.drop_column("covered_for_id")
    with op.batch_alter_table("owners", schema=None) as batch_op:
        batch_op.drop_column("left_at")
    with op.batch_alter_table("clicks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clicks_token_id"))
    op.drop_table("clicks")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tokens_link_hash"))
        batch_op.drop_column("doubted_words")
        batch_op.drop_column("link_hash")
