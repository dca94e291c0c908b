"""The demo's YAML facts as domain records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, cast

import yaml
from pydantic import ValidationError

from demo.catalogue import DEMO_FOLDER
from domain.errors import BadInput
from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder

FACTS = DEMO_FOLDER / "facts"
Row = Mapping[str, object]
SomeNoun = TypeVar("SomeNoun", bound=Noun)


@dataclass(frozen=True)
class Facts:
    """Every record of the demo wind farm."""

    assets: tuple[Asset, ...]
    alarms: tuple[AlarmCode, ...]
    parts: tuple[Part, ...]
    work_orders: tuple[WorkOrder, ...]


def load_facts(folder: Path = FACTS) -> Facts:
    """Read `assets`, `alarms-*`, `parts` and `work-orders-*.yaml`.

    Raises:
        BadInput: a file is missing, is not YAML, or holds a row that is not such a record.
    """
    return Facts(
        assets=tuple(_records(Asset, folder, "assets.yaml")),
        alarms=tuple(_records(AlarmCode, folder, "alarms-*.yaml")),
        parts=tuple(_records(Part, folder, "parts.yaml")),
        work_orders=tuple(_records(WorkOrder, folder, "work-orders-*.yaml")),
    )


def _records(noun: type[SomeNoun], folder: Path, pattern: str) -> Iterator[SomeNoun]:
    files = sorted(folder.glob(pattern))
    if not files:
        raise BadInput(f"The demo facts lack {pattern}.")
    for file in files:
        for index, row in enumerate(_rows(file), start=1):
            try:
                yield noun.model_validate({key: _in_utc(value) for key, value in row.items()})
            except ValidationError as error:
                reason = error.errors()[0]
                field = ".".join(str(part) for part in reason["loc"])
                raise BadInput(f"{file.name}, entry {index}, {field}: {reason['msg']}.") from error


def _rows(file: Path) -> Sequence[Row]:
    try:
        content: object = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadInput(f"{file.name} is not valid YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(content, list):
        raise BadInput(f"{file.name} is not a list of records.")
    return cast("Sequence[Row]", content)


def _in_utc(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value
