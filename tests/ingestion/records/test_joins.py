"""Files of one company go together, and what was said of their columns is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingestion.records.importing import ImportOrder
from ingestion.records.report import ImportReport
from ingestion.records.saved_mappings import save_profile, with_profile
from stores.open_stores import Stores

Import = Callable[..., ImportReport]
MACHINES = "tag,model\nP-1,A\nP-2,A\nP-3,B\n"


def test_orders_of_other_machines_are_said_before_the_import(import_text: Import) -> None:
    import_text("assets", MACHINES)
    report = import_text(
        "work-orders", "wo no,asset,title\n1,P-1,leaks\n2,X-7,leaks\n3,X-8,leaks\n4,X-9,leaks\n", name="b.csv"
    )
    assert any(
        "only 1 of the 4 machines that this file names is known (not X-7, X-8, X-9)" in note for note in report.notes
    )
    report = import_text("work-orders", "wo no,asset,title\n5,p 1,leaks\n6,P-2,leaks\n", name="c.csv")
    assert not any("machines" in note for note in report.notes)


def test_machines_that_no_order_names_are_said_too(import_text: Import) -> None:
    import_text("work-orders", "wo no,asset,title\n1,K-1,leaks\n2,K-2,leaks\n")
    report = import_text("assets", MACHINES, name="b.csv")
    assert any("0 of the 2 machines that the work orders name" in note for note in report.notes)


def test_a_known_export_is_named(import_text: Import) -> None:
    text = "WONUM,DESCRIPTION,ASSETNUM,STATUS,REPORTDATE,TARGCOMPDATE,ESTLABHRS,ACTLABHRS\n1,Belt slips,11,COMP,2024-02-01,2024-02-09,4,2\n"
    report = import_text("work-orders", text)
    assert "read as an export of maximo" in report.notes
    assert report.mapping["hours"] == "ACTLABHRS"


def test_what_was_said_of_the_columns_is_kept_under_a_name(tmp_path: Path) -> None:
    order = ImportOrder(kind="parts", path=tmp_path / "a.csv", maps=("number=Nr", "name=Was"), dates="mdy")
    save_profile(tmp_path, "acme", order)
    again = with_profile(tmp_path, "acme", ImportOrder(kind="parts", path=tmp_path / "b.csv", maps=("name=Text",)))
    assert (again.maps, again.dates) == (("number=Nr", "name=Text"), "mdy")
    with pytest.raises(BadInput, match="saved are: acme"):
        with_profile(tmp_path, "other", order)
    with pytest.raises(BadInput, match="letters, digits"):
        save_profile(tmp_path, "../x", order)


@pytest.mark.parametrize(
    "cells",
    [
        ("Lathe (DR-1)", "Mill (FR-2)"),
        ("[DR-1] Lathe", "[FR-2] Mill"),
        ("DR-1 - Lathe", "FR-2 - Mill"),
        ("DR-1: Lathe", "FR-2: Mill"),
    ],
)
def test_a_number_and_a_name_in_one_cell_are_both_kept(
    cells: tuple[str, str], import_text: Import, stores: Stores
) -> None:
    import_text("assets", "tag,name\nDR-1,Lathe\nFR-2,Mill\n", name="assets.csv")
    report = import_text(
        "work-orders", f"wo no,machine,text,status\n1,{cells[0]},Belt torn,new\n2,{cells[1]},Oil low,new\n"
    )
    order = stores.records.work_order("2")
    assert (order.asset, order.asset_name) == ("FR-2", "Mill")
    assert report.notes == ["machine: holds the asset and its name in one cell, both are kept"]


@pytest.mark.parametrize(
    "cells", [("Hall (2)", "Yard (2)"), ("Lathe (old)", "Mill (new)"), ("DR-1 - Lathe", "FR-2")], ids=str
)
def test_what_is_no_number_and_name_stays_as_it_is(cells: tuple[str, str], import_text: Import, stores: Stores) -> None:
    import_text("work-orders", f"wo no,machine,text\n1,{cells[0]},Belt torn\n2,{cells[1]},Oil low\n")
    assert (stores.records.work_order("1").asset, stores.records.work_order("2").asset) == cells


def test_the_column_that_holds_known_machines_identifies_them_whatever_it_is_called(
    import_text: Import, stores: Stores
) -> None:
    import_text("assets", "tag,name\nDR-1,Lathe\nFR-2,Mill\n", name="assets.csv")
    import_text("work-orders", "wo no,machine,laitetunnus,text\n1,Lathe,DR-1,Belt torn\n2,Mill,FR-2,Oil low\n")
    order = stores.records.work_order("2")
    assert (order.asset, order.asset_name) == ("FR-2", "Mill")


def test_orders_that_call_their_machines_by_name_get_their_numbers(import_text: Import, stores: Stores) -> None:
    import_text("assets", "tag,name,model\n501,Lift North,A\n502,Lift South,A\n503,Ramp,B\n504,Ramp,B\n")
    report = import_text("work-orders", "wo no,asset,title\n1,lift north,stuck\n2,Ramp,squeaks\n", name="b.csv")
    north, ramp = stores.records.work_order("1"), stores.records.work_order("2")
    assert (north.asset, north.asset_name) == ("501", "lift north")
    assert ramp.asset == "Ramp", "two machines are called so"
    assert not any("machines" in note for note in report.notes)
    assert import_text("work-orders", "wo no,asset,title\n1,lift north,stuck\n", name="c.csv").unchanged == 1
