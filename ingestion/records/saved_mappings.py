"""What a company said once of the columns of a kind of file, kept under a name for its next exports."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import BadInput

if TYPE_CHECKING:
    from ingestion.records.importing import ImportOrder

FIELDS = ("maps", "constants", "sheet", "dates")


def save_profile(folder: Path, name: str, order: "ImportOrder") -> Path:
    """Keep what was said of the columns of this kind of file; other kinds under this name stay. Raises BadInput for a bad name."""
    path = _path(folder, name)
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    held[order.kind] = {
        field: value for field, value in order.model_dump(mode="json").items() if field in FIELDS and value
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def with_profile(folder: Path, name: str, order: "ImportOrder") -> "ImportOrder":
    """The order with what was kept under this name; what it says itself goes before. Raises BadInput for a name that is not kept."""
    path = _path(folder, name)
    if not path.exists():
        known = ", ".join(sorted(one.stem for one in folder.glob("*.json"))) or "none yet"
        raise BadInput(f"There is no saved mapping '{name}'; saved are: {known}.")
    kept = json.loads(path.read_text(encoding="utf-8")).get(order.kind, {})
    own = {one.partition("=")[0] for one in (*order.maps, *order.constants)}
    lists = {
        field: tuple(one for one in kept.get(field, ()) if one.partition("=")[0] not in own) + getattr(order, field)
        for field in ("maps", "constants")
    }
    rest = {field: getattr(order, field) or kept.get(field) or getattr(order, field) for field in ("sheet", "dates")}
    return order.model_copy(update={**lists, **rest})


def _path(folder: Path, name: str) -> Path:
    if not re.fullmatch(r"[\w-]{1,60}", name):
        raise BadInput(f"A saved mapping is named with letters, digits, - and _; '{name}' is not.")
    return folder / f"{name}.json"
