"""What a session is renewed with at the sign-in provider, sealed so that only its browser's id opens it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("sealed", sa.Text(), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("renewing_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sessions", "renewing_until")
    op.drop_column("sessions", "sealed")
