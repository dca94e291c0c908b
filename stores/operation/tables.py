"""The table of notices to other systems."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from stores.database.schema import Table


class DeliveryRow(Table):
    """A notice to one address; `id` follows from what it says and where it goes, so that it is there once.

    `state` is "waiting", "delivered" or "dead"; while it waits, `due` is when it is tried next. `reason` says why the last try failed.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (Index("ix_webhook_deliveries_state_due", "state", "due"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    event: Mapped[str]
    subject: Mapped[str]
    url: Mapped[str]
    body: Mapped[dict[str, Any]]
    created: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]
    attempts: Mapped[int]
    due: Mapped[datetime]
    reason: Mapped[str]
