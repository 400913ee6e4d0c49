"""Ownership: handoffs, planned absences, commands that can be undone, action pages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from worker.store import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What a row of an older version may lack is put right before a constraint demands it.
REPAIRS = (
    "UPDATE leads SET closed_at = judged_at WHERE state = 'closed' AND closed_at IS NULL",
    "UPDATE leads SET closed_at = NULL WHERE state <> 'closed' AND closed_at IS NOT NULL",
    "UPDATE leads SET close_reason = 'closed' WHERE state = 'closed' AND (close_reason IS NULL OR close_reason = '')",
    "UPDATE leads SET accountable_id = NULL, next_action = NULL, due_at = NULL, turn = NULL WHERE state = 'closed'",
    "UPDATE leads SET owner_id = NULL WHERE state = 'offered'",
    "UPDATE leads SET owner_id = accountable_id WHERE state NOT IN ('offered', 'closed') AND owner_id IS NULL",
    "UPDATE leads SET accountable_id = owner_id WHERE state NOT IN ('offered', 'closed')",
    "UPDATE offers SET answered_at = offered_at WHERE state <> 'pending' AND answered_at IS NULL",
    "UPDATE offers SET answered_at = NULL WHERE state = 'pending'",
    "UPDATE offers SET due_at = NULL WHERE state <> 'pending'",
    "UPDATE offers SET reason = state WHERE state <> 'pending' AND (reason IS NULL OR reason = '')",
    "UPDATE events SET why = what WHERE why = ''",
    "UPDATE events SET who = 'keepwarm' WHERE who = ''",
    "UPDATE enrollments SET ended_at = started_at WHERE state NOT IN ('running', 'held') AND ended_at IS NULL",
    "UPDATE enrollments SET ended_at = NULL WHERE state IN ('running', 'held')",
    "UPDATE enrollments SET reason = state WHERE state IN ('held', 'stopped') AND reason IS NULL",
    "UPDATE touches SET ended_at = due_at WHERE state NOT IN ('planned', 'due') AND ended_at IS NULL",
    "UPDATE touches SET ended_at = NULL WHERE state IN ('planned', 'due')",
    "UPDATE drafts SET ended_at = written_at WHERE state <> 'open' AND ended_at IS NULL",
    "UPDATE drafts SET ended_at = NULL WHERE state = 'open'",
    "UPDATE outbox_emails SET due_at = planned_at WHERE state = 'queued' AND due_at IS NULL",
    "UPDATE outbox_emails SET sent_at = COALESCE(committed_at, planned_at) WHERE state = 'sent' AND sent_at IS NULL",
    "UPDATE outbox_emails SET reason = state WHERE state IN ('failed', 'cancelled', 'suppressed') AND reason IS NULL",
    "UPDATE outbox_emails SET lease_until = planned_at WHERE state IN ('preparing', 'committing') AND lease_until IS NULL",
    "UPDATE absences SET ends_at = starts_at WHERE ends_at < starts_at",
)

# What a constraint can say, a constraint says.
CHECKS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "leads",
        (
            (
                "closed_lead_owes_nothing",
                "state <> 'closed' OR (next_action IS NULL AND due_at IS NULL AND accountable_id IS NULL AND turn IS NULL)",
            ),
            ("closed_lead_says_when", "(state = 'closed') = (closed_at IS NOT NULL)"),
            (
                "closed_lead_says_why",
                "state <> 'closed' OR (close_reason IS NOT NULL AND close_reason <> '')",
            ),
            ("known_state", "state IN ('offered', 'owned', 'handoff_pending', 'escalated', 'closed')"),
            ("known_turn", "turn IN ('us', 'customer', 'inside', 'snoozed')"),
            ("offered_lead_has_no_owner", "state <> 'offered' OR owner_id IS NULL"),
            (
                "owner_is_accountable",
                "state IN ('offered', 'closed') OR (owner_id IS NOT NULL AND owner_id = accountable_id)",
            ),
        ),
    ),
    (
        "offers",
        (
            ("known_state", "state IN ('pending', 'accepted', 'declined', 'expired', 'withdrawn')"),
            ("offer_ends_for_a_reason", "state = 'pending' OR (reason IS NOT NULL AND reason <> '')"),
            ("offer_has_its_place", "position >= 1 AND round >= 1"),
            ("offer_is_pending_or_answered", "(state = 'pending') = (answered_at IS NULL)"),
            ("only_a_pending_offer_falls_due", "state = 'pending' OR due_at IS NULL"),
            ("window_has_both_ends", "(started_at IS NULL) = (expires_at IS NULL)"),
        ),
    ),
    (
        "handoffs",
        (
            ("handed_to_somebody_else", "giver_id <> receiver_id"),
            ("handoff_ends_for_a_reason", "state = 'pending' OR (reason IS NOT NULL AND reason <> '')"),
            ("handoff_goes_back_to_a_state", "state_before IN ('owned', 'escalated')"),
            ("handoff_is_pending_or_answered", "(state = 'pending') = (answered_at IS NULL)"),
            ("handoff_says_what_is_next", "note <> '' AND next_action <> ''"),
            ("known_state", "state IN ('pending', 'accepted', 'declined', 'expired', 'withdrawn')"),
            ("pending_handoff_falls_due", "(state = 'pending') = (due_at IS NOT NULL)"),
        ),
    ),
    (
        "absences",
        (
            ("absence_ends_after_it_began", "ends_at >= starts_at"),
            ("known_state", "state IN ('planned', 'begun', 'over', 'cancelled')"),
        ),
    ),
    (
        "events",
        (("event_says_what_who_and_why", "what <> '' AND who <> '' AND why <> ''"),),
    ),
    (
        "enrollments",
        (
            ("known_state", "state IN ('running', 'held', 'stopped', 'completed')"),
            ("run_is_live_or_ended", "(state IN ('running', 'held')) = (ended_at IS NULL)"),
            ("run_stands_for_a_reason", "state NOT IN ('held', 'stopped') OR reason IS NOT NULL"),
        ),
    ),
    (
        "touches",
        (
            ("known_state", "state IN ('planned', 'due', 'sent', 'missed', 'skipped', 'withdrawn')"),
            ("touch_is_to_come_or_ended", "(state IN ('planned', 'due')) = (ended_at IS NULL)"),
        ),
    ),
    (
        "drafts",
        (
            ("draft_is_open_or_ended", "(state = 'open') = (ended_at IS NULL)"),
            ("known_state", "state IN ('open', 'sent', 'replaced', 'withdrawn')"),
        ),
    ),
    (
        "inbound_emails",
        (
            (
                "judged_mail_has_verdict_and_reason",
                "state IN ('stored', 'waiting') OR (verdict IS NOT NULL AND reason IS NOT NULL AND reason <> '')",
            ),
            ("known_state", "state IN ('stored', 'waiting', 'judged', 'quarantined', 'unfetchable')"),
        ),
    ),
    (
        "outbox_emails",
        (
            (
                "known_state",
                "state IN ('queued', 'preparing', 'committing', 'sent', 'failed', 'cancelled', 'suppressed', 'in_doubt')",
            ),
            (
                "mail_ends_for_a_reason",
                "state NOT IN ('failed', 'cancelled', 'suppressed') OR reason IS NOT NULL",
            ),
            (
                "mail_is_under_way_with_a_lease",
                "state NOT IN ('preparing', 'committing') OR lease_until IS NOT NULL",
            ),
            ("owed_mail_is_for_somebody", "audience IN ('customer', 'owner')"),
            ("queued_mail_has_its_time", "state <> 'queued' OR due_at IS NOT NULL"),
            ("sent_mail_has_its_instant", "state <> 'sent' OR sent_at IS NOT NULL"),
        ),
    ),
)


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
        batch_op.add_column(
            sa.Column("state_before", types.State(length=24), nullable=False, server_default="owned")
        )
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
        sa.Column("verb", types.Words(), nullable=False),
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
    for repair in REPAIRS:
        op.execute(repair)
    for table, checks in CHECKS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, condition in checks:
                batch_op.create_check_constraint(name, condition)
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_constraint("owned_lead_has_owner", type_="check")


def downgrade() -> None:
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_check_constraint("owned_lead_has_owner", "state <> 'owned' OR owner_id IS NOT NULL")
    for table, checks in reversed(CHECKS):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _ in checks:
                batch_op.drop_constraint(name, type_="check")
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
