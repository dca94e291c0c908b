"""Files as companies export them, and a store to import them into."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ingestion.records.importing import ImportOrder, import_records
from ingestion.records.report import ImportReport
from stores.open_stores import Stores, open_stores

Import = Callable[..., ImportReport]


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_stores(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def import_text(stores: Stores, tmp_path: Path) -> Import:
    """Imports a text as a file: `import_text(kind, text, encoding=..., maps=...)`."""

    def call(kind: str, text: str, *, encoding: str = "utf-8", name: str = "export.csv", **more: Any) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        order = ImportOrder.model_validate({"kind": kind, "path": path, **more})
        return import_records(order, stores.records, tmp_path / "home" / "rejected")

    return call


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[dict[str, Sequence[Sequence[object]]]], Path]:
    """Writes sheets to an XLSX file."""

    def write(sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "export.xlsx"
        book.save(path)
        return path

    return write
