"""The demo's YAML facts as domain records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from pydantic import ValidationError

from demo.catalogue import DEMO_FOLDER
from demo.facts_files import Row, read_rows, read_yaml
from demo.fleet import MODELS, Model, full_names
from domain.errors import BadInput
from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder

FACTS = DEMO_FOLDER / "facts"
SomeNoun = TypeVar("SomeNoun", bound=Noun)


@dataclass(frozen=True)
class Facts:
    """Every record of the demo wind farm."""

    assets: tuple[Asset, ...]
    alarms: tuple[AlarmCode, ...]
    parts: tuple[Part, ...]
    work_orders: tuple[WorkOrder, ...]


def load_facts(folder: Path = FACTS) -> Facts:
    """Read the assets, both alarm lists, the parts and the work orders of all years.

    Raises:
        BadInput: a file is missing, is not YAML, or holds a row that is not such a record.
    """
    return Facts(
        assets=tuple(_records(Asset, folder / "assets.yaml", read_rows(folder / "assets.yaml"))),
        alarms=tuple(alarm for model in MODELS for alarm in _alarms(folder, model)),
        parts=tuple(_parts(folder / "parts.yaml")),
        work_orders=tuple(
            order
            for file in sorted(folder.glob("work-orders-*.yaml"))
            for order in _records(WorkOrder, file, read_rows(file))
        ),
    )


def _alarms(folder: Path, model: Model) -> Iterator[AlarmCode]:
    file = folder / f"alarms-{model.family}.yaml"
    return _records(AlarmCode, file, (_alarm_row(row, model) for row in read_rows(file)))


def _alarm_row(row: Row, model: Model) -> Row:
    """The manuals' `refs` and `parts` become fields, since an alarm record has no such columns."""
    kept = {key: value for key, value in row.items() if key not in {"refs", "parts"}}
    fields = {"manual": _joined(row, "refs"), "parts": _joined(row, "parts")}
    return kept | {
        "code": str(row.get("code", "")),
        "models": (model.name,),
        "controller": model.controller,
        "fields": {key: value for key, value in fields.items() if value},
    }


def _joined(row: Row, key: str) -> str:
    return ", ".join(cast("list[str]", row.get(key) or []))


def _parts(file: Path) -> Iterator[Part]:
    content = cast("Row", read_yaml(file))
    return _records(Part, file, (_part_row(row, content.get("as_of")) for row in read_rows(file, "parts")))


def _part_row(row: Row, as_of: object) -> Row:
    stock = [
        entry | {"bin": entry.get("bin") or "", "as_of": as_of} for entry in cast("list[Row]", row.get("stock") or [])
    ]
    return row | {"models": full_names(cast("list[str]", row.get("models") or [])), "stock": stock}


def _records(noun: type[SomeNoun], file: Path, rows: Iterable[Row]) -> Iterator[SomeNoun]:
    for index, row in enumerate(rows, start=1):
        try:
            yield noun.model_validate(row)
        except ValidationError as error:
            reason = error.errors()[0]
            field = ".".join(str(part) for part in reason["loc"])
            raise BadInput(f"{file.name}, entry {index}, {field}: {reason['msg']}.") from error
