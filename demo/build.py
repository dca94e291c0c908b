"""Builds the demo wind farm into a home folder: manuals as PDF, records, index."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from demo.catalogue import MANUALS, ManualSource
from demo.records import Facts, load_facts
from demo.typesetting import typeset
from domain.documents import IngestReport
from domain.model import Noun
from ingestion import pipeline as ingestion
from stores.open_stores import open_stores
from stores.protocols import PassageStore, RecordWriter

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class BuildReport(Noun):
    """What one build changed; a second build of the same sources reports zeros."""

    manuals: int
    manuals_written: int
    assets: int
    alarms: int
    parts: int
    work_orders: int
    ingest: IngestReport


def silent(_what: str, _done: int, _total: int) -> None:
    """The progress of a caller who does not want to know."""


def build(home: Path, *, library: str = "main", workers: int | None = None, progress: Progress = silent) -> BuildReport:
    """Build the demo below `home`; what is already there and unchanged is left alone.

    Raises:
        BadInput: a source of the demo is damaged.
        Unavailable: the stores cannot be opened or written.
    """
    facts = load_facts()
    folder = home / "demo" / "manuals"
    with open_stores(home) as stores:
        written = sum(write_manuals(folder, progress))
        changed = import_records(facts, stores.records, progress)
        report = index_manuals(folder, stores.passages, library, workers, home / "files", progress)
    return BuildReport(manuals=len(MANUALS), manuals_written=written, ingest=report, **changed)


def write_manuals(
    folder: Path, progress: Progress = silent, manuals: Sequence[ManualSource] = MANUALS
) -> Iterator[bool]:
    """Typeset every manual into `folder`; yields for each whether its file had to be written."""
    folder.mkdir(parents=True, exist_ok=True)
    for done, manual in enumerate(manuals):
        progress("manuals", done, len(manuals))
        yield _write_if_changed(folder / manual.output, typeset(manual))
    progress("manuals", len(manuals), len(manuals))


def import_records(facts: Facts, records: RecordWriter, progress: Progress = silent) -> dict[str, int]:
    """Put every record; returns how many rows of each kind changed."""
    progress("records", 0, 4)
    changed = {"assets": records.put_assets(facts.assets)}
    progress("records", 1, 4)
    changed["alarms"] = records.put_alarms(facts.alarms)
    progress("records", 2, 4)
    changed["parts"] = records.put_parts(facts.parts)
    progress("records", 3, 4)
    changed["work_orders"] = records.put_work_orders(facts.work_orders)
    progress("records", 4, 4)
    return changed


def index_manuals(
    folder: Path, passages: PassageStore, library: str, workers: int | None, keep: Path, progress: Progress
) -> IngestReport:
    """Ingest the manuals folder, originals stored in `keep`; unchanged files are skipped by the ingestion itself."""

    def page_read(page: ingestion.Progress) -> None:
        progress("index", page.file - (page.done < page.total), page.files)

    progress("index", 0, len(MANUALS))
    report = ingestion.ingest(
        [folder], passages=passages, library=library, workers=workers, keep=keep, progress=page_read
    )
    progress("index", len(MANUALS), len(MANUALS))
    return report


def _write_if_changed(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    half = path.with_suffix(".half")
    half.write_bytes(content)
    half.replace(path)
    return True
