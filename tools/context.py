"""The world a tool is given: stores, the machine in question, the clock. No tool opens anything itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.answers import Evidence
from domain.documents import Box, Document
from domain.records import Asset
from stores.last_good import LastGood
from stores.protocols import Fleet, Inventory, PassageStore, SimilarCases, WorkOrders
from tools.findings import is_absence
from tools.proposals import Proposal, Refused


@dataclass(frozen=True)
class ToolContext:
    """Collaborators of one turn. `library` is the set of documents searched; `asset` the machine asked about.

    `language` is the question's: records may be written in another. `evidence` is what was found in the conversation, by number;
    `picture` renders a page, or a region of it, as PNG, at most so many pixels a point and in all.
    """

    fleet: Fleet
    work_orders: WorkOrders
    inventory: Inventory
    passages: PassageStore
    now: Callable[[], datetime]
    library: str = "main"
    asset: Asset | None = None
    model: str = ""
    language: str = ""
    cases: SimilarCases | None = None
    last_good: LastGood = field(default_factory=LastGood)
    evidence: Mapping[int, Evidence] = field(default_factory=dict[int, Evidence])
    picture: Callable[[Document, int, Box | None, float, int], bytes] | None = None


@dataclass(frozen=True)
class Look:
    """A picture (PNG) that a model is asked about; `place` is the evidence that its reading becomes, still without text."""

    png: bytes
    question: str
    place: Evidence


@dataclass(frozen=True)
class ToolResult:
    """What a tool found. `note` tells the model what was not found or what to try next; `nearest` are identifiers that look alike.

    A write tool gives a `proposal`, or why there is none; `look` is what is still to be read by a model that sees.
    """

    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    nearest: tuple[str, ...] = ()
    proposal: Proposal | None = None
    refused: Refused | None = None
    look: Look | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was found: no evidence, or only such that says so."""
        return self.proposal is None and all(is_absence(item) for item in self.evidence)
