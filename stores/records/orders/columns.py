"""Which column of the work orders a field or a figure is."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Float, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from domain.errors import BadInput
from domain.queries import DAYS
from stores.records.identifiers import key_of
from stores.records.tables import FIELDS, WorkOrderRow

DATED = func.coalesce(WorkOrderRow.opened, WorkOrderRow.closed)
KEYED = {"asset": WorkOrderRow.asset_key, "kind": WorkOrderRow.kind_key, "status": WorkOrderRow.status_key,
         "alarm_code": WorkOrderRow.alarm_key, "component": WorkOrderRow.component_key}  # fmt: skip


def figure_column(of: str) -> Any:
    """Hours, cost, the days from opening to closing, or a company's own numbers."""
    if of == DAYS:
        return _DaysBetween(WorkOrderRow.opened, WorkOrderRow.closed)
    if of in {"hours", "cost"}:
        return getattr(WorkOrderRow, of)
    return _held(of, lambda name: WorkOrderRow.figures[name].as_float())


def column_of(name: str, own: Sequence[str]) -> Any:
    """The column of a field, or what a company's own field holds. Raises BadInput."""
    if name in FIELDS:
        return getattr(WorkOrderRow, name)
    for known in own:
        if key_of(known) == key_of(name):
            return _held(known, lambda written: WorkOrderRow.fields[written].as_string())
    choices = ", ".join((*FIELDS, "part", *own))
    raise BadInput(f"Work orders have no field '{name}'; the fields are {choices}.")


def _held(name: str, value: Callable[[str], Any]) -> Any:
    """What an order tells under this name. SQLite before 3.45 finds a key that is stored with escapes only by the same escapes."""
    escaped = json.dumps(name)[1:-1]
    return value(name) if escaped == name else func.coalesce(value(name), value(escaped))


class _DaysBetween(FunctionElement[float]):
    """Neither database counts them as the other does."""

    inherit_cache = True
    type = Float(53)


@compiles(_DaysBetween, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(one, **more) for one in element.clauses)
    return f"(julianday({last}) - julianday({first}))"


@compiles(_DaysBetween, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(one, **more) for one in element.clauses)
    return f"CAST(extract(epoch FROM ({last} - {first})) / 86400.0 AS double precision)"
