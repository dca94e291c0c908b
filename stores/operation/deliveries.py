"""Notices of approvals that other systems are to hear of: an outbox that outlives processes.

The approvals themselves say what there is to tell, so nothing has to be written when one is asked for or decided: whoever delivers
adds what is missing, each notice once for each address.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.errors import NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import ApprovalRow
from stores.operation.tables import DeliveryRow
from stores.records.rows import noun_of
from stores.writes.approvals import ANSWERED

State = Literal["waiting", "delivered", "dead"]
WAITS, DECIDED = "approval.waiting", "approval.decided"
LOOKS_BACK = timedelta(days=1)
"""How old something may be and still be news: also what a first start with webhooks tells."""
LEASE = timedelta(seconds=60)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=4)
MOST_ATTEMPTS = 10
"""With waits that double, given up after about two hours."""
TOLD = ("id", "tool", "summary", "status", "site", "requested_by", "created", "expires_at", "decided_by", "decided_at")


class Delivery(Noun):
    """One notice to one address."""

    id: str
    event: str
    subject: str
    url: str
    body: dict[str, Any]
    created: datetime
    state: State = "waiting"
    attempts: int = 0
    due: datetime
    reason: str = ""


class SqlDeliveries:
    """The outbox. Several processes may deliver from it: who claims a notice has it for `LEASE`.

    What could not be delivered is tried again after `first_wait`, then after twice as long each time.
    """

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime] = utc_now, *, first_wait: timedelta = FIRST_WAIT
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._first_wait = first_wait

    def gather(self, urls: Sequence[str]) -> int:
        """Add what the approvals have to tell and nobody has been told; returns how many notices."""
        now = self._clock()
        since = now - LOOKS_BACK
        waits = (ApprovalRow.status == "pending", ApprovalRow.created > since, ApprovalRow.expires_at > now, ANSWERED)
        decided = (ApprovalRow.decided_at > since, ApprovalRow.status.in_(("done", "failed", "rejected")))
        with self._engine.begin() as connection:
            return sum(
                self._add(connection, event, row, url, now)
                for event, conditions in ((WAITS, waits), (DECIDED, decided))
                for row in _untold(connection, event, conditions)
                for url in urls
            )

    def _add(self, connection: Connection, event: str, row: dict[str, Any], url: str, now: datetime) -> int:
        insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
        body = {"type": event, "timestamp": now.isoformat(), "data": {name: _told(row[name]) for name in TOLD}}
        notice = Delivery(
            id=_id_of(event, row["id"], url), event=event, subject=row["id"], url=url, body=body, created=now, due=now
        )
        return connection.execute(insert(DeliveryRow).values(notice.model_dump()).on_conflict_do_nothing()).rowcount

    def claim(self, limit: int = 20) -> Sequence[Delivery]:
        """What is due now, the oldest first, for this process alone until the lease is over."""
        now = self._clock()
        due = (DeliveryRow.state == "waiting", DeliveryRow.due <= now)
        taken: list[Delivery] = []
        with self._engine.begin() as connection:
            found = select(DeliveryRow).where(*due).order_by(DeliveryRow.due, DeliveryRow.id).limit(limit)
            for row in connection.execute(found).mappings().all():
                own = (DeliveryRow.id == row["id"], DeliveryRow.due == row["due"], DeliveryRow.state == "waiting")
                if connection.execute(update(DeliveryRow).where(*own).values(due=now + LEASE)).rowcount == 1:
                    taken.append(noun_of(Delivery, row))
        return taken

    def delivered(self, delivery: Delivery) -> None:
        """It has arrived."""
        self._set(delivery, state="delivered", attempts=delivery.attempts + 1, reason="")

    def failed(self, delivery: Delivery, reason: str, *, for_good: bool = False) -> State:
        """It has not arrived: it is tried again after a wait that doubles, at last it is dead. Returns what it is now."""
        attempts = delivery.attempts + 1
        state: State = "dead" if for_good or attempts >= MOST_ATTEMPTS else "waiting"
        due = self._clock() + min(self._first_wait * 2 ** (attempts - 1), LONGEST_WAIT)
        self._set(delivery, state=state, attempts=attempts, due=due, reason=reason[:500])
        return state

    def listed(self, state: State | None = None, limit: int = 100) -> Sequence[Delivery]:
        """The newest first."""
        query = select(DeliveryRow).order_by(DeliveryRow.created.desc(), DeliveryRow.id).limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(DeliveryRow.state == state) if state else query)
            return [noun_of(Delivery, row) for row in rows.mappings()]

    def retry(self, delivery_id: str) -> None:
        """Let one that is dead wait again, from the beginning. Raises NotFound."""
        dead = (DeliveryRow.id == delivery_id, DeliveryRow.state == "dead")
        values = {"state": "waiting", "attempts": 0, "due": self._clock()}
        with self._engine.begin() as connection:
            if connection.execute(update(DeliveryRow).where(*dead).values(values)).rowcount != 1:
                raise NotFound(f"No dead letter '{delivery_id}'.")

    def _set(self, delivery: Delivery, **values: object) -> None:
        waiting = (DeliveryRow.id == delivery.id, DeliveryRow.state == "waiting")
        with self._engine.begin() as connection:
            connection.execute(update(DeliveryRow).where(*waiting).values(values))


def _untold(connection: Connection, event: str, conditions: Sequence[ColumnElement[bool]]) -> list[dict[str, Any]]:
    """Approvals of which no address has such a notice."""
    notices = select(DeliveryRow.id).where(DeliveryRow.event == event, DeliveryRow.subject == ApprovalRow.id)
    rows = connection.execute(select(ApprovalRow).where(*conditions, ~notices.exists())).mappings()
    return [dict(row) for row in rows]


def _id_of(event: str, approval_id: str, url: str) -> str:
    return hashlib.sha256("\0".join((event, approval_id, url)).encode()).hexdigest()[:32]


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
