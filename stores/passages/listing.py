"""The documents of libraries, kept in memory until one of them is written: a turn asks for them several times."""

from collections.abc import Sequence

from sqlalchemy import Engine, select

from domain.documents import Document
from stores.passages import rows, tables


class Listing:
    """Each reading asks the database for the library's stamp, so another process's write is seen."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[str, tuple[int, tuple[Document, ...]]] = {}

    def of(self, library: str) -> Sequence[Document]:
        """All documents of a library, by path; none where the library is unknown."""
        stamp = self._stamp(library)
        known = self._kept.get(library)
        if known and known[0] == stamp:
            return known[1]
        chosen = select(tables.documents).where(tables.documents.c.library == library)
        with self._engine.connect() as connection:
            found = connection.execute(chosen.order_by(tables.documents.c.path, tables.documents.c.id)).mappings().all()
        documents = tuple(map(rows.to_document, found))
        # Kept only where no write came between: else they may be those of the next stamp.
        if stamp and stamp == self._stamp(library):
            self._kept[library] = (stamp, documents)
        return documents

    def _stamp(self, library: str) -> int:
        with self._engine.connect() as connection:
            return connection.scalar(select(tables.libraries.c.stamp).where(tables.libraries.c.name == library)) or 0
