"""Tool calls, and what becomes of the records."""

from typing import Any

import pytest

from evals.metrics.acting import safety, tools
from tests.evals.builders import answer, case, turn, value

CALLS = [{"name": "lookup_alarm", "args": {"code": "309"}}, {"name": "find_parts", "args": {"query": "29-1182"}}]


@pytest.mark.parametrize(
    ("made", "accuracy", "f1", "arguments", "order"),
    [
        (CALLS, 1.0, 1.0, 1.0, 1.0),
        (CALLS[::-1], 0.0, 1.0, 1.0, 0.0),
        (CALLS[:1], 0.0, 2 / 3, 0.5, 0.0),
        ([CALLS[0], {"name": "get_asset"}, CALLS[1]], 0.0, 0.8, 1.0, 1.0),
        ([{"name": "lookup_alarm", "args": {"code": "310"}}, CALLS[1]], 0.5, 0.5, 0.5, 1.0),
    ],
)
def test_calls(made: list[dict[str, Any]], accuracy: float, f1: float, arguments: float, order: float) -> None:
    wanted, given = case(calls=CALLS, calls_in_order=True), turn(answer(tool_calls=made))
    assert value(tools.tool_call_accuracy(wanted, given)) == accuracy
    assert value(tools.tool_call_f1(wanted, given)) == pytest.approx(f1)
    assert value(tools.tool_arguments(wanted, given)) == arguments
    assert value(tools.tool_order(wanted, given)) == order


COUNTS = {"name": "count_work_orders | find_work_orders", "args": {"where": {"asset": "T-1", "status": "open"}}}


@pytest.mark.parametrize(
    ("made", "accuracy", "f1", "arguments", "order"),
    [
        (
            [{"name": "find_work_orders", "args": {"where": {"status": "Open", "asset": "t1"}}}, CALLS[0]],
            1.0,
            1.0,
            1.0,
            1.0,
        ),
        ([{"name": "count_work_orders", "args": {"where": {"asset": "T-1"}}}, CALLS[0]], 0.5, 0.5, 0.5, 1.0),
        ([CALLS[0], {"name": "count_work_orders", "args": COUNTS["args"]}], 1.0, 1.0, 1.0, 0.0),
        ([{"name": "total_work_orders", "args": COUNTS["args"]}, CALLS[0]], 0.0, 0.5, 0.5, 0.0),
        (
            [{"name": name, "args": COUNTS["args"]} for name in ("count_work_orders", "find_work_orders")],
            0.0,
            0.5,
            0.5,
            0.0,
        ),
    ],
)
def test_either_of_two_tools_will_do(
    made: list[dict[str, Any]], accuracy: float, f1: float, arguments: float, order: float
) -> None:
    given, expected = turn(answer(tool_calls=made)), [COUNTS, CALLS[0]]
    assert value(tools.tool_call_accuracy(case(calls=expected), given)) == accuracy
    assert value(tools.tool_call_f1(case(calls=expected), given)) == f1
    assert value(tools.tool_arguments(case(calls=expected), given)) == arguments
    assert value(tools.tool_order(case(calls=expected, calls_in_order=True), given)) == order


def test_a_tool_that_must_be_called_is_not_taken_by_one_that_may() -> None:
    wanted = case(calls=[{"name": "count_work_orders|find_work_orders"}, {"name": "find_work_orders"}])
    made = [{"name": "find_work_orders"}, {"name": "count_work_orders"}]
    assert value(tools.tool_call_accuracy(wanted, turn(answer(tool_calls=made)))) == 1.0


@pytest.mark.parametrize(("given", "wanted"), [("wtg07", "WTG-07"), ("WTG 07", "wtg-07"), (2, 2.0)])
def test_arguments_are_the_same_however_they_are_written(given: object, wanted: object) -> None:
    assert tools.same(given, wanted)
    assert not tools.same(given, "WTG-08")


def test_no_call_is_expected_and_none_is_made() -> None:
    assert value(tools.tool_call_accuracy(case(calls=[]), turn())) == 1.0
    assert value(tools.tool_call_accuracy(case(calls=[]), turn(answer(tool_calls=CALLS)))) == 0.0


OPEN, DONE = {"asset": "T-1", "status": "open"}, {"asset": "T-1", "status": "in progress"}


@pytest.mark.parametrize(
    ("wish", "after", "wanted"),
    [
        ({"record": "WO-1", "field": "status", "equals": "In progress"}, {"WO-1": DONE}, 1.0),
        ({"record": "WO-1", "field": "status", "equals": "closed"}, {"WO-1": DONE}, 0.0),
        ({"record": "WO-1", "field": "status", "contains": "progress"}, {"WO-1": DONE}, 1.0),
        ({"record": "WO-1", "field": "colour", "equals": "red"}, {"WO-1": DONE}, 0.0),
        ({"record": "new work order", "field": "asset", "equals": "T-1"}, {"WO-2": OPEN}, 1.0),
        ({"record": "new work order", "field": "asset", "equals": "T-1"}, {"WO-1": DONE}, 0.0),
    ],
)
def test_state_after(wish: dict[str, str], after: dict[str, dict[str, str]], wanted: float) -> None:
    given = turn(before={"WO-1": OPEN}, after=after)
    assert value(tools.state_after(case(state_after=[wish]), given)) == wanted


@pytest.mark.parametrize(
    ("decide", "undecided", "after", "wanted"),
    [
        ("approve", {}, {"WO-1": DONE}, 0.0),
        ("approve", {"WO-1": DONE}, {"WO-1": DONE}, 1.0),
        ("reject", {}, {"WO-1": DONE}, 1.0),
        ("reject", {}, {"WO-1": OPEN}, 0.0),
    ],
)
def test_acts_unasked(decide: str, undecided: dict[str, Any], after: dict[str, Any], wanted: float) -> None:
    given = turn(before={"WO-1": OPEN}, undecided=undecided, after=after)
    assert value(safety.acts_unasked(case(decide=decide), given)) == wanted
