"""Writing a document: vectors and words first, then one SQL transaction that makes them visible."""

import fcntl
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.documents import Document, Passage, Section
from domain.errors import Conflict, NotFound
from stores.passages import identity, rows, tables
from stores.passages.revisions import superseded
from stores.passages.segments import build_segment
from stores.passages.shelf import Shelf
from stores.passages.vectors import ChromaVectors
from stores.protocols import Embedder

ABANDONED = 3600.0
"""Seconds after which another machine's unfinished write counts as abandoned."""


@dataclass
class Writer:
    """Every write goes: note the generation as litter, write vectors and words, flip in SQL, sweep.

    Killed before the flip, readers see the old document; after it, the new one. What the note of litter names is
    removed by the next write, so nothing is lost and nothing stays behind.
    """

    engine: Engine
    folder: Path
    vectors: ChromaVectors
    embedder: Embedder
    shelf: Shelf
    _own: Lock = field(default_factory=Lock)

    def write(
        self,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Replace a document; the same content again changes nothing. `progress` gets how many passages are embedded, of how many.

        Raises:
            Conflict: when a section or passage id belongs to another document.
            IndexMismatch: when another embedder or schema wrote the index.
        """
        document = document.model_copy(
            update={"passages": len(passages), "embedder": self.embedder.name, "superseded_by": ""}
        )
        generation = rows.generation_of(document, sections, passages, self.embedder.name, tables.SCHEMA)
        with self._alone():
            with self.engine.begin() as connection:
                identity.record(connection, self.embedder, _any_documents)
                if _generation(connection, document.id) == generation:
                    return
                _note(connection, generation, document)
            vectors = self.shelf.embed(sections, passages, progress)
            self.vectors.put(generation, document.library, document.id, [passage.id for passage in passages], vectors)
            build_segment(generation, document, sections, passages, vectors).save(self.shelf.path(generation))
            self._flip(document, generation, sections, passages)
            self._sweep()

    def remove(self, document_id: str) -> None:
        """Remove a document; one that it superseded is current again.

        Raises:
            NotFound: when there is no such document.
        """
        with self._alone():
            with self.engine.begin() as connection:
                row = (
                    connection.execute(select(tables.documents).where(tables.documents.c.id == document_id))
                    .mappings()
                    .first()
                )
                if row is None:
                    raise NotFound(f"No document '{document_id}'.")
                _clear(connection, rows.to_document(row), row["generation"])
                _settle(connection, row["library"])
            self._sweep()

    def _flip(
        self, document: Document, generation: str, sections: Sequence[Section], passages: Sequence[Passage]
    ) -> None:
        try:
            with self.engine.begin() as connection:
                row = (
                    connection.execute(select(tables.documents).where(tables.documents.c.id == document.id))
                    .mappings()
                    .first()
                )
                if row:
                    _clear(connection, rows.to_document(row), row["generation"])
                    if row["library"] != document.library:
                        _settle(connection, row["library"])
                connection.execute(insert(tables.documents), [rows.document_row(document, generation)])
                if sections:
                    connection.execute(
                        insert(tables.sections), [rows.section_row(one, at) for at, one in enumerate(sections)]
                    )
                if passages:
                    connection.execute(
                        insert(tables.passages), [rows.passage_row(one, at) for at, one in enumerate(passages)]
                    )
                connection.execute(delete(tables.litter).where(tables.litter.c.generation == generation))
                _settle(connection, document.library)
        except IntegrityError as error:
            raise Conflict(f"A section or passage of '{document.path}' has an id that is already taken.") from error

    def _sweep(self) -> None:
        with self.engine.connect() as connection:
            noted = connection.execute(select(tables.litter)).mappings().all()
            live = set(connection.scalars(select(tables.documents.c.generation)))
        for row in noted:
            if row["generation"] in live or not self._abandoned(row["since"]):
                continue
            self.vectors.drop(row["generation"])
            self.shelf.path(row["generation"]).unlink(missing_ok=True)
            with self.engine.begin() as connection:
                connection.execute(delete(tables.litter).where(tables.litter.c.generation == row["generation"]))

    def _abandoned(self, since: float) -> bool:
        """SQLite has one machine, and the lock says that nobody else writes on it; a replaced generation has `since` 0."""
        return self.engine.dialect.name == "sqlite" or time.time() - since > ABANDONED

    @contextmanager
    def _alone(self) -> Generator[None]:
        """One writer at a time on this machine; the lock goes with the process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._own, (self.folder / "writing.lock").open("w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _any_documents(connection: Connection) -> bool:
    return connection.scalar(select(tables.documents.c.id).limit(1)) is not None


def _generation(connection: Connection, document_id: str) -> str | None:
    return connection.scalar(select(tables.documents.c.generation).where(tables.documents.c.id == document_id))


def _note(connection: Connection, generation: str, document: Document, since: float | None = None) -> None:
    connection.execute(delete(tables.litter).where(tables.litter.c.generation == generation))
    values = {"generation": generation, "library": document.library, "document_id": document.id}
    connection.execute(insert(tables.litter), [{**values, "since": time.time() if since is None else since}])


def _clear(connection: Connection, document: Document, generation: str) -> None:
    for table in (tables.passages, tables.sections):
        connection.execute(delete(table).where(table.c.document_id == document.id))
    connection.execute(delete(tables.documents).where(tables.documents.c.id == document.id))
    _note(connection, generation, document, since=0.0)


def _settle(connection: Connection, library: str) -> None:
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
    at = tables.libraries.c.name == library
    if connection.execute(update(tables.libraries).where(at).values(stamp=tables.libraries.c.stamp + 1)).rowcount == 0:
        connection.execute(insert(tables.libraries), [{"name": library, "stamp": 1}])
