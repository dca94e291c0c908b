"""What stands at a caller's sites: a database in which the records of other sites do not exist."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Engine, event, select

from domain.errors import Forbidden
from stores.protocols import SimilarCases
from stores.records.orders.cases import MOST
from stores.records.tables import WorkOrderRow

SHADOWS = {
    "assets": "SELECT * FROM {main}assets WHERE site IN ({sites})",
    "work_orders": "SELECT * FROM {main}work_orders WHERE asset_key IN (SELECT key FROM assets)",
    "work_order_parts": "SELECT * FROM {main}work_order_parts WHERE number IN (SELECT number FROM work_orders)",
    "work_order_words": "SELECT * FROM {main}work_order_words WHERE number IN (SELECT number FROM work_orders)",
    # What is counted of all orders is nothing of theirs: they are counted anew. What a file calls its columns is no record.
    "work_order_values": "SELECT * FROM {main}work_order_values WHERE substr(field, 1, 6) = 'label '",
    "reservations": "SELECT * FROM {main}reservations WHERE work_order IN (SELECT number FROM work_orders)",
}
"""Each table as the caller sees it, in an order in which the later ones lean on those before."""
_NAMED = {table: re.compile(rf"\b{table}\b") for table in SHADOWS}
_BEGINS = re.compile(r"\s*(SELECT|WITH)\b(?!\s+RECURSIVE\b)", re.IGNORECASE)


def at_sites(engine: Engine, sites: Sequence[str]) -> Engine:
    """The same database to read, with only the machines at `sites` (as the records spell them) and what hangs on these.

    Every statement gets common table expressions that stand before the tables of the same name, so no query can forget them.
    """
    limited = engine.execution_options()
    event.listen(limited, "before_cursor_execute", _Shadowing(tuple(sites)), retval=True)
    return limited


class _Shadowing:
    def __init__(self, sites: tuple[str, ...]) -> None:
        self._sites = sites

    def __call__(
        self, connection: Connection, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool
    ) -> tuple[str, Any]:
        begins = _BEGINS.match(statement)
        if begins is None:
            raise Forbidden("Records cannot be changed in the name of somebody who sees only some of the sites.")
        last = max((at for at, table in enumerate(SHADOWS) if _NAMED[table].search(statement)), default=-1)
        if last < 0:
            return statement, parameters
        names = {f"site_{at}": site for at, site in enumerate(self._sites)}
        positional = not isinstance(parameters, Mapping)
        places = ", ".join("?" if positional else f"%({name})s" for name in names) or "NULL"
        # SQLite would take the name inside for the expression itself.
        main = "main." if connection.dialect.name == "sqlite" else ""
        shadows = list(SHADOWS.items())[: last + 1]
        written = ", ".join(f"{table} AS ({query.format(main=main, sites=places)})" for table, query in shadows)
        rest = statement[begins.end() :]
        joined = f"WITH {written}, {rest}" if begins[1].upper() == "WITH" else f"WITH {written} SELECT {rest}"
        if positional:
            return joined, (*names.values(), *cast("Sequence[Any]", parameters))
        return joined, {**names, **cast("Mapping[str, Any]", parameters)}


class CasesAtSites:
    """Past jobs by meaning, of those that the limited records hold."""

    def __init__(self, cases: SimilarCases, engine: Engine) -> None:
        self._cases, self._engine = cases, engine

    def nearest(self, text: str, *, limit: int = 8, seconds: float = 1.5) -> Sequence[tuple[str, float]]:
        """As `SimilarCases` says: the nearest of all, less those of other sites."""
        with self._engine.connect() as connection:
            own = frozenset(connection.scalars(select(WorkOrderRow.number)))
        found = self._cases.nearest(text, limit=MOST, seconds=seconds) if own else ()
        return [case for case in found if case[0] in own][:limit]

    def alike(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """As `SimilarCases` says: it reads no records."""
        return self._cases.alike(text, others)
