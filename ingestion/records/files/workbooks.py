"""XLSX: the sheet asked for, or the first that holds anything; cells as text."""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, repeat
from pathlib import Path
from typing import Any, cast

from domain.errors import BadInput
from ingestion.records.files.text_files import Rows

TOP = 60
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z0-9:]+)"')


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


def _open(path: Path, *, formulas: bool = False) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415  (slow to import)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=not formulas)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise BadInput(f"{path.name} cannot be read as a workbook (damaged or protected by a password).") from error


def _filled(path: Path, sheet: str) -> Iterator[bool]:
    return (True for _, cells in _rows(path, sheet) if any(cells))


def _rows(path: Path, sheet: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows as they are shown: a value stands in every row that its merged cells cover; a formula that nobody has worked out stands for itself."""
    book = _open(path)
    written = _open(path, formulas=True) if _has(path, book[sheet], b"<f") else None
    covered = _merged(path, book[sheet])
    try:
        book[sheet].reset_dimensions()  # some programs write wrong ones
        shown = book[sheet].iter_rows(values_only=True)
        formulas: Iterable[tuple[object, ...]] = written[sheet].iter_rows(values_only=True) if written else repeat(())
        above: dict[tuple[int, int], str] = {}
        for number, (cells, told) in enumerate(zip(shown, formulas, strict=False), start=1):
            texts = [_text(value) for value in cells]
            for place, formula in enumerate(told):
                if isinstance(formula, str) and formula.startswith("=") and place < len(texts) and not texts[place]:
                    texts[place] = formula
            for first, last, place in covered:
                if number == first and place < len(texts):
                    above[first, place] = texts[place]
                elif first < number <= last and place < len(texts):
                    texts[place] = texts[place] or above.get((first, place), "")
            yield number, tuple(texts)
    finally:
        book.close()
        if written:
            written.close()


def _has(path: Path, sheet: Any, sign: bytes) -> bool:
    """Whether the sheet's part of the workbook holds these bytes; reading it otherwise takes a hundred times as long."""
    with zipfile.ZipFile(path) as archive:
        return sign in archive.read(_part(sheet))


def _part(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # openpyxl tells it in no other way where rows are streamed


def _merged(path: Path, sheet: Any) -> list[tuple[int, int, int]]:
    """First row, last row and column (from 0) of cells merged over several rows; merges over columns alone are headings."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415  (slow to import)

    with zipfile.ZipFile(path) as archive:
        ranges = _MERGED.findall(archive.read(_part(sheet)))
    found: list[tuple[int, int, int]] = []
    for one in ranges:
        column, first, _, last = cast("tuple[int, int, int, int]", range_boundaries(one.decode()))
        if last > first:
            found.append((first, last, column - 1))
    return found


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
