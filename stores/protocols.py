"""What the rest of Nacelle may ask of its stores. Every implementation passes `tests/contracts/`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar, runtime_checkable

from domain.documents import Document, LibraryState, Passage, RolledBack, SearchResult, Section
from domain.model import Noun
from domain.queries import OrderFigures, OrderQuery, OrderValues
from domain.records import AlarmCode, Asset, Part, Reservation, WorkOrder

SomeNoun = TypeVar("SomeNoun", bound=Noun)


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

    def query_work_orders(self, query: OrderQuery) -> OrderFigures:
        """Counts, sums and means, whole or by group. Raises BadInput for a field that no work order has."""
        ...

    def order_values(self) -> OrderValues:
        """What stands in the fields of the work orders, from which the agent learns what may be counted."""
        ...

    def work_order_statuses(self) -> Sequence[str]:
        """The states in use, commonest first."""
        ...


@runtime_checkable
class SimilarCases(Protocol):
    """Past jobs by meaning."""

    def nearest(self, text: str, *, limit: int = 8, seconds: float = 1.5) -> Sequence[tuple[str, float]]:
        """Numbers of work orders that describe such a problem with their cosine, best first; none without an embedder."""
        ...

    def alike(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """How near each of `others` is to `text`, in whatever languages; none without an embedder."""
        ...


@runtime_checkable
class Inventory(Protocol):
    """Parts and where they lie."""

    def part(self, number: str) -> Part:
        """Find by number, punctuation ignored. Raises NotFound with the nearest numbers."""
        ...

    def find_parts(self, text: str, *, model: str = "", limit: int = 10, most: bool = False) -> Sequence[Part]:
        """Parts whose number, name or description holds words of `text`, best first; with `most` more than half of them."""
        ...

    def parts(self) -> Sequence[Part]:
        """Every part with its stock, by number."""
        ...

    def parts_for(self, text: str, *, limit: int = 10) -> Sequence[Part]:
        """Parts recorded for a machine or model that the text names, by number."""
        ...

    def reservations(self, *, part: str = "", work_order: str = "") -> Sequence[Reservation]:
        """What is set aside now, of a part and for a job where given (both as the records write them), oldest first."""
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

    def name_fields(self, labels: Sequence[tuple[str, str]]) -> None:
        """Keep what a company calls fields of its work orders: (field, its own word)."""
        ...

    def stored(self, records: Sequence[SomeNoun]) -> dict[int, SomeNoun]:
        """Those of `records` (of one kind) that are there, as they are stored, by their place in `records`."""
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

    def write(
        self,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Replace this document's rows, words and vectors; readers see the old or the new, never half.

        `progress` gets how many passages are embedded, of how many.
        """
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

    def warnings(self, document_id: str) -> Sequence[Passage]:
        """All passages of a document that are warnings, in reading order."""
        ...

    def figures(self, document_id: str) -> Sequence[Passage]:
        """The captions of a document whose drawings were found (`Passage.region`), in reading order."""
        ...

    def save_state(self, library: str, name: str = "") -> Sequence[str]:
        """Name what is in a library now, to roll back to; without a name it is one of the few automatic ones. Raises Conflict when taken.

        Returns the SHA-256 of documents of automatic states that made room: their originals may go.
        """
        ...

    def states(self, library: str) -> Sequence[LibraryState]:
        """The states of a library, newest first."""
        ...

    def roll_back(self, library: str, name: str) -> RolledBack:
        """Bring a library back to a state; interrupted, the same call finishes. Raises NotFound."""
        ...

    def forget_state(self, library: str, name: str) -> Sequence[str]:
        """Delete a state; returns the SHA-256 of its documents, whose originals may go. Raises NotFound."""
        ...

    def contents(self) -> set[str]:
        """SHA-256 of every document that is there, or in a state: their originals stay."""
        ...

    def embed_further(self, library: str, progress: Callable[[str, int, int], None] | None = None) -> int:
        """Give passages the vectors for other languages that they lack, and can be found without; returns of how many documents.

        Interrupted, it goes on where it was. `progress` gets a document's path and how many of its passages have theirs, of how many.
        """
        ...

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
        """Fused and ranked hits. Model, serial and controller filter by applicability before ranking.

        `sites` and `roles` are those of the person: documents that name others are not there. None: somebody who may read all.

        Raises IndexMismatch when another embedder wrote the index; an unknown library is NotFound.
        """
        ...
