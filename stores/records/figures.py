"""Count work orders in SQL (protocol `OrderCounts`): filters, groups, sums and means."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, or_, select

from domain.queries import FieldFilter, OrderFigures, OrderQuery
from stores.records.catalogue import Catalogue
from stores.records.identifiers import key_of
from stores.records.order_groups import DATED, KEYED, column_of, cost_or_hours, figures_of, groups_of, measured_column
from stores.records.order_texts import among, order_texts, with_words
from stores.records.order_values import order_values
from stores.records.tables import WorkOrderPartRow, WorkOrderRow
from stores.records.work_orders import NEWEST, Wanted
from stores.schema import in_utc

RANKED = ("highest", "lowest")


def query_work_orders(catalogue: Catalogue, query: OrderQuery) -> OrderFigures:
    """The figures that `query` asks for.

    Raises:
        BadInput: it names a field that no work order has.
    """
    with catalogue.engine.connect() as connection:
        own = order_values(catalogue).own
        timeless = _conditions(query, own)
        if query.words or query.anywhere:
            found_by_words = with_words(order_texts(catalogue, connection), query.words, query.anywhere)
            timeless.append(among(connection, found_by_words))
        conditions = [*timeless, *_period(query)]
        total, measured, figure = connection.execute(
            select(*figures_of(query)).select_from(WorkOrderRow).where(*conditions)
        ).one()
        found = OrderFigures(
            count=total,
            figure=total if query.measure == "count" else figure,
            measured=measured,
            undated=_undated(connection, timeless) if query.since or query.until else 0,
        )
        rank = _rank(connection, query, conditions, figure) if query.measure in RANKED else {}
        groups = groups_of(connection, query, conditions, own) if query.by else {}
        return found.model_copy(update={"numbers": _numbers(connection, query, conditions), **rank, **groups})


def _numbers(connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]]) -> tuple[str, ...]:
    """The newest orders; of a rank the first."""
    chosen, order = list(conditions), (NEWEST, WorkOrderRow.number)
    if query.oldest_first:
        chosen, order = [*conditions, DATED.is_not(None)], (DATED, WorkOrderRow.number)
    if query.measure in RANKED:
        column = measured_column(query)
        chosen.append(column.is_not(None))
        order = (column.desc() if query.measure == "highest" else column.asc(), *order)
    numbers = connection.execute(select(WorkOrderRow.number).where(*chosen).order_by(*order).limit(query.limit))
    return tuple(numbers.scalars())


def _rank(
    connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]], figure: float | None
) -> dict[str, int]:
    """How many orders share the figure, and how many the lowest leaves out."""
    column = cost_or_hours(query)
    alike = 0 if figure is None else _count(connection, [*conditions, column == figure])
    return {"alike": alike, "zeros": _count(connection, [*conditions, column == 0]) if query.measure == "lowest" else 0}


def _undated(connection: Connection, timeless: Sequence[ColumnElement[bool]]) -> int:
    return _count(connection, [*timeless, DATED.is_(None)])


def _count(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    return connection.execute(select(func.count()).select_from(WorkOrderRow).where(*conditions)).scalar_one()


def _conditions(query: OrderQuery, own: Sequence[str]) -> list[ColumnElement[bool]]:
    found = Wanted(status=query.status).conditions()
    if query.assets:
        found.append(WorkOrderRow.asset_key.in_([key_of(asset) for asset in query.assets]))
    found += [_has_value(one, own) for one in query.filters]
    if query.of and query.over is not None:
        found.append(cost_or_hours(query) > query.over)
    if query.of and query.under is not None:
        found.append(cost_or_hours(query) < query.under)
    if query.with_parts:
        found.append(WorkOrderRow.number.in_(select(WorkOrderPartRow.number)))
    return found


def _has_value(wanted: FieldFilter, own: Sequence[str]) -> ColumnElement[bool]:
    column = column_of(wanted.field, own)
    if wanted.within:
        as_written = (column.contains(value, autoescape=True) for value in wanted.values)
        lowered = (func.lower(column).contains(value.lower(), autoescape=True) for value in wanted.values)
        return or_(*as_written, *lowered)
    if wanted.field in KEYED:
        return KEYED[wanted.field].in_([key_of(value) for value in wanted.values])
    # SQLite lowers ASCII letters only: "Özdemir" is found as it is written.
    return or_(column.in_(wanted.values), func.lower(column).in_([value.lower() for value in wanted.values]))


def _period(query: OrderQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.since:
        found.append(in_utc(query.since) <= DATED)
    if query.until:
        found.append(in_utc(query.until) > DATED)
    return found
