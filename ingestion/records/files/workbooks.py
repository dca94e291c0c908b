"""XLSX: the sheet asked for, or the first that holds anything; cells as text."""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from ingestion.records.files.text_files import Rows

TOP = 60


def open_workbook(path: Path, wanted: str) -> tuple[str, str, Rows]:
    """The sheet's name, the form ("xlsx") and a function that reads its rows anew.

    Raises:
        BadInput: damaged, protected, empty, or no such sheet.
    """
    names = _sheet_names(path)
    if wanted:
        by_key = {name.strip().casefold(): name for name in names}
        if wanted.strip().casefold() not in by_key:
            raise BadInput(f"{path.name} has no sheet '{wanted}'; its sheets are {', '.join(names)}.")
        chosen = by_key[wanted.strip().casefold()]
    else:
        chosen = next((name for name in names if any(islice(_filled(path, name), TOP))), "")
        if not chosen:
            raise BadInput(f"{path.name} is empty.")
    return chosen, "xlsx", lambda: _rows(path, chosen)


def _sheet_names(path: Path) -> list[str]:
    book = _open(path)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def _open(path: Path) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415  (slow to import)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise BadInput(f"{path.name} cannot be read as a workbook (damaged or protected by a password).") from error


def _filled(path: Path, sheet: str) -> Iterator[bool]:
    return (True for _, cells in _rows(path, sheet) if any(cells))


def _rows(path: Path, sheet: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    book = _open(path)
    try:
        opened = book[sheet]
        opened.reset_dimensions()  # some programs write wrong ones
        for number, cells in enumerate(opened.iter_rows(values_only=True), start=1):
            yield number, tuple(_text(value) for value in cells)
    finally:
        book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value).strip()
