"""Keys that expire, and when each was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("expires", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_keys", sa.Column("last_used", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("api_keys", "last_used")
    op.drop_column("api_keys", "expires")
