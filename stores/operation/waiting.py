"""How much waits, counted in the database."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, func, select

from stores.clock import utc_now
from stores.conversations.tables import ApprovalRow
from stores.ingest_jobs import SqlIngestJobs
from stores.operation.tables import DeliveryRow
from stores.writes.approvals import ANSWERED


class SqlWaiting:
    """Counts what a person or a process has yet to do."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def counts(self) -> dict[str, int]:
        """By what it is: approvals, ingests, webhooks, dead_webhooks."""
        approvals = (ApprovalRow.status == "pending", ApprovalRow.expires_at > self._clock(), ANSWERED)
        of_webhooks = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
        with self._engine.connect() as connection:
            waiting = connection.execute(select(func.count()).where(*approvals)).scalar_one()
            webhooks: dict[str, int] = {row[0]: row[1] for row in connection.execute(of_webhooks)}
        return {
            "approvals": waiting,
            "ingests": SqlIngestJobs(self._engine).waiting(),
            "webhooks": webhooks.get("waiting", 0),
            "dead_webhooks": webhooks.get("dead", 0),
        }
