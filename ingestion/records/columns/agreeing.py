"""Which column feeds which field: guessed from names and values, overruled by `--map`."""

from collections.abc import Sequence

from domain.errors import BadInput
from ingestion.records.columns.currencies import currency_of
from ingestion.records.columns.guessing import beside, by_likeness, identify
from ingestion.records.columns.mapping import Mapping
from ingestion.records.columns.names import compact, known_names
from ingestion.records.columns.surveys import Survey
from ingestion.records.columns.systems import known_layout
from ingestion.records.columns.telling import by_values
from ingestion.records.fields import Kind

FROM_REJECTS = ("rejected_line", "rejected_reason")
"""Columns of a file of rejected rows, left out when it is imported again."""


class UnknownField(BadInput):
    """`--map` or `--set` names no field of this kind of record."""


def mapping_of(
    kind: Kind, survey: Survey, orders: Sequence[str], constants: Sequence[str], known_tags: frozenset[str]
) -> Mapping:
    """The guess for a surveyed file, overruled by `orders` ("FIELD=COLUMN") and `constants` ("FIELD=VALUE").

    Raises:
        UnknownField: no such field, or no `=`.
        BadInput: the file has no such column.
    """
    mapping = Mapping(survey.columns)
    mapping.ignored = [n for n, name in enumerate(survey.columns) if name in FROM_REJECTS]
    for order in constants:
        name, value = _order(order, kind)
        mapping.constants[name] = value
    said = _said(kind, survey.columns, orders)
    mapping.fields.update({name: places for name, places in said.items() if places})
    closed = set(said) | set(mapping.constants)
    mapping.system, layout = known_layout(kind, survey.columns)
    for name, place in layout.items():
        if name in known_names(kind) and name not in closed and place not in mapping.used:
            mapping.fields[name] = [place]
    mapping.in_code = kind == "alarms" and _two_part_code(survey, mapping, closed)
    by_likeness(kind, survey, mapping, closed)
    by_values(kind, survey, mapping, closed, known_tags)
    beside(kind, survey, mapping, closed)
    if kind in {"work-orders", "assets"}:
        identify(kind, survey, mapping, {*said, *layout})
    if "price" in mapping.fields and "currency" not in {*mapping.fields, *closed}:
        mapping.constants |= currency_of(survey, mapping.fields["price"][0])
    order_of = list(known_names(kind))
    mapping.fields = {name: mapping.fields[name] for name in order_of if name in mapping.fields}
    return mapping


def _two_part_code(survey: Survey, mapping: Mapping, closed: set[str]) -> bool:
    """A suspect parameter and its failure mode are one code (SAE J1939-73)."""
    places = {compact(name): place for place, name in enumerate(survey.columns)}
    if "code" in closed or not {"spn", "fmi"} <= places.keys():
        return False
    mapping.fields["code"] = [places["spn"], places["fmi"]]
    return True


def _order(order: str, kind: Kind) -> tuple[str, str]:
    name, sign, value = order.partition("=")
    wanted = compact(name)
    names = {compact(known): known for known in known_names(kind)}
    if not sign or wanted not in names:
        what = f"'{order}' is not FIELD=COLUMN" if not sign else f"There is no field '{name.strip()}' in {kind}"
        raise UnknownField(f"{what}; the fields are {', '.join(known_names(kind))}.")
    return names[wanted], value.strip()


def _said(kind: Kind, columns: Sequence[str], orders: Sequence[str]) -> dict[str, list[int]]:
    said: dict[str, list[int]] = {}
    for order in orders:
        name, column = _order(order, kind)
        places = said.setdefault(name, [])
        if column:
            places.append(column_named(column, columns))
    return said


def column_named(wanted: str, columns: Sequence[str]) -> int:
    """The place of a column by its name, case and spaces ignored, or by its number from 1. Raises BadInput."""
    plain = "".join(wanted.casefold().split())
    for place, name in enumerate(columns):
        if plain == "".join(name.casefold().split()) or (compact(wanted) and compact(wanted) == compact(name)):
            return place
    if wanted.isdecimal() and 1 <= int(wanted) <= len(columns):
        return int(wanted) - 1
    raise BadInput(f"There is no column '{wanted}'; the columns are {', '.join(columns)}.")
