"""Calls of a remote model over a real OpenAI-compatible server on loopback, whatever it does."""

import asyncio
import logging
import time
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.models.endpoint.circuit import Circuit
from agent.models.endpoint.failing import ContextTooLong, failure
from agent.models.endpoint.opening import chat_model
from agent.models.remote import Remote, ended_early
from domain.errors import SettingsError, Unavailable
from tests.agent.models.conftest import ASKED, KEY, TOOLS, hear, remote, settings
from tests.agent.models.serving import Say, serving

pytestmark = pytest.mark.anyio
SEARCH = ("search_manuals", '{"query": "brake cover bolts"}')
GOOD = Say("Tighten the cover bolts to 85 Nm [1].\nThen close [2].")


async def test_text_is_streamed_and_tokens_are_counted() -> None:
    with serving(GOOD, GOOD) as server:
        model = remote(server.url)
        heard = await hear(model)
        await hear(model)
    assert (heard.text, len(heard.pieces) > 5) == (GOOD.text, True)
    assert (model.usage.model_calls, model.usage.input_tokens, model.usage.output_tokens) == (2, 200, 20)
    assert not model.usage.estimated
    assert [h["authorization"] for h in server.headers] == [f"Bearer {KEY}"] * 2
    assert server.requests[0]["stream"]
    assert server.requests[0]["stream_options"] == {"include_usage": True}
    assert [t["function"]["name"] for t in server.requests[0]["tools"]] == ["search_manuals", "get_asset"]
    assert "parallel_tool_calls" not in server.requests[0]


async def test_tool_calls_side_by_side() -> None:
    with serving(Say("I look.", tools=[SEARCH, ("get_asset", '{"tag": "CR-01"}')], finish="tool_calls")) as server:
        heard = await hear(remote(server.url))
    assert heard.calls == [("search_manuals", {"query": "brake cover bolts"}), ("get_asset", {"tag": "CR-01"})]
    assert len({call["id"] for call in heard.reply.tool_calls}) == 2
    assert heard.text == "I look."


async def test_an_endpoint_that_reports_no_tokens_is_charged_by_length() -> None:
    with serving(Say("x" * 400, usage=False)) as server:
        model = remote(server.url)
        await hear(model)
    assert model.usage.estimated
    assert model.usage.output_tokens == 100
    assert model.usage.input_tokens > 50, "the tools were read too"


@pytest.mark.parametrize(
    "broken", ['{"query": "bra', "[]", '"text"', "(none)", '{"query": "a"} and so on'], ids=lambda b: b[:6]
)
async def test_a_call_that_cannot_be_read_is_an_invalid_call_beside_the_good_one(broken: str) -> None:
    for at_once in (False, True):
        with serving(Say(tools=[SEARCH, ("get_asset", broken)], at_once=at_once)) as server:
            heard = await hear(remote(server.url))
        assert [name for name, _ in heard.calls] == ["search_manuals"]
        assert [call["name"] for call in heard.reply.invalid_tool_calls] == ["get_asset"]


FAILURES = {
    "bad key": ([Say(status=401)], "refused the key, status 401"),
    "unknown model": ([Say(status=404)], "does not know the model"),
    "busy too long": ([Say(status=429, headers={"Retry-After": "3600"})], "it is busy, status 429"),
    "always broken": ([Say(status=500)] * 3, "it failed, status 500"),
    "hangs": ([Say(hangs=True)], "no reply within 0.3 s"),
    "falls silent": ([Say("Do this and that.", pauses=[0, 0, 5])], "it fell silent for 0.3 s"),
    "empty": ([Say()], "its answer was empty"),
    "no choices": ([Say(choices=False)], "its answer was empty"),
    "no choices at once": ([Say(choices=False, at_once=True)], "its answer was empty"),
    "only thoughts": ([Say("<think>I do not know")], "its answer was empty"),
    "refusal field": ([Say(refusal="I cannot.")], "its answer was empty"),
    "stream dies": ([Say(GOOD.text, dies_after=9)], "its reply broke off"),
    "stream ends": ([Say(GOOD.text, finish=None, done=False)], "its reply broke off"),
    "error in the stream": ([Say(GOOD.text, error={"message": f"500 {KEY}", "code": 500})], "its reply broke off"),
    "filtered": ([Say(status=403, error={"error": {"message": "ValidationError <class 'x'>"}})], "refused the key"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
async def test_every_failure_is_one_plain_sentence(name: str, caplog: pytest.LogCaptureFixture) -> None:
    script, says = FAILURES[name]
    short = {"hangs": {"model_first_token_s": 0.3}, "falls silent": {"model_silence_s": 0.3}}.get(name, {})
    with caplog.at_level(logging.DEBUG), serving(*script) as server, pytest.raises(Unavailable) as caught:
        await hear(remote(server.url, **short))
    assert says in failure(caught.value)
    assert caught.value.__cause__ is None
    assert len(server.requests) == len(script)
    assert KEY not in caplog.text + failure(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        TypeError("'NoneType' object is not subscriptable"),
        ValueError("1 validation error for X: <class 'str'>"),
        RuntimeError(""),
        Unavailable("pydantic.ValidationError: bad"),
        Unavailable(f"refused Bearer {KEY}"),
        TimeoutError(),
    ],
)
def test_no_inside_of_the_program_is_told(error: Exception) -> None:
    told = failure(error)
    assert told.startswith("The language model did not answer (")
    assert told.count("\n") == 0
    assert not any(word in told for word in ("Error", "<class", "NoneType", KEY))


async def test_a_passing_failure_is_tried_again() -> None:
    with serving(Say(status=429, headers={"Retry-After": "0.01"}), Say(status=503), GOOD) as server:
        assert (await hear(remote(server.url))).text == GOOD.text
    assert len(server.requests) == 3


async def test_a_failure_that_comes_in_the_place_of_a_reply_is_tried_again() -> None:
    """Some gateways answer 200 and put the failure into the stream."""
    failed = Say(error={"message": "Unexpected end of stream", "code": 502})
    with serving(failed, GOOD) as server:
        assert (await hear(remote(server.url))).text == GOOD.text
    assert ["stream" in sent for sent in server.requests] == [True, True]


async def test_nobody_listens() -> None:
    with serving() as server:
        pass
    with pytest.raises(Unavailable, match="no connection"):
        await hear(remote(server.url))


async def test_a_slow_reply_is_waited_for_as_long_as_tokens_come() -> None:
    slow = Say("Do this now, then do that. ", pauses=[1.2, *[0.3] * 5])
    with serving(slow) as server:
        heard = await hear(remote(server.url, model_silence_s=1.0, model_first_token_s=10.0))
    assert heard.text == slow.text


async def test_the_turn_has_one_time_limit() -> None:
    with serving(Say(hangs=True)) as server:
        began = time.monotonic()
        with pytest.raises(Unavailable, match="time was used up"):
            await hear(remote(server.url, turn_timeout_s=0.3))
    assert time.monotonic() - began < 30


async def test_the_turns_tokens_are_a_budget() -> None:
    with serving(GOOD, GOOD) as server:
        model = remote(server.url, max_turn_tokens=100)
        await hear(model)
        with pytest.raises(Unavailable, match="tokens were used up"):
            await hear(model)
    assert len(server.requests) == 1


async def test_a_model_that_does_not_stop_is_cut_and_what_came_is_kept() -> None:
    with serving(Say("word " * 100_000, usage=False)) as server:
        model = remote(server.url, model_reply_tokens=500)
        heard = await hear(model)
    assert 2_000 <= len(heard.text) < 2_100
    assert ended_early(heard.reply) == "its answer was cut off at the length limit"
    assert 500 <= model.usage.output_tokens < 530


@pytest.mark.parametrize(("finish", "says"), [("length", "cut off"), ("content_filter", "filtered"), ("stop", "")])
async def test_why_a_reply_ended_is_known(finish: str, says: str) -> None:
    for at_once in (False, True):
        with serving(Say("Fit the new br", finish=finish, at_once=at_once)) as server:
            heard = await hear(remote(server.url))
        assert heard.text == "Fit the new br"
        assert says in ended_early(heard.reply)
        assert bool(says) == bool(ended_early(heard.reply))


async def test_after_failures_in_a_row_the_endpoint_is_left_alone() -> None:
    with serving(*[Say(status=401)] * 2) as server:
        model = remote(server.url, model_circuit_failures=2)
        told: list[str] = []
        for _ in range(4):
            with pytest.raises(Unavailable) as caught:
                await hear(model)
            told.append(str(caught.value))
    assert len(server.requests) == 2
    assert ["left alone" in text for text in told] == [False, False, True, True]


def test_a_circuit_lets_one_trial_through_and_closes_on_success() -> None:
    now = [0.0]
    circuit = Circuit(2, 60.0, clock=lambda: now[0])
    for _ in range(2):
        assert circuit.enter()
        circuit.failed()
    assert not circuit.enter()
    now[0] = 61.0
    assert [circuit.enter(), circuit.enter()] == [True, False]
    circuit.succeeded()
    assert circuit.enter()


OVERFLOWS = [
    (400, {"error": {"message": "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).", "code": "context_length_exceeded", "param": "messages"}}),
    (400, {"error": {"code": 400, "message": "the request exceeds the available context size. try increasing the context size", "type": "exceed_context_size_error"}}),
    (413, {"message": "Request too large for model `llama` on tokens per minute"}),
    (400, {"object": "error", "message": "Input length (9000) exceeds model's maximum length of 8192 tokens", "type": "BadRequestError"}),
    (400, {"error": {"message": "prompt is too long: 210000 tokens > 200000 maximum"}}),
    (422, {"error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096"}),
]  # fmt: skip


@pytest.mark.parametrize("refusal", OVERFLOWS, ids=range(len(OVERFLOWS)))
async def test_a_conversation_that_is_too_long_is_told_apart(refusal: Any) -> None:
    with serving(refuse=lambda _: refusal) as server:
        model = remote(server.url, model_circuit_failures=1)
        for _ in range(2):
            with pytest.raises(ContextTooLong):
                await hear(model)
    assert len(server.requests) == 2, "asked once each, and the circuit stays closed"


async def test_calls_and_results_go_back_as_they_came() -> None:
    call = {"name": "get_asset", "args": {"tag": "CR-01"}, "id": "call_1", "type": "tool_call"}
    spoken = [*ASKED, AIMessage("", tool_calls=[call]), ToolMessage("Lifter", tool_call_id="call_1", artifact=object())]
    with serving(GOOD) as server:
        await hear(remote(server.url), spoken)
    roles = [message["role"] for message in server.requests[0]["messages"]]
    assert roles == ["system", "user", "assistant", "tool"]
    assert server.requests[0]["messages"][3] == {"role": "tool", "content": "Lifter", "tool_call_id": "call_1"}


async def test_an_unreadable_call_is_told_to_the_model_as_rejected() -> None:
    with serving(Say(tools=[SEARCH, ("get_asset", '{"tag')]), GOOD) as server:
        model = remote(server.url)
        reply = (await hear(model)).reply
        found = ToolMessage("85 Nm", tool_call_id=str(reply.tool_calls[0]["id"]))
        await hear(model, [*ASKED, reply, found])
    sent = server.requests[-1]["messages"]
    made = {call["id"]: call["function"]["name"] for call in sent[2]["tool_calls"]}
    results = {made[message["tool_call_id"]]: message["content"] for message in sent[3:]}
    assert results["search_manuals"] == "85 Nm"
    assert results["get_asset"].startswith("Rejected: the arguments are not")


async def test_other_callers_get_whole_messages() -> None:
    with serving(Say(f"<think>hm</think>{GOOD.text}", tools=[SEARCH]), Say(status=401)) as server:
        model = chat_model(settings(server.url))
        reply = await model.bind_tools(TOOLS).ainvoke(ASKED)
        assert (reply.text, [call["name"] for call in reply.tool_calls]) == (GOOD.text, ["search_manuals"])
        assert reply.usage_metadata
        with pytest.raises(Unavailable):
            await model.ainvoke("hello")


async def test_a_caller_that_goes_away_frees_the_endpoint() -> None:
    with serving(Say("x " * 2_000, pauses=[0.02] * 1_000), GOOD) as server:
        model = remote(server.url)
        pieces = model.reply(ASKED)
        await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]
        task = asyncio.create_task(hear(model))
        assert (await task).text == GOOD.text
    assert model.usage.model_calls == 2


async def test_an_endpoint_on_this_machine_needs_no_key() -> None:
    with serving(GOOD) as server:
        given = settings(server.url, openai_api_key="")
        assert (await hear(Remote(chat_model(given), given))).text == GOOD.text


@pytest.mark.parametrize("url", ["", "ftp://models", "http://models.invalid/v1", "http://[::1"])
def test_settings_that_cannot_work_say_so(url: str) -> None:
    with pytest.raises(SettingsError, match="OPENAI_") as caught:
        chat_model(settings(url, openai_api_key=""))
    assert "\n" not in str(caught.value)


async def test_a_question_of_half_characters_can_be_sent() -> None:
    with serving(GOOD) as server:
        model = remote(server.url)
        await hear(model, [HumanMessage("tighten \ud83d the bolts")], [])
    assert len(server.requests) == 1
