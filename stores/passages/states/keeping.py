"""States of a library: the generations that were in it; what a write takes out of the index is kept for as long as a state names it."""

import json
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, delete, insert, select

from domain.documents import Document, LibraryState, Passage, Section
from domain.errors import Conflict, NotFound
from stores.passages import rows, tables
from stores.passages.finding.embedding import Space
from stores.passages.finding.texts import Written
from stores.passages.finding.vectors import ChromaVectors, Floats

AUTOMATIC = 3
"""So many of the states that were made without being asked for are kept of a library."""
Member = tuple[str, str, str]
"""Id, generation and SHA-256 of a document."""


@dataclass
class Keeping:
    """Copies on write: a state costs nothing until one of its documents is replaced or removed."""

    engine: Engine
    vectors: ChromaVectors
    spaces: Sequence[Space]
    _members: dict[tuple[str, str, float], frozenset[str]] = field(
        default_factory=dict[tuple[str, str, float], frozenset[str]]
    )

    def save(self, library: str, name: str, *, automatic: bool) -> list[str]:
        """Name what is in a library now; the oldest automatic states go. Raises Conflict when the name is taken.

        Returns:
            SHA-256 of the documents of states that went.
        """
        table = tables.states
        with self.engine.begin() as connection:
            if name in connection.scalars(select(table.c.name).where(table.c.library == library)).all():
                raise Conflict(f"The library '{library}' has a state '{name}' already; forget it or take another name.")
            found = connection.execute(select(tables.documents).where(tables.documents.c.library == library)).mappings()
            members = [(row["id"], row["generation"], rows.to_document(row).sha256) for row in found]
            made = time.time()
            values = {"library": library, "name": name, "made": made, "automatic": automatic, "members": members}
            connection.execute(insert(table), [values])
            own = table.c.library == library, table.c.automatic.is_(True)
            chosen = select(table.c.name, table.c.members).where(*own).order_by(table.c.made.desc())
            old = connection.execute(chosen).all()[AUTOMATIC:]
            for row in old:
                connection.execute(delete(table).where(table.c.library == library, table.c.name == row.name))
            if old:
                _purge(connection)
        return [one[2] for row in old for one in row.members]

    def listed(self, library: str) -> list[LibraryState]:
        """Newest first."""
        table = tables.states
        chosen = select(table).where(table.c.library == library).order_by(table.c.made.desc())
        with self.engine.connect() as connection:
            return [
                LibraryState(
                    library=library,
                    name=row["name"],
                    made=row["made"],
                    automatic=row["automatic"],
                    documents=len(row["members"]),
                )
                for row in connection.execute(chosen).mappings()
            ]

    def members(self, library: str, name: str) -> list[Member]:
        """The documents of a state. Raises NotFound."""
        table = tables.states
        chosen = select(table.c.members).where(table.c.library == library, table.c.name == name)
        with self.engine.connect() as connection:
            found = connection.scalar(chosen)
        if found is None:
            known = tuple(state.name for state in self.listed(library))
            raise NotFound(f"The library '{library}' has no state '{name}'.", known)
        return [(one[0], one[1], one[2]) for one in found]

    def forget(self, library: str, name: str) -> list[str]:
        """Delete a state and what only it kept; returns the SHA-256 of its documents. Raises NotFound."""
        members = self.members(library, name)
        with self.engine.begin() as connection:
            connection.execute(
                delete(tables.states).where(tables.states.c.library == library, tables.states.c.name == name)
            )
            _purge(connection)
        return [sha256 for _, _, sha256 in members]

    def contents(self) -> set[str]:
        """SHA-256 of every document that a state names."""
        with self.engine.connect() as connection:
            return {one[2] for members in connection.scalars(select(tables.states.c.members)) for one in members}

    def before_it_goes(self, document_id: str) -> None:
        """Keep a document's content and vectors where a state names them. The lock of writers must be held."""
        chosen = select(tables.documents.c.library, tables.documents.c.generation)
        with self.engine.connect() as connection:
            row = connection.execute(chosen.where(tables.documents.c.id == document_id)).mappings().first()
            if row is None or not self._is_named(connection, row["library"], row["generation"]):
                return
            kept = select(tables.kept.c.generation).where(tables.kept.c.generation == row["generation"])
            if connection.scalar(kept) is not None:
                return
        written = rows.written(self.engine, document_id, row["generation"])
        if written is not None:
            self._keep(written)

    def kept(self, generation: str) -> tuple[Document, list[Section], list[Passage]] | None:
        """What was kept of a generation; None where nothing was."""
        with self.engine.connect() as connection:
            packed = connection.scalar(select(tables.kept.c.content).where(tables.kept.c.generation == generation))
        if packed is None:
            return None
        document, sections, passages = json.loads(zlib.decompress(packed))
        return (
            Document.model_validate_json(json.dumps(document)),
            [Section.model_validate_json(json.dumps(one)) for one in sections],
            [Passage.model_validate_json(json.dumps(one)) for one in passages],
        )

    def kept_vectors(self, generation: str, space: Space, count: int) -> Floats | None:
        """The vectors of a kept generation in a space, a row a passage; None where not all of them were kept."""
        table = tables.kept_vectors
        chosen = select(table.c.vectors).where(table.c.generation == generation, table.c.embedder == space.name)
        with self.engine.connect() as connection:
            packed = connection.scalar(chosen)
        return None if packed is None or not count else np.frombuffer(packed, np.float32).reshape(count, -1)

    def _is_named(self, connection: Connection, library: str, generation: str) -> bool:
        table = tables.states
        for name, made in connection.execute(
            select(table.c.name, table.c.made).where(table.c.library == library)
        ).all():
            if (library, name, made) not in self._members:
                chosen = select(table.c.members).where(table.c.library == library, table.c.name == name)
                members: list[Any] = connection.scalar(chosen) or []
                self._members[library, name, made] = frozenset(one[1] for one in members)
            if generation in self._members[library, name, made]:
                return True
        return False

    def _keep(self, written: Written) -> None:
        nouns = (written.document, list(written.sections), list(written.passages))
        content = [
            nouns[0].model_dump(mode="json"),
            *([one.model_dump(mode="json") for one in part] for part in nouns[1:]),
        ]
        packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1)
        vectors: list[dict[str, Any]] = []
        for space in self.spaces:
            found = self.vectors.vectors(space.name, written.document.library, written.ids)
            if found is not None:
                of = {"generation": written.generation, "embedder": space.name}
                vectors.append({**of, "vectors": found.astype(np.float32).tobytes()})
        with self.engine.begin() as connection:
            connection.execute(insert(tables.kept), [{"generation": written.generation, "content": packed}])
            if vectors:
                connection.execute(insert(tables.kept_vectors), vectors)


def _purge(connection: Connection) -> None:
    """Delete what no state names any more."""
    named = {one[1] for members in connection.scalars(select(tables.states.c.members)) for one in members}
    for generation in set(connection.scalars(select(tables.kept.c.generation))) - named:
        connection.execute(delete(tables.kept).where(tables.kept.c.generation == generation))
        connection.execute(delete(tables.kept_vectors).where(tables.kept_vectors.c.generation == generation))
