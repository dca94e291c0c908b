"""What an adapter gives, and files read with a sentence for whoever made them where they cannot be."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from domain.errors import BadInput
from evals.datasets.strangers.arrow import read_parquet

Row = dict[str, Any]


@dataclass
class Strange:
    """Cases as rows of our schema, and the documents that they are about: name -> Markdown; none where they are about one's own."""

    cases: list[Row] = field(default_factory=list[Row])
    documents: dict[str, str] = field(default_factory=dict[str, str])

    def add_document(self, identity: str, title: str, text: str) -> str:
        """Keep a document under a name that may be a file's; returns the name."""
        name = re.sub(r"\W+", "_", identity).strip("_")[-80:] or "untitled"
        self.documents[name] = f"# {' '.join(title.split()) or 'Untitled'}\n\n{text.strip()}\n"
        return name


def rows_of(file: Path) -> list[Row]:
    """The objects of a JSON list, of JSON lines, or of a CSV or Parquet table.

    Raises:
        BadInput: the file is not there, is of another kind, or holds nothing.
    """
    rows: list[Any] = [*read_parquet(file)] if file.suffix.lower() == ".parquet" else _of_text(file)
    if not rows:
        raise BadInput(f"{file} holds no case.")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadInput(f"{file}, case {number}: is no object with fields.")
    return cast("list[Row]", rows)


def _of_text(file: Path) -> list[Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not UTF-8 text.") from error
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.") from error
    return _table(text) if file.suffix.lower() in {".csv", ".tsv"} else _objects(file, text)


def _table(text: str) -> list[Any]:
    try:
        dialect = csv.Sniffer().sniff(text[:4_096], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    return [dict(row) for row in csv.DictReader(text.splitlines(), dialect=dialect)]


def _objects(file: Path, text: str) -> list[Any]:
    if text.lstrip().startswith("["):
        return _loaded(file, text, "")
    return [_loaded(file, line, f", line {number}") for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _loaded(file: Path, text: str, place: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except ValueError as error:
        raise BadInput(f"{file}{place}: is not JSON: {error}.") from error


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def text_of(row: Mapping[str, Any], *names: str, where: str) -> str:
    """The first of these fields that is there, as text. Raises BadInput where none is."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None and not isinstance(value, str):
            raise BadInput(f"{where}: {name} is {type(value).__name__}, not text.")
    raise BadInput(f"{where}: has no {' or '.join(names)}.")


def list_of(row: Mapping[str, Any], name: str, where: str) -> list[Any]:
    """A field that is a list, empty where it is absent. Raises BadInput for another type."""
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadInput(f"{where}: {name} is {type(value).__name__}, not a list.")
    return cast("list[Any]", value)
