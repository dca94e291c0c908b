"""Records from the values of a row, and what an import changes of a record that is there already."""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeVar, cast

from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from ingestion.records.fields import DAYS, IDENTITY, NAME_OF, STOCK, Kind
from ingestion.records.reading import BadRow

NOUNS: dict[Kind, type[Noun]] = {
    "assets": Asset,
    "alarms": AlarmCode,
    "parts": Part,
    "stock": Part,
    "work-orders": WorkOrder,
}
OWN = frozenset({"fields", "figures"})
DERIVED = "ROW-"
LONGEST_NUMBER = 200
NO_LOCATION = "stock"
SomeNoun = TypeVar("SomeNoun", bound=Noun)


def record_of(
    kind: Kind,
    values: Mapping[str, object],
    rest: Mapping[str, str],
    figures: Mapping[str, float] | None = None,
    *,
    unknown_state: bool = False,
) -> Noun:
    """One record. `unknown_state`: the file tells nothing of the state of its work orders.

    Raises:
        BadRow: what identifies the record is missing or too long.
    """
    identity = IDENTITY[kind]
    given = {name: value for name, value in values.items() if name not in STOCK or kind not in {"parts", "stock"}}
    number = str(given.get(identity, "")).strip()
    if not number:
        raise BadRow(f"has no {identity}")
    if len(number) > LONGEST_NUMBER:
        raise BadRow(f"the {identity} is longer than {LONGEST_NUMBER} characters")
    if kind in {"parts", "stock"} and (stock := _stock(values)):
        given["stock"] = (stock,)
    if kind == "alarms" and not given.get("title"):
        given["title"] = str(given.get("meaning", "")).split("\n")[0]
        if not given["title"]:
            raise BadRow("has no title")
    for name in DAYS & given.keys():
        given[name] = getattr(given[name], "date")()  # noqa: B009  the value is a datetime by its column
    for identity, name in NAME_OF.items():
        if name in given and given[name] == given.get(identity):
            del given[name]
    if unknown_state:
        given["status"] = "unknown"
    own = {"fields": dict(rest)} | ({"figures": dict(figures)} if figures else {})
    return NOUNS[kind].model_validate({**given, **own})


def _stock(values: Mapping[str, object]) -> Stock | None:
    lying = {name: value for name, value in values.items() if name in STOCK}
    if "quantity" not in lying:
        return None
    return Stock.model_validate({"location": NO_LOCATION, **lying})


def derived_number(cells: Mapping[str, str], again: int) -> str:
    """A number made of the row's cells by column, so that the same row gets the same; `again` tells equal rows apart."""
    told = json.dumps([dict(cells), again], sort_keys=True, ensure_ascii=False)
    return DERIVED + hashlib.sha256(told.encode()).hexdigest()[:10].upper()


def merged(new: SomeNoun, old: SomeNoun, given: frozenset[str]) -> SomeNoun:
    """`new` with what its file has no column for kept as it was; stock elsewhere stays."""
    kept = {name: getattr(old, name) for name in type(new).model_fields if name not in given}
    for name in OWN & type(new).model_fields.keys():
        kept[name] = {
            **cast("Mapping[str, object]", getattr(old, name)),
            **cast("Mapping[str, object]", getattr(new, name)),
        }
    if isinstance(new, Part) and isinstance(old, Part):
        kept["stock"] = with_stock(old, new.stock).stock
    return new.model_copy(update=kept)


def with_stock(part: Part, lying: tuple[Stock, ...]) -> Part:
    """The part with these places counted anew, others as they were."""
    places = {stock.location: stock for stock in part.stock}
    places.update({stock.location: stock for stock in lying})
    return part.model_copy(update={"stock": tuple(places.values())})
