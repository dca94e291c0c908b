"""Rows that are about the same thing: the same alarm again and again in a log, a part at several places, true duplicates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.model import Noun
from domain.records import AlarmCode, Part
from ingestion.records.building import derived_number, record_of, with_stock
from ingestion.records.columns.mapping import Mapping
from ingestion.records.fields import IDENTITY
from ingestion.records.files.tables import Line
from ingestion.records.reading import BadRow, Reader

TELLING = frozenset({"title", "description", "asset", "actions"})
"""At least one of these makes a work order without a number worth keeping."""


@dataclass
class Tally:
    """What was read, and what is to be told of it."""

    read: int = 0
    numbered: int = 0
    repeated: int = 0
    rejected: list[tuple[Line, str]] = field(default_factory=list[tuple[Line, str]])


def records(rows: Iterable[Line], reader: Reader, tally: Tally) -> Iterator[Noun]:
    """The records of a file, each once, as they come; alarms come at the end, because logs repeat them."""
    if reader.kind == "alarms":
        yield from _alarms(rows, reader, tally)
        return
    seen: dict[str, tuple[int, int]] = {}
    equal: dict[str, int] = {}
    unknown_state = bool(without_state(reader))
    for row in rows:
        tally.read += 1
        try:
            values, rest = reader.values(row), reader.rest(row)
            if reader.kind == "work-orders" and not values.get("number"):
                values["number"] = _number_for(values, reader.cells(row), equal, tally)
            told = hash((tuple(values.items()), tuple(rest.items())))
            record = record_of(reader.kind, values, rest, reader.figures(row), unknown_state=unknown_state)
        except BadRow as error:
            tally.rejected.append((row, str(error)))
            continue
        number = str(getattr(record, IDENTITY[reader.kind]))
        if isinstance(record, Part) and record.stock:
            number = f"{number}\n{record.stock[0].location}"
        first = seen.setdefault(number, (row.number, told))
        if first[0] == row.number:
            yield record
        elif first[1] == told:
            tally.repeated += 1
        else:
            what = str(getattr(record, IDENTITY[reader.kind]))
            tally.rejected.append((row, f"{what} stands in line {first[0]} already, with other contents"))


def without_state(reader: Reader) -> frozenset[str]:
    """The field that tells the state of work orders, where their file does not."""
    told = {*reader.mapping.fields, *reader.mapping.constants}
    return frozenset({"status"} if reader.kind == "work-orders" and not told & {"status", "closed"} else ())


def _number_for(values: dict[str, object], cells: dict[str, str], equal: dict[str, int], tally: Tally) -> str:
    if not TELLING & set(values):
        raise BadRow("has no number, and no text or machine to make one from")
    tally.numbered += 1
    first = derived_number(cells, 0)
    equal[first] = equal.get(first, -1) + 1
    if not equal[first]:
        return first
    tally.repeated += 1
    return derived_number(cells, equal[first])


def _alarms(rows: Iterable[Line], reader: Reader, tally: Tally) -> Iterator[Noun]:
    """One entry for each code, title, models and controller; causes and actions of its rows are put together."""
    entries: dict[tuple[str, ...], AlarmCode] = {}
    varying: set[str] = set()
    for row in rows:
        tally.read += 1
        try:
            entry = record_of("alarms", reader.values(row), reader.rest(row))
        except BadRow as error:
            tally.rejected.append((row, str(error)))
            continue
        if not isinstance(entry, AlarmCode):
            continue
        identity = (entry.code, *entry.models, entry.controller)
        first = entries.get(identity)
        if first is None:
            entries[identity] = entry
        elif first.title != entry.title:
            tally.rejected.append((row, f"{entry.code} is '{first.title}' already"))
        else:
            tally.repeated += 1
            varying |= {
                name
                for name in first.fields.keys() | entry.fields.keys()
                if first.fields.get(name) != entry.fields.get(name)
            }
            entries[identity] = _together(first, entry)
    _leave_out(reader.mapping, varying)
    for entry in entries.values():
        yield entry.model_copy(update={"fields": {n: v for n, v in entry.fields.items() if n not in varying}})


def _together(first: AlarmCode, other: AlarmCode) -> AlarmCode:
    return first.model_copy(
        update={
            "aliases": tuple(dict.fromkeys((*first.aliases, *other.aliases))),
            "causes": tuple(dict.fromkeys((*first.causes, *other.causes))),
            "actions": tuple(dict.fromkeys((*first.actions, *other.actions))),
            "meaning": first.meaning or other.meaning,
            "severity": first.severity or other.severity,
        }
    )


def _leave_out(mapping: Mapping, varying: set[str]) -> None:
    """Columns that tell of one occurrence (its time, its duration) are no part of an alarm list."""
    mapping.ignored += [n for n in mapping.kept if mapping.columns[n] in varying]


def by_part(batch: Iterable[Noun]) -> list[Noun]:
    """A part that several rows of a batch place somewhere, once with all places."""
    found: dict[str, Noun] = {}
    for position, record in enumerate(batch):
        if not isinstance(record, Part):
            found[str(position)] = record
            continue
        known = found.get(record.number)
        found[record.number] = with_stock(known, record.stock) if isinstance(known, Part) else record
    return list(found.values())
