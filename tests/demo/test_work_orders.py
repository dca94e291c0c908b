"""The demo's work orders are about turbines, alarms and parts that exist, at times that can be."""

import re
from datetime import UTC, datetime

from demo.records import Facts
from domain.records import WorkOrder

TODAY = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
STATUSES = {"open", "in progress", "waiting for parts", "closed", "cancelled"}
ENDED = {"closed", "cancelled"}
PART_NUMBER = re.compile(r"\b\d{2}-\d{4}\b")
ORDER_NUMBER = re.compile(r"\b10[12]\d{2}\b")


def _own_words(order: WorkOrder) -> str:
    return f"{order.title} {order.description} {order.actions}"


def _order(facts: Facts, number: str) -> WorkOrder:
    return next(order for order in facts.work_orders if order.number == number)


def test_there_are_enough_numbered_from_10102_without_a_gap(facts: Facts) -> None:
    numbers = [order.number for order in facts.work_orders]
    assert len(numbers) >= 125
    assert numbers == [f"WO-{10102 + index}" for index in range(len(numbers))]


def test_words_of_state_are_known(facts: Facts) -> None:
    assert {order.status for order in facts.work_orders} == STATUSES
    assert {order.kind for order in facts.work_orders} == {"corrective", "preventive", "inspection"}
    assert {order.priority for order in facts.work_orders} == {"low", "normal", "high", "urgent"}


def test_times_run_forward_and_end_where_the_job_ended(facts: Facts) -> None:
    opened = [order.opened for order in facts.work_orders if order.opened]
    assert len(opened) == len(facts.work_orders)
    assert opened == sorted(opened)
    for order in facts.work_orders:
        assert (order.closed is not None) == (order.status in ENDED), order.number
        assert order.opened
        assert order.opened < (order.closed or TODAY) <= TODAY, order.number


def test_each_turbine_has_a_history_that_begins_after_commissioning(facts: Facts) -> None:
    commissioned = {asset.tag: asset.commissioned for asset in facts.assets}
    assert {order.asset for order in facts.work_orders} == set(commissioned)
    for order in facts.work_orders:
        start = commissioned[order.asset]
        assert order.opened
        assert start
        assert order.opened.date() >= start, order.number


def test_alarms_exist_for_the_turbines_model(facts: Facts) -> None:
    models = {asset.tag: asset.model for asset in facts.assets}
    known = {(alarm.models[0], alarm.code) for alarm in facts.alarms}
    wrong = [
        (order.number, order.alarm_code)
        for order in facts.work_orders
        if order.alarm_code and (models[order.asset], order.alarm_code) not in known
    ]
    assert wrong == []


def test_parts_exist_and_fit_the_turbine(facts: Facts) -> None:
    models = {asset.tag: asset.model for asset in facts.assets}
    parts = {part.number: part for part in facts.parts}
    used = [(o, n) for o in facts.work_orders for n in (*o.parts_used, *PART_NUMBER.findall(_own_words(o)))]
    assert [(o.number, n) for o, n in used if n not in parts or models[o.asset] not in parts[n].models] == []


def test_orders_that_are_referred_to_exist(facts: Facts) -> None:
    known = {order.number for order in facts.work_orders}
    named = {f"WO-{n}" for order in facts.work_orders for n in ORDER_NUMBER.findall(_own_words(order))}
    assert named <= known


def test_no_two_orders_are_worded_alike(facts: Facts) -> None:
    done = [order.actions for order in facts.work_orders if order.actions]
    assert len(set(done)) == len(done)


def test_the_open_order_on_the_turbine_that_stands(facts: Facts) -> None:
    order = _order(facts, "WO-10234")
    assert (order.asset, order.status, order.alarm_code) == ("WTG-07", "open", "309")
    earlier = [o for o in facts.work_orders if o.asset == "WTG-07" and o.alarm_code == "309" and o.status == "closed"]
    assert len(earlier) >= 3


def test_an_open_order_has_not_ended_work(facts: Facts) -> None:
    assert [o.number for o in facts.work_orders if o.status == "closed" and not (o.actions and o.hours)] == []
