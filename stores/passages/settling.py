"""What a change to one document means for its library."""

from sqlalchemy import Connection, insert, select, update

from stores.passages import rows, tables
from stores.passages.applying.revisions import superseded


def settle(connection: Connection, library: str) -> None:
    """Work out who supersedes whom, and raise the library's stamp."""
    found = connection.execute(select(tables.documents).where(tables.documents.c.library == library)).mappings().all()
    documents = [rows.to_document(row) for row in found]
    newer = superseded(documents)
    for document in documents:
        if document.superseded_by != newer[document.id]:
            content = document.model_copy(update={"superseded_by": newer[document.id]}).model_dump(mode="json")
            connection.execute(
                update(tables.documents).where(tables.documents.c.id == document.id).values(content=content)
            )
    raise_stamp(connection, library)


def raise_stamp(connection: Connection, library: str) -> None:
    """Tell every reader that a library has changed."""
    at = tables.libraries.c.name == library
    if connection.execute(update(tables.libraries).where(at).values(stamp=tables.libraries.c.stamp + 1)).rowcount == 0:
        connection.execute(insert(tables.libraries), [{"name": library, "stamp": 1}])
