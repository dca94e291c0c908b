"""Who did what, when: rows are added, never changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import AuditRow
from stores.records.rows import noun_of


class AuditEntry(Noun):
    """One deed."""

    at: datetime
    actor: str
    action: str
    target: str
    detail: dict[str, Any]


class SqlAudit:
    """The audit trail."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, actor: str, action: str, target: str, **detail: object) -> None:
        """Add one entry, dated now."""
        with self._engine.begin() as connection:
            record(connection, self._clock(), actor, action, target, detail)

    def entries(self, *, target: str = "", actor: str = "", limit: int = 200) -> Sequence[AuditEntry]:
        """Newest first; with `target` only about that, with `actor` only what this person did."""
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        if target:
            query = query.where(AuditRow.target == target)
        if actor:
            query = query.where(AuditRow.actor == actor)
        with self._engine.connect() as connection:
            return [noun_of(AuditEntry, row) for row in connection.execute(query).mappings()]


def record(
    connection: Connection, at: datetime, actor: str, action: str, target: str, detail: Mapping[str, object]
) -> None:
    """Add one entry in the same transaction as the deed."""
    values = {"at": at, "actor": actor, "action": action, "target": target, "detail": dict(detail)}
    connection.execute(insert(AuditRow).values(values))
