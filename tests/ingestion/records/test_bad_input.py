"""What is wrong with a file is told by the row; the good rows are kept and nothing is lost."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ingestion.records.importing import ImportOrder, import_records
from ingestion.records.report import ImportReport
from stores.open_stores import Stores

Import = Callable[..., ImportReport]
Write = Callable[[dict[str, Sequence[Sequence[object]]]], Path]
HEAD = "wo no;machine;text;opened;cost\n"


def told(report: ImportReport) -> list[tuple[int, str]]:
    assert report.added + report.repeated + len(report.rejected) == report.read, "nothing is lost"
    return [(row.line, row.reason) for row in report.rejected]


def imported(path: Path, stores: Stores, folder: Path) -> ImportReport:
    return import_records(ImportOrder(kind="work-orders", path=path), stores.records, folder)


def test_ragged_rows(import_text: Import, stores: Stores) -> None:
    report = import_text(
        "work-orders", f"{HEAD}1;M1;Pump leaks;2024-02-01;1\n2;M2;Fan; noisy;2024-02-02;2\n3;M3;Belt torn\n"
    )
    assert told(report) == [(3, "has 6 cells where the header has 5")]
    assert (report.added, stores.records.work_order("3").title) == (2, "Belt torn")


def test_rows_in_another_encoding_than_the_rest(stores: Stores, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    good = "".join(f"{n};M1;Ölstand geprüft;2024-02-0{n};1\n" for n in range(1, 6))
    path.write_bytes((HEAD + good).encode() + "6;M1;Tür klemmt;2024-02-06;1\n".encode("cp1252"))
    assert told(imported(path, stores, tmp_path)) == []
    assert [stores.records.work_order(n).title for n in "16"] == ["Ölstand geprüft", "Tür klemmt"]


def test_formulas(stores: Stores, tmp_path: Path, import_text: Import) -> None:
    book, path = Workbook(), tmp_path / "book.xlsx"
    sheet: Any = book.worksheets[0]
    for row in (
        ["wo no", "machine", "text", "opened", "cost"],
        [1, "M1", "Pump leaks", "2024-02-01", 5],
        [2, "M2", "Fan noisy", "2024-02-02", 7],
        [3, "M2", "Fan hot", "2024-02-03", "=E2*2"],
    ):
        sheet.append(row)
    book.save(path)
    assert told(imported(path, stores, tmp_path)) == [(4, "cost: '=E2*2' is no number")], "nobody has worked it out"
    assert stores.records.work_order("1").cost == 5
    import_text("work-orders", f'{HEAD}"=""0007""";M1;Belt torn;2024-02-03;1\n')
    assert stores.records.work_order("0007").title == "Belt torn"


def test_merged_cells(stores: Stores, tmp_path: Path, workbook: Write) -> None:
    path = workbook({"jobs": [["wo no", "machine", "text", "opened"], [1, "M1", "Pump leaks", "2024-02-01"], [2, None, "Fan noisy", "2024-02-02"],
                              [3, None, "Belt torn", "2024-02-03"], [4, "M2", "Seal worn", "2024-02-04"]]})  # fmt: skip
    book = load_workbook(path)
    book["jobs"].merge_cells("B2:B4")
    book.save(path)
    assert told(imported(path, stores, tmp_path)) == []
    assert [stores.records.work_order(n).asset for n in "1234"] == ["M1", "M1", "M1", "M2"]


def test_two_hundred_columns(import_text: Import, stores: Stores) -> None:
    names = ";".join(f"extra {n}" for n in range(195))
    rows = "".join(f"{n};M1;Pump leaks {n};2024-02-01;1;{';'.join(['x'] * 195)}\n" for n in range(1, 4))
    report = import_text("work-orders", f"{HEAD.strip()};{names}\n{rows}")
    assert (told(report), len(report.kept)) == ([], 195)
    assert stores.records.work_order("2").fields["extra 194"] == "x"


def test_duplicate_numbers(import_text: Import) -> None:
    report = import_text(
        "work-orders", f"{HEAD}1;M1;Pump leaks;2024-02-01;1\n1;M1;Pump leaks;2024-02-01;1\n1;M2;Fan;2024-02-02;2\n"
    )
    assert told(report) == [(4, "1 stands in line 2 already, with other contents")]
    assert (report.added, report.repeated) == (1, 1)


@pytest.mark.parametrize(("dates", "lost"), [(("31/01/2024", "28/02/2024", "02/25/2024", "03/04/2024"), 4)])
def test_dates_of_two_orders_in_one_column(import_text: Import, dates: Sequence[str], lost: int) -> None:
    rows = "".join(f"{n};M1;Pump leaks {n};{date};1\n" for n, date in enumerate(dates, start=1))
    report = import_text("work-orders", HEAD + rows)
    assert told(report) == [(lost, f"opened: '{dates[lost - 2]}' is no date")]
    assert any(note.startswith("opened: some dates have the day first") for note in report.notes)


def test_totals(import_text: Import) -> None:
    report = import_text("work-orders", f"{HEAD}1;M1;Pump leaks;2024-02-01;1\n2;M2;Fan;2024-02-02;2\nTotal;;;;3\n")
    assert told(report) == [(4, "adds up the rows above it")]
    assert report.added == 2
