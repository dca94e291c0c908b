"""One library brought up to date, file by file."""

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.documents import Document, IngestFailure
from domain.errors import NotFound, ReadFailure, Unavailable
from ingestion.library.file_search import Found
from ingestion.library.originals import sha256_of
from ingestion.pages import VERSION
from ingestion.passages.ids import document_id
from ingestion.processes.reading import Readers
from ingestion.wishes import Wishes
from stores.originals import Originals
from stores.protocols import PassageStore

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@dataclass(frozen=True)
class Progress:
    """How far an ingest is: pages read, then passages indexed, done and in all of `path`, which is file `file` of `files`."""

    path: str
    done: int
    total: int
    file: int
    files: int
    counts: Literal["pages", "passages"] = "pages"


@dataclass
class Tally:
    """What an ingest did so far."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    removed: int = 0
    pages: int = 0
    passages: int = 0
    ocr_pages: int = 0
    failed: list[IngestFailure] = field(default_factory=list[IngestFailure])


class LibraryUpdate:
    """Takes files one after the other, then sweeps what is gone; counts as it goes.

    Args:
        store: where documents go.
        reading: the processes that read pages.
        wishes: what the person says about the files.
        keep: where originals go.
        progress: called after every page, and while passages are indexed.
        files: how many files will come.
    """

    def __init__(
        self,
        store: PassageStore,
        reading: Readers,
        wishes: Wishes,
        keep: Originals | None,
        progress: Callable[[Progress], None] | None,
        files: int,
    ) -> None:
        self._store = store
        self._reading = reading
        self._wishes = wishes
        self._keep = keep
        self.tally = Tally()
        self._progress = progress
        self._files = files
        known = store.documents(wishes.library) if wishes.library in store.libraries() else ()
        self._known = {document.id: document for document in known}
        self._seen: set[str] = set()
        self._touched = not self._known

    def take(self, found: Found, number: int) -> None:
        """Read one file into the store, unless it is there already."""
        try:
            sha256 = sha256_of(found.path)
            identity = document_id(self._wishes.library, sha256)
            if identity in self._seen or self._is_current(self._known.get(identity), found):
                self.tally.unchanged += 1
            else:
                self._write(found, sha256, number)
            self._seen.add(identity)
            if self._keep:
                self._keep.keep(found.path, sha256)
        except ReadFailure as failure:
            self.tally.failed.append(IngestFailure(path=found.name, page=failure.page, reason=failure.reason))
        except OSError as error:
            if error.errno in _FULL:
                raise Unavailable(
                    f"The index cannot be written: {error.strerror}. What it held is unharmed."
                ) from error
            self.tally.failed.append(IngestFailure(path=found.name, reason=f"cannot be read: {error.strerror}"))

    def sweep(self, folders: Sequence[str], present: set[str]) -> None:
        """Remove what an ingested folder no longer holds, and older contents of the files just read."""
        for document in list(self._known.values()):
            if document.id in self._seen:
                continue
            gone = document.path not in present and document.path.startswith(tuple(folders))
            if gone or self._is_replaced(document):
                self._remove(document)
                self.tally.removed += gone

    def _is_current(self, document: Document | None, found: Found) -> bool:
        if document is None:
            return False
        wishes = self._wishes
        return (
            document.path == found.name
            and document.reader.endswith(VERSION)
            and (not wishes.models or document.applies_to.models == wishes.models)
            and (not wishes.revision or document.revision == wishes.revision)
            and (not wishes.sites or document.sites == wishes.sites)
            and (not wishes.roles or document.roles == wishes.roles)
        )

    def _write(self, found: Found, sha256: str, number: int) -> None:
        def report(done: int, total: int, counts: Literal["pages", "passages"] = "pages") -> None:
            if self._progress:
                self._progress(Progress(found.name, done, total, number, self._files, counts))

        from ingestion.documents import make_document  # noqa: PLC0415  (half a second that an unchanged library saves)

        made = make_document(self._reading, found.path, found.name, sha256, self._wishes, report)
        self._before_a_change()
        self._store.write(
            made.document, made.sections, made.passages, lambda done, total: report(done, total, "passages")
        )
        replaced = made.document.id in self._known or any(d.path == found.name for d in self._known.values())
        self.tally.replaced += replaced
        self.tally.added += not replaced
        self.tally.pages += made.document.pages or 0
        self.tally.passages += len(made.passages)
        self.tally.ocr_pages += made.document.ocr_pages
        self.tally.failed.extend(made.failures)
        self._seen.add(made.document.id)
        for document in [d for d in self._known.values() if d.path == found.name and d.id not in self._seen]:
            self._remove(document)

    def _before_a_change(self) -> None:
        """What was there can be gone back to."""
        if not self._touched:
            self._touched = True
            for sha256 in self._store.save_state(self._wishes.library):
                if self._keep:
                    self._keep.drop(sha256, self._store)

    def _is_replaced(self, document: Document) -> bool:
        return any(
            other.path == document.path
            for other in self._known.values()
            if other.id in self._seen and other is not document
        )

    def _remove(self, document: Document) -> None:
        del self._known[document.id]
        self._before_a_change()
        try:
            self._store.remove(document.id)
        except NotFound:
            return
        if self._keep:
            self._keep.drop(document.sha256, self._store)
