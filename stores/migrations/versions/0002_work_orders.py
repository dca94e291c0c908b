"""Work orders and the parts they used."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_work_orders()
    _create_work_order_parts()


def downgrade() -> None:
    for table in ("work_order_parts", "work_orders"):
        op.drop_table(table)


def _create_work_orders() -> None:
    op.create_table(
        "work_orders",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("asset_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_key", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kind_key", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("alarm_code", sa.Text(), nullable=False),
        sa.Column("alarm_key", sa.Text(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("component_key", sa.Text(), nullable=False),
        sa.Column("failure_mode", sa.Text(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_epoch", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_to", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("parts_used", sa.JSON(), nullable=False),
        sa.Column("hours", sa.Float(53), nullable=True),
        sa.Column("cost", sa.Float(53), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_work_orders_alarm_opened", "work_orders", ["alarm_key", "opened_epoch"])
    op.create_index("ix_work_orders_asset_opened", "work_orders", ["asset_key", "opened_epoch"])
    op.create_index("ix_work_orders_digits", "work_orders", ["digits"])
    op.create_index("ix_work_orders_key", "work_orders", ["key"])
    op.create_index("ix_work_orders_open_opened", "work_orders", ["is_open", "opened_epoch"])
    op.create_index("ix_work_orders_opened", "work_orders", ["opened"])
    op.create_index("ix_work_orders_opened_epoch", "work_orders", ["opened_epoch"])


def _create_work_order_parts() -> None:
    op.create_table(
        "work_order_parts",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("part_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["work_orders.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "part_key"),
    )
    op.create_index("ix_work_order_parts_part_key", "work_order_parts", ["part_key"])
