"""What narrows a query over work orders, as SQL."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, cast, func, literal, not_, or_, select

from domain.queries import Bound, Dated, FieldFilter, OrderQuery
from stores.database.schema import in_utc
from stores.records.identifiers import key_of
from stores.records.orders.columns import DATED, KEYED, column_of, figure_column
from stores.records.orders.finding import of_status
from stores.records.orders.gaps import repeats
from stores.records.tables import WorkOrderPartRow, WorkOrderRow


def conditions(query: OrderQuery, own: Sequence[str]) -> list[ColumnElement[bool]]:
    """All but words, numbers and the span of time. Raises BadInput for a field that no work order has."""
    found = [of_status(key_of(query.status))] if query.status else []
    if query.assets:
        found.append(WorkOrderRow.asset_key.in_([key_of(asset) for asset in query.assets]))
    found += [_has_value(one, own) for one in query.filters]
    found += [_bounded(bound) for bound in query.bounds]
    found += [condition for one in query.dated for condition in _dated(one)]
    if query.with_parts:
        found.append(WorkOrderRow.number.in_(select(WorkOrderPartRow.number)))
    if query.repeats:
        found.append(repeats(query.repeats))
    return found


def in_period(query: OrderQuery) -> list[ColumnElement[bool]]:
    """The query's own span of time: by the opening date, else the closing date."""
    return _within(DATED, query)


def _dated(wanted: Dated) -> list[ColumnElement[bool]]:
    column = {"opened": WorkOrderRow.opened, "closed": WorkOrderRow.closed, "due": WorkOrderRow.due}[wanted.field]
    return [column.is_not(None), *_within(column, wanted)]


def _within(column: Any, span: OrderQuery | Dated) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if span.since:
        found.append(in_utc(span.since) <= column)
    if span.until:
        found.append(in_utc(span.until) > column)
    return found


def _bounded(bound: Bound) -> ColumnElement[bool]:
    column: Any = figure_column(bound.of)
    compared = {
        ">": column > bound.value,
        ">=": column >= bound.value,
        "<": column < bound.value,
        "<=": column <= bound.value,
        "=": column == bound.value,
    }
    return compared[bound.sign]


def _has_value(wanted: FieldFilter, own: Sequence[str]) -> ColumnElement[bool]:
    if wanted.field == "part":
        has = _used_part(wanted)
    elif wanted.field == "status" and not wanted.within:
        has = or_(*(of_status(key_of(value)) for value in wanted.values))
    else:
        column = column_of(wanted.field, own)
        told = [value for value in wanted.values if value]
        has = or_(
            *_equal(wanted, column, told), *([or_(column.is_(None), column == "")] if "" in wanted.values else [])
        )
    # A field that a company's own record lacks is NULL, and NULL is neither equal nor unequal.
    return not_(func.coalesce(has, False)) if wanted.excluded else has


def _equal(wanted: FieldFilter, column: Any, told: Sequence[str]) -> list[ColumnElement[bool]]:
    if wanted.within:
        as_written = [column.contains(value, autoescape=True) for value in told]
        return as_written + [func.lower(column).contains(value.lower(), autoescape=True) for value in told]
    if wanted.field in KEYED:
        return [KEYED[wanted.field].in_([key_of(value) for value in told])]
    # SQLite lowers ASCII letters only: "Özdemir" is found as it is written.
    return [column.in_(told), func.lower(column).in_([value.lower() for value in told])]


def _used_part(wanted: FieldFilter) -> ColumnElement[bool]:
    keys = [key_of(value) for value in wanted.values if value]
    used = WorkOrderRow.number.in_(select(WorkOrderPartRow.number).where(WorkOrderPartRow.part_key.in_(keys)))
    none = WorkOrderRow.number.not_in(select(WorkOrderPartRow.number))
    return or_(*([used] if keys else []), *([none] if "" in wanted.values else []))


def among(connection: Connection, numbers: Sequence[str]) -> ColumnElement[bool]:
    """Jobs with these numbers, however many: they travel as one JSON array, not as thousands of parameters."""
    array = json.dumps(list(numbers))
    if connection.dialect.name == "postgresql":
        each = func.json_array_elements_text(cast(literal(array), JSON)).table_valued("value")
    else:
        each = func.json_each(array).table_valued("value")
    return WorkOrderRow.number.in_(select(each.c.value))
