"""A store in memory, a manual typeset on the spot, and the shared data where they are there."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import typst

from domain.documents import Document, LibraryState, Passage, RolledBack, SearchResult, Section
from domain.errors import NotFound
from ingestion.about.metadata import metadata_of
from ingestion.pages import Page, Source
from ingestion.passages.splitter import split
from ingestion.readers.files import open_file
from ingestion.structure.outline import outline

MANUAL = Path(__file__).parent / "manual.typ"
Read = tuple[Source, list[Page], list[Section], list[Passage]]


class MemoryPassages:
    """Documents in a dictionary; counts what is written."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Document, Sequence[Section], Sequence[Passage]]] = {}
        self.writes = 0

    def write(
        self,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.kept[document.id] = (document, sections, passages)
        self.writes += 1

    def remove(self, document_id: str) -> None:
        if document_id not in self.kept:
            raise NotFound(f"No document '{document_id}'.")
        del self.kept[document_id]

    def document(self, document_id: str) -> Document:
        return self.kept[document_id][0]

    def documents(self, library: str = "main") -> Sequence[Document]:
        return [document for document, _, _ in self.kept.values() if document.library == library]

    def libraries(self) -> Sequence[str]:
        return sorted({document.library for document, _, _ in self.kept.values()})

    def sections(self, document_id: str) -> Sequence[Section]:
        return self.kept[document_id][1]

    def section(self, section_id: str) -> Section:
        return next(s for _, sections, _ in self.kept.values() for s in sections if s.id == section_id)

    def passages(self, section_id: str) -> Sequence[Passage]:
        return [p for _, _, passages in self.kept.values() for p in passages if p.section_id == section_id]

    def passages_of_document(self, document_id: str) -> Sequence[Passage]:
        return self.kept[document_id][2]

    def warnings(self, document_id: str) -> Sequence[Passage]:
        return [passage for passage in self.kept[document_id][2] if passage.kind == "warning"]

    def figures(self, document_id: str) -> Sequence[Passage]:
        return [passage for passage in self.kept[document_id][2] if passage.region]

    def save_state(self, library: str, name: str = "") -> Sequence[str]:
        return ()

    def states(self, library: str) -> Sequence[LibraryState]:
        return ()

    def roll_back(self, library: str, name: str) -> RolledBack:
        raise NotFound(name)

    def forget_state(self, library: str, name: str) -> Sequence[str]:
        raise NotFound(name)

    def contents(self) -> set[str]:
        return {document.sha256 for document, _, _ in self.kept.values()}

    def embed_further(self, library: str, progress: Callable[[str, int, int], None] | None = None) -> int:
        return 0

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
        return SearchResult()


def read_all(path: Path) -> Read:
    """A file's source, pages, sections and passages."""
    with open_file(path) as opened:
        pages = [opened.page(number) for number in range(1, opened.count + 1)]
        found = metadata_of(opened.source, pages, path.name)
        sections, passages = split("test", outline(opened.source, pages, found.title), {})
        return opened.source, pages, sections, passages


@pytest.fixture
def store() -> MemoryPassages:
    return MemoryPassages()


@pytest.fixture
def read() -> Callable[[Path], Read]:
    return read_all


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[..., Path]:
    def make(source: str, name: str = "made.pdf") -> Path:
        (tmp_path / "source.typ").write_text(source, "utf-8")
        path = tmp_path / name
        path.write_bytes(typst.compile(str(tmp_path / "source.typ")))
        return path

    return make


@pytest.fixture(scope="session")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manual") / "tx90.pdf"
    path.write_bytes(typst.compile(str(MANUAL)))
    return path


@pytest.fixture(scope="session")
def read_manual(manual: Path) -> Read:
    return read_all(manual)


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data"  # noqa: TID251
    if not folder.is_dir():
        pytest.skip("the shared data are not here (NACELLE_SHARED)")
    return folder
