"""Write records in batches; what is there already, unchanged, is left alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Engine, delete, insert, inspect, select
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite

from stores.database.schema import Table
from stores.records import reservations
from stores.records.identifiers import key_of
from stores.records.rows import Row
from stores.records.tables import StockRow, VersionRow, WorkOrderPartRow

BATCH = 500
Item = TypeVar("Item")
WriteChildren = Callable[[Connection, Sequence[Row]], None]
Around = Callable[[Connection, Sequence[str]], AbstractContextManager[None]]


def put(
    engine: Engine,
    table: type[Table],
    rows: Iterable[Row],
    write_children: WriteChildren | None = None,
    around: Around = lambda _connection, _names: nullcontext(),
) -> int:
    """Insert or update all `rows` or none; returns how many were new or different.

    `around` is entered before rows of these names are written, and left after.
    """
    sql_table: SqlTable = inspect(table).local_table  # pyright: ignore[reportAssignmentType]
    (primary,) = sql_table.primary_key.columns
    by_id = {row[primary.name]: row for row in rows}
    changed = 0
    with engine.begin() as connection:
        for batch in in_batches(sorted(by_id)):
            known = dict(connection.execute(select(primary, sql_table.c.digest).where(primary.in_(batch))).all())
            different = [by_id[name] for name in batch if known.get(name) != by_id[name]["digest"]]
            if different:
                with around(connection, [row[primary.name] for row in different]):
                    upsert(connection, sql_table, different)
                    if write_children:
                        write_children(connection, different)
            changed += len(different)
        if changed:
            bump(connection, sql_table.name)
    return changed


def write_stock(connection: Connection, parts: Sequence[Row]) -> None:
    """Replace the stock of these parts."""
    connection.execute(delete(StockRow).where(StockRow.part.in_([part["number"] for part in parts])))
    rows = [
        {**stock, "part": part["number"], "position": position}
        for part in parts
        for position, stock in enumerate(part["stock"])
    ]
    if rows:
        connection.execute(insert(StockRow), rows)
    reservations.count_again(connection, [part["number"] for part in parts])


def write_parts_used(connection: Connection, orders: Sequence[Row]) -> None:
    """Replace what these work orders used."""
    numbers = [order["number"] for order in orders]
    connection.execute(delete(WorkOrderPartRow).where(WorkOrderPartRow.number.in_(numbers)))
    rows = [
        {"number": order["number"], "part_key": key}
        for order in orders
        for key in sorted({key_of(part) for part in order["parts_used"]} - {""})
    ]
    if rows:
        connection.execute(insert(WorkOrderPartRow), rows)


def upsert(connection: Connection, table: SqlTable, rows: Sequence[Row]) -> None:
    """Insert `rows`, or update those whose primary key is there; keys that are no columns are left out."""
    on_postgres = connection.dialect.name == "postgresql"
    statement = postgresql.insert(table) if on_postgres else sqlite.insert(table)
    own = [column.name for column in table.columns]
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in own if name not in table.primary_key.columns},
    )
    connection.execute(statement, [{name: row[name] for name in own} for row in rows])


def bump(connection: Connection, subject: str) -> None:
    """Tell every process that this kind of record changed."""
    on_postgres = connection.dialect.name == "postgresql"
    statement = postgresql.insert(VersionRow) if on_postgres else sqlite.insert(VersionRow)
    connection.execute(
        statement.values(subject=subject, version=1).on_conflict_do_update(
            index_elements=[VersionRow.subject], set_={"version": VersionRow.version + 1}
        )
    )


def in_batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """`items` in lists of at most `size`."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
