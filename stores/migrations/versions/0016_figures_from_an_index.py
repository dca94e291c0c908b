"""On SQLite the index of open jobs holds what is counted and added up, so that figures over all jobs need not read their texts.

PostgreSQL reads its table side by side and keeps the narrow one: its indexes take no long values.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
NAME, NARROW = "ix_work_orders_open_opened", ["is_open", "opened_epoch"]
HELD = ["kind_key", "kind", "status", "assigned_to", "priority", "opened", "closed", "hours", "cost"]


def upgrade() -> None:
    _made_anew([*NARROW, *HELD])


def downgrade() -> None:
    _made_anew(NARROW)


def _made_anew(columns: list[str]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(NAME, "work_orders")
        op.create_index(NAME, "work_orders", columns)
