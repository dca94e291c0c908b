"""Requests that may come twice: what the first one gave is kept under its key, in the transaction of the deed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict
from domain.model import Noun
from stores.conversations.tables import RequestRow
from stores.database.schema import storable

Given = TypeVar("Given")
KEPT_FOR = timedelta(days=7)


class Keyed(Noun):
    """A request that its sender may repeat: the key is the sender's own, `content` a digest of what is asked."""

    owner: str
    key: str
    content: str


class Known(Noun):
    """What a request gave, and when."""

    result: dict[str, Any]
    created: datetime


def known(connection: Connection, keyed: Keyed | None) -> Known | None:
    """What the request gave before, or None where it is new. Raises Conflict when the key was sent with other content."""
    if keyed is None:
        return None
    row = connection.execute(select(RequestRow).where(*_same(keyed))).mappings().first()
    if row is None:
        return None
    if row["content"] != keyed.content:
        raise Conflict("This Idempotency-Key was used for another request; send a new one.")
    return Known(result=row["result"], created=row["created"])


def keep(
    connection: Connection, keyed: Keyed | None, result: dict[str, Any], now: datetime, *, instead: Known | None = None
) -> None:
    """Keep what the request gave, `instead` of what an attempt gave that was interrupted. IntegrityError: a twin was faster."""
    if keyed is None:
        return
    if instead:
        connection.execute(delete(RequestRow).where(*_same(keyed), RequestRow.created == instead.created))
    values = keyed.model_dump() | {"key": storable(keyed.key), "result": result, "created": now}
    connection.execute(insert(RequestRow).values(values))


def once(engine: Engine, deed: Callable[[Connection], Given]) -> Given:
    """Do it in a transaction; where a twin was faster, once more, which then finds what the twin gave.

    Raises:
        IntegrityError: it clashes with something else than its twin.
    """
    try:
        with engine.begin() as connection:
            return deed(connection)
    except IntegrityError:
        with engine.begin() as connection:
            return deed(connection)


def forget(connection: Connection, now: datetime) -> int:
    """Drop keys that nobody repeats any more; returns how many there were."""
    return connection.execute(delete(RequestRow).where(RequestRow.created < now - KEPT_FOR)).rowcount


def _same(keyed: Keyed) -> tuple[Any, Any]:
    return RequestRow.owner == keyed.owner, RequestRow.key == storable(keyed.key)
