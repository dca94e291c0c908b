"""Every records store writes only what differs, all of it or nothing."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.errors import BadInput
from domain.records import Asset, WorkOrder
from stores.open_stores import Stores, open_stores
from stores.records.store import SqlRecords
from stores.settings import StoreSettings


def test_writing_twice_changes_nothing(records: SqlRecords, samples: Any) -> None:
    assert records.put_assets(samples.assets) == 0
    assert records.put_alarms(iter(samples.alarms)) == 0
    assert records.put_parts(samples.parts) == 0
    assert records.put_work_orders(samples.orders) == 0


def test_only_what_differs_is_written(records: SqlRecords, samples: Any) -> None:
    emptied = samples.parts[0].model_copy(update={"stock": ()})
    assert records.put_parts([*samples.parts[1:], emptied]) == 1
    assert records.part("29-1182").stock == ()
    assert (
        records.put_work_orders([samples.orders[0].model_copy(update={"parts_used": (), "title": "Rotor lock"})]) == 1
    )
    assert records.find_work_orders(part="29-1182") == []
    assert [order.number for order in records.find_work_orders(text="rotor lock")] == ["WO-10234"]


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


def test_several_open_an_empty_database_at_once(settings: StoreSettings) -> None:
    def write(n: int) -> int:
        with open_stores(settings=settings) as opened:
            return opened.records.put_assets([Asset(tag=f"A{n}"), Asset(tag="B", site=str(n))])

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(8))) >= 9
    with open_stores(settings=settings) as opened:
        assert len(opened.records.assets()) == 9


def test_ten_thousand_work_orders_are_written_and_searched_in_good_time(stores: Stores) -> None:
    orders = [WorkOrder(number=f"WO-{n}", title=f"Pump {n % 97} leaks at flange {n % 13}") for n in range(10_000)]
    began = time.perf_counter()
    assert stores.records.put_work_orders(orders) == 10_000
    assert stores.records.put_work_orders(orders) == 0
    assert stores.records.find_work_orders(text="pump", limit=1), "the first search reads the words of all"
    assert time.perf_counter() - began < 120
    began = time.perf_counter()
    for _ in range(20):
        assert stores.records.find_work_orders(text="pmup leaking", status="open", limit=5)
    assert (time.perf_counter() - began) / 20 < 1
