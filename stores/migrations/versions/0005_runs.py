"""Which server has a run, and requests that may be repeated."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
RUNNING = sa.text("status = 'running'")


def upgrade() -> None:
    op.execute("UPDATE turns SET status = 'failed' WHERE status = 'running'")
    op.create_table(
        "requests",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key"),
    )
    op.create_index("ix_requests_created", "requests", ["created"])
    op.add_column("turns", sa.Column("server", sa.Text(), nullable=False, server_default=""))
    op.add_column("turns", sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("turns", sa.Column("cancel", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "uq_turns_running", "turns", ["thread_id"], unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING
    )


def downgrade() -> None:
    op.drop_index("uq_turns_running", "turns")
    for column in ("cancel", "lease_until", "server"):
        op.drop_column("turns", column)
    op.drop_table("requests")
