"""Records as somebody sees them who has some of the sites: whatever is asked, the others are not there."""

from typing import Any

import pytest

from domain.callers import Caller
from domain.errors import Forbidden, NotFound
from domain.queries import OrderQuery
from stores.access.sites import SHADOWS
from stores.database.schema import Table
from stores.open_stores import Stores
from stores.records.store import SqlRecords

OF_EVERY_SITE = {
    "alarms", "parts", "stock", "record_versions", "threads", "turns", "run_events", "feedback", "api_keys",
    "approvals", "audit", "webhook_deliveries",
    "requests", "sessions", "sign_in_codes", "evaluation_cases", "evaluation_labels", "evaluation_runs",
    "ingest_jobs", "words_of_orders",
}  # fmt: skip
"""Alarm lists and the parts' stock are the company's; the words that jobs have are never shown; the others are read by their owner or by role (evaluations show no case of another site)."""
SEES_LYNGHOLT = Caller(name="ann", sites=("lyngholt",))


def limited(stores: Stores, *sites: str) -> SqlRecords:
    return stores.seen_by(Caller(name="ann", sites=sites)).records


def test_every_table_is_of_a_site_or_said_not_to_be() -> None:
    tables = {
        name for name in Table.metadata.tables if not name.startswith(("document", "passage", "section", "librar"))
    }
    assert tables - set(SHADOWS) - OF_EVERY_SITE == set(), (
        "a new table: is it limited by site (stores/access/sites.py)?"
    )


def test_only_the_machines_and_jobs_of_the_sites(records: SqlRecords, stores: Stores) -> None:
    seen = limited(stores, "lyngholt")
    assert [asset.tag for asset in seen.assets()] == ["WTG-01", "WTG-07"]
    assert seen.asset("wtg 7").tag == "WTG-07"
    assert {order.number for order in seen.find_work_orders()} == {"WO-10234", "WO-10235"}
    assert [order.number for order in seen.find_work_orders(text="hydraulic leak gearbox")] == ["WO-10235"]
    assert [order.number for order in seen.find_work_orders(part="30-0040")] == ["WO-10235"]
    assert seen.query_work_orders(OrderQuery()).count == 2
    assert seen.query_work_orders(OrderQuery(by="asset", words=("gearbox",))).count == 1
    assert seen.order_values().orders == 2
    patterns = seen.entity_patterns()
    assert (patterns.sites, patterns.asset_tags) == (
        ("Lyngholt",),
        ("WTG-01", "WTG-07", "wtg 7")[: len(patterns.asset_tags)],
    )
    for number in ("WO-10236", "WO-10237"):
        with pytest.raises(NotFound) as missing:
            seen.work_order(number)
        assert not {"WO-10236", "WO-10237"} & set(missing.value.nearest)
    with pytest.raises(NotFound):
        seen.asset("WTG-17")
    assert seen.part("29-1182").stock, "parts are the company's"


def test_all_of_several_sites_and_nothing_of_none(records: SqlRecords, stores: Stores) -> None:
    assert len(limited(stores, "LYNGHOLT", "Højager").assets()) == 4
    for sites in ((), ("Nowhere",), ("'; DROP TABLE assets; --",)):
        seen = limited(stores, *sites)
        assert seen.assets() == []
        assert seen.find_work_orders() == []
        assert seen.query_work_orders(OrderQuery()).count == 0
    assert len(records.assets()) == 4, "those without limits see everything as before"


def test_what_is_written_later_is_seen(records: SqlRecords, stores: Stores, samples: Any) -> None:
    seen = limited(stores, "Lyngholt")
    moved = samples.assets[2].model_copy(update={"site": "Lyngholt"})
    stores.records.put_assets([moved])
    assert seen.asset("WTG-17").site == "Lyngholt"
    assert seen.work_order("WO-10236").asset == "WTG-17"


def test_nothing_is_written_through_it(records: SqlRecords, stores: Stores, samples: Any) -> None:
    with pytest.raises(Forbidden):
        limited(stores, "Lyngholt").put_assets([samples.assets[0].model_copy(update={"status": "stopped"})])


def test_past_jobs_by_meaning(records: SqlRecords, stores: Stores) -> None:
    everybody = [number for number, _ in stores.cases.nearest("hydraulic leak", seconds=60)]
    assert "WO-10236" in everybody
    seen = [number for number, _ in stores.seen_by(SEES_LYNGHOLT).cases.nearest("hydraulic leak", seconds=60)]
    assert set(seen) == {"WO-10234", "WO-10235"}


def test_what_files_call_the_fields_is_no_record_of_a_site(records: SqlRecords, stores: Stores) -> None:
    records.name_fields([("assigned_to", "Crew")])
    assert limited(stores, "Lyngholt").order_values().labels == {"assigned_to": ("Crew",)}
