"""What sentences are made of: the tables of a library or of documents, the records of the home or of an export."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from domain.documents import Document, Passage, Section
from domain.records import AlarmCode, Asset, Part, WorkOrder
from ingestion.documents import make_document
from ingestion.library.originals import sha256_of
from ingestion.processes.reading import readers
from ingestion.records.importing import ImportOrder, import_records
from ingestion.wishes import Wishes
from language.units import canonical, quantities
from stores.open_stores import Stores, open_stores

BESIDE, ELSEWHERE = 6, 5
"""Passages of the section, and tables of the document, that stand beside a table's own."""
MOST_ORDERS = 500
LONGEST_NAME, LONGEST_VALUE = 60, 40
Told = tuple[Passage, Document, Section]


class Table(NamedTuple):
    """A table, things down and their properties across; its passage is the first of those of its document. `units` are those of a column of units, a row each."""

    passages: Sequence[Told]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    units: Sequence[str]


class Records(NamedTuple):
    orders: Sequence[WorkOrder] = ()
    parts: Sequence[Part] = ()
    alarms: Sequence[AlarmCode] = ()
    machines: Sequence[Asset] = ()


def tables_of(name: str, stores: Stores) -> list[Table]:
    """Of a library of the home, or of a document's file."""
    if Path(name).is_file():
        return [] if Path(name).suffix == ".csv" else list(_of_document(_read(Path(name))))
    documents = stores.passages.documents(name) if name in stores.passages.libraries() else ()
    return [table for one in documents for table in _of_document(_kept(stores, one))]


def records_of(name: str, stores: Stores) -> Records:
    """Those of the home where it is called so ("records"), or the work orders of an export."""
    kept = stores.records
    if name == "records":
        alarms = [alarm for code in kept.alarm_codes() for alarm in kept.alarms(code)]
        orders = kept.find_work_orders(limit=MOST_ORDERS)
        return Records(orders, list(kept.parts()), alarms, list(kept.assets()))
    if Path(name).suffix != ".csv":
        return Records()
    with tempfile.TemporaryDirectory() as folder, open_stores(Path(folder)) as fresh:
        import_records(ImportOrder(kind="work-orders", path=Path(name)), fresh.records, Path(folder) / "rejected")
        return Records([_as_shown(one) for one in fresh.records.find_work_orders(limit=MOST_ORDERS)])


def _as_shown(order: WorkOrder) -> WorkOrder:
    """With its hours as a record shows them."""
    return order.model_copy(update={"hours": order.hours and round(order.hours, 2)})


def _read(path: Path) -> list[Told]:
    with readers(1) as reading:
        made = make_document(reading, path, path.name, sha256_of(path), Wishes())
    sections = {section.id: section for section in made.sections}
    return [(one, made.document, sections[one.section_id]) for one in made.passages]


def _kept(stores: Stores, document: Document) -> list[Told]:
    sections = {section.id: section for section in stores.passages.sections(document.id)}
    passages = stores.passages.passages_of_document(document.id)
    return [(one, document, sections[one.section_id]) for one in passages if one.section_id in sections]


def _of_document(known: Sequence[Told]) -> Iterator[Table]:
    for own in (one for one in known if len(one[0].table) > 2):
        near = [one for one in known if one[0].section_id == own[0].section_id][:BESIDE]
        apart = [one for one in known if one[0].table and one not in near][:ELSEWHERE]
        passages = list({one[0].id: one for one in (own, *near, *apart)}.values())
        header, *rows = own[0].table
        whole = [row for row in rows if len(row) == len(header)]
        if whole and _is_turned(whole):
            header, *whole = zip(header, *whole, strict=True)
        yield Table(passages, header, whole, _units(whole))


def _is_turned(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the things stand across: the cells of a row are measured alike, those of a column are not."""
    across, down = (
        [_measures(row[1:]) for row in rows],
        [_measures(column) for column in list(zip(*rows, strict=True))[1:]],
    )
    return len(rows[0]) > 2 and all(len(one) < 2 for one in across) and all(len(one) > 1 for one in down)


def _measures(cells: Iterable[str]) -> frozenset[str]:
    return frozenset(one.unit for cell in cells for one in quantities(cell)[:1])


def _units(rows: Sequence[Sequence[str]]) -> list[str]:
    """The unit that a column of units has for each row, as printed."""
    columns = list(zip(*rows, strict=True))[1:] if rows else []
    found = next((one for one in columns if any(one) and all(canonical(cell) for cell in one if cell)), ())
    return list(found) or [""] * len(rows)


def tells(column: str, cell: str) -> bool:
    """Whether a cell has a value under a column that can be said in a sentence."""
    named = re.search(r"[^\W\d_]{3}", column) and ". " not in column
    return bool(named) and bool(re.search(r"\d", cell)) and len(cell) < LONGEST_VALUE


def names(cell: str) -> bool:
    """Whether a cell names its row in a way that a sentence can."""
    said = len(cell) < LONGEST_NAME and re.search(r"[^\W\d_]", cell)
    return bool(said) and not re.match(r"\d+[-.]", cell) and not cell.endswith("?")
