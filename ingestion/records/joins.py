"""Whether a file goes with what is there already: machines and parts that one names and the other does not know."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from domain.model import Noun
from domain.records import Asset, WorkOrder
from ingestion.records.cells.named_machines import named_machine
from ingestion.records.columns.mapping import Mapping as Columns
from ingestion.records.columns.surveys import Survey
from ingestion.records.fields import Kind
from stores.records.identifiers import key_of
from stores.records.patterns import EntityPatterns

HALF = 0.5
FEW = 3
_JOINED: dict[Kind, tuple[str, str]] = {"work-orders": ("asset", "machines"), "assets": ("tag", "machines")}


def numbers_of_names(machines: Iterable[Asset]) -> dict[str, str]:
    """The key of a name that one machine alone has, and that is no machine's number -> this machine's number."""
    known = list(machines)
    numbers, named = {key_of(one.tag) for one in known}, Counter(key_of(one.name) for one in known)
    return {key: one.tag for one in known if (key := key_of(one.name)) and named[key] == 1 and key not in numbers}


def by_number(record: Noun, numbers: Mapping[str, str]) -> Noun:
    """A work order that calls its machine by name alone, with the machine's number."""
    if not isinstance(record, WorkOrder) or key_of(record.asset) not in numbers:
        return record
    return record.model_copy(update={"asset": numbers[key_of(record.asset)], "asset_name": record.asset})


def unjoined(kind: Kind, mapping: Columns, survey: Survey, known: EntityPatterns, names: Collection[str]) -> list[str]:
    """A sentence where less than half of the machines that a file names are known, or the other way round for a file of machines; `names` are known too."""
    field, noun = _JOINED.get(kind, ("", ""))
    if field not in mapping.fields:
        return []
    values = survey.profiles[mapping.fields[field][0]].values
    there = known.assets_of_fleet if kind == "work-orders" else known.orders.assets
    if not there or not values:
        return []
    way = named_machine(values)
    values = [way.parted(value)[0] for value in values] if way else list(values)
    own, other = {key_of(value): value for value in values}, {key_of(tag): tag for tag in there}
    asked, held = (own, other) if kind == "work-orders" else (other, own)
    unknown = [asked[key] for key in asked if key not in held and key not in names]
    if len(asked) - len(unknown) >= HALF * len(asked):
        return []
    column = survey.columns[mapping.fields[field][0]]
    whose = "this file names" if kind == "work-orders" else "the work orders name"
    where = "is known" if kind == "work-orders" else "stands in this file"
    share = f"{len(asked) - len(unknown)} of the {len(asked)} {noun} that {whose} {where}"
    return [
        f"{column}: only {share} (not {_some(unknown)}); if another column holds the numbers, say --map {field}=COLUMN"
    ]


def _some(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(shown[:FEW]) + (f" and {len(shown) - FEW} more" if len(shown) > FEW else "")
