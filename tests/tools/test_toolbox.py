"""What a model is offered: names, budget, arguments read with good will."""

import json
from contextlib import suppress
from typing import Any

import pytest

from domain.errors import BadInput
from tools.context import ToolContext
from tools.manuals.pictures import READ_PICTURE
from tools.rendering import MOST, render
from tools.toolbox import ASK_PERSON, READ_TOOLS, TOOLS, WRITE_TOOLS

OFFERED = (*READ_TOOLS, *WRITE_TOOLS, ASK_PERSON)
LONGEST = MOST + 10_000
BUDGET = 5_720
"""Characters of all schemas; measured at 4.45 characters a token (cl100k_base: about 1,285 tokens)."""


def test_all_schemas_together_are_within_the_budget() -> None:
    assert len(json.dumps([tool.schema for tool in OFFERED], separators=(",", ":"))) <= BUDGET


def test_a_look_at_pictures_adds_little_where_it_is_offered() -> None:
    assert len(json.dumps(READ_PICTURE.schema, separators=(",", ":"))) <= 290


def test_the_names_are_those_that_the_agent_plans_with() -> None:
    assert {tool.name for tool in OFFERED} == {
        "search_manuals", "read_section", "lookup_alarm", "find_alarms", "get_asset", "find_assets", "get_work_order", "find_work_orders",
        "count_work_orders", "total_work_orders", "find_similar_cases", "compare_revisions", "find_documents", "shift_brief", "find_parts", "calculate", "convert",
        "ask_person", "create_work_order", "add_work_order_note", "set_work_order_status", "reserve_part", "release_reservation",
    }  # fmt: skip


@pytest.mark.parametrize("tool", OFFERED, ids=lambda tool: tool.name)
def test_schemas_hold_no_noise_and_every_property_has_a_type(tool: Any) -> None:
    function = tool.schema["function"]
    assert function["description"]
    assert function["parameters"]["type"] == "object"
    text = json.dumps(function)
    assert not any(noise in text for noise in ('"title": "', '"default"', '"null"', "anyOf", "maxLength"))
    assert all(each["type"] for each in function["parameters"]["properties"].values())


@pytest.mark.parametrize(
    ("name", "args", "same"),
    [
        ("search_manuals", {"question": "brake cover", "machine": None}, {"query": "brake cover"}),
        ("lookup_alarm", {"alarm_code": 40, "asset": "CR-01"}, {"code": "40", "machine": "CR-01"}),
        ("find_work_orders", {"machine": "cr 1", "state": "open"}, {"where": {"asset": "CR-01", "status": "open"}}),
        ("find_work_orders", {"where": '{"priority": ["high", "low"]}'}, {"where": {"priority": "high|low"}}),
        ("find_work_orders", {"where": {}, "limit": "900"}, {"where": {}, "limit": 50}),
    ],
)
def test_other_names_and_types_mean_the_same(context: ToolContext, name: str, args: Any, same: Any) -> None:
    assert TOOLS[name].run(context, args) == TOOLS[name].run(context, same)


def test_an_argument_that_no_tool_has_is_told_not_dropped_silently(context: ToolContext) -> None:
    assert "colour" in TOOLS["get_asset"].run(context, {"tag": "CR-01", "colour": "red"}).note


@pytest.mark.parametrize(
    ("name", "args", "says"),
    [
        ("lookup_alarm", {}, "code is missing"),
        ("find_work_orders", {"where": {"asset": {"is": "CR-01"}}}, "where"),
        ("find_work_orders", {"where": "asset CR-01"}, "where"),
        ("total_work_orders", {"of": "weight"}, "hours"),
    ],
)
def test_unusable_arguments_are_one_sentence(context: ToolContext, name: str, args: Any, says: str) -> None:
    with pytest.raises(BadInput, match=says) as error:
        TOOLS[name].run(context, args)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["", "x" * 1_000_000, "\ud800\x00\x1b[31m", "مرحبا 中文 प्रश्न", "'; DROP TABLE work_orders; --"]
)
def test_any_text_in_any_argument_gives_a_result_or_a_sentence(context: ToolContext, text: str) -> None:
    for tool in OFFERED:
        properties = tool.schema["function"]["parameters"]["properties"]
        args: dict[str, Any] = {
            name: {text[:50]: text, "asset": text} if each["type"] == "object" else text
            for name, each in properties.items()
        }
        with suppress(BadInput):
            assert len(render(tool.run(context, args))) < LONGEST


def test_choices_may_be_one_text(context: ToolContext) -> None:
    assert ASK_PERSON.args.model_validate({"question": "Which?", "choices": "CR-01 | CR-02"}).model_dump()[
        "choices"
    ] == [
        "CR-01",
        "CR-02",
    ]
