"""Counting work orders means the same on every database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import BadInput
from domain.queries import Bound, Dated, FieldFilter, OrderQuery
from domain.records import WorkOrder
from stores.open_stores import Stores, open_stores
from stores.records.store import SqlRecords


def at(year: int, month: int, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


PUMPS = ("Pump 1", "Pump 2")
ORDERS = (
    WorkOrder(number="W-1", asset="Pump 1", title="Oil leak at flange", kind="CM", failure_mode="L01 Leak", opened=at(2023, 5, 31),
              closed=at(2023, 6, 2), status="closed", hours=2.0, cost=100.5, fields={"Cost centre": "4711", "Región": "Ñuñoa"}),
    WorkOrder(number="W-2", asset="pump 01", title="Coil burnt", kind="cm", failure_mode="E02 Burnt", opened=at(2023, 6, 1),
              status="closed", hours=4.0, fields={"Cost centre": "4711"}),
    WorkOrder(number="W-3", asset="Pump 2", title="Yearly service", description="Oils changed", kind="PM", closed=at(2023, 6, 30, ),
              status="closed", hours=6.0, cost=50.0, fields={"Cost centre": "0815", "Región": "ñuñoa"}),
    WorkOrder(number="W-4", asset="Pump 2", title="Leckage am Öltank", kind="CM", failure_mode="L01 Leak", opened=at(2024, 1, 1)),
    WorkOrder(number="W-5", asset="Pump 2", title="Oilers greased", kind="PM", status="unknown"),
    WorkOrder(number="W-6", asset="Fan 9", kind="TST", status="closed", parts_used=("P-1",), hours=9.0),
)  # fmt: skip


@pytest.fixture
def figures(records: SqlRecords, samples: Any) -> SqlRecords:
    """The sample organisation with these six orders more; the tests filter its own four out by kind or machine."""
    records.put_work_orders(ORDERS)
    return records


def numbers(records: SqlRecords, query: OrderQuery) -> set[str]:
    return {number for number in records.query_work_orders(query).numbers if number.startswith("W-")}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (OrderQuery(assets=("PUMP-1",)), ["W-1", "W-2"]),
        (OrderQuery(filters=(FieldFilter(field="kind", values=("CM",)),)), ["W-1", "W-2", "W-4"]),
        (OrderQuery(filters=(FieldFilter(field="failure_mode", values=("l01 leak",)),)), ["W-1", "W-4"]),
        (OrderQuery(filters=(FieldFilter(field="failure_mode", values=("leak",), within=True),)), ["W-1", "W-4"]),
        (OrderQuery(filters=(FieldFilter(field="cost CENTRE", values=("4711",)),)), ["W-1", "W-2"]),
        (OrderQuery(since=at(2023, 6), until=at(2023, 7)), ["W-2", "W-3"]),
        (OrderQuery(assets=("Pump 2",), until=at(2024, 1)), ["W-3"]),
        (OrderQuery(words=("oil",)), ["W-1", "W-3"]),
        (OrderQuery(words=("leak", "flange")), ["W-1"]),
        (OrderQuery(anywhere=("leak",)), ["W-1", "W-4"]),
        (OrderQuery(anywhere=("ñuñoa",)), ["W-1", "W-3"]),
        (OrderQuery(words=("öltank",)), ["W-4"]),
        (OrderQuery(words=("100%_",)), []),
        (OrderQuery(assets=("Pump 2",), status="open"), ["W-4"]),
        (OrderQuery(filters=(FieldFilter(field="kind", values=("CM",), excluded=True),), assets=PUMPS), ["W-3", "W-5"]),
        (
            OrderQuery(filters=(FieldFilter(field="Región", values=("Ñuñoa", "ñuñoa"), excluded=True),), assets=PUMPS),
            ["W-2", "W-4", "W-5"],
        ),
        (OrderQuery(filters=(FieldFilter(field="failure_mode", values=("",)),), assets=PUMPS), ["W-3", "W-5"]),
        (
            OrderQuery(
                filters=(FieldFilter(field="failure_mode", values=("leak",), within=True, excluded=True),), assets=PUMPS
            ),
            ["W-2", "W-3", "W-5"],
        ),
        (OrderQuery(filters=(FieldFilter(field="status", values=("open", "unknown")),), assets=PUMPS), ["W-4", "W-5"]),
        (
            OrderQuery(filters=(FieldFilter(field="status", values=("closed",), excluded=True),), assets=PUMPS),
            ["W-4", "W-5"],
        ),
        (OrderQuery(filters=(FieldFilter(field="part", values=("p-1",)),)), ["W-6"]),
        (
            OrderQuery(filters=(FieldFilter(field="part", values=("P1",), excluded=True),), assets=PUMPS),
            ["W-1", "W-2", "W-3", "W-4", "W-5"],
        ),
        (OrderQuery(filters=(FieldFilter(field="part", values=("",)),), assets=("Fan 9",)), []),
        (
            OrderQuery(bounds=(Bound(of="hours", sign=">", value=2), Bound(of="hours", sign="<=", value=6))),
            ["W-2", "W-3"],
        ),
        (OrderQuery(bounds=(Bound(of="cost", sign="=", value=50),)), ["W-3"]),
        (OrderQuery(dated=(Dated(field="closed", since=at(2023, 6), until=at(2023, 6, 3)),)), ["W-1"]),
        (OrderQuery(dated=(Dated(field="opened", until=at(2023, 6)),), assets=PUMPS), ["W-1"]),
        (OrderQuery(filters=(FieldFilter(field="región", values=("Ñuñoa",)),)), ["W-1", "W-3"]),
        (OrderQuery(among=("W-1", "W-3", "W-nothing")), ["W-1", "W-3"]),
    ],
    ids=lambda value: str(value)[:60] if isinstance(value, OrderQuery) else "",
)
def test_filters(figures: SqlRecords, query: OrderQuery, expected: Sequence[str]) -> None:
    assert numbers(figures, query) == set(expected)


def test_sums_and_means_say_how_many_orders_tell_them(figures: SqlRecords) -> None:
    pumps = OrderQuery(assets=("Pump 1", "Pump 2"), measure="sum", of="cost")
    found = figures.query_work_orders(pumps)
    assert (found.count, found.measured, found.figure) == (5, 2, 150.5)
    found = figures.query_work_orders(pumps.model_copy(update={"measure": "mean", "of": "hours"}))
    assert (found.count, found.measured, found.figure) == (5, 3, 4.0)


def test_a_median_is_the_middle_one_whole_and_by_group(figures: SqlRecords) -> None:
    query = OrderQuery(assets=(*PUMPS, "Fan 9"), measure="median", of="hours", by="asset", split="kind")
    found = figures.query_work_orders(query)
    assert (found.count, found.measured, found.figure) == (6, 4, 5.0)
    assert [(group.name, group.figure, group.measured) for group in found.groups] == [
        ("Fan 9", 9.0, 1),
        ("Pump 2", 6.0, 1),
        ("Pump 1", 3.0, 2),
    ]
    assert [(part.name.upper(), part.figure) for part in found.groups[2].parts] == [("CM", 3.0)]
    nothing = figures.query_work_orders(query.model_copy(update={"assets": ("Pump 9",)}))
    assert (nothing.figure, nothing.groups) == (None, ())


def test_a_sum_of_nothing_is_not_known(figures: SqlRecords) -> None:
    found = figures.query_work_orders(OrderQuery(assets=("Pump 9",), measure="sum", of="cost"))
    assert (found.count, found.figure) == (0, None)


def test_groups_are_one_whatever_the_case(figures: SqlRecords) -> None:
    pumps = OrderQuery(assets=("Pump 1", "Pump 2"), by="kind")
    groups = figures.query_work_orders(pumps).groups
    assert [(group.name.upper(), group.count) for group in groups] == [("CM", 3), ("PM", 2)]
    assert [g.count for g in figures.query_work_orders(pumps.model_copy(update={"least_first": True})).groups] == [2, 3]


def test_groups_by_time_and_by_a_field_of_the_company(figures: SqlRecords) -> None:
    pumps = OrderQuery(assets=("Pump 1", "Pump 2"))
    by_month = figures.query_work_orders(pumps.model_copy(update={"by": "month"}))
    assert [(g.name, g.count) for g in by_month.groups] == [("2023-05", 1), ("2023-06", 2), ("2024-01", 1)]
    assert by_month.ungrouped == 1
    by_year = figures.query_work_orders(pumps.model_copy(update={"by": "year", "limit": 1}))
    assert [(g.name, g.count) for g in by_year.groups] == [("2023", 3)]
    own = figures.query_work_orders(pumps.model_copy(update={"by": "costcentre"}))
    assert [(g.name, g.count) for g in own.groups] == [("4711", 2), ("0815", 1)]
    assert own.ungrouped == 2
    assert own.kinds_of_group == 2


def test_orders_without_a_date_are_told(figures: SqlRecords) -> None:
    found = figures.query_work_orders(OrderQuery(assets=("Pump 2",), since=at(2000, 1)))
    assert (found.count, found.undated) == (2, 1)


def test_a_field_that_no_order_has_is_explained(figures: SqlRecords) -> None:
    with pytest.raises(BadInput, match="no field 'colour'; the fields are asset, kind"):
        figures.query_work_orders(OrderQuery(by="colour"))


def test_values_are_learned_and_learned_anew_after_a_write(figures: SqlRecords) -> None:
    before = figures.order_values()
    assert before.own == ("Cost centre", "Región")
    assert before.fields["Cost centre"] == ("4711", "0815")
    assert before.assets.count("Pump 2") == 1
    figures.put_work_orders([WorkOrder(number="W-7", asset="Fan", fields={"Shift": "night"})])
    after = figures.order_values()
    assert after.orders == before.orders + 1
    assert after.fields["Shift"] == ("night",)


def test_more_numbers_than_a_statement_takes_parameters(figures: SqlRecords) -> None:
    figures.put_work_orders([WorkOrder(number=f"M-{n}", title="Filter swapped") for n in range(33_000)])
    found = figures.query_work_orders(OrderQuery(words=("filter",)))
    assert found.count == 33_000


def test_stored_records_are_found_by_what_identifies_them(figures: SqlRecords, samples: Any) -> None:
    new = WorkOrder(number="W-99")
    assert figures.stored([new, ORDERS[0]]) == {1: ORDERS[0]}
    alarms = samples.alarms
    assert figures.stored(list(alarms)) == dict(enumerate(alarms))
    parts = samples.parts
    assert figures.stored(list(parts))[0].stock == parts[0].stock
    assert figures.stored([]) == {}


def test_what_stands_in_the_fields_is_kept_as_it_is_written(records: SqlRecords, stores: Stores) -> None:
    texts = [WorkOrder(number=f"T-{n}", asset="P 003", title="x", fields={"remark": f"seen {n}", "hall": "2"}, figures={"litres": n}) for n in range(401)]  # fmt: skip
    records.put_work_orders(texts)
    values = records.order_values()
    assert (values.orders, values.with_parts, values.own, values.figures) == (405, 2, ("hall", "remark"), ("litres",))
    assert values.fields["hall"] == ("2",)
    assert "remark" not in values.fields, "text is no category"
    changed = texts[0].model_copy(update={"status": "Paused", "fields": {"hall": "3"}})
    records.put_work_orders([changed])
    values = records.order_values()
    assert (values.orders, values.fields["hall"], "Paused" in values.fields["status"]) == (405, ("2", "3"), True)
    records.put_work_orders([changed.model_copy(update={"status": ""})])
    assert "Paused" not in records.order_values().fields["status"]
    with open_stores(settings=stores.settings) as again:
        assert again.records.order_values() == records.order_values()
