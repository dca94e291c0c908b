"""The stores that a case sees: the real ones, ones with a source down, or a copy of the records that may be changed."""

import sqlite3
import tempfile
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from domain.callers import Caller
from domain.errors import BadInput, NotFound, Unavailable
from domain.records import Part, WorkOrder
from evals.datasets.case_parts import Planted
from evals.datasets.schema import Case
from evals.running.transcript import Row
from stores import protocols
from stores.open_stores import Stores, open_stores

CANNOT_COPY = "cases that change records run on a copy of them, which only SQLite gives"


@contextmanager
def world_of(case: Case, opened: Stores) -> Generator[Stores]:
    """The stores for one case.

    Raises:
        BadInput: the case needs a copy of records that are on a server, or plants text in a record that is not there.
    """
    if not case.acts:
        yield _without(opened, case.sources_down)
        return
    with _copied(opened) as copy:
        for planted in case.planted:
            _plant(copy, planted)
        yield _without(copy, case.sources_down)


class SourceDown:
    """A store of which some methods cannot be reached; all others are the real ones."""

    def __init__(self, real: object, methods: set[str], source: str) -> None:
        self._real = real
        self._methods = methods
        self._source = source

    def __getattr__(self, name: str) -> Any:
        if name in self._methods:
            return self._fail
        return getattr(self._real, name)

    def _fail(self, *_: object, **__: object) -> Any:
        raise Unavailable(f"the {self._source} cannot be reached just now")


def _without(opened: Stores, sources: Iterable[str]) -> Stores:
    records: object = opened.records
    passages: object = opened.passages
    for source in sources:
        if source == "manuals":
            passages = SourceDown(passages, {"search", "passages", "section", "sections"}, source)
        else:
            records = SourceDown(records, _methods(source), source)
    if records is opened.records and passages is opened.passages:
        return opened
    return cast("Stores", _Narrowed(opened, records, passages, tuple(sources)))


class _Narrowed:
    """Stores of which records and passages are replaced."""

    def __init__(self, real: Stores, records: object, passages: object, sources: tuple[str, ...]) -> None:
        self._real = real
        self._sources = sources
        self.records = records
        self.passages = passages

    def seen_by(self, who: Caller) -> Stores:
        """As the real ones limit what a person reads, with the same sources down."""
        seen = self._real.seen_by(who)
        return cast("Stores", self) if seen is self._real else _without(seen, self._sources)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # a copy asks before it has its fields
            raise AttributeError(name)
        return getattr(self._real, name)


def _methods(source: str) -> set[str]:
    if source == "inventory":
        return _public(protocols.Inventory)
    if source == "work orders":
        return _public(protocols.WorkOrders)
    fleet = _public(protocols.Fleet)
    alarms = {name for name in fleet if "alarm" in name} - {"alarm_codes"}
    return alarms if source == "alarm lists" else fleet - alarms - {"alarm_codes"}


def _public(protocol: type) -> set[str]:
    return {name for name in vars(protocol) if not name.startswith("_")}


@contextmanager
def _copied(opened: Stores) -> Generator[Stores]:
    """The same documents beside a copy of the records, thrown away afterwards."""
    address = opened.settings.records_url
    if not address.startswith("sqlite:///"):
        raise BadInput(CANNOT_COPY)
    with tempfile.TemporaryDirectory(prefix="nacelle-case-") as folder:
        file = Path(folder) / "records.db"
        with sqlite3.connect(f"file:{address.removeprefix('sqlite:///')}?mode=ro", uri=True) as source:
            with sqlite3.connect(file) as target:
                source.backup(target)
            target.close()
        source.close()
        settings = opened.settings.model_copy(update={"database_url": f"sqlite:///{file}"})
        with open_stores(settings=settings) as copy:
            copy.__dict__["passages"] = opened.passages  # cases change no documents, and opening them takes a second
            yield copy


def _plant(copy: Stores, planted: Planted) -> None:
    for find, put in (
        (copy.records.work_order, copy.records.put_work_orders),
        (copy.records.part, copy.records.put_parts),
    ):
        try:
            record: WorkOrder | Part = find(planted.record)
        except NotFound:
            continue
        old = getattr(record, planted.field, None)
        if not isinstance(old, str):
            raise BadInput(f"planted: {planted.record} has no text field {planted.field}.")
        cast("Any", put)([record.model_copy(update={planted.field: f"{old}\n{planted.text}".strip()})])
        return
    raise BadInput(f"planted: there is no work order or part {planted.record}.")


def rows_of(opened: Stores) -> dict[str, Row]:
    """Every work order and part as text, to see what a case changed."""
    records = opened.records
    orders: Sequence[WorkOrder] = records.find_work_orders(limit=10_000_000)
    parts = [records.part(number) for number in records.entity_patterns().part_numbers]
    return {order.number: _row(order) for order in orders} | {part.number: _row(part) for part in parts}


def _row(noun: WorkOrder | Part) -> Row:
    row = {key: "" if value is None else str(value) for key, value in noun.model_dump(mode="json").items()}
    stocks = noun.stock if isinstance(noun, Part) else ()
    for place in {stock.location for stock in stocks}:
        row[f"quantity at {place}"] = f"{sum(s.quantity for s in stocks if s.location == place):g}"
        row[f"reserved at {place}"] = f"{sum(s.reserved for s in stocks if s.location == place):g}"
    return row
