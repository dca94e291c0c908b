"""Who may decide an approval and on what evidence; reservations of parts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("approvals", sa.Column("roles", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("approvals", sa.Column("site", sa.Text(), nullable=False, server_default=""))
    op.add_column("approvals", sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"))
    op.create_index("ix_approvals_thread_id", "approvals", ["thread_id"])
    op.create_table(
        "reservations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Float(53), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("released", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reservations_part", "reservations", ["part"])
    op.create_index("ix_reservations_work_order", "reservations", ["work_order"])


def downgrade() -> None:
    op.drop_table("reservations")
    op.drop_index("ix_approvals_thread_id", "approvals")
    for column in ("roles", "site", "evidence"):
        op.drop_column("approvals", column)
