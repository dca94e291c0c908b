"""How often each value stands in a field of the work orders, counted as they are written: over a million, reading them all takes seconds."""

from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, RowMapping, delete, func, insert, inspect, select
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite

from domain.queries import OrderValues
from stores.records.identifiers import key_of
from stores.records.tables import FIELDS, WorkOrderRow, WorkOrderValueRow
from stores.records.writing import bump, in_batches

MANY_ASSETS = 5000
MANY_VALUES = 400
"""A field with more different values than this is text, not a category; its values are not remembered."""
OWN, FIGURE, LABEL, ALL = "own ", "figure ", "label ", "all"
"""What is counted beside the values of `FIELDS`: those of a company's own fields, the names of its figures, the orders themselves."""
WITH_PARTS = "with parts"
_COUNTLESS = frozenset({"asset", "asset_name"})
"""However many machines there are, they stay known."""
Key = tuple[str, str]


@contextmanager
def counted(connection: Connection, numbers: Sequence[str]) -> Generator[None]:
    """Around a write of these work orders: what they told before goes out of the counts, what they tell after goes in."""
    before = _told(connection, numbers)
    yield
    after = _told(connection, numbers)
    after.subtract(before)
    _add(connection, {key: count for key, count in after.items() if count})


def count_all(connection: Connection) -> None:
    """Count the orders that are there already."""
    columns = [WorkOrderRow.__table__.columns[name] for name in (*FIELDS, "fields", "figures", "parts_used")]
    rows = connection.execute(select(*columns).execution_options(yield_per=5000)).mappings()
    _add(connection, _counts(rows))


def keep_labels(connection: Connection, labels: Sequence[Key]) -> None:
    """What a file calls the fields: (field, its column's name)."""
    rows = [{"field": LABEL + field, "value": label, "count": 1} for field, label in sorted(set(labels)) if label]
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if rows:
        connection.execute(made(WorkOrderValueRow).on_conflict_do_nothing(), rows)
        bump(connection, WorkOrderRow.__tablename__)


def kept_labels(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What the files called each field."""
    row = WorkOrderValueRow
    found: defaultdict[str, list[str]] = defaultdict(list)
    told = select(row.field, row.value).where(row.field.startswith(LABEL)).order_by(row.field, row.value)
    for field, label in connection.execute(told):
        found[field.removeprefix(LABEL)].append(label)
    return {field: tuple(labels) for field, labels in found.items()}


def kept_values(connection: Connection) -> OrderValues | None:
    """What is known of the fields, the commonest first; None where nothing is kept for whoever asks."""
    row = WorkOrderValueRow
    rows = connection.execute(
        select(row.field, row.value, row.count).where((row.count > 0) | (row.value == "")).order_by(row.count.desc(), row.value)
    )  # fmt: skip
    found: defaultdict[str, list[str]] = defaultdict(list)
    counts: dict[Key, int] = {}
    for field, value, count in rows:
        found[field].append(value)
        counts[field, value] = count
    if (ALL, ALL) not in counts:
        return None
    own = sorted(field for field in found if field.startswith(OWN))
    fields = {name: tuple(found[name]) for name in FIELDS if name != "asset" and "" not in found[name]}
    fields |= {name.removeprefix(OWN): tuple(found[name]) for name in own if "" not in found[name]}
    return OrderValues(
        assets=tuple(found["asset"][:MANY_ASSETS]),
        fields=fields,
        own=tuple(name.removeprefix(OWN) for name in own),
        figures=tuple(sorted(name.removeprefix(FIGURE) for name in found if name.startswith(FIGURE))),
        labels=kept_labels(connection),
        orders=counts[ALL, ALL],
        with_parts=counts.get((ALL, WITH_PARTS), 0),
    )


def _told(connection: Connection, numbers: Sequence[str]) -> Counter[Key]:
    columns = [WorkOrderRow.__table__.columns[name] for name in (*FIELDS, "fields", "figures", "parts_used")]
    found: Counter[Key] = Counter()
    for batch in in_batches(numbers):
        rows = connection.execute(select(*columns).where(WorkOrderRow.number.in_(batch))).mappings()
        found.update(_counts(rows))
    return found


def _counts(rows: Iterable[RowMapping]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for row in rows:
        found[ALL, ALL] += 1
        found.update((name, row[name]) for name in FIELDS if row[name])
        found.update((OWN + name, value) for name, value in row["fields"].items() if value)
        found.update((FIGURE + name, name) for name in row["figures"])
        if any(key_of(part) for part in row["parts_used"]):
            found[ALL, WITH_PARTS] += 1
    return found


def _add(connection: Connection, changes: Mapping[Key, int]) -> None:
    """In one order for everybody, so that two writers never wait for each other in a circle."""
    fields = sorted({field for field, _ in changes})
    row = WorkOrderValueRow
    texts = (
        set(connection.scalars(select(row.field).where(row.value == "", row.field.in_(fields))))
        if fields
        else set[str]()
    )
    rows = [
        {"field": field, "value": value, "count": count}
        for (field, value), count in sorted(changes.items())
        if field not in texts
    ]
    if not rows:
        return
    table: SqlTable = inspect(row).local_table  # pyright: ignore[reportAssignmentType]
    on_postgres = connection.dialect.name == "postgresql"
    statement = postgresql.insert(table) if on_postgres else sqlite.insert(table)
    statement = statement.on_conflict_do_update(
        index_elements=[table.c.field, table.c.value], set_={"count": table.c["count"] + statement.excluded["count"]}
    )
    connection.execute(statement, rows)
    connection.execute(delete(row).where(row.field.in_(fields), row.count <= 0, row.value != ""))
    _forget_texts(connection, [field for field in fields if field not in _COUNTLESS and field not in texts])


def _forget_texts(connection: Connection, fields: Sequence[str]) -> None:
    """A field that turns out to be text is only known to be one."""
    row = WorkOrderValueRow
    many = select(row.field).where(row.field.in_(fields)).group_by(row.field).having(func.count() > MANY_VALUES)
    for field in connection.scalars(many).all():
        connection.execute(delete(row).where(row.field == field))
        connection.execute(insert(row), {"field": field, "value": "", "count": 0})
