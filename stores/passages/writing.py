"""Writing a document: its vectors first, then one SQL transaction that makes it visible; words follow."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from domain.documents import Document, Passage, Section
from domain.errors import Conflict
from stores.passages import rows, tables
from stores.passages.applying import identity
from stores.passages.finding.embedding import Embedding, Space, note_vectors
from stores.passages.finding.locking import WritingLock
from stores.passages.finding.shelf import Shelf
from stores.passages.finding.texts import Written
from stores.passages.finding.vectors import ChromaVectors, Floats
from stores.passages.settling import settle
from stores.passages.states.keeping import Keeping

ABANDONED = 3600.0
"""Seconds after which another machine's unfinished write counts as abandoned."""
AT_ONCE = 500
"""Passages whose words are indexed together."""


@dataclass
class Writer:
    """Every write goes: note the generation as litter, write vectors, flip in SQL, sweep; words follow, at the latest in the next search.

    Killed before the flip, readers see the old document; after it, the new one. What the note of litter names is removed by the next write, so nothing is lost and nothing stays behind.
    """

    engine: Engine
    lock: WritingLock
    vectors: ChromaVectors
    embedding: Embedding
    shelf: Shelf
    keeping: Keeping
    spaces: Sequence[Space]
    """The first is filled by every write, the others afterwards."""
    _unindexed: Counter[str] = field(default_factory=Counter[str])

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
        space = self.spaces[0]
        document = document.model_copy(update={"passages": len(passages), "embedder": space.name, "superseded_by": ""})
        generation = rows.generation_of(document, sections, passages, space.name, tables.SCHEMA)
        with self.lock.held():
            with self.engine.begin() as connection:
                identity.record(connection, space.embedder, _any_documents)
                if _generation(connection, document.id) == generation:
                    return
                _note(connection, generation, document)
            written = Written(generation, document, sections, passages)
            self.embedding.fill(space, written, progress)
            self.keeping.before_it_goes(document.id)
            self._flip(written)
            self._catch_up(document)
            self._sweep()

    def bring_back(
        self,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        vectors: Mapping[str, Floats | None],
    ) -> None:
        """Write a document that a state kept, with its vectors by embedder; those of the first space are made where they lack."""
        generation = rows.generation_of(document, sections, passages, self.spaces[0].name, tables.SCHEMA)
        written = Written(generation, document, sections, passages)
        with self.lock.held():
            with self.engine.begin() as connection:
                _note(connection, generation, document)
            for space in self.spaces:
                found = vectors.get(space.name)
                if found is not None:
                    self.embedding.put(space, written, range(len(found)), found)
        self.write(document, sections, passages)
        for space in self.spaces[1:]:
            if vectors.get(space.name) is not None:
                self.embedding.note(space, generation)

    def remove(self, document_id: str) -> None:
        """Remove a document; one that it superseded is current again.

        Raises:
            NotFound: when there is no such document.
        """
        with self.lock.held():
            with self.engine.begin() as connection:
                row = rows.row_of(connection, tables.documents, document_id, "document")
            self.keeping.before_it_goes(document_id)
            with self.engine.begin() as connection:
                _clear(connection, rows.to_document(row), row["generation"])
                settle(connection, row["library"])
            self._sweep()

    def _catch_up(self, document: Document) -> None:
        """Now and then: a commit of the word index takes as long for one passage as for hundreds, and the next search does the rest."""
        self._unindexed[document.library] += document.passages
        if self._unindexed[document.library] >= AT_ONCE:
            self.shelf.catch_up(document.library)
            self._unindexed[document.library] = 0

    def _flip(self, written: Written) -> None:
        document, generation = written.document, written.generation
        parts = (
            (tables.documents, [rows.document_row(document, generation)]),
            (tables.sections, [rows.section_row(one, at) for at, one in enumerate(written.sections)]),
            (tables.passages, [rows.passage_row(one, at) for at, one in enumerate(written.passages)]),
        )
        try:
            with self.engine.begin() as connection:
                chosen = select(tables.documents).where(tables.documents.c.id == document.id)
                row = connection.execute(chosen).mappings().first()
                if row:
                    _clear(connection, rows.to_document(row), row["generation"])
                    if row["library"] != document.library:
                        settle(connection, row["library"])
                for table, values in parts:
                    if values:
                        connection.execute(insert(table), values)
                note_vectors(connection, self.spaces[0].name, generation)
                connection.execute(delete(tables.litter).where(tables.litter.c.generation == generation))
                settle(connection, document.library)
        except IntegrityError as error:
            raise Conflict(f"A section or passage of '{document.path}' has an id that is already taken.") from error

    def _sweep(self) -> None:
        with self.engine.connect() as connection:
            noted = connection.execute(select(tables.litter)).mappings().all()
            live = set(connection.scalars(select(tables.documents.c.generation)))
        for row in noted:
            if row["generation"] in live or not self._abandoned(row["since"]):
                continue
            for space in self.spaces:
                self.vectors.drop(space.name, row["library"], row["generation"])
            with self.engine.begin() as connection:
                connection.execute(delete(tables.vectors).where(tables.vectors.c.generation == row["generation"]))
                connection.execute(delete(tables.litter).where(tables.litter.c.generation == row["generation"]))

    def _abandoned(self, since: float) -> bool:
        """SQLite has one machine, and the lock says that nobody else writes on it; a replaced generation has `since` 0."""
        return self.engine.dialect.name == "sqlite" or time.time() - since > ABANDONED


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
