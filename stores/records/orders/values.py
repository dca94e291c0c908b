"""What stands in the fields of the work orders."""

from collections import Counter, defaultdict

from sqlalchemy import Connection, Text, cast, func, select, true

from domain.queries import OrderValues
from stores.records.catalogue import Catalogue
from stores.records.orders.kept_values import MANY_ASSETS, MANY_VALUES, kept_labels, kept_values
from stores.records.tables import FIELDS, WorkOrderPartRow, WorkOrderRow


def order_values(catalogue: Catalogue) -> OrderValues:
    """The values by field, the commonest first."""
    with catalogue.engine.connect() as connection:
        return catalogue.kept(connection, "order values", (WorkOrderRow,), lambda one: kept_values(one) or _read(one))


def _read(connection: Connection) -> OrderValues:
    """For whoever sees only some of the orders: the counts are of all."""
    fields: dict[str, tuple[str, ...]] = {}
    for name in FIELDS:
        column = getattr(WorkOrderRow, name)
        limit = MANY_ASSETS if name == "asset" else MANY_VALUES + 1
        often = func.count().desc()
        rows = connection.execute(
            select(column).where(column != "").group_by(column).order_by(often, column).limit(limit)
        )
        values = tuple(rows.scalars())
        if name == "asset" or len(values) <= MANY_VALUES:
            fields[name] = values
    own: defaultdict[str, Counter[str]] = defaultdict(Counter)
    orders = connection.execute(select(func.count()).select_from(WorkOrderRow)).scalar_one()
    some = cast(WorkOrderRow.fields, Text) != "{}"
    for held in connection.execute(select(WorkOrderRow.fields).where(some)).scalars():
        for name, value in held.items():
            if len(own[name]) <= MANY_VALUES:
                own[name][value] += 1
    fields.update({name: tuple(v for v, _ in c.most_common()) for name, c in own.items() if len(c) <= MANY_VALUES})
    with_parts = connection.execute(select(func.count(WorkOrderPartRow.number.distinct()))).scalar_one()
    return OrderValues(
        assets=fields.pop("asset"),
        fields=fields,
        own=tuple(sorted(own)),
        figures=_figures(connection),
        labels=kept_labels(connection),
        orders=orders,
        with_parts=with_parts,
    )


def _figures(connection: Connection) -> tuple[str, ...]:
    """The names under which orders tell numbers."""
    each = func.json_each(WorkOrderRow.figures).table_valued("key", "value")
    some = cast(WorkOrderRow.figures, Text) != "{}"
    names = connection.execute(select(each.c.key).select_from(WorkOrderRow).join(each, true()).where(some).distinct())
    return tuple(sorted(names.scalars()))
