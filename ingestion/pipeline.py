"""Files and folders into a library: read -> outline -> split -> write, each file once."""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic

from domain.documents import IngestReport
from ingestion.library.failures import FailureLog
from ingestion.library.file_search import find
from ingestion.library.update import LibraryUpdate, Progress
from ingestion.processes.reading import readers
from ingestion.wishes import Wishes
from stores.originals import Originals
from stores.protocols import PassageStore

__all__ = ["Progress", "ingest"]


def ingest(
    paths: Iterable[Path],
    *,
    passages: PassageStore,
    library: str = "main",
    applies_to: Sequence[str] = (),
    revision: str = "",
    sites: Sequence[str] = (),
    roles: Sequence[str] = (),
    further: bool = False,
    workers: int | None = None,
    keep: Originals | Path | None = None,
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
        sites: who may read them: people of one of these sites; empty means everybody.
        roles: who may read them: people with one of these roles.
        further: when everything is there to be found, make the vectors for other languages as well.
        workers: reading processes; two by default, or one on a single core.
        keep: where originals are stored as `<sha256><suffix>`; failures are noted in its home, beside a folder.
        progress: called after every page, and while passages are indexed.

    Raises:
        BadInput: a path does not exist or holds no document.
        Unavailable: the disk is full, or a store cannot be reached; what was indexed stays whole.
    """
    start = monotonic()
    wishes = Wishes(library, tuple(applies_to), revision, tuple(sites), tuple(roles))
    with (
        tempfile.TemporaryDirectory(prefix="nacelle-") as scratch,
        readers(workers or min(2, os.cpu_count() or 1)) as reading,
    ):
        search = find(paths, Path(scratch))
        kept = Originals(keep) if isinstance(keep, Path) else keep
        run = LibraryUpdate(passages, reading, wishes, kept, progress, len(search.files))
        tally = run.tally
        tally.failed.extend(search.failures)
        for number, found in enumerate(search.files, start=1):
            run.take(found, number)
        names = {found.name for found in search.files}
        run.sweep(search.folders, names | {failure.path for failure in search.failures})
        if kept:
            FailureLog(kept.home).note(library, names, search.folders, [f for f in tally.failed if f.page is None])
    if further:
        files = len(search.files)
        passages.embed_further(
            library,
            (lambda path, done, total: progress(Progress(path, done, total, files, files, "passages")))
            if progress
            else None,
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
