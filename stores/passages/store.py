"""The passage store over SQL, Chroma and tantivy."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, select

from domain.documents import Document, LibraryState, Passage, RolledBack, SearchResult, Section
from stores.database.schema import storable
from stores.embedders import BUNDLED, open_embedder
from stores.embedders.multilingual import shared_multilingual
from stores.passages import rows, tables
from stores.passages.applying.applicability import Wanted
from stores.passages.finding.embedding import Embedding, Space
from stores.passages.finding.locking import WritingLock
from stores.passages.finding.narrowing import Readers
from stores.passages.finding.searching import Asked, Searcher
from stores.passages.finding.shelf import Shelf
from stores.passages.finding.vectors import ChromaVectors
from stores.passages.listing import Listing
from stores.passages.outlines import Outlines
from stores.passages.settling import raise_stamp
from stores.passages.states.keeping import Keeping
from stores.passages.states.rolling_back import automatic_name, roll_back
from stores.passages.writing import Writer
from stores.protocols import Embedder, PassageStore


class PassageSettings(Protocol):
    """What of the stores' settings concerns passages."""

    @property
    def home(self) -> Path: ...
    @property
    def chroma_url(self) -> str | None: ...
    @property
    def embedder(self) -> str: ...


class Passages:
    """A `PassageStore`; opening it loads neither Chroma nor the embedder."""

    def __init__(
        self, engine: Engine, home: Path, chroma_url: str | None, embedder: Embedder, second: Embedder | None = None
    ) -> None:
        tables.create(engine)
        folder = home / "search"
        self.embedder = embedder
        self.vectors = ChromaVectors(home / "chroma", chroma_url)
        self._spaces = [Space(one) for one in (embedder, second) if one]
        self._embedding = Embedding(engine, self.vectors)
        self._lock = WritingLock(folder, self.vectors)
        self.shelf = Shelf(engine, folder, self._lock, self._embedding, self._spaces)
        self._engine = engine
        self._listing = Listing(engine)
        self._outlines = Outlines(engine)
        self._keeping = Keeping(engine, self.vectors, self._spaces)
        self._writer = Writer(
            engine, self._lock, self.vectors, self._embedding, self.shelf, self._keeping, self._spaces
        )
        self._searcher = Searcher(engine, self.shelf, self.vectors)

    def write(
        self,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Replace this document; see `Writer.write`."""
        self._writer.write(document, sections, passages, progress)

    def remove(self, document_id: str) -> None:
        """Remove this document; raises NotFound."""
        self._writer.remove(document_id)

    def document(self, document_id: str) -> Document:
        """Find by id; raises NotFound."""
        with self._engine.connect() as connection:
            return rows.to_document(rows.row_of(connection, tables.documents, document_id, "document"))

    def documents(self, library: str = "main") -> Sequence[Document]:
        """All documents of a library, by path; none where the library is unknown."""
        return list(self._listing.of(library))

    def libraries(self) -> Sequence[str]:
        """The names of the libraries that hold documents, sorted."""
        with self._engine.connect() as connection:
            return sorted(connection.scalars(select(tables.documents.c.library).distinct()))

    def sections(self, document_id: str) -> Sequence[Section]:
        """In reading order."""
        return list(self._outlines.of(document_id).sections)

    def warnings(self, document_id: str) -> Sequence[Passage]:
        """All warnings of a document in reading order."""
        return list(self._outlines.of(document_id).warnings)

    def figures(self, document_id: str) -> Sequence[Passage]:
        """The captions of a document whose drawings were found, in reading order."""
        return list(self._outlines.of(document_id).figures)

    def section(self, section_id: str) -> Section:
        """Find by id; raises NotFound."""
        with self._engine.connect() as connection:
            return rows.to_section(rows.row_of(connection, tables.sections, section_id, "section"))

    def passages(self, section_id: str) -> Sequence[Passage]:
        """The section's own passages in reading order."""
        chosen = select(tables.passages).where(tables.passages.c.section_id == section_id)
        with self._engine.connect() as connection:
            found = (
                connection.execute(chosen.order_by(tables.passages.c.document_id, tables.passages.c.place))
                .mappings()
                .all()
            )
        return [rows.to_passage(row) for row in found]

    def passages_of_document(self, document_id: str) -> Sequence[Passage]:
        """All passages of a document in reading order."""
        with self._engine.connect() as connection:
            return [rows.to_passage(row) for row in rows.ordered_rows(connection, tables.passages, document_id)]

    def embed_further(self, library: str, progress: Callable[[str, int, int], None] | None = None) -> int:
        """Give passages the vectors of the second embedder that they lack; see `PassageStore.embed_further`."""
        done = sum(self._embedding.complete(space, library, self._lock, progress) for space in self._spaces[1:])
        if done:
            with self._engine.begin() as connection:
                raise_stamp(connection, library)
        return done

    def save_state(self, library: str, name: str = "") -> Sequence[str]:
        """Name what is in a library now; without a name it is one of the few automatic ones. Raises Conflict."""
        return self._keeping.save(library, storable(name) or automatic_name("ingest"), automatic=not name)

    def states(self, library: str) -> Sequence[LibraryState]:
        """The states of a library, newest first."""
        return self._keeping.listed(library)

    def roll_back(self, library: str, name: str) -> RolledBack:
        """Bring a library back to a state; see `rolling_back`."""
        return roll_back(self._keeping, self._writer, library, name)

    def forget_state(self, library: str, name: str) -> Sequence[str]:
        """Delete a state; the SHA-256 of its documents, whose originals may go. Raises NotFound."""
        return self._keeping.forget(library, name)

    def contents(self) -> set[str]:
        """SHA-256 of every document that is there, or in a state."""
        listed = {one.sha256 for library in self.libraries() for one in self.documents(library)}
        return listed | self._keeping.contents()

    def search(
        self,
        query: str,
        *,
        library: str = "main",
        model: str = "",
        serial: str = "",
        controller: str = "",
        limit: int = 8,
        kinds: Sequence[str] = (),
        sites: Sequence[str] | None = None,
        roles: Sequence[str] | None = None,
    ) -> SearchResult:
        """Fused and ranked hits; see `PassageStore.search`."""
        wanted = Wanted(model, serial, controller, frozenset(kinds))
        readers = Readers(None if sites is None else tuple(sites), None if roles is None else tuple(roles))
        return self._searcher.search(Asked(storable(query), library, wanted, readers, limit))


def open_passages(settings: PassageSettings, engine: Engine) -> PassageStore:
    """Open the store that the settings name.

    Args:
        settings: `home`, `chroma_url` and `embedder` of the stores' settings.
        engine: the database of the rows.
    """
    second = shared_multilingual() if settings.embedder == BUNDLED else None
    return Passages(engine, settings.home, settings.chroma_url, open_embedder(settings.embedder), second)
