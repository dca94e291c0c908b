"""An import from end to end: look over the file, agree on its columns, write record by record, keep the bad rows aside."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from domain.errors import BadInput
from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder
from ingestion.records.building import merged
from ingestion.records.cells.moments import Order
from ingestion.records.columns.agreeing import mapping_of
from ingestion.records.columns.mapping import Mapping
from ingestion.records.columns.names import fit, known_names
from ingestion.records.columns.surveys import survey
from ingestion.records.fields import ASKED_BY, IDENTITY, KINDS, NAME_OF, Kind
from ingestion.records.files.tables import Line, open_table
from ingestion.records.gathering import Tally, by_part, records, without_state
from ingestion.records.joins import by_number, numbers_of_names, unjoined
from ingestion.records.reading import Reader
from ingestion.records.rejects import keep_aside
from ingestion.records.report import ImportReport, Rejected, Shown, notes
from stores.protocols import Fleet, RecordWriter
from stores.records.patterns import EntityPatterns

BATCH = 1000
FAMILIAR = 0.7


class Store(RecordWriter, Fleet, Protocol):
    """Records to write to, and the machines that are known."""

    def entity_patterns(self) -> EntityPatterns:
        """What the records call things."""
        ...


class ImportOrder(Noun):
    """What to import. `maps` are FIELD=COLUMN, `constants` FIELD=VALUE for every row."""

    kind: Kind
    path: Path
    maps: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    sheet: str = ""
    dates: Order | None = None
    dry_run: bool = False


def import_records(
    order: ImportOrder,
    store: Store,
    rejected_folder: Path,
    *,
    show: Callable[[Shown], None] = lambda _: None,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
) -> ImportReport:
    """Import one file; each batch is written whole, so that an import cut short is finished by running it again.

    Args:
        order: The file and how it is to be read.
        store: Where the records go.
        rejected_folder: Where rows that cannot be used are kept.
        show: Gets the mapping before anything is written.
        progress: Gets what is done ("reading", "importing"), rows done and rows in all (0: not known yet).

    Raises:
        UnknownField: `--map` or `--set` names no field.
        BadInput: the file cannot be read, or nothing in it says what a record is called.
    """
    started = time.perf_counter()
    kind = order.kind
    table = open_table(
        order.path, order.sheet, lambda name: any(fit(name, f, kind) >= FAMILIAR for f in known_names(kind))
    )
    looked = survey(table, lambda done: progress("reading", done, 0))
    machines = store.assets()
    tags = frozenset(asset.tag.casefold() for asset in machines)
    numbers = numbers_of_names(machines) if kind == "work-orders" else {}
    mapping = mapping_of(kind, looked, order.maps, order.constants, tags)
    _check(kind, mapping)
    reader = Reader.of(kind, mapping, looked, table.form, order.dates)
    told = [*_system(mapping), *notes(reader), *unjoined(kind, mapping, looked, store.entity_patterns(), numbers)]
    show(Shown(kind, order.path, table.form, table.sheet, table.header_line, mapping, told))
    tally = Tally()
    rows = _counted(table.rows(), looked.rows, progress)
    found = (by_number(record, numbers) for record in records(rows, reader, tally))
    named = frozenset(NAME_OF[name] for name in {*reader.machines, *(["asset"] if numbers else [])})
    given = frozenset(mapping.fields) | frozenset(mapping.constants) | named | without_state(reader)
    new, changed, unchanged = _written(found, store, given, dry_run=order.dry_run)
    aside = None
    if not order.dry_run:
        store.name_fields(_labels(kind, mapping))
        aside = keep_aside(rejected_folder, order.path, kind, table.columns, tally.rejected)
    return ImportReport(
        kind=kind,
        file=str(order.path),
        sheet=table.sheet or None,
        header_line=table.header_line,
        mapping=mapping.named(),
        kept=[mapping.columns[n] for n in mapping.kept],
        ignored=[mapping.columns[n] for n in mapping.ignored],
        read=tally.read,
        added=new,
        changed=changed,
        unchanged=unchanged,
        repeated=tally.repeated,
        numbered=tally.numbered,
        rejected=[Rejected(line=row.number, reason=reason) for row, reason in tally.rejected],
        rejected_file=str(aside) if aside else None,
        notes=told,
        dry_run=order.dry_run,
        seconds=round(time.perf_counter() - started, 2),
    )


def _labels(kind: Kind, mapping: Mapping) -> list[tuple[str, str]]:
    """What the file calls the fields that people ask by."""
    asked = ASKED_BY & mapping.fields.keys() if kind == "work-orders" else frozenset[str]()
    return [(name, mapping.columns[place]) for name in asked for place in mapping.fields[name]]


def _system(mapping: Mapping) -> list[str]:
    return [f"read as an export of {mapping.system}"] if mapping.system else []


def kind_named(name: str) -> Kind:
    """The kind of record with this name. Raises BadInput with the choices."""
    for kind in KINDS:
        if name.strip().casefold().replace("_", "-").replace(" ", "-") == kind:
            return kind
    raise BadInput(f"There is no kind of record '{name}'; the kinds are {', '.join(KINDS)}.")


def _check(kind: Kind, mapping: Mapping) -> None:
    identity = IDENTITY[kind]
    told = {*mapping.fields, *mapping.constants}
    columns = ", ".join(mapping.columns)
    if kind != "work-orders" and identity not in told:
        raise BadInput(
            f"No column looks like the {identity} of {kind}; say which with --map {identity}=COLUMN (columns: {columns})."
        )
    if kind == "work-orders" and not told & {"title", "description", "actions", "asset", "number"}:
        raise BadInput(f"No column looks like work orders; say which with --map title=COLUMN (columns: {columns}).")
    if kind == "stock" and "quantity" not in told:
        raise BadInput(
            f"No column looks like the quantity of stock; say which with --map quantity=COLUMN (columns: {columns})."
        )


def _counted(rows: Iterable[Line], total: int, progress: Callable[[str, int, int], None]) -> Iterator[Line]:
    for done, row in enumerate(rows, start=1):
        yield row
        if done % 100 == 0 or done == total:
            progress("importing", done, total)


def _written(found: Iterator[Noun], store: Store, given: frozenset[str], *, dry_run: bool) -> tuple[int, int, int]:
    new = changed = unchanged = 0
    for first in found:
        batch = by_part(chain([first], islice(found, BATCH - 1)))
        held = store.stored(batch)
        final = [merged(record, held[n], given) if n in held else record for n, record in enumerate(batch)]
        different = [record for n, record in enumerate(final) if held.get(n) != record]
        if not dry_run:
            _put(different, store)
        new += len(batch) - len(held)
        changed += len(different) - (len(batch) - len(held))
        unchanged += len(batch) - len(different)
    return new, changed, unchanged


def _put(batch: list[Noun], store: Store) -> None:
    store.put_assets([record for record in batch if isinstance(record, Asset)])
    store.put_alarms([record for record in batch if isinstance(record, AlarmCode)])
    store.put_parts([record for record in batch if isinstance(record, Part)])
    store.put_work_orders([record for record in batch if isinstance(record, WorkOrder)])
