"""What wrote the index: embedder, dimensions and schema, compared before every search and write."""

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from domain.errors import IndexMismatch
from stores.passages import tables
from stores.protocols import Embedder


def require_same(connection: Connection, embedder: Embedder) -> None:
    """Check a reader against the index; an index that nothing was written into suits everybody.

    Raises:
        IndexMismatch: when another embedder or another schema wrote it.
    """
    found = {row.key: row.value for row in connection.execute(select(tables.meta.c.key, tables.meta.c.value))}
    if not found:
        return
    if found.get("schema") != str(tables.SCHEMA):
        raise IndexMismatch(
            f"The index has schema {found.get('schema')} and this version of Nacelle reads {tables.SCHEMA}: ingest the documents again."
        )
    if found.get("embedder") != embedder.name:
        raise IndexMismatch(
            f"The index was written with the embedder {found.get('embedder')}, but {embedder.name} is set: "
            "set NACELLE_EMBEDDER back or ingest the documents into an empty NACELLE_HOME."
        )


def record(connection: Connection, embedder: Embedder, any_documents: Callable[[Connection], bool]) -> None:
    """Write down who writes; an index without documents changes hands.

    Raises:
        IndexMismatch: when documents of another embedder or schema are there.
    """
    if any_documents(connection):
        require_same(connection, embedder)
        return
    now = {"embedder": embedder.name, "dimensions": str(embedder.dimensions), "schema": str(tables.SCHEMA)}
    connection.execute(delete(tables.meta))
    connection.execute(insert(tables.meta), [{"key": key, "value": value} for key, value in now.items()])
