"""Lists in pages: each goes on behind the last one of the page before, so that what is added meanwhile neither repeats nor hides anything."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_

from domain.errors import BadInput
from domain.model import Noun

Query = TypeVar("Query", bound=Select[Any])


class Mark(Noun):
    """Where one stands in its list: what the list is sorted by, and its id among those of the same."""

    key: str
    id: str

    @property
    def at(self) -> datetime:
        """The key of a list that is sorted by time. Raises BadInput."""
        try:
            at = datetime.fromisoformat(self.key)
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            raise BadInput("This cursor is of another list; begin again without it.")
        return at


def newest_first(query: Query, at: Any, identity: Any, *, limit: int, after: Mark | None) -> Query:
    """The query in this order, as far as `limit`, from behind `after` on."""
    ordered = query.order_by(at.desc(), identity).limit(limit)
    if after is None:
        return ordered
    behind: ColumnElement[bool] = or_(at < after.at, and_(at == after.at, identity > after.id))
    return ordered.where(behind)
