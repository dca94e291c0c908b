"""Time between orders, orders that repeat, and a company's own numbers mean the same on every database."""

from datetime import UTC, datetime

import pytest

from domain.errors import BadInput
from domain.queries import BETWEEN, Bound, OrderQuery
from domain.records import WorkOrder
from stores.records.store import SqlRecords

PUMPS = ("Pump 1", "Pump 2", "Pump 3")
WATER = "Volume d'eau (m³)"


def order(number: str, asset: str, month: int, day: int, **told: object) -> WorkOrder:
    return WorkOrder.model_validate(
        {"number": number, "asset": asset, "status": "closed", "opened": datetime(2025, month, day, tzinfo=UTC), **told}
    )


@pytest.fixture
def plant(records: SqlRecords) -> SqlRecords:
    records.put_work_orders(
        [
            order("R-1", "Pump 1", 1, 1, failure_mode="Leak", fields={WATER: "1,5"}, figures={WATER: 1.5}),
            order("R-2", "PUMP-01", 1, 9, failure_mode="Leak", fields={WATER: "4,0"}, figures={WATER: 4.0}),
            order("R-3", "Pump 1", 1, 31, failure_mode="Noise", fields={WATER: "3,5"}, figures={WATER: 3.5}),
            order("R-4", "Pump 2", 1, 10, failure_mode="Leak"),
            order("R-5", "Pump 2", 3, 1, title="Belt torn"),
            order("R-6", "Pump 2", 3, 5, title="Belt torn"),
            order("R-7", "Pump 3", 3, 6, failure_mode="Leak"),
        ]
    )
    return records


def test_the_mean_time_between_orders_is_of_each_machine(plant: SqlRecords) -> None:
    both = plant.query_work_orders(OrderQuery(measure="mean", of=BETWEEN, by="asset", assets=PUMPS))
    assert both.figure == pytest.approx((30 + 54) / 4)
    assert [(group.name, group.figure) for group in both.groups] == [("Pump 2", 27.0), ("PUMP-01", 15.0)]
    alone = plant.query_work_orders(OrderQuery(measure="mean", of=BETWEEN, assets=("Pump 3",)))
    assert (alone.count, alone.figure) == (1, None)
    with pytest.raises(BadInput, match="mean"):
        plant.query_work_orders(OrderQuery(measure="sum", of=BETWEEN))


def test_an_order_repeats_one_with_the_same_fault_on_the_same_machine(plant: SqlRecords) -> None:
    assert set(plant.query_work_orders(OrderQuery(repeats=10)).numbers) == {"R-2", "R-6"}
    assert set(plant.query_work_orders(OrderQuery(repeats=3)).numbers) == set()


def test_own_numbers_are_added_up_compared_and_listed(plant: SqlRecords) -> None:
    assert plant.order_values().figures == (WATER,)
    total = plant.query_work_orders(OrderQuery(measure="sum", of=WATER, assets=PUMPS))
    assert (total.count, total.measured, total.figure) == (7, 3, 9.0)
    assert plant.query_work_orders(OrderQuery(measure="median", of=WATER)).figure == 3.5
    above = plant.query_work_orders(OrderQuery(bounds=(Bound(of=WATER, sign=">", value=2),)))
    assert set(above.numbers) == {"R-2", "R-3"}
