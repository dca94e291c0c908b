"""Rows of the demo's YAML files, read with one sentence for every way that can fail."""

from pathlib import Path
from typing import cast

import yaml

from domain.errors import BadInput

Row = dict[str, object]


def read_rows(file: Path, key: str = "") -> list[Row]:
    """The list of rows in `file`, or in its entry `key`.

    Raises:
        BadInput: the file is missing, is not YAML, or holds no such list.
    """
    content = read_yaml(file)
    rows = cast("Row", content).get(key) if key and isinstance(content, dict) else content
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in cast("list[object]", rows)):
        raise BadInput(f"{file.name} does not hold a list of records.")
    return cast("list[Row]", rows)


def read_yaml(file: Path) -> object:
    """What a YAML file holds.

    Raises:
        BadInput: it is missing or is not YAML.
    """
    try:
        return cast("object", yaml.safe_load(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BadInput(f"The demo facts lack {file.name}.") from error
    except yaml.YAMLError as error:
        raise BadInput(f"{file.name} is not valid YAML: {' '.join(str(error).split())}.") from error
