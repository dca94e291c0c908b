"""What is not kept for ever: conversations and what hangs on them, decided approvals, finished jobs, notices that arrived."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, delete, exists, or_, select

from stores.clock import utc_now
from stores.conversations.tables import (
    ApiKeyRow,
    ApprovalRow,
    AuditRow,
    FeedbackRow,
    RequestRow,
    RunEventRow,
    SessionRow,
    ThreadRow,
    TurnRow,
)
from stores.ingest_jobs import SqlIngestJobs
from stores.operation.deliveries import LOOKS_BACK
from stores.operation.graph_states import prune
from stores.operation.tables import DeliveryRow
from stores.settings import StoreSettings
from stores.writes.audit import record

Counts = dict[str, int]


class Retention:
    """Deletes what is older than somebody wants it kept. Machines, orders, parts and documents are never touched."""

    def __init__(self, engine: Engine, settings: StoreSettings, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._settings = settings
        self._clock = clock

    def run(
        self, before: datetime, *, audit_before: datetime | None = None, by: str = "local", dry_run: bool = False
    ) -> Counts:
        """Delete what ended before then; with `dry_run` only count. Returns rows by what they are.

        Conversations go by their last use, approvals when they can no longer be decided. The audit trail stays unless `audit_before` is given.
        """
        with self._engine.connect() as connection:
            counts = self._delete(connection, before, audit_before)
            if not dry_run and any(counts.values()):
                record(connection, self._clock(), by, "retention run", before.isoformat(), counts)
            (connection.rollback if dry_run else connection.commit)()
        counts["ingest jobs"] = SqlIngestJobs(self._engine).forget(before, dry_run=dry_run)
        counts["agent states"] = prune(self._settings, self._engine, before, dry_run=dry_run)
        return counts

    def _delete(self, connection: Connection, before: datetime, audit_before: datetime | None) -> Counts:
        now = self._clock()
        running = exists().where(TurnRow.thread_id == ThreadRow.id, TurnRow.status == "running")
        threads = select(ThreadRow.id).where(ThreadRow.updated < before, ~running)
        over = or_(ApprovalRow.status != "pending", ApprovalRow.expires_at <= now)
        # A notice that is gone would be told anew while its approval is news.
        told = min(before, now - 2 * LOOKS_BACK)
        deletions = {
            "turns": delete(TurnRow).where(TurnRow.thread_id.in_(threads)),
            "threads": delete(ThreadRow).where(ThreadRow.id.in_(threads)),
            "run events": delete(RunEventRow).where(RunEventRow.run_id.in_(_ended(before))),
            "feedback": delete(FeedbackRow).where(FeedbackRow.created < before),
            "approvals": delete(ApprovalRow).where(ApprovalRow.created < told, over),
            "webhooks": delete(DeliveryRow).where(DeliveryRow.created < told, DeliveryRow.state != "waiting"),
            "requests": delete(RequestRow).where(RequestRow.created < before),
            "sessions": delete(SessionRow).where(or_(SessionRow.expires < now, SessionRow.idle_until < now)),
            "expired keys": delete(ApiKeyRow).where(ApiKeyRow.expires < before),
        }
        if audit_before:
            deletions["audit"] = delete(AuditRow).where(AuditRow.at < audit_before)
        return {name: connection.execute(statement).rowcount for name, statement in deletions.items()}


def _ended(before: datetime) -> Select[str]:
    """Runs whose stream nobody resumes any more; their answers stay with the conversation."""
    return select(TurnRow.id).where(TurnRow.created < before, TurnRow.status != "running")
