"""Files and folders into a library: read -> outline -> split -> write, each file once."""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from domain.documents import Document, IngestFailure, IngestReport
from domain.errors import NotFound, ReadFailure
from ingestion.documents import Wishes, document_id, keep_original, make_document, sha256_of
from ingestion.finding import Found, find
from ingestion.pages import VERSION
from ingestion.reading import Readers, readers
from stores.protocols import PassageStore


@dataclass(frozen=True)
class Progress:
    """How far an ingest is: pages done and in all of `path`, which is file `file` of `files`."""

    path: str
    done: int
    total: int
    file: int
    files: int


@dataclass
class _Tally:
    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    removed: int = 0
    pages: int = 0
    passages: int = 0
    ocr_pages: int = 0
    failed: list[IngestFailure] = field(default_factory=list[IngestFailure])


def ingest(
    paths: Iterable[Path],
    *,
    passages: PassageStore,
    library: str = "main",
    applies_to: Sequence[str] = (),
    revision: str = "",
    workers: int | None = None,
    keep: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Bring a library up to date with files and folders.

    A file that is already there is skipped by its content; one that changed replaces what stood under its name; one that is
    gone from an ingested folder is removed. Every document is written as a whole, so an ingest that was killed is finished by
    the next one.

    Args:
        paths: files, folders, or zip archives.
        passages: where documents go.
        library: the set of documents they belong to.
        applies_to: models that the files are for, instead of what they print.
        revision: their revision, instead of what they print.
        workers: reading processes; two by default, or one on a single core.
        keep: a folder in which the originals are stored as `<sha256><suffix>`.
        progress: called after every page.

    Raises:
        BadInput: a path does not exist or holds no document.
    """
    start = monotonic()
    wishes = Wishes(library, tuple(applies_to), revision)
    tally = _Tally()
    with (
        tempfile.TemporaryDirectory(prefix="nacelle-") as scratch,
        readers(workers or min(2, os.cpu_count() or 1)) as reading,
    ):
        search = find(paths, Path(scratch))
        tally.failed.extend(search.failures)
        run = _Run(passages, reading, wishes, keep, tally, progress, len(search.files))
        for number, found in enumerate(search.files, start=1):
            run.take(found, number)
        run.sweep(
            search.folders, {found.name for found in search.files} | {failure.path for failure in search.failures}
        )
    return IngestReport(
        library=library,
        added=tally.added,
        unchanged=tally.unchanged,
        replaced=tally.replaced,
        removed=tally.removed,
        failed=tuple(tally.failed),
        pages=tally.pages,
        passages=tally.passages,
        ocr_pages=tally.ocr_pages,
        seconds=round(monotonic() - start, 2),
    )


class _Run:
    def __init__(
        self,
        store: PassageStore,
        reading: Readers,
        wishes: Wishes,
        keep: Path | None,
        tally: _Tally,
        progress: Callable[[Progress], None] | None,
        files: int,
    ) -> None:
        self._store = store
        self._reading = reading
        self._wishes = wishes
        self._keep = keep
        self._tally = tally
        self._progress = progress
        self._files = files
        known = store.documents(wishes.library) if wishes.library in store.libraries() else ()
        self._known = {document.id: document for document in known}
        self._seen: set[str] = set()

    def take(self, found: Found, number: int) -> None:
        """Read one file into the store, unless it is there already."""
        try:
            sha256 = sha256_of(found.path)
            identity = document_id(self._wishes.library, sha256)
            if identity in self._seen or self._is_current(self._known.get(identity), found):
                self._tally.unchanged += 1
            else:
                self._write(found, sha256, number)
            self._seen.add(identity)
            if self._keep:
                keep_original(found.path, sha256, self._keep)
        except ReadFailure as failure:
            self._tally.failed.append(IngestFailure(path=found.name, page=failure.page, reason=failure.reason))
        except OSError as error:
            self._tally.failed.append(IngestFailure(path=found.name, reason=f"cannot be read: {error.strerror}"))

    def sweep(self, folders: Sequence[str], present: set[str]) -> None:
        """Remove what an ingested folder no longer holds, and older contents of the files just read."""
        for document in list(self._known.values()):
            if document.id in self._seen:
                continue
            gone = document.path not in present and document.path.startswith(tuple(folders))
            if gone or self._is_replaced(document):
                self._remove(document)
                self._tally.removed += gone

    def _is_current(self, document: Document | None, found: Found) -> bool:
        if document is None:
            return False
        wishes = self._wishes
        return (
            document.path == found.name
            and document.reader.endswith(VERSION)
            and (not wishes.models or document.applies_to.models == wishes.models)
            and (not wishes.revision or document.revision == wishes.revision)
        )

    def _write(self, found: Found, sha256: str, number: int) -> None:
        def report(done: int, total: int) -> None:
            if self._progress:
                self._progress(Progress(found.name, done, total, number, self._files))

        made = make_document(self._reading, found.path, found.name, sha256, self._wishes, report)
        self._store.write(made.document, made.sections, made.passages)
        replaced = made.document.id in self._known or any(d.path == found.name for d in self._known.values())
        self._tally.replaced += replaced
        self._tally.added += not replaced
        self._tally.pages += made.document.pages or 0
        self._tally.passages += len(made.passages)
        self._tally.ocr_pages += made.document.ocr_pages
        self._tally.failed.extend(made.failures)
        self._seen.add(made.document.id)
        for document in [d for d in self._known.values() if d.path == found.name and d.id not in self._seen]:
            self._remove(document)

    def _is_replaced(self, document: Document) -> bool:
        return any(
            other.path == document.path
            for other in self._known.values()
            if other.id in self._seen and other is not document
        )

    def _remove(self, document: Document) -> None:
        del self._known[document.id]
        try:
            self._store.remove(document.id)
        except NotFound:
            return
