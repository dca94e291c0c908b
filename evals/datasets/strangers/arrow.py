"""Parquet tables, where its library is installed."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.errors import BadInput

Row = dict[str, Any]


def write_parquet(rows: Sequence[Row], file: Path) -> None:
    """A row each; a column for each field of any. Raises BadInput where Parquet's library is not installed."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    arrow, parquet = library()
    parquet.write_table(arrow.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]), file)


def read_parquet(file: Path) -> list[Row]:
    """The rows. Raises BadInput: the file is not there or no Parquet, or its library is not installed."""
    arrow, parquet = library()
    try:
        return parquet.read_table(file).to_pylist()
    except (OSError, arrow.ArrowException) as error:
        raise BadInput(f"{file} cannot be read as Parquet: {str(error).splitlines()[0]}.") from error


def library() -> tuple[Any, Any]:
    """`pyarrow` and `pyarrow.parquet`. Raises BadInput where they are not installed."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise BadInput("Parquet needs pyarrow; `make evals-ragas` makes .venv-evals with it, or use a .csv.") from error
