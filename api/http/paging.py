"""Pages of every list: `limit` and `cursor` in, the list itself and a `Link` to the next page out (RFC 8288)."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request, Response

from domain.errors import BadInput
from stores.database.paging import Mark

MOST = 200
LINK = {
    "description": 'Where there is more: `<address>; rel="next"`.',
    "schema": {"type": "string", "examples": ['</api/threads?limit=50&cursor=WyIyMDI2>; rel="next"']},
}
PAGED: dict[int | str, dict[str, Any]] = {200: {"headers": {"Link": LINK}}}
"""For the description of a route that answers in pages."""
Item = TypeVar("Item")


class Page:
    """What part of a list is asked for; `limit` None is all of it."""

    def __init__(self, request: Request, response: Response, limit: int | None, cursor: str) -> None:
        self.limit = limit
        self.after = _mark_of(cursor) if cursor else None
        self._request, self._response = request, response

    @property
    def wanted(self) -> int:
        """One more than is shown, which tells whether there is more."""
        return (self.limit or MOST) + 1

    def of(self, found: Sequence[Item], mark: Callable[[Item], Mark]) -> list[Item]:
        """The page of those `wanted` that were found behind `after`."""
        shown = list(found[: self.limit])
        if len(found) > len(shown):
            self._link(mark(shown[-1]))
        return shown

    def cut(self, whole: Sequence[Item], mark: Callable[[Item], Mark], order: Callable[[Mark], Any]) -> list[Item]:
        """The page of a list that is there as a whole, sorted by `order` of its marks."""
        after = self.after
        rest = whole if after is None else [each for each in whole if order(mark(each)) > order(after)]
        return self.of(rest, mark)

    def _link(self, last: Mark) -> None:
        asked = [pair for pair in self._request.query_params.multi_items() if pair[0] not in {"cursor", "limit"}]
        query = urlencode([*asked, ("limit", str(self.limit)), ("cursor", _cursor_of(last))])
        self._response.headers["Link"] = f'<{self._request.url.path}?{query}>; rel="next"'


def by_text(mark: Mark) -> tuple[str, str]:
    """The order of a list that is sorted by a text."""
    return mark.key, mark.id


def by_time(mark: Mark) -> tuple[Any, str]:
    """The order of a list that is sorted by time, oldest first."""
    return mark.at, mark.id


def pages_of(default: int | None) -> Callable[..., Page]:
    """A dependency; without a `limit`, a page has `default` items, or all."""

    def page(
        request: Request,
        response: Response,
        limit: Annotated[int | None, Query(ge=1, le=MOST, description="At most so many.")] = default,
        cursor: Annotated[str, Query(max_length=1_000, description="From the `Link` of the page before.")] = "",
    ) -> Page:
        return Page(request, response, limit, cursor)

    return page


def _cursor_of(mark: Mark) -> str:
    return base64.urlsafe_b64encode(json.dumps([mark.key, mark.id]).encode()).rstrip(b"=").decode()


def _mark_of(cursor: str) -> Mark:
    try:
        key, identity = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return Mark(key=key, id=identity)
    except (ValueError, TypeError):
        raise BadInput("This cursor is none of this server's; begin again without it.") from None
