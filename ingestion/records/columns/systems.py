"""Exports that are known as a whole: the headings of the usual maintenance systems, a file each in `systems/`."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from ingestion.records.columns.names import compact


def known_layout(kind: str, columns: Sequence[str]) -> tuple[str, Mapping[str, int]]:
    """The system that wrote these columns and the place of each field's column; nothing where no layout is surely theirs.

    A layout is recognised where all the columns are there by which it is known, and chosen where it names the most.
    """
    places = {compact(name): place for place, name in reversed(list(enumerate(columns)))}
    found: list[tuple[str, dict[str, int]]] = []
    for system, layout in _layouts():
        if layout["kind"] == kind and all(compact(name) in places for name in layout["known_by"]):
            fields: dict[str, int] = {}
            for field, names in layout["fields"].items():
                place = next((places[compact(name)] for name in names if compact(name) in places), None)
                if place is not None and place not in fields.values():
                    fields[field] = place
            found.append((system, fields))
    found.append(("", {}))
    return max(found, key=lambda one: len(one[1]))


@cache
def _layouts() -> tuple[tuple[str, dict[str, Any]], ...]:
    files = sorted((Path(__file__).parent / "systems").glob("*.yaml"))
    read = ((file.stem, yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files)
    return tuple((system, layout) for system, layouts in read for layout in cast("list[dict[str, Any]]", layouts))
