"""Documents and their parts, each knowing the page and region it came from."""

from datetime import date, datetime
from typing import Literal

from domain.model import Noun

Box = tuple[float, float, float, float]
"""`(x0, y0, x1, y1)` in PDF points from the top left of the page."""

SECTION_OF = " § "
"""Between the number of a document and a section of it, in `Document.overrides`."""

PassageKind = Literal["prose", "procedure", "step", "table", "warning", "figure", "alarm", "heading", "question"]
"""`question`: it asks and does not answer, as a page of an exam does."""
WarningLevel = Literal["", "danger", "warning", "caution", "notice"]


class SerialRange(Noun):
    """Serial numbers `first` to `last`, both included; an empty end is open."""

    first: str = ""
    last: str = ""


class Applicability(Noun):
    """What a document or passage is for; an empty field means "any"."""

    models: tuple[str, ...] = ()
    serials: tuple[SerialRange, ...] = ()
    controllers: tuple[str, ...] = ()


class Line(Noun):
    """One line of a page as printed. `start`/`end` is its span in the passage's `text`."""

    text: str
    start: int
    end: int
    page: int | None = None
    box: Box | None = None


class Document(Noun):
    """A manual or other file in a library. `overrides`: sections of other documents, as "OM-112 § 7.3", that this one stands above.

    `sites` and `roles`: who may read it, one of each where any are named.
    """

    id: str
    library: str = "main"
    title: str
    path: str
    sha256: str = ""
    number: str = ""
    revision: str = ""
    issued: date | None = None
    language: str = ""
    kind: str = "manual"
    applies_to: Applicability = Applicability()
    supersedes: tuple[str, ...] = ()
    superseded_by: str = ""
    overrides: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pages: int | None = None
    passages: int = 0
    ocr_pages: int = 0
    reader: str = ""
    embedder: str = ""
    indexed_at: datetime | None = None
    problems: tuple[str, ...] = ()


class Section(Noun):
    """A heading and what stands under it. `number` is printed ("7.3"), `path` the headings above and it."""

    id: str
    document_id: str
    title: str
    number: str = ""
    level: int = 1
    path: tuple[str, ...] = ()
    page: int | None = None
    last_page: int | None = None


class Passage(Noun):
    """A stretch of one section, small enough to embed, that keeps its place.

    `text` reads as prose (line-end hyphens joined). `lines` give, for every printed line, its own
    text, box and span in `text`, so that any part of `text` can be quoted exactly and marked on its page.
    For a table row passage, `table` holds `[header cells, row cells, ...]`; header cells are empty where the table has none.
    `region` is where the drawing or photo that a caption names stands on `page`.
    """

    id: str
    document_id: str
    section_id: str
    kind: PassageKind = "prose"
    text: str
    lines: tuple[Line, ...] = ()
    page: int | None = None
    order: int = 0
    level: WarningLevel = ""
    step: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    refs: tuple[str, ...] = ()
    applies_to: Applicability = Applicability()
    ocr_confidence: float | None = None
    region: Box | None = None


class SearchHit(Noun):
    """A passage found, with its document and section. `score` is comparable within one answer list only.

    `asked_page` is set where the passage spans pages: the one that the question is about. `overridden_by` names the bulletin
    that stands above this section.
    """

    rank: int
    score: float
    passage: Passage
    document: Document
    section: Section
    asked_page: int | None = None
    applies: bool = True
    superseded: bool = False
    overridden_by: str = ""

    @property
    def page(self) -> int | None:
        """The page to open."""
        return self.asked_page or self.passage.page


class SearchResult(Noun):
    """Hits, best first. `hidden` counts those that the applicability filter removed.

    `problem` is a sentence for people where not everything could be asked and words alone were searched.
    """

    hits: tuple[SearchHit, ...] = ()
    hidden: int = 0
    hidden_models: tuple[str, ...] = ()
    problem: str = ""


class LibraryState(Noun):
    """A state of a library that it can be rolled back to. `made` is seconds since 1970; `automatic`: before a change, not asked for."""

    library: str
    name: str
    made: float
    automatic: bool = False
    documents: int = 0


class RolledBack(Noun):
    """What a roll-back did: documents restored, and taken out."""

    library: str
    name: str
    restored: int = 0
    removed: int = 0


class IngestFailure(Noun):
    """A file or page that could not be read, and why, in words for people."""

    path: str
    page: int | None = None
    reason: str


class IngestReport(Noun):
    """What one ingest did (contract: "Ingest report")."""

    library: str = "main"
    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    removed: int = 0
    failed: tuple[IngestFailure, ...] = ()
    pages: int = 0
    passages: int = 0
    ocr_pages: int = 0
    seconds: float = 0.0
