"""What every implementation of the records protocols does: look-ups, filters, and writing twice."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.errors import BadInput, NotFound
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import Stores, open_stores
from stores.protocols import Fleet, Inventory, RecordWriter, WorkOrders
from stores.records.store import SqlRecords
from stores.settings import StoreSettings

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)
ASSETS = (
    Asset(tag="WTG-01", model="Kestrel K112-2.4", site="Lyngholt", commissioned=date(2021, 4, 14), fields={"hub": "94 m"}),
    Asset(tag="WTG-07", model="Kestrel K112-2.4", site="Lyngholt"),
    Asset(tag="WTG-17", model="Osprey O138-4.2", site="Højager"),
    Asset(tag="P 003", model="Osprey O138-4.2", site="Højager"),
)
ALARMS = (
    AlarmCode(code="309", title="Yaw brake pressure low", models=("Kestrel K112-2.4",), causes=("Leaking hose",)),
    AlarmCode(code="0309", title="Pitch battery voltage", models=("Osprey O138-4.2",)),
    AlarmCode(code="A-12", title="Smoke detected", meaning="The detector in the nacelle tripped."),
    AlarmCode(code="1309", title="Gearbox oil temperature high", models=("Kestrel K112-2.4",)),
)
PARTS = (
    Part(
        number="29-1182",
        name="Yaw brake pad",
        models=("Kestrel K112-2.4",),
        superseded_by="29-1183",
        stock=(Stock(location="Esbjerg", quantity=3, as_of=NINE), Stock(location="Aalborg", quantity=0.5, bin="A 4")),
    ),
    Part(number="29-1183", name="Yaw brake pad, sintered", models=("Kestrel K112-2.4",), supersedes=("29-1182",)),
    Part(number="30-0040", name="Hydraulic hose", description="For the pitch system", models=("Osprey O138-4.2",)),
    Part(number="3-00041", name="Grease"),
    Part(number="300-041", name="Gloves"),
)
ORDERS = (
    WorkOrder(number="WO-10234", asset="WTG-07", title="Yaw brake squeals", status="Closed", kind="Corrective",
              component="Yaw brake", alarm_code="309", opened=NINE - timedelta(days=400), parts_used=("29-1182", "29-1182 ")),
    WorkOrder(number="WO-10235", asset="wtg 7", title="Gearbox oil sample", status="In progress", kind="preventive",
              component="Gearbox", opened=NINE, description="Bearing noise noted", parts_used=("30-0040",)),
    WorkOrder(number="WO-10236", asset="WTG-17", title="Hydraulic leak at the pitch", status="Cancelled",
              component="Pitch", alarm_code="0309", opened=NINE - timedelta(days=2)),
    WorkOrder(number="WO-10237", asset="WTG-17", title="Annual service", component="gear-box cooler"),
)  # fmt: skip


@pytest.fixture
def records(stores: Stores) -> SqlRecords:
    """The four kinds of records above."""
    stores.records.put_assets(ASSETS)
    stores.records.put_alarms(ALARMS)
    stores.records.put_parts(PARTS)
    stores.records.put_work_orders(ORDERS)
    return stores.records


def numbers(orders: "list[WorkOrder] | tuple[WorkOrder, ...] | object") -> list[str]:
    assert isinstance(orders, list)
    return [order.number for order in orders]  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]


def test_it_is_all_four_protocols(records: SqlRecords) -> None:
    assert isinstance(records, Fleet)
    assert isinstance(records, WorkOrders)
    assert isinstance(records, Inventory)
    assert isinstance(records, RecordWriter)


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("WTG-07", "WTG-07"),
        ("wtg7", "WTG-07"),
        ("WTG 007", "WTG-07"),
        (" wtg_07 ", "WTG-07"),
        ("WTG\N{EN DASH}7", "WTG-07"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER W}TG07", "WTG-07"),
        ("turbine 7", "WTG-07"),
        ("7", "WTG-07"),
        ("the turbine WTG 17", "WTG-17"),
        ("P3", "P 003"),
        ("WTG-1", "WTG-01"),
    ],
)
def test_a_machine_is_found_however_its_tag_is_written(records: SqlRecords, asked: str, tag: str) -> None:
    assert records.asset(asked).tag == tag


@pytest.mark.parametrize("asked", ["WTG-99", "WTG-70", "", "  ", "---", "\x00", "\ud800", "'; DROP TABLE assets; --", "x" * 9000])
def test_an_unknown_machine_is_not_found(records: SqlRecords, asked: str) -> None:
    with pytest.raises(NotFound):
        records.asset(asked)


def test_not_found_names_the_nearest(records: SqlRecords) -> None:
    with pytest.raises(NotFound, match="No asset 'WTG-71'. Nearest: WTG-") as caught:
        records.asset("WTG-71")
    assert set(caught.value.nearest[:3]) == {"WTG-01", "WTG-07", "WTG-17"}
    with pytest.raises(NotFound) as caught:
        records.part("29-1128")
    assert caught.value.nearest[0] == "29-1182"
    with pytest.raises(NotFound) as caught:
        records.work_order("WO-12034")
    assert caught.value.nearest[0] == "WO-10234"


@pytest.mark.parametrize(
    ("asked", "number"),
    [("29 1182", "29-1182"), ("291182", "29-1182"), ("part no. 29-1182", "29-1182"), ("3-00041", "3-00041"), ("300 041", "300-041")],
)
def test_a_part_is_found_however_its_number_is_written(records: SqlRecords, asked: str, number: str) -> None:
    assert records.part(asked).number == number


def test_a_number_that_may_mean_two_parts_is_not_guessed(records: SqlRecords) -> None:
    with pytest.raises(NotFound, match="3-00041, 300-041") as caught:
        records.part("300041")
    assert caught.value.nearest == ("3-00041", "300-041")


@pytest.mark.parametrize("asked", ["wo10234", "WO 10234", "10234", "work order 10234", "WO #10234"])
def test_a_work_order_is_found_however_its_number_is_written(records: SqlRecords, asked: str) -> None:
    assert records.work_order(asked).number == "WO-10234"


def test_records_come_back_as_they_were_written(records: SqlRecords) -> None:
    assert records.asset("WTG-01") == ASSETS[0]
    assert records.part("29-1182") == PARTS[0]
    assert records.work_order("WO-10235") == ORDERS[1]
    assert records.alarms("309", model="K112") == [ALARMS[0]]


def test_times_are_utc_in_and_out(stores: Stores) -> None:
    copenhagen = timezone(timedelta(hours=1))
    stores.records.put_work_orders([WorkOrder(number="1", opened=datetime(2026, 11, 20, 10, tzinfo=copenhagen))])
    opened = stores.records.work_order("1").opened
    assert opened == NINE
    assert opened.tzinfo is UTC


@pytest.mark.parametrize(
    ("site", "model", "tags"),
    [
        ("", "", ["P 003", "WTG-01", "WTG-07", "WTG-17"]),
        ("lyngholt", "", ["WTG-01", "WTG-07"]),
        ("", "K112", ["WTG-01", "WTG-07"]),
        ("", "Osprey O138-4.2 (offshore)", ["P 003", "WTG-17"]),
        ("", "K11", []),
        ("Lyngholt", "O138", []),
    ],
)
def test_machines_by_site_and_model(records: SqlRecords, site: str, model: str, tags: list[str]) -> None:
    assert [asset.tag for asset in records.assets(site=site, model=model)] == tags


@pytest.mark.parametrize(
    ("code", "model", "titles"),
    [
        ("309", "", ["Yaw brake pressure low", "Pitch battery voltage"]),
        ("00309", "Kestrel K112-2.4", ["Yaw brake pressure low"]),
        ("309", "O138", ["Pitch battery voltage"]),
        ("alarm 309", "O138", ["Pitch battery voltage"]),
        ("a12", "O138", ["Smoke detected"]),
    ],
)
def test_an_alarm_code_with_its_meaning_for_each_model(
    records: SqlRecords, code: str, model: str, titles: list[str]
) -> None:
    assert sorted(alarm.title for alarm in records.alarms(code, model=model)) == sorted(titles)


def test_a_code_of_another_model_is_not_passed_off(records: SqlRecords) -> None:
    with pytest.raises(NotFound, match="not in the list of O138, but in that of Kestrel K112-2.4"):
        records.alarms("1309", model="O138")
    assert records.alarm_codes() == ["0309", "1309", "309", "A-12"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["WO-10235", "WO-10236", "WO-10234", "WO-10237"]),
        ({"limit": 1}, ["WO-10235"]),
        ({"asset": "WTG 07"}, ["WO-10235", "WO-10234"]),
        ({"status": "open"}, ["WO-10235", "WO-10237"]),
        ({"status": "closed"}, ["WO-10234"]),
        ({"status": "in-progress"}, ["WO-10235"]),
        ({"kind": "corrective"}, ["WO-10234"]),
        ({"alarm_code": "0309"}, ["WO-10236", "WO-10234"]),
        ({"component": "gearbox"}, ["WO-10235", "WO-10237"]),
        ({"component": "100%_"}, []),
        ({"part": "291182"}, ["WO-10234"]),
        ({"opened_from": NINE}, ["WO-10235"]),
        ({"opened_to": NINE}, ["WO-10236", "WO-10234"]),
        ({"text": "yaw brake"}, ["WO-10234"]),
        ({"text": "hydrualic leeks"}, ["WO-10236"]),
        ({"text": "gearbox bearing", "asset": "WTG-07"}, ["WO-10235"]),
        ({"text": "leaking", "asset": "WTG-07"}, []),
        ({"text": "quantum flux"}, []),
        ({"text": "the ?!"}, []),
    ],
)
def test_work_orders_narrowed(records: SqlRecords, wanted: dict[str, object], found: list[str]) -> None:
    assert numbers(records.find_work_orders(**wanted)) == found  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("text", "model", "found"),
    [
        ("yaw brake pads", "", ["29-1182", "29-1183"]),
        ("sintered pad", "", ["29-1183", "29-1182"]),
        ("hydralic hose", "", ["30-0040"]),
        ("29-1183", "", ["29-1183"]),
        ("hose", "K112", []),
        ("grease", "K112", ["3-00041"]),
        ("", "", []),
    ],
)
def test_parts_by_words(records: SqlRecords, text: str, model: str, found: list[str]) -> None:
    assert [part.number for part in records.find_parts(text, model=model)][: len(found) or None] == found


def test_alarms_by_words(records: SqlRecords) -> None:
    assert [alarm.code for alarm in records.search_alarms("leaking hoses")] == ["309"]
    assert [alarm.code for alarm in records.search_alarms("smoke in nacelle", model="K112")] == ["A-12"]
    assert records.search_alarms("pitch battery", model="K112") == []


def test_writing_twice_changes_nothing(records: SqlRecords) -> None:
    assert records.put_assets(ASSETS) == 0
    assert records.put_alarms(iter(ALARMS)) == 0
    assert records.put_parts(PARTS) == 0
    assert records.put_work_orders(ORDERS) == 0


def test_only_what_differs_is_written(records: SqlRecords) -> None:
    emptied = PARTS[0].model_copy(update={"stock": ()})
    assert records.put_parts([*PARTS[1:], emptied]) == 1
    assert records.part("29-1182").stock == ()
    assert records.put_work_orders([ORDERS[0].model_copy(update={"parts_used": (), "title": "Rotor lock"})]) == 1
    assert numbers(records.find_work_orders(part="29-1182")) == []
    assert numbers(records.find_work_orders(text="rotor lock")) == ["WO-10234"]


def test_a_record_without_a_number_stops_the_import_whole(stores: Stores) -> None:
    with pytest.raises(BadInput, match="A record has no tag"):
        stores.records.put_assets([Asset(tag="A1"), Asset(tag=" ")])
    assert stores.records.assets() == []


def test_text_that_databases_refuse_is_kept_without_it(stores: Stores) -> None:
    stores.records.put_assets([Asset(tag="A1", model="a\x00b", fields={"k\x00": "\ud800v"})])
    assert stores.records.asset("A1") == Asset(tag="A1", model="ab", fields={"k": "v"})


def test_patterns_follow_every_write(records: SqlRecords, settings: StoreSettings) -> None:
    before = records.entity_patterns()
    assert before.asset_tags == ("P 003", "WTG-01", "WTG-07", "WTG-17")
    assert before.models == ("Kestrel K112-2.4", "Osprey O138-4.2")
    assert before.alarm_codes == ("0309", "1309", "309", "A-12")
    assert records.entity_patterns() is before
    with open_stores(settings=settings) as another:
        another.records.put_assets([Asset(tag="Z9")])
    assert records.entity_patterns().asset_tags[-1] == "Z9"
