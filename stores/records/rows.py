"""Records as rows, and rows as records."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy import RowMapping

from domain.errors import BadInput
from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder
from stores.database.schema import in_utc, storable
from stores.records.identifiers import LONGEST, digits_of, key_of
from stores.records.orders.states import WORKED_ON, state_by

Row = dict[str, Any]
SomeNoun = TypeVar("SomeNoun", bound=Noun)

_AS_JSON = json.JSONEncoder(default=str, sort_keys=True)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def asset_row(asset: Asset) -> Row:
    """The row of one machine."""
    return _identified(_clean(asset), "tag")


def alarm_row(alarm: AlarmCode) -> Row:
    """The row of one alarm entry."""
    row = _identified(_clean(alarm), "code")
    what = json.dumps([row["code"], sorted(row["models"]), row["controller"]])
    return row | {"id": hashlib.sha256(what.encode()).hexdigest()}


def part_row(part: Part) -> Row:
    """The row of one part; its stock is under `stock`."""
    return _identified(_clean(part), "number")


def work_order_row(order: WorkOrder) -> Row:
    """The row of one job with what it is filtered by."""
    row = _identified(_clean(order), "number")
    status = key_of(row["status"])
    state = state_by(row["status"], row["closed"])
    began = row["opened"] or row["closed"]
    return row | {
        "asset_key": key_of(row["asset"]),
        "status_key": status,
        "state": state,
        "is_open": state in WORKED_ON,
        "opened_epoch": (began - EPOCH) // timedelta(microseconds=1) if began else 0,
        "kind_key": key_of(row["kind"]),
        "alarm_key": key_of(row["alarm_code"]),
        "component_key": key_of(row["component"]),
    }


def noun_of(noun: type[SomeNoun], row: RowMapping, **more: object) -> SomeNoun:
    """The record that a row holds."""
    values = {name: row[name] for name in noun.model_fields if name in row}
    return noun.model_validate(values | more)


def identifier(written: str, name: str) -> str:
    """What a record is stored by; `name` is what its identifier is called.

    Raises:
        BadInput: there is none, or it is too long.
    """
    stored = storable(written).strip()
    if not stored:
        raise BadInput(f"A record has no {name}.")
    if len(stored) > LONGEST:
        raise BadInput(f"The {name} '{stored[:40]}...' is longer than {LONGEST} characters.")
    return stored


def _identified(row: Row, name: str) -> Row:
    row[name] = identifier(row[name], name)
    digest = hashlib.sha256(_AS_JSON.encode(row).encode()).hexdigest()
    return row | {"key": key_of(row[name]), "digits": digits_of(row[name]), "digest": digest}


def _clean(noun: Noun) -> Row:
    return {name: _storable(value) for name, value in noun.model_dump().items()}


def _storable(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, (tuple, list)):
        return [_storable(item) for item in cast("Sequence[object]", value)]
    if isinstance(value, dict):
        return {storable(key): _storable(item) for key, item in cast("Mapping[str, object]", value).items()}
    return value
