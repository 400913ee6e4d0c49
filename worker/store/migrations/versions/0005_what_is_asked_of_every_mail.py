"""What is asked of every mail, by an index: leads of a company or of the same bytes, what was acknowledged"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from worker.free_mail import is_free_mail
from worker.store import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# As mail/addresses.py knew them when this was written.
SECOND_LEVEL = ("co", "com", "net", "org", "ac", "gov", "edu", "or", "ne", "gv")


def upgrade() -> None:
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("company", types.Words(), nullable=True))
        batch_op.create_index("leads_at", ["company", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_leads_origin"), ["origin"], unique=False)
    op.create_index("outbox_of_kind", "outbox_emails", ["kind", "created_at"], unique=False)
    connection = op.get_bind()
    leads = sa.table("leads", sa.column("id"), sa.column("address"), sa.column("company"))
    known = [
        {"lead": lead_id, "at": company}
        for lead_id, address in connection.execute(sa.select(leads.c.id, leads.c.address))
        if (company := company_of(address))
    ]
    if known:
        connection.execute(
            sa.update(leads).where(leads.c.id == sa.bindparam("lead")).values(company=sa.bindparam("at")),
            known,
        )


def company_of(address: str) -> str | None:
    labels = address.rpartition("@")[2].strip(" .>").lower().split(".")
    if len(labels) < 2:
        return None
    three = len(labels) > 2 and labels[-2] in SECOND_LEVEL and len(labels[-1]) == 2
    company = ".".join(labels[-3 if three else -2 :])
    return None if is_free_mail(company) else company


def downgrade() -> None:
    op.drop_index("outbox_of_kind", table_name="outbox_emails")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leads_origin"))
        batch_op.drop_index("leads_at")
        batch_op.drop_column("company")
