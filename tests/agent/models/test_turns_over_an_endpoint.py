"""Whole turns over a real OpenAI-compatible server on loopback."""

from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from domain.answers import Answer
from stores.open_stores import Stores
from tests.agent.models.conftest import KEY, settings
from tests.agent.models.serving import Body, Refusal, Say, serving

pytestmark = pytest.mark.anyio
LOOK_UP = Say(tools=[("lookup_alarm", '{"code": "41"}')], finish="tool_calls")
GOOD = Say("The lining is thin [2].")


async def turn(stores: Stores, url: str, **more: Any) -> Answer:
    asked = AskRequest(question="What does alarm 41 mean?", asset="CR-01")
    answer = await Assistant(stores, settings=settings(url, **more)).ask(asked)
    assert KEY not in answer.model_dump_json()
    return answer


async def test_a_look_up_is_two_requests(stores: Stores) -> None:
    with serving(LOOK_UP, GOOD) as server:
        answer = await turn(stores, server.url, input_price_per_million=10.0, output_price_per_million=100.0)
    assert (answer.status, answer.degraded) == ("answered", None)
    assert [(call.name, call.status) for call in answer.tool_calls] == [("lookup_alarm", "ok")]
    assert "The lining is thin" in answer.text
    assert (answer.usage.model_calls, answer.usage.input_tokens, answer.usage.cost_usd) == (2, 200, 0.004)
    assert server.requests[1]["messages"][: len(server.requests[0]["messages"])] == server.requests[0]["messages"]


async def test_an_endpoint_that_knows_no_tools_and_no_system_role_plans_all_the_same(stores: Stores) -> None:
    def refuse(sent: Body) -> Refusal | None:
        if "tools" in sent:
            return 400, {"error": {"message": "this model does not support tools"}}
        if any(message["role"] not in {"user", "assistant"} for message in sent["messages"]):
            return 400, {"error": {"message": "System role not supported"}}
        return None

    written = Say('I look it up.\n```json\n{"name": "lookup_alarm", "arguments": {"code": "41"}}\n```', at_once=True)
    with serving(written, Say(GOOD.text, at_once=True), refuse=refuse) as server:
        answer = await turn(stores, server.url)
    assert [call.name for call in answer.tool_calls] == ["lookup_alarm"]
    assert "The lining is thin" in answer.text
    assert "I look it up" not in answer.text
    assert answer.degraded is None


@pytest.mark.parametrize(
    "script",
    [
        [Say(status=401)],
        [Say(status=500)] * 3,
        [Say()],
        [LOOK_UP, Say("The lining is thin [2]. Then measure th", finish="length")],
        [LOOK_UP, Say(GOOD.text * 9, dies_after=30)],
        [Say(tools=[("launch_drone", "{}")])],
        [LOOK_UP, Say("<think>hm")],
    ],
    ids=["bad key", "broken", "empty", "cut off", "dies", "unknown tool", "only thoughts"],
)
async def test_whatever_fails_the_turn_is_finished_and_says_so(stores: Stores, script: list[Say]) -> None:
    with serving(*script) as server:
        answer = await turn(stores, server.url)
    assert answer.status == "answered"
    assert "The lining is thin" in answer.text
    assert answer.degraded
    assert not any(word in answer.degraded for word in ("Error", "<class", "Exception", KEY))
