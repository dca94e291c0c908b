"""The passages as somebody may read them who does not hold every site or role."""

from collections.abc import Callable, Sequence
from typing import Any

from domain.callers import Caller
from domain.documents import Document, LibraryState, Passage, RolledBack, SearchResult, Section
from domain.errors import Forbidden, NotFound
from stores.passages.finding.narrowing import Readers, may_read
from stores.protocols import PassageStore

ADMIN = "admin"


def limited_to(whole: PassageStore, who: Caller) -> PassageStore:
    """The passages as `who` may read them; an administrator of every site reads all."""
    if who.sites is None and who.is_any(ADMIN):
        return whole
    return LimitedPassages(whole, Readers(who.sites, None if who.is_any(ADMIN) else who.roles))


class LimitedPassages:
    """A `PassageStore` in which other people's documents do not exist; nothing can be written through it."""

    def __init__(self, whole: PassageStore, readers: Readers) -> None:
        self._whole = whole
        self._readers = readers
        self.embedder = getattr(whole, "embedder", None)

    def document(self, document_id: str) -> Document:
        """Find by id; raises NotFound."""
        found = self._whole.document(document_id)
        if not may_read(found, self._readers):
            raise NotFound(f"No document '{document_id}'.")
        return found

    def documents(self, library: str = "main") -> Sequence[Document]:
        """Those of a library that may be read, by path."""
        return [one for one in self._whole.documents(library) if may_read(one, self._readers)]

    def libraries(self) -> Sequence[str]:
        """Those that hold something that may be read."""
        return [name for name in self._whole.libraries() if self.documents(name)]

    def section(self, section_id: str) -> Section:
        """Find by id; raises NotFound."""
        found = self._whole.section(section_id)
        try:
            self.document(found.document_id)
        except NotFound as error:
            raise NotFound(f"No section '{section_id}'.") from error
        return found

    def sections(self, document_id: str) -> Sequence[Section]:
        """In reading order."""
        return self._whole.sections(document_id) if self._is_there(document_id) else ()

    def passages(self, section_id: str) -> Sequence[Passage]:
        """The section's own passages in reading order."""
        found = self._whole.passages(section_id)
        return found if found and self._is_there(found[0].document_id) else ()

    def passages_of_document(self, document_id: str) -> Sequence[Passage]:
        """In reading order."""
        return self._whole.passages_of_document(document_id) if self._is_there(document_id) else ()

    def warnings(self, document_id: str) -> Sequence[Passage]:
        """In reading order."""
        return self._whole.warnings(document_id) if self._is_there(document_id) else ()

    def figures(self, document_id: str) -> Sequence[Passage]:
        """In reading order."""
        return self._whole.figures(document_id) if self._is_there(document_id) else ()

    def search(self, query: str, **narrowed: Any) -> SearchResult:
        """See `PassageStore.search`; sites and roles are these people's, whatever is asked for."""
        mine: dict[str, Any] = {**narrowed, "sites": self._readers.sites, "roles": self._readers.roles}
        return self._whole.search(query, **mine)

    def write(self, *_: Any, **__: Any) -> None:
        """Raises Forbidden."""
        raise Forbidden("Documents cannot be changed in the name of somebody who sees only some of them.")

    def remove(self, document_id: str) -> None:
        """Raises Forbidden."""
        self.write(document_id)

    def save_state(self, library: str, name: str = "") -> Sequence[str]:
        """Raises Forbidden."""
        self.write(library, name)
        return ()

    def states(self, library: str) -> Sequence[LibraryState]:
        """Raises Forbidden: a state tells how many documents there are."""
        self.write(library)
        return ()

    def roll_back(self, library: str, name: str) -> RolledBack:
        """Raises Forbidden."""
        self.write(library, name)
        return RolledBack(library=library, name=name)

    def forget_state(self, library: str, name: str) -> Sequence[str]:
        """Raises Forbidden."""
        self.write(library, name)
        return ()

    def contents(self) -> set[str]:
        """Of all documents: an original that is somebody else's stays."""
        return self._whole.contents()

    def embed_further(self, library: str, progress: Callable[[str, int, int], None] | None = None) -> int:
        """Raises Forbidden."""
        self.write(library, progress)
        return 0

    def _is_there(self, document_id: str) -> bool:
        try:
            self.document(document_id)
        except NotFound:
            return False
        return True
