"""An import loses nothing, repeats nothing, and says what it did."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from domain.model import Noun
from domain.records import Asset, Part, WorkOrder
from ingestion.records.columns.agreeing import UnknownField
from ingestion.records.importing import ImportOrder, import_records
from ingestion.records.report import ImportReport, Shown
from stores.open_stores import Stores

Import = Callable[..., ImportReport]
Write = Callable[[dict[str, Sequence[Sequence[object]]]], Path]
ORDERS = 'wo no;machine;text;opened;cost\n1;M1;Pump leaks;01.02.2024;1,50\n2;M2;"Fan; noisy,\nand hot";25.02.2024;2,00\n3;M1;Belt torn;99.99.2024;3,00\n;;;;\n4;M1;Seal worn;28.02.2024;cheap\n'


def test_bad_rows_are_kept_aside_and_the_rest_is_imported(import_text: Import, stores: Stores) -> None:
    report = import_text("work-orders", ORDERS)
    assert (report.read, report.added) == (4, 2)
    assert [(row.line, row.reason) for row in report.rejected] == [
        (5, "opened: '99.99.2024' is no date"),
        (7, "cost: 'cheap' is no number"),
    ]
    assert stores.records.work_order("2").title == "Fan; noisy,\nand hot"
    assert report.rejected_file
    with Path(report.rejected_file).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["rejected_line"] for row in rows] == ["5", "7"]
    assert rows[0]["text"] == "Belt torn"


def test_the_rejected_file_is_imported_once_it_is_put_right(import_text: Import, stores: Stores) -> None:
    aside = Path(str(import_text("work-orders", ORDERS).rejected_file))
    text = aside.read_text(encoding="utf-8-sig").replace("99.99.2024", "27.02.2024").replace(",cheap", ',"4,00"')
    report = import_text("work-orders", text, name="corrected.csv")
    assert (report.added, report.ignored, report.rejected) == (2, ["rejected_line", "rejected_reason"], [])
    assert stores.records.work_order("4").fields == {}
    assert not import_text(
        "work-orders", ORDERS.replace("99.99.2024", "27.02.2024").replace("cheap", "4")
    ).rejected_file
    assert not aside.exists()


def test_importing_twice_changes_nothing(import_text: Import) -> None:
    first = import_text("work-orders", ORDERS)
    again = import_text("work-orders", ORDERS)
    assert (first.added, first.changed) == (2, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_a_change_is_told_and_what_the_file_does_not_know_stays(import_text: Import, stores: Stores) -> None:
    stores.records.put_work_orders([WorkOrder(number="1", title="old", assigned_to="Kim", fields={"hall": "2"})])
    report = import_text("work-orders", ORDERS)
    assert (report.added, report.changed) == (1, 1)
    order = stores.records.work_order("1")
    assert (order.title, order.assigned_to, order.fields) == ("Pump leaks", "Kim", {"hall": "2"})


def test_work_orders_without_numbers_get_one_of_their_contents(import_text: Import, stores: Stores) -> None:
    text = "date,asset,text\n2024-01-02,A,JUMP START\n2024-01-02,A,JUMP START\n2024-01-03,B,fit tooth\n"
    report = import_text("work-orders", text)
    assert (report.added, report.numbered, report.repeated) == (3, 3, 1)
    again = import_text("work-orders", text, maps=("description=text",))
    assert (again.added, again.numbered) == (0, 3)
    assert {order.asset for order in stores.records.find_work_orders()} == {"A", "B"}


def test_other_records_without_numbers_are_rejected(import_text: Import) -> None:
    report = import_text("parts", "part no,name\nP1,Seal\n,Washer\n")
    assert [row.reason for row in report.rejected] == ["has no number"]


def test_duplicates_are_told_and_contradictions_kept_aside(import_text: Import, stores: Stores) -> None:
    report = import_text("work-orders", "wo no,text\n1,Pump leaks\n1,Pump leaks\n1,Pump is fine\n")
    assert (report.added, report.repeated) == (1, 1)
    assert [(row.line, row.reason) for row in report.rejected] == [
        (4, "1 stands in line 2 already, with other contents")
    ]
    assert stores.records.work_order("1").title == "Pump leaks"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding: str, delimiter: str, import_text: Import, stores: Stores) -> None:
    text = 'Auftrag,Maschine,Störungstext\r\n1,Mühle,"Lager heiß, läuft"\r\n2,Säge,Blatt stumpf\r\n'
    cells = [next(csv.reader([line])) for line in text.split("\r\n")[:-1]]
    body = "\r\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in cells)
    assert import_text("work-orders", body + "\r\n", encoding=encoding).added == 2
    assert stores.records.work_order("1").title == "Lager heiß, läuft"
    assert stores.records.work_order("2").asset == "Säge"


def test_the_row_of_names_is_found_below_titles(
    import_text: Import, workbook: Write, stores: Stores, tmp_path: Path
) -> None:
    text = (
        "# exported 2024\n# by: planning\n\nMonthly report;;\n;;\nwo no;machine;text\n1;M1;Pump leaks\n2;M2;Fan noisy\n"
    )
    assert import_text("work-orders", text).header_line == 6
    path = workbook(
        {
            "Cover": [],
            "Jobs": [
                ["Jobs of January"],
                [],
                ["WO No", "Machine", "Text", "Opened", "Hours"],
                [7, "M7", "Belt torn", 45292, 1.5],
            ],
        }
    )
    report = import_records(ImportOrder(kind="work-orders", path=path), stores.records, tmp_path)
    assert (report.sheet, report.header_line, report.added) == ("Jobs", 3, 1)
    order = stores.records.work_order("7")
    assert order.opened
    assert (order.opened.date().isoformat(), order.hours) == ("2024-01-01", 1.5)


def test_the_sheet_asked_for_is_read(workbook: Write, stores: Stores, tmp_path: Path) -> None:
    path = workbook({"A": [["wo no", "text"], [1, "from sheet A"]], "B": [["wo no", "text"], [2, "from sheet B"]]})
    import_records(ImportOrder(kind="work-orders", path=path, sheet="b"), stores.records, tmp_path)
    assert [order.number for order in stores.records.find_work_orders()] == ["2"]
    with pytest.raises(BadInput, match="no sheet 'C'; its sheets are A, B"):
        import_records(ImportOrder(kind="work-orders", path=path, sheet="C"), stores.records, tmp_path)


def test_a_log_of_alarms_becomes_an_alarm_list(import_text: Import, stores: Stores) -> None:
    log = "# Turbine: K1\nStart,Code,Message,Status,IEC\n2024-01-01 10:00,111,Emergency stop,Stop,Forced\n2024-01-02 11:00,111,Emergency stop,Stop,Forced\n2024-01-02 12:00,20,Manual stop,Stop,Planned\n"
    report = import_text("alarms", log, constants=("models=K9",))
    assert (report.read, report.added, report.repeated, report.ignored) == (3, 2, 1, ["Start"])
    (alarm,) = stores.records.alarms("111")
    assert (alarm.title, alarm.models, alarm.fields) == ("Emergency stop", ("K9",), {"IEC": "Forced"})
    assert import_text("alarms", log, constants=("models=K9",)).unchanged == 2


def test_causes_in_several_rows_and_columns_are_put_together(import_text: Import, stores: Stores) -> None:
    import_text(
        "alarms",
        "code,text,cause 1,cause 2,remedy\n7,Low oil,Leak,Pump worn,Fill up\n7,Low oil,Sensor broken,,Fill up\n",
    )
    (alarm,) = stores.records.alarms("7")
    assert (alarm.causes, alarm.actions) == (("Leak", "Pump worn", "Sensor broken"), ("Fill up",))


def test_stock_is_counted_anew_at_its_place_and_parts_keep_theirs(import_text: Import, stores: Stores) -> None:
    import_text("parts", "part no,name,price\n77-1,Seal,3.20\n", name="parts.csv")
    stock = "item,warehouse,qty,bin\n77-1,North,5,A1\n77-1,South,2,\n77-2,North,1,\n"
    assert import_text("stock", stock, name="stock.csv").read == 3
    assert import_text("stock", stock, name="stock.csv").changed == 0
    import_text("stock", "item,warehouse,qty\n77-1,South,9\n", name="newer.csv")
    import_text("parts", "part no,name,price\n77-1,Seal ring,3.20\n", name="parts.csv")
    part: Part = stores.records.part("77-1")
    assert (part.name, part.price) == ("Seal ring", 3.2)
    assert {lying.location: lying.quantity for lying in part.stock} == {"North": 5, "South": 9}
    assert stores.records.part("77-2").stock[0].quantity == 1


def test_a_column_is_named_loosely_or_by_number(import_text: Import, stores: Stores) -> None:
    text = "wo no,Short Text,Who\n1,Pump leaks,Kim\n2,Fan noisy,Bo\n"
    report = import_text("work-orders", text, maps=("Title=2", "assigned_to=  WHO "))
    assert report.mapping == {"number": "wo no", "title": "Short Text", "assigned_to": "Who"}
    assert import_text("work-orders", text, maps=("title=",)).mapping.get("title") is None
    with pytest.raises(UnknownField, match="no field 'colour' in work-orders; the fields are number, asset"):
        import_text("work-orders", text, maps=("colour=Who",))
    with pytest.raises(UnknownField, match="'title' is not FIELD=COLUMN"):
        import_text("work-orders", text, maps=("title",))
    with pytest.raises(BadInput, match="no column 'Whom'; the columns are wo no, Short Text, Who"):
        import_text("work-orders", text, maps=("title=Whom",))


def test_a_dry_run_writes_nothing(import_text: Import, stores: Stores, tmp_path: Path) -> None:
    report = import_text("work-orders", ORDERS, dry_run=True)
    assert (report.added, len(report.rejected), report.rejected_file) == (2, 2, None)
    assert not stores.records.find_work_orders()
    assert not (tmp_path / "home" / "rejected").exists()


def test_dates_that_may_be_read_either_way_are_told(import_text: Import, stores: Stores) -> None:
    text = "wo no,text,opened\n1,Pump leaks,03/04/2024\n2,Fan noisy,05/06/2024\n"
    report = import_text("work-orders", text)
    assert "no date tells day from month, read as day/month/year" in report.notes[0]
    import_text("work-orders", text, dates="mdy")
    opened = stores.records.work_order("1").opened
    assert opened
    assert opened.date().isoformat() == "2024-03-04"


def test_states_are_open_or_closed_only_where_the_file_tells(import_text: Import, stores: Stores) -> None:
    import_text(
        "work-orders",
        "wo no,text,status\n1,Pump leaks,REL CNF TECO\n2,Fan noisy,REL\n3,Belt torn,Erledigt\n",
        name="a.csv",
    )
    import_text("work-orders", "wo no,text\n4,Seal worn\n", name="b.csv")
    assert [order.number for order in stores.records.find_work_orders(status="open")] == ["2"]
    assert stores.records.work_order("4").status == "unknown"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("1,2,3\n4,5,6\n", "has no row of column names"),
        (
            "colour,taste\nred,sweet\ngreen,sour\n",
            "No column looks like the number of parts; say which with --map number=COLUMN",
        ),
        ("\x00\x01\x02" * 200, "no text file"),
    ],
)
def test_what_is_no_table_is_explained(text: str, reason: str, import_text: Import) -> None:
    with pytest.raises(BadInput, match=reason):
        import_text("parts", text)


def test_other_forms_are_explained(tmp_path: Path, stores: Stores) -> None:
    old, damaged = tmp_path / "old.xls", tmp_path / "damaged.xlsx"
    old.write_bytes(b"x")
    damaged.write_bytes(b"PK no zip")
    for path, reason in (
        (old, "save it as .xlsx"),
        (damaged, "cannot be read as a workbook"),
        (tmp_path / "none.csv", "There is no file"),
    ):
        with pytest.raises(BadInput, match=reason):
            import_records(ImportOrder(kind="parts", path=path), stores.records, tmp_path)


class CutShort:
    """A store that the power fails after so many batches."""

    def __init__(self, records: Any, batches: int) -> None:
        self._records = records
        self._left = batches

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def put_work_orders(self, orders: Sequence[Noun]) -> int:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        return self._records.put_work_orders(orders)


def test_an_import_cut_short_is_finished_by_the_next(tmp_path: Path, stores: Stores) -> None:
    path = tmp_path / "many.csv"
    path.write_text("wo no,text\n" + "".join(f"{n},job number {n} is done\n" for n in range(2500)), encoding="utf-8")
    order = ImportOrder(kind="work-orders", path=path)
    with pytest.raises(KeyboardInterrupt):
        import_records(order, CutShort(stores.records, 2), tmp_path)
    report = import_records(order, stores.records, tmp_path)
    assert (report.added, report.unchanged) == (500, 2000)


def test_the_mapping_is_shown_before_anything_is_written(tmp_path: Path, stores: Stores) -> None:
    path = tmp_path / "assets.csv"
    path.write_text("tag,model,hall\nP1,C45,2\n", encoding="utf-8")
    seen: list[list[str]] = []

    def show(shown: Shown) -> None:
        assert stores.records.assets() == []
        seen.append(shown.lines())

    import_records(ImportOrder(kind="assets", path=path), stores.records, tmp_path, show=show)
    assert seen[0][1:] == ["  tag            <- tag", "  model          <- model", "  kept under their own names: hall"]
    assert stores.records.assets() == [Asset(tag="P1", model="C45", fields={"hall": "2"})]


def test_rows_that_add_up_others_are_told_and_left_out(import_text: Import, stores: Stores) -> None:
    text = "wo no;machine;text;hours;cost\n1;M1;Pump leaks;1,5;10,00\nTotal M1;;;1,5;10,00\n2;M2;Total loss of oil;2,0;5,00\nGesamtsumme:;;;3,5;15,00\n"
    report = import_text("work-orders", text)
    assert [(row.line, row.reason) for row in report.rejected] == [
        (3, "adds up the rows above it"),
        (5, "adds up the rows above it"),
    ]
    assert report.added == 2
    assert stores.records.work_order("2").cost == 5


def test_the_stars_of_a_list_viewer_mark_sums(import_text: Import) -> None:
    text = "Auftrag;Equipment;Kurztext;Gesamtkosten Ist;Währung\n1;M1;Leck;1.310,00;EUR\n*;;;1.310,00;EUR\n"
    report = import_text("work-orders", text)
    assert [(row.line, row.reason) for row in report.rejected] == [(3, "adds up the rows above it")]


def test_a_bare_description_of_each_machine_is_its_name(import_text: Import, stores: Stores) -> None:
    text = "Auftrag;Equipment;Bezeichnung;Kurztext\n1;100;Pumpe;Leck\n2;200;Lüfter;laut\n3;100;Pumpe;heiß\n"
    import_text("work-orders", text)
    order = stores.records.work_order("3")
    assert (order.asset, order.asset_name, order.title) == ("100", "Pumpe", "heiß")
