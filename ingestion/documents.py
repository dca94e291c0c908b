"""One file read to a document with its sections and passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.documents import Applicability, Document, IngestFailure, Passage, Section
from domain.errors import ReadFailure
from ingestion.about.languages import language_of
from ingestion.about.metadata import metadata_of
from ingestion.library.originals import sha256_of
from ingestion.pages import Page, Source
from ingestion.passages.ids import document_id
from ingestion.passages.splitter import split
from ingestion.processes.reading import Readers, ReadFile
from ingestion.structure.outline import outline
from ingestion.wishes import Wishes
from stores.clock import utc_now
from stores.originals import CHANGED

_SAMPLE = 20_000
_MOST_TOLD = 20
"""Pages of one reason that are told one by one: a scan has thousands of blank ones."""


@dataclass(frozen=True)
class Made:
    """A document ready to be written, and the pages of it that could not be read."""

    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    failures: tuple[IngestFailure, ...]


def make_document(
    readers: Readers,
    path: Path,
    name: str,
    sha256: str,
    wishes: Wishes,
    progress: Callable[[int, int], None] | None = None,
) -> Made:
    """Read, outline and split one file.

    Raises:
        ReadFailure: nothing of it can be read, or it changed meanwhile.
        OSError: it vanished meanwhile.
    """
    read = readers.read(path, progress)
    failures = [IngestFailure(path=name, page=number, reason=reason) for number, reason in read.failures]
    pages = [page for page in read.pages if page is not None]
    paged = read.source.pages is not None
    if sha256_of(path) != sha256:
        raise ReadFailure(CHANGED)
    failures += [IngestFailure(path=name, page=p.number, reason=p.problem) for p in pages if p.problem and paged]
    if not any(page.pieces for page in pages):
        reasons = list(dict.fromkeys(failure.reason for failure in failures))
        raise ReadFailure("; ".join(reasons[:3]) or "no legible text")
    identity = document_id(wishes.library, sha256)
    made = _made(identity, read, pages, name, sha256, wishes, tuple(_told(failures)))
    if not made.passages:
        # Listed with nothing in it, it would look read.
        raise ReadFailure("only headings or a few letters could be read, no text")
    return made


def _told(failures: Sequence[IngestFailure]) -> list[IngestFailure]:
    """The failures; of many pages with one reason the first ones, and in one sentence how many more there are."""
    alike: dict[str, list[IngestFailure]] = {}
    for failure in failures:
        alike.setdefault(failure.reason, []).append(failure)
    told: list[IngestFailure] = []
    for reason, each in alike.items():
        more = each[_MOST_TOLD:]
        told += each[:_MOST_TOLD]
        if more:
            rest = (
                f"{reason} (so are {len(more) - 1} more, the last is page {more[-1].page})" if len(more) > 1 else reason
            )
            told.append(more[0].model_copy(update={"reason": rest}))
    return told


def _made(
    identity: str,
    read: ReadFile,
    pages: Sequence[Page],
    name: str,
    sha256: str,
    wishes: Wishes,
    failures: tuple[IngestFailure, ...],
) -> Made:
    source: Source = read.source
    found = metadata_of(source, pages, name)
    confidences = {page.number: page.confidence for page in pages if page.confidence is not None}
    sections, passages = split(identity, outline(source, pages, found.title), confidences)
    printed = found.applies_to
    document = Document(
        id=identity,
        library=wishes.library,
        title=found.title,
        path=name,
        sha256=sha256,
        number=found.number,
        revision=wishes.revision or found.revision,
        sites=wishes.sites,
        roles=wishes.roles,
        issued=found.issued,
        language=language_of(_sample(passages)),
        kind=found.kind,
        applies_to=Applicability(
            models=wishes.models or printed.models, serials=printed.serials, controllers=printed.controllers
        ),
        supersedes=found.supersedes,
        overrides=found.overrides,
        pages=source.pages,
        passages=len(passages),
        ocr_pages=len(confidences),
        reader=source.reader,
        indexed_at=utc_now(),
        problems=tuple(f"page {f.page}: {f.reason}" if f.page else f.reason for f in failures),
    )
    return Made(document, tuple(sections), tuple(passages), failures)


def _sample(passages: Sequence[Passage]) -> str:
    text: list[str] = []
    length = 0
    for passage in passages[len(passages) // 8 :]:
        text.append(passage.text)
        length += len(passage.text)
        if length > _SAMPLE:
            break
    return " ".join(text)
