"""Runs of evaluations, their cases, and what people said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "evaluation_runs",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run", sa.JSON(), nullable=False),
    )
    op.create_index("ix_evaluation_runs_finished", "evaluation_runs", ["finished"])
    op.create_table(
        "evaluation_cases",
        sa.Column("run_id", sa.Text(), sa.ForeignKey("evaluation_runs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=True),
    )
    op.create_table(
        "evaluation_labels",
        sa.Column("run_id", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("by", sa.Text(), primary_key=True),
        sa.Column("label", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    for table in ("evaluation_labels", "evaluation_cases", "evaluation_runs"):
        op.drop_table(table)
