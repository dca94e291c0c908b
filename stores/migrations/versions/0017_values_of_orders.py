"""How often each value stands in a field of the work orders, kept as they are written."""

import sqlalchemy as sa
from alembic import op

from stores.records.orders.kept_values import count_all

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "work_order_values",
        sa.Column("field", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    count_all(op.get_bind())


def downgrade() -> None:
    op.drop_table("work_order_values")
