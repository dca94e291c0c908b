"""A company's own columns of numbers, and what keeps lists of a million work orders quick."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("work_orders", sa.Column("figures", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("work_orders", "figures")
