"""Notices to other systems, kept until they have arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_webhook_deliveries_created", "webhook_deliveries", ["created"])
    op.create_index("ix_webhook_deliveries_state_due", "webhook_deliveries", ["state", "due"])
    op.create_index("ix_approvals_created", "approvals", ["created"])
    op.create_index("ix_approvals_decided_at", "approvals", ["decided_at"])


def downgrade() -> None:
    op.drop_index("ix_approvals_decided_at", "approvals")
    op.drop_index("ix_approvals_created", "approvals")
    op.drop_table("webhook_deliveries")
