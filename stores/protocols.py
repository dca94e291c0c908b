"""What the rest of Nacelle may ask of its stores. Every implementation passes `tests/contracts/`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from domain.documents import Document, Passage, SearchResult, Section
from domain.records import AlarmCode, Asset, Part, WorkOrder


@runtime_checkable
class Fleet(Protocol):
    """Machines and their alarm lists."""

    def asset(self, tag: str) -> Asset:
        """Find by tag, case and punctuation ignored ("wtg7" is "WTG-07"). Raises NotFound with the nearest tags."""
        ...

    def assets(self, *, site: str = "", model: str = "") -> Sequence[Asset]:
        """All assets, by tag, narrowed by site and model where given."""
        ...

    def alarms(self, code: str, *, model: str = "") -> Sequence[AlarmCode]:
        """Every entry with exactly this code (leading zeros ignored); raises NotFound with the nearest codes."""
        ...

    def search_alarms(self, text: str, *, model: str = "", limit: int = 10) -> Sequence[AlarmCode]:
        """Entries whose title, meaning or causes hold the words, best first."""
        ...

    def alarm_codes(self) -> Sequence[str]:
        """All codes known, sorted."""
        ...


@runtime_checkable
class WorkOrders(Protocol):
    """Past and open jobs."""

    def work_order(self, number: str) -> WorkOrder:
        """Find by number ("wo10234" is "WO-10234"). Raises NotFound with the nearest numbers."""
        ...

    def find_work_orders(
        self,
        *,
        asset: str = "",
        status: str = "",
        kind: str = "",
        alarm_code: str = "",
        component: str = "",
        part: str = "",
        text: str = "",
        opened_from: datetime | None = None,
        opened_to: datetime | None = None,
        limit: int = 20,
    ) -> Sequence[WorkOrder]:
        """Newest first, or best first when `text` is given. `status="open"` means anything not closed or cancelled."""
        ...


@runtime_checkable
class Inventory(Protocol):
    """Parts and where they lie."""

    def part(self, number: str) -> Part:
        """Find by number, punctuation ignored. Raises NotFound with the nearest numbers."""
        ...

    def find_parts(self, text: str, *, model: str = "", limit: int = 10) -> Sequence[Part]:
        """Parts whose number, name or description holds the words, best first."""
        ...


@runtime_checkable
class RecordWriter(Protocol):
    """Imports; writing the same record twice changes nothing."""

    def put_assets(self, assets: Iterable[Asset]) -> int: ...
    def put_alarms(self, alarms: Iterable[AlarmCode]) -> int: ...
    def put_work_orders(self, orders: Iterable[WorkOrder]) -> int: ...
    def put_parts(self, parts: Iterable[Part]) -> int:
        """Insert or update parts with their stock; returns how many rows changed (so do the others)."""
        ...


class Embedder(Protocol):
    """Text to vectors. `name` is written into the index that it makes."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> "Sequence[Sequence[float]]":
        """One unit-length vector a text, shape (len(texts), dimensions), float32."""
        ...


@runtime_checkable
class PassageStore(Protocol):
    """Documents, sections and passages of every library, and search over them."""

    def write(self, document: Document, sections: Sequence[Section], passages: Sequence[Passage]) -> None:
        """Replace this document's rows, words and vectors; readers see the old or the new, never half."""
        ...

    def remove(self, document_id: str) -> None:
        """Raises NotFound."""
        ...

    def document(self, document_id: str) -> Document:
        """Raises NotFound."""
        ...

    def documents(self, library: str = "main") -> Sequence[Document]: ...

    def libraries(self) -> Sequence[str]: ...

    def sections(self, document_id: str) -> Sequence[Section]:
        """In reading order."""
        ...

    def section(self, section_id: str) -> Section:
        """Raises NotFound."""
        ...

    def passages(self, section_id: str) -> Sequence[Passage]:
        """The section's own passages in reading order (not those of its sub-sections)."""
        ...

    def passages_of_document(self, document_id: str) -> Sequence[Passage]: ...

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
    ) -> SearchResult:
        """Fused and ranked hits. Model, serial and controller filter by applicability before ranking.

        Raises IndexMismatch when another embedder wrote the index; an unknown library is NotFound.
        """
        ...
