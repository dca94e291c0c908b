"""What machines are called besides their tag, when jobs and services are due, stock minimums, suppliers, further alarm codes."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from stores.records.orders.states import WORKED_ON, state_by

revision = "0006"
down_revision = "0005"

TEXTS = (("assets", "name"), ("work_orders", "asset_name"), ("parts", "supplier"))


def upgrade() -> None:
    for table, column in TEXTS:
        op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.add_column("assets", sa.Column("next_service", sa.Date(), nullable=True))
    op.add_column("work_orders", sa.Column("due", sa.DateTime(timezone=True), nullable=True))
    op.add_column("work_orders", sa.Column("state", sa.Text(), nullable=False, server_default=""))
    _fill_states()
    op.create_index("ix_work_orders_state_opened", "work_orders", ["state", "opened_epoch"])
    op.create_index("ix_work_orders_open_due", "work_orders", ["is_open", "due"])
    op.add_column("stock", sa.Column("minimum", sa.Float(53), nullable=True))
    op.add_column("alarms", sa.Column("aliases", sa.JSON(), nullable=False, server_default="[]"))


def _fill_states() -> None:
    orders = sa.table("work_orders", *map(sa.column, ("status", "closed", "state", "is_open")))
    connection = op.get_bind()
    for status in connection.execute(sa.select(orders.c.status).distinct()).scalars().all():
        for closed in (None, datetime.now(UTC)):
            state = state_by(status, closed)
            same = (orders.c.status == status, orders.c.closed.is_not(None) if closed else orders.c.closed.is_(None))
            connection.execute(sa.update(orders).where(*same).values(state=state, is_open=state in WORKED_ON))


def downgrade() -> None:
    op.drop_index("ix_work_orders_state_opened", "work_orders")
    op.drop_index("ix_work_orders_open_due", "work_orders")
    for table, column in (*TEXTS, ("assets", "next_service"), ("work_orders", "due"), ("work_orders", "state"), ("stock", "minimum"), ("alarms", "aliases")):
        op.drop_column(table, column)
