"""Every records store narrows, ranks and forgives a wrong letter."""

from datetime import UTC, datetime

import pytest

from stores.records.store import SqlRecords

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)


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
    assert [order.number for order in records.find_work_orders(**wanted)] == found  # pyright: ignore[reportArgumentType]


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
