"""The vectors of documents, a space for each embedder: made, kept, and made again where they were lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from sqlalchemy import Engine, delete, insert, select

from domain.documents import Document
from stores.embedders.multilingual import MultilingualEmbedder
from stores.passages import rows, tables
from stores.passages.finding.locking import WritingLock
from stores.passages.finding.narrowing import scope_of
from stores.passages.finding.texts import Written, texts_to_embed
from stores.passages.finding.vectors import ChromaVectors, Floats
from stores.protocols import Embedder

BATCH = 128
"""Passages embedded at a time: every few seconds there is something to tell, and to keep."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Space:
    """Where the vectors of one embedder are comparable."""

    embedder: Embedder

    @property
    def name(self) -> str:
        return self.embedder.name

    def passages(self, texts: Sequence[str]) -> Floats:
        """One vector a text, shape (len(texts), dimensions)."""
        embedder = self.embedder
        made = embedder.embed(texts, "passage") if isinstance(embedder, MultilingualEmbedder) else embedder.embed(texts)
        return np.asarray(made, dtype=np.float32).reshape(len(texts), -1)

    def question(self, texts: Sequence[str]) -> Floats:
        """The mean of a question's wordings, of length 1, shape (dimensions,)."""
        mean = np.asarray(self.embedder.embed(texts), dtype=np.float32).mean(axis=0)
        return cast("Floats", mean / max(float(np.linalg.norm(mean)), 1e-9))


class Embedding:
    """Gives documents their vectors; SQL notes which document has all of them in which space."""

    def __init__(self, engine: Engine, vectors: ChromaVectors) -> None:
        self._engine = engine
        self._vectors = vectors

    def fill(self, space: Space, written: Written, progress: Progress | None = None) -> None:
        """Embed the passages that have no vector yet; `progress` gets how many have one, of how many.

        Raises:
            Unavailable: when Chroma cannot be reached.
        """
        total = len(written.passages)
        present = self._vectors.present(space.name, written.document.library, written.ids)
        missing = [at for at, one in enumerate(written.ids) if one not in present]
        texts = texts_to_embed(written.sections, written.passages)
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            self.put(space, written, batch, space.passages([texts[at] for at in batch]))
            if progress:
                progress(total - len(missing) + start + len(batch), total)

    def restore(self, space: Space, library: str) -> None:
        """Give the documents of a library the vectors that they lack."""
        for written in self.lacking(space, library):
            self.fill(space, written)
            self.note(space, written.generation)

    def lacking(self, space: Space, library: str) -> Iterator[Written]:
        """The documents of a library that are not noted to have vectors in a space."""
        chosen = select(tables.documents.c.id, tables.documents.c.generation).where(
            tables.documents.c.library == library, tables.documents.c.generation.not_in(_noted(space))
        )
        with self._engine.connect() as connection:
            found = connection.execute(chosen.order_by(tables.documents.c.path)).all()
        for document_id, generation in found:
            written = rows.written(self._engine, document_id, generation)
            if written:
                yield written

    def complete(
        self,
        space: Space,
        library: str,
        lock: WritingLock,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> int:
        """Embed what a library lacks in a space, document by document; returns how many documents."""
        done = 0
        for written in self.lacking(space, library):
            path = written.document.path
            with lock.held():
                self.fill(space, written, (lambda at, of, path=path: progress(path, at, of)) if progress else None)
                if self.note(space, written.generation):
                    done += 1
                else:
                    self._vectors.drop(space.name, library, written.generation)
        return done

    def refresh(self) -> None:
        """See the vectors that other processes wrote."""
        self._vectors.refresh()

    def is_complete(self, space: Space, library: str) -> bool:
        """Whether every document of a library is noted to have its vectors."""
        chosen = select(tables.documents.c.id).where(
            tables.documents.c.library == library, tables.documents.c.generation.not_in(_noted(space))
        )
        with self._engine.connect() as connection:
            return connection.scalar(chosen.limit(1)) is None

    def note(self, space: Space, generation: str) -> bool:
        """A document has all its vectors; False where it was replaced meanwhile."""
        with self._engine.begin() as connection:
            chosen = select(tables.documents.c.id).where(tables.documents.c.generation == generation)
            if connection.scalar(chosen) is None:
                return False
            note_vectors(connection, space.name, generation)
            return True

    def doubt(self, space: Space, documents: Sequence[Document]) -> None:
        """Take the notes of a library's documents back where Chroma has fewer vectors than they have passages."""
        if not documents:
            return
        library = documents[0].library
        if self._vectors.count(space.name, library) < sum(one.passages for one in documents):
            mine = select(tables.documents.c.generation).where(tables.documents.c.library == library)
            table = tables.vectors
            with self._engine.begin() as connection:
                connection.execute(delete(table).where(table.c.embedder == space.name, table.c.generation.in_(mine)))

    def put(self, space: Space, written: Written, places: Sequence[int], vectors: Floats) -> None:
        """Give passages, by their places in a document, their vectors."""
        about = [
            {
                "generation": written.generation,
                "document": written.document.id,
                "kind": written.passages[at].kind,
                "scope": scope_of(written.document, written.passages[at]).key,
            }
            for at in places
        ]
        self._vectors.put(space.name, written.document.library, [written.ids[at] for at in places], vectors, about)


def note_vectors(connection: Any, embedder: str, generation: str) -> None:
    """Write down that a generation has all its vectors of an embedder; doing so twice changes nothing."""
    table = tables.vectors
    connection.execute(delete(table).where(table.c.embedder == embedder, table.c.generation == generation))
    connection.execute(insert(table), [{"embedder": embedder, "generation": generation}])


def _noted(space: Space) -> Any:
    return select(tables.vectors.c.generation).where(tables.vectors.c.embedder == space.name)
