"""Libraries as search needs them, kept in memory and renewed when another write has happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from sqlalchemy import Engine, select

from domain.documents import Document, Passage, Section
from domain.errors import NotFound, Unavailable
from stores.passages import identity, rows, tables
from stores.passages.image import Image, assemble
from stores.passages.segments import Floats, Segment, build_segment, indexed_text, load_segment
from stores.passages.vectors import ChromaVectors
from stores.protocols import Embedder

ATTEMPTS = 20
BATCH = 128
"""Passages embedded at a time: every few seconds there is something to tell."""


@dataclass(frozen=True)
class Library:
    """One state of a library: `stamp` rises by one with every write."""

    stamp: int
    image: Image
    documents: dict[str, Document]
    segments: dict[str, Segment]


class Shelf:
    """Loads libraries from segment files; a missing file is made again from SQL and Chroma.

    Args:
        engine: the database of documents and passages.
        folder: where segment files lie.
        vectors: where vectors are kept.
        embedder: for vectors that are missing there as well.
    """

    def __init__(self, engine: Engine, folder: Path, vectors: ChromaVectors, embedder: Embedder) -> None:
        self._engine = engine
        self._folder = folder
        self._vectors = vectors
        self._embedder = embedder
        self._libraries: dict[str, Library] = {}
        self._loading = Lock()

    def path(self, generation: str) -> Path:
        """Where the segment of a generation lies."""
        return self._folder / f"{generation}.npz"

    def embed(
        self,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        progress: Callable[[int, int], None] | None = None,
    ) -> Floats:
        """Vectors of the passages, each with its headings in front; `progress` gets how many are done, of how many."""
        by_id = {section.id: section for section in sections}
        texts = [
            "\n".join(part for part in indexed_text(passage, by_id.get(passage.section_id)) if part)
            for passage in passages
        ]
        if not texts:
            return np.zeros((0, self._embedder.dimensions), dtype=np.float32)
        parts: list[Floats] = []
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            parts.append(np.array(self._embedder.embed(batch), dtype=np.float32).reshape(len(batch), -1))
            if progress:
                progress(start + len(batch), len(texts))
        return np.concatenate(parts)

    def library(self, name: str) -> Library:
        """The library as of now.

        Raises:
            NotFound: when there is no such library.
            IndexMismatch: when another embedder or schema wrote the index.
        """
        stamp = self._stamp(name)
        held = self._libraries.get(name)
        if held and held.stamp == stamp:
            return held
        with self._loading:
            held = self._libraries.get(name)
            if not held or held.stamp != self._stamp(name):
                held = self._libraries[name] = self._load(name, held)
        return held

    def forget(self, name: str) -> None:
        """Load the library again at the next search."""
        self._libraries.pop(name, None)

    def _stamp(self, name: str) -> int:
        with self._engine.connect() as connection:
            stamp = connection.scalar(select(tables.libraries.c.stamp).where(tables.libraries.c.name == name))
            if stamp is None and name != "main":
                known = tuple(connection.scalars(select(tables.libraries.c.name).order_by("name")))
                raise NotFound(f"No library '{name}'.", known)
        return int(stamp or 0)

    def _load(self, name: str, held: Library | None) -> Library:
        known = held.segments if held else {}
        for _ in range(ATTEMPTS):
            stamp = self._stamp(name)
            with self._engine.connect() as connection:
                identity.require_same(connection, self._embedder)
                chosen = (
                    select(tables.documents).where(tables.documents.c.library == name).order_by(tables.documents.c.id)
                )
                found = connection.execute(chosen).mappings().all()
            segments = {
                row["generation"]: known.get(row["generation"]) or self._segment(row["id"], row["generation"])
                for row in found
            }
            documents = {row["id"]: rows.to_document(row) for row in found}
            whole = {generation: segment for generation, segment in segments.items() if segment}
            if len(whole) == len(segments) and stamp == self._stamp(name):
                return Library(stamp, assemble(list(whole.values()), self._embedder.dimensions), documents, whole)
            known = whole
        raise Unavailable(f"The library {name!r} is being written too often to be read just now.")

    def _segment(self, document_id: str, generation: str) -> Segment | None:
        """From its file, else made again; None when the document has changed meanwhile."""
        segment = load_segment(self.path(generation))
        return segment if segment and segment.generation == generation else self._rebuild(document_id, generation)

    def _rebuild(self, document_id: str, generation: str) -> Segment | None:
        with self._engine.connect() as connection:
            sections = rows.ordered_rows(connection, tables.sections, document_id)
            passages = rows.ordered_rows(connection, tables.passages, document_id)
            row = (
                connection.execute(select(tables.documents).where(tables.documents.c.id == document_id))
                .mappings()
                .first()
            )
        if row is None or row["generation"] != generation:
            return None
        document = rows.to_document(row)
        parts = [rows.to_section(one) for one in sections], [rows.to_passage(one) for one in passages]
        ids = [passage.id for passage in parts[1]]
        vectors = self._vectors.get(generation, ids, self._embedder.dimensions)
        if vectors is None:
            vectors = self.embed(*parts)
            self._vectors.put(generation, document.library, document.id, ids, vectors)
        segment = build_segment(generation, document, *parts, vectors)
        segment.save(self.path(generation))
        return segment
