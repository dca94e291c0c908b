"""Passages know where the drawing of a caption stands."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
TABLE = "passage_passages"


def upgrade() -> None:
    # The tables of passages are made when they are first opened; only older ones lack the column.
    if sa.inspect(op.get_bind()).has_table(TABLE):
        op.add_column(TABLE, sa.Column("region", sa.JSON()))


def downgrade() -> None:
    if sa.inspect(op.get_bind()).has_table(TABLE):
        op.drop_column(TABLE, "region")
