"""Every records store finds one record however its identifier is written, and gives it back as it was."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from domain.errors import NotFound
from domain.records import WorkOrder
from stores.open_stores import Stores
from stores.protocols import Fleet, Inventory, RecordWriter, WorkOrders
from stores.records.store import SqlRecords

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


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


@pytest.mark.parametrize(
    "asked", ["WTG-99", "WTG-70", "", "  ", "---", "\x00", "\ud800", "'; DROP TABLE assets; --", "x" * 9000]
)
def test_an_unknown_machine_is_not_found(records: SqlRecords, asked: str) -> None:
    with pytest.raises(NotFound):
        records.asset(asked)


def test_not_found_names_the_nearest(records: SqlRecords) -> None:
    with pytest.raises(NotFound, match=r"No machine 'WTG-71'\. Nearest: WTG-") as caught:
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
    [
        ("29 1182", "29-1182"),
        ("291182", "29-1182"),
        ("part no. 29-1182", "29-1182"),
        ("3-00041", "3-00041"),
        ("300 041", "300-041"),
    ],
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


def test_records_come_back_as_they_were_written(records: SqlRecords, samples: Any) -> None:
    assert records.asset("WTG-01") == samples.assets[0]
    assert records.part("29-1182") == samples.parts[0]
    assert records.work_order("WO-10235") == samples.orders[1]
    assert records.alarms("309", model="K112") == [samples.alarms[0]]


def test_times_are_utc_in_and_out(stores: Stores) -> None:
    copenhagen = timezone(timedelta(hours=1))
    stores.records.put_work_orders([WorkOrder(number="1", opened=datetime(2026, 11, 20, 10, tzinfo=copenhagen))])
    opened = stores.records.work_order("1").opened
    assert opened == NINE
    assert opened.tzinfo is UTC


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
    with pytest.raises(NotFound, match=r"not in the list of O138, but in that of Kestrel K112-2\.4"):
        records.alarms("1309", model="O138")
    assert records.alarm_codes() == ["0309", "1309", "309", "A-12"]
