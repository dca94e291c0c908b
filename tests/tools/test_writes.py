"""Changes are proposed with exact arguments, or refused with what is missing."""

from dataclasses import replace
from typing import Any

import pytest

from tools.context import ToolContext
from tools.rendering import render
from tools.toolbox import TOOLS


def test_a_work_order_on_the_machine_in_question(context: ToolContext) -> None:
    at = replace(context, asset=context.fleet.asset("CR-02"))
    proposal = TOOLS["create_work_order"].run(at, {"title": " Rope \n frayed ", "priority": "high"}).proposal
    assert proposal.args == {"asset": "CR-02", "title": "Rope frayed", "priority": "high"}
    assert proposal.site == "Nordhafen"


@pytest.mark.parametrize(
    ("name", "args", "written"),
    [
        ("create_work_order", {"machine": "cr 3", "title": "x"}, {"asset": "CR-03", "title": "x"}),
        ("add_work_order_note", {"number": "j4", "note": "Parts came"}, {"work_order": "J-4", "note": "Parts came"}),
        ("set_work_order_status", {"work_order": "J-5", "status": "done"}, {"work_order": "J-5", "status": "TECO"}),
        ("reserve_part", {"part_number": "br 440", "work_order": "j-4", "quantity": "2"},
         {"part": "BR-440", "quantity": 2.0, "location": "Main store", "work_order": "J-4"}),
    ],
)  # fmt: skip
def test_arguments_are_read_with_good_will(call: Any, name: str, args: dict[str, Any], written: dict[str, Any]) -> None:
    result = call(name, **args)
    assert result.proposal is not None, result
    assert result.proposal.args == written
    assert not result.empty
    assert f": {name}: " in render(result)


@pytest.mark.parametrize(
    ("title", "alarm", "alike"),
    [("Brake slipping", "", ["J-4"]), ("Will not hold", "e17", ["J-4"]), ("Paint the ladder", "", [])],
)
def test_a_new_job_names_the_open_ones_that_it_repeats(call: Any, title: str, alarm: str, alike: list[str]) -> None:
    result = call("create_work_order", asset="CR-03", title=title, alarm_code=alarm)
    assert [order.source_id for order in result.proposal.alike] == alike
    assert ("Open already on CR-03: J-4 Brake slips again" in render(result)) == bool(alike)


@pytest.mark.parametrize(
    ("name", "args", "says"),
    [
        ("create_work_order", {}, "Missing: asset, title"),
        ("create_work_order", {"asset": "CR-77", "title": "x"}, "no asset 'CR-77'"),
        ("add_work_order_note", {"work_order": "J-4"}, "Missing: note"),
        ("reserve_part", {"part": "BR-440"}, "Missing: work_order. An order that is only proposed has no number yet"),
        ("reserve_part", {"part": "BR-440", "work_order": "new"}, "propose this again once it is approved"),
        ("set_work_order_status", {"work_order": "J-3", "status": "closed"}, "is in the state 'closed' already"),
        ("set_work_order_status", {"work_order": "J-4", "status": "frozen"}, "no state 'frozen'; there is: "),
        ("reserve_part", {"part": "BR-440", "work_order": "J-4", "quantity": 9}, "Only 3 of part BR-440 are free"),
        ("reserve_part", {"part": "BR-440", "work_order": "J-4", "location": "Mars"}, "not kept at Mars"),
        ("release_reservation", {"part": "BR-440"}, "Nothing is reserved of BR-440"),
    ],
)
def test_refusals_say_what_is_missing(call: Any, name: str, args: dict[str, Any], says: str) -> None:
    result = call(name, **args)
    assert result.proposal is None
    assert says in render(result)
