"""Groups of work orders: by a field, a time or a part, and each divided by a second one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, extract, func, null, select
from sqlalchemy.orm import aliased

from domain.errors import BadInput
from domain.queries import Group, OrderQuery
from stores.records.identifiers import key_of
from stores.records.orders.columns import DATED, KEYED, column_of, figure_column
from stores.records.tables import WorkOrderRow

TIMES = ("year", "quarter", "month")
ADDED_UP = frozenset({"count", "sum", "mean"})
"""Measures of all orders that follow from those of their groups."""
WORKED_OUT = {"sum": func.sum, "mean": func.avg, "highest": func.max, "lowest": func.min}
WORKED_OUT_OF_LIST: dict[str, Callable[[Sequence[float]], float]] = {
    "count": len,
    "sum": sum,
    "mean": fmean,
    "median": median,
    "highest": max,
    "lowest": min,
}
Row = Sequence[Any]


def measured_column(query: OrderQuery) -> Any:
    """What is added up, averaged or ranked; the lowest leaves out what was booked with nothing. Raises BadInput."""
    if not query.of:
        raise BadInput("A sum, a mean or a rank is of hours, cost, days or a column of numbers.")
    column = figure_column(query.of)
    return func.nullif(column, 0) if query.measure == "lowest" else column


def figures_of(query: OrderQuery) -> tuple[Any, Any, Any]:
    """Orders, orders with the measure, the figure."""
    if query.measure == "count":
        return func.count(), func.count(), func.count()
    column = measured_column(query)
    # No database that we run on has a median of its own for both: it is worked out of the values.
    return func.count(), func.count(column), null() if query.measure == "median" else WORKED_OUT[query.measure](column)


def median_of(connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]]) -> float:
    """The middle one of the values, where there are any."""
    column = measured_column(query)
    return median(connection.execute(select(column).where(*conditions, column.is_not(None))).scalars())


def groups_of(
    connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]], own: Sequence[str]
) -> dict[str, Any]:
    """The first groups, how many there are, the orders without that field; the figures of all of them where they follow from the groups'."""
    rows = _by_part(connection, query, conditions) if query.by == "part" else _by(connection, query, conditions, own)
    whole = _whole(rows, query) if query.by != "part" else {}
    rows = [row for row in rows if row[3] is not None]
    told = [row for row in rows if str(row[0] or "").strip()]
    sign = 1 if query.least_first else -1
    timed = query.by in TIMES and query.limit > len(told)
    told.sort(key=(lambda row: str(row[0])) if timed else (lambda row: (sign * row[3], str(row[0]).casefold())))
    parts = _parts(connection, query, conditions, own) if query.split and query.by != "part" else {}
    groups = tuple(_group(row, query.by, parts.get(row[4], ())) for row in told[: query.limit])
    return {
        **whole,
        "groups": groups,
        "kinds_of_group": len(told),
        "ungrouped": sum(row[1] for row in rows) - sum(row[1] for row in told),
    }


def _whole(rows: Sequence[Row], query: OrderQuery) -> dict[str, Any]:
    """Every order is in one group, so that none need be read twice for a count, a sum or a mean of all."""
    if query.measure not in ADDED_UP:
        return {}
    measured = sum(row[2] for row in rows)
    told = [(row[2], float(row[3])) for row in rows if row[3] is not None]
    total = sum(count * figure if query.measure == "mean" else figure for count, figure in told)
    figure = total / measured if query.measure == "mean" and measured else total
    count = sum(row[1] for row in rows)
    return {
        "count": count,
        "measured": measured,
        "figure": count if query.measure == "count" else figure if measured else None,
    }


def _group(row: Row, by: str, parts: Sequence[Group] = ()) -> Group:
    return Group(name=_shown(row[0], by), count=row[1], measured=row[2], figure=float(row[3]), parts=tuple(parts))


def _by(
    connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]], own: Sequence[str]
) -> list[Row]:
    """Name, orders, orders with the measure, figure, key."""
    key, name = _grouping(query.by, own)
    if query.measure == "median":
        each = connection.execute(select(key, name, measured_column(query)).where(*conditions))
        return _in_memory(each, query)
    total, measured, figure = figures_of(query)
    called = _called_last() if query.by == "asset" else func.min(name)
    grouped = select(called, total, measured, figure, key).select_from(WorkOrderRow)
    return list(connection.execute(grouped.where(*conditions).group_by(key)))


def _parts(
    connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]], own: Sequence[str]
) -> dict[Any, list[Group]]:
    """For each group's key its parts by the second field, in the order of their names."""
    (first, _), (second, name) = _grouping(query.by, own), _grouping(query.split, own)
    if query.measure == "median":
        each = connection.execute(select(first, second, name, measured_column(query)).where(*conditions))
        rows = [(*row[:4], row[4][0]) for row in _in_memory((((a, b), c, d) for a, b, c, d in each), query)]
    else:
        total, measured, figure = figures_of(query)
        grouped = select(func.min(name), total, measured, figure, first).select_from(WorkOrderRow)
        rows = connection.execute(grouped.where(*conditions).group_by(first, second))
    found: defaultdict[Any, list[Group]] = defaultdict(list)
    for row in rows:
        if row[3] is not None and str(row[0] or "").strip():
            found[row[4]].append(_group(row, query.split))
    return {key: sorted(parts, key=lambda part: part.name.casefold()) for key, parts in found.items()}


def _by_part(connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]]) -> list[Row]:
    """An order counts once for each part that it tells; one without any has no name."""
    value = WorkOrderRow.number if query.measure == "count" else measured_column(query)
    each = connection.execute(select(WorkOrderRow.parts_used, value).where(*conditions))
    told = ((parts or [""], figure) for parts, figure in each)
    return _in_memory(
        ((key, part, figure) for parts, figure in told for key, part in {key_of(part): part for part in parts}.items()),
        query,
    )


def _in_memory(each: Iterable[Sequence[Any]], query: OrderQuery) -> list[Row]:
    """The same rows as SQL would give, of key, name and value of every order."""
    held: defaultdict[Any, list[Any]] = defaultdict(list)
    written: dict[Any, Any] = {}
    for key, name, figure in each:
        held[key].append(figure)
        written.setdefault(key, name)
    rows: list[Row] = []
    for key, figures in held.items():
        told = [figure for figure in figures if figure is not None]
        if told:
            rows.append((written[key], len(figures), len(told), WORKED_OUT_OF_LIST[query.measure](told), key))
    return rows


def _shown(value: object, by: str) -> str:
    digits = str(value)
    if by == "quarter":
        return f"{digits[:4]}-Q{digits[4]}"
    return f"{digits[:4]}-{digits[4:6]}" if by == "month" else digits


def _grouping(by: str, own: Sequence[str]) -> tuple[Any, Any]:
    """What is grouped by, and how the group is shown."""
    if by in TIMES:
        year = extract("year", DATED)
        # The form is the same on both databases: 2018, 2018-06.
        month = extract("month", DATED)
        quarter = case((month <= 3, 1), (month <= 6, 2), (month <= 9, 3), else_=4)
        number = {"year": year, "quarter": year * 10 + quarter, "month": year * 100 + month}[by]
        return number, number
    column = column_of(by, own)
    if by == "asset":
        return WorkOrderRow.asset_key, _called(WorkOrderRow)
    return KEYED.get(by, func.lower(column)), column


def _called(order: Any) -> Any:
    name = order.asset + " (" + order.asset_name + ")"
    return case((order.asset_name != "", name), else_=order.asset)


def _called_last() -> Any:
    """What the newest job of a group's machine calls it: one row a machine, so that counting need not read them all."""
    newest: Any = aliased(WorkOrderRow)
    of_machine = select(_called(newest)).where(newest.asset_key == WorkOrderRow.asset_key)
    return of_machine.order_by(newest.opened_epoch.desc(), newest.number).limit(1).scalar_subquery()
