"""Sentences over small manuals, an alarm list and an export that nothing here was written from, in halves.

`bench/labels/gate`: `a` and `d` were looked at while the gate was mended, `b` is opened at the end of a piece of work only (`--sealed`), and so is `shared`: sentences
over documents of the shared data, which are read where they lie. `fresh` (`e`) is sealed too and holds both.
`newer` was written as a good model writes: four of its sources (`f`) were looked at, four (`g`) were not; `latest` (`h`, `i`) likewise, later and by
somebody who had not read the code.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from agent.claims.evidence.meaning import Embedder
from bench.gate.judged import PLACE, Case, cited, judged
from domain.answers import Evidence
from ingestion.documents import make_document
from ingestion.library.originals import sha256_of
from ingestion.processes.reading import readers
from ingestion.records.fields import Kind
from ingestion.records.importing import ImportOrder, import_records
from ingestion.wishes import Wishes
from stores.open_stores import open_stores
from tools.evidence import alarm_evidence, passage_evidence, work_order_evidence

LABELS = Path(__file__).parents[1] / "labels/gate"
RECORDS: dict[str, Kind] = {
    "drive_alarms.csv": "alarms",
    "robot_alarms.csv": "alarms",
    "fresh/wrapper_alarms.csv": "alarms",
    "newer/chiller_alarms.csv": "alarms",
    "newer/hospital_orders.csv": "work-orders",
    "latest/palletiser_alarms.csv": "alarms",
    "latest/wo_export.csv": "work-orders",
    "cmms.csv": "work-orders",
    "fresh/ordenes.csv": "work-orders",
    "field/exports/odoo.csv": "work-orders",
    "field/exports/sap_iw39.csv": "work-orders",
}


def strangers_cases(half: str, meaning: Embedder | None) -> Iterator[Case]:
    """The sentences of one half, each judged on the whole of its source."""
    yield from _cases([row for row in rows_of("sentences.jsonl") if row["half"] == half], evidence_of, meaning)


def shared_cases(meaning: Embedder | None) -> Iterator[Case]:
    """The sentences over the shared documents; none where `NACELLE_SHARED` has none."""
    rows, found = shared_sentences()
    yield from _cases(rows, found.__getitem__, meaning)


def fresh_cases(meaning: Embedder | None) -> Iterator[Case]:
    """The sentences over sources that no other set has; of the shared ones none where `NACELLE_SHARED` has none."""
    yield from _cases([row for row in rows_of("fresh.jsonl") if is_own(row)], evidence_of, meaning)
    rows, found = shared_sentences("fresh.jsonl")
    yield from _cases(rows, found.__getitem__, meaning)


def newer_cases(half: str, meaning: Embedder | None) -> Iterator[Case]:
    """One half of the sentences as a good model writes them, by source: `f` is looked at, `g` is not."""
    yield from _cases([row for row in rows_of("newer.jsonl") if row["half"] == half], evidence_of, meaning)


def latest_cases(half: str, meaning: Embedder | None) -> Iterator[Case]:
    """The same of the sources written last: `h` is looked at, `i` is not."""
    yield from _cases([row for row in rows_of("latest.jsonl") if row["half"] == half], evidence_of, meaning)


def shared_sentences(name: str = "shared.jsonl") -> tuple[list[dict[str, Any]], dict[str, dict[int, Evidence]]]:
    """A set's sentences over the shared documents, and by document all that it says."""
    folder = Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data"  # noqa: TID251
    rows = [row for row in rows_of(name) if not is_own(row)] if folder.exists() else []
    return rows, {source: _shared(folder, source, rows) for source in {row["source"] for row in rows}}


def is_own(row: dict[str, Any]) -> bool:
    return (LABELS / row["source"]).exists()


def _cases(
    rows: Sequence[dict[str, Any]], of: Callable[[str], dict[int, Evidence]], meaning: Embedder | None
) -> Iterator[Case]:
    for row in rows:
        text = cited(row["text"], of(row["source"]))
        if text is None:
            raise ValueError(f"{row['source']} has no place for {row['text']!r}.")
        yield judged(row, text, of(row["source"]), meaning)


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


def _shared(folder: Path, source: str, rows: Sequence[dict[str, Any]]) -> dict[int, Evidence]:
    """All of a document or an export; of `name.pdf#4-7` these pages, of a corpus the sections that a sentence names."""
    name, _, pages = source.partition("#")
    path = folder / name
    if source in RECORDS:
        return dict(enumerate(_records(path, RECORDS[source]), start=1))
    with tempfile.TemporaryDirectory() as cut:
        if pages:
            path = _cut_pages(path, pages, Path(cut))
        elif path.suffix == ".json":
            named = [pattern for row in rows if row["source"] == source for pattern in PLACE.findall(row["text"])]
            path = _cut_sections(path, named, Path(cut))
        return dict(enumerate(_passages(path), start=1))


def _cut_pages(path: Path, pages: str, folder: Path) -> Path:
    cut = folder / path.name
    with pdfium.PdfDocument(path) as whole, pdfium.PdfDocument.new() as part:
        first, _, last = pages.partition("-")
        part.import_pages(whole, range(int(first) - 1, int(last or first)))
        part.save(cut)
    return cut


def _cut_sections(path: Path, named: Sequence[str], folder: Path) -> Path:
    told = [
        "\n\n".join([f"## {one['title']}", *one["text"][1:]]) for one in json.loads(path.read_text("utf-8")).values()
    ]
    cut = folder / f"{path.stem}.md"
    cut.write_text("\n\n".join(text for text in told if any(re.search(one, text) for one in named)), "utf-8")
    return cut


@cache
def evidence_of(source: str) -> dict[int, Evidence]:
    """All that a source says, read as an ingest or an import reads it."""
    found = _records(LABELS / source, RECORDS[source]) if source in RECORDS else _passages(LABELS / source)
    return dict(enumerate(found, start=1))


def _passages(path: Path) -> list[Evidence]:
    with readers(1) as reading:
        made = make_document(reading, path, path.name, sha256_of(path), Wishes())
    sections = {section.id: section for section in made.sections}
    return [passage_evidence(one, made.document, sections[one.section_id]) for one in made.passages]


def _records(path: Path, kind: Kind) -> list[Evidence]:
    with tempfile.TemporaryDirectory() as folder, open_stores(Path(folder)) as stores:
        import_records(ImportOrder(kind=kind, path=path), stores.records, Path(folder) / "rejected")
        records = stores.records
        if kind == "alarms":
            return [alarm_evidence(alarm) for code in records.alarm_codes() for alarm in records.alarms(code)]
        return [work_order_evidence(order) for order in records.find_work_orders()]
