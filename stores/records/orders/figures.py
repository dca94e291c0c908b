"""Count work orders in SQL (protocol `OrderCounts`): filters, groups, sums and means."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from domain.queries import BETWEEN, OrderFigures, OrderQuery
from stores.records.catalogue import Catalogue
from stores.records.orders.columns import DATED, figure_column
from stores.records.orders.conditions import among, conditions, in_period
from stores.records.orders.finding import NEWEST
from stores.records.orders.gaps import time_between
from stores.records.orders.groups import figures_of, groups_of, measured_column, median_of
from stores.records.orders.values import order_values
from stores.records.orders.words.said import saying_all
from stores.records.tables import WorkOrderRow

RANKED = ("highest", "lowest")


def query_work_orders(catalogue: Catalogue, query: OrderQuery) -> OrderFigures:
    """The figures that `query` asks for.

    Raises:
        BadInput: it names a field that no work order has.
    """
    with catalogue.engine.connect() as connection:
        own = order_values(catalogue).own
        timeless = conditions(query, own)
        if query.among:
            timeless.append(among(connection, query.among))
        timeless += saying_all(connection, query, timeless)
        wanted = [*timeless, *in_period(query)]
        if query.of == BETWEEN:
            return time_between(connection, query, wanted, _count(connection, wanted))
        groups = groups_of(connection, query, wanted, own) if query.by else {}
        total, measured, figure = (
            (groups["count"], groups["measured"], groups["figure"])
            if "count" in groups
            else (connection.execute(select(*figures_of(query)).select_from(WorkOrderRow).where(*wanted)).one())
        )
        if query.measure == "median" and measured:
            figure = median_of(connection, query, wanted)
        found = OrderFigures(
            count=total,
            figure=total if query.measure == "count" else figure,
            measured=measured,
            undated=_undated(connection, timeless) if query.since or query.until else 0,
        )
        rank = _rank(connection, query, wanted, figure) if query.measure in RANKED else {}
        return found.model_copy(update={"numbers": _numbers(connection, query, wanted), **rank, **groups})


def _numbers(connection: Connection, query: OrderQuery, wanted: Sequence[ColumnElement[bool]]) -> tuple[str, ...]:
    """The newest orders; of a rank the first."""
    chosen, order = list(wanted), (NEWEST, WorkOrderRow.number)
    if query.oldest_first:
        chosen, order = [*wanted, DATED.is_not(None)], (DATED, WorkOrderRow.number)
    if query.by_due:
        chosen, order = [*wanted, WorkOrderRow.due.is_not(None)], (WorkOrderRow.due, WorkOrderRow.number)
    if query.measure in RANKED:
        column = measured_column(query)
        chosen.append(column.is_not(None))
        order = (column.desc() if query.measure == "highest" else column.asc(), *order)
    numbers = connection.execute(select(WorkOrderRow.number).where(*chosen).order_by(*order).limit(query.limit))
    return tuple(numbers.scalars())


def _rank(
    connection: Connection, query: OrderQuery, wanted: Sequence[ColumnElement[bool]], figure: float | None
) -> dict[str, int]:
    """How many orders share the figure, and how many the lowest leaves out."""
    column = figure_column(query.of)
    alike = 0 if figure is None else _count(connection, [*wanted, column == figure])
    return {"alike": alike, "zeros": _count(connection, [*wanted, column == 0]) if query.measure == "lowest" else 0}


def _undated(connection: Connection, timeless: Sequence[ColumnElement[bool]]) -> int:
    return _count(connection, [*timeless, DATED.is_(None)])


def _count(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> int:
    return connection.execute(select(func.count()).select_from(WorkOrderRow).where(*wanted)).scalar_one()
