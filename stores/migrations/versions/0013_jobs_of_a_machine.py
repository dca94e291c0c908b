"""The open jobs of one machine are found by an index of their own."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_index("ix_work_orders_asset_open", "work_orders", ["asset_key", "is_open", "opened_epoch"])


def downgrade() -> None:
    op.drop_index("ix_work_orders_asset_open", "work_orders")
