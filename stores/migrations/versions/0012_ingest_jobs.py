"""The queue of ingests, which some databases have from before it was a migration."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "ingest_jobs",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("library", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker", sa.String(200), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job", sa.JSON(), nullable=False),
        if_not_exists=True,
    )
    for column in ("library", "state"):
        op.create_index(f"ix_ingest_jobs_{column}", "ingest_jobs", [column], if_not_exists=True)


def downgrade() -> None:
    op.drop_table("ingest_jobs")
