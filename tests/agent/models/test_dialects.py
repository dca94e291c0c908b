"""Endpoints as they are: whatever they refuse is left out or put otherwise, once learned for good."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.models.endpoint.opening import chat_model, read_address
from agent.models.remote import Remote
from domain.errors import Unavailable
from tests.agent.models.conftest import ASKED, KEY, hear, remote, settings
from tests.agent.models.serving import Body, Refusal, Say, serving

pytestmark = pytest.mark.anyio
GOOD = Say("Tighten to 85 Nm [1].")
Refuse = Callable[[Body], Refusal | None]


def refusing(name: str, status: int, body: Any) -> Refuse:
    """Turns down what holds the parameter `name`."""
    return lambda sent: (status, body) if name in sent else None


def said(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", **more}}


PARAMETERS = {
    "openai temperature": ("temperature", 400, said("Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.", param="temperature", code="unsupported_value")),
    "litellm": ("temperature", 400, said("litellm.UnsupportedParamsError: o3 don't support temperature=0. Only temperature=1 is supported.")),
    "fastapi": ("stream_options", 422, {"detail": [{"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]}),
    "azure": ("stream_options", 400, said("Additional properties are not allowed ('stream_options' was unexpected) - 'stream_options'")),
    "databricks": ("stream_options", 400, {"error_code": "BAD_REQUEST", "message": 'Bad request: json: unknown field "stream_options"'}),
    "says nothing": ("temperature", 400, {"message": "Bad Request"}),
    "plain text": ("stream_options", 400, "unexpected keyword argument stream_options"),
    "names a part of it": ("stream_options", 400, said("Unknown parameter: 'stream_options.include_usage'.", param="stream_options.include_usage")),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
async def test_a_refused_parameter_is_left_out_and_remembered(name: str) -> None:
    parameter, status, body = PARAMETERS[name]
    with serving(GOOD, GOOD, GOOD, refuse=refusing(parameter, status, body)) as server:
        model = remote(server.url)
        assert (await hear(model)).text == GOOD.text
        first = len(server.requests)
        await hear(model)
        await hear(remote(server.url))
    assert (first, len(server.requests)) == (2, 4), "learned by one refusal, for other assistants of the process too"
    assert "tools" in server.requests[-1]


async def test_the_longest_reply_has_two_names() -> None:
    newer = said("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", param="max_tokens")  # fmt: skip
    older = said("Unrecognized request argument supplied: max_completion_tokens")
    for name, body, left in (("max_tokens", newer, "max_completion_tokens"), ("max_completion_tokens", older, "max_tokens")):  # fmt: skip
        query = "?api-version=2024-02-01" if left == "max_tokens" else ""
        with serving(GOOD, refuse=refusing(name, 400, body)) as server:
            await hear(remote(server.url + query, model_max_tokens=300))
        assert server.requests[-1][left] == 300
        assert name not in server.requests[-1]
    with serving(GOOD) as server:
        await hear(remote(server.url))
    assert not {"max_tokens", "max_completion_tokens"} & set(server.requests[0])


async def test_a_longest_reply_beyond_the_model_is_left_to_it() -> None:
    large = said("max_tokens is too large: 99999. This model supports at most 4096 completion tokens.", param="max_tokens")  # fmt: skip
    with serving(GOOD, refuse=refusing("max_tokens", 400, large)) as server:
        assert (await hear(remote(server.url, model_max_tokens=99_999))).text == GOOD.text


async def test_reasoning_models_behind_any_name_take_what_they_take() -> None:
    """All that an o-series or GPT-5 deployment refuses, one after the other."""

    def refuse(sent: Body) -> Refusal | None:
        if "temperature" in sent:
            return 400, said("Unsupported value: 'temperature' does not support 0.0 with this model.", param="temperature")  # fmt: skip
        if "max_tokens" in sent:
            return 400, said("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", param="max_tokens")  # fmt: skip
        if sent["messages"][0]["role"] == "system":
            return 400, said("Unsupported value: 'messages[0].role' does not support 'system' with this model.", param="messages[0].role")  # fmt: skip
        return None

    with serving(GOOD, refuse=refuse) as server:
        assert (await hear(remote(server.url, model_max_tokens=300))).text == GOOD.text
    assert server.requests[-1]["messages"][0]["role"] == "developer"
    assert len(server.requests) == 4


SYSTEM = {
    "gemma": (400, said("Developer instruction is not enabled for models/gemma-3-1b-it", status="INVALID_ARGUMENT")),
    "template": (500, said("System role not supported")),
    "o1-mini": (400, said("Unsupported value: 'messages[0].role' does not support 'system' with this model.", param="messages[0].role")),
}  # fmt: skip


@pytest.mark.parametrize("name", SYSTEM)
async def test_a_model_without_a_system_role_reads_the_instructions_before_the_question(name: str) -> None:
    def refuse(sent: Body) -> Refusal | None:
        return SYSTEM[name] if sent["messages"][0]["role"] in {"system", "developer"} else None

    with serving(GOOD, refuse=refuse) as server:
        assert (await hear(remote(server.url))).text == GOOD.text
    assert server.requests[-1]["messages"] == [{"role": "user", "content": "You help.\n\nHow tight?"}]


async def test_roles_that_must_alternate() -> None:
    text = "Conversation roles must alternate user/assistant/user/assistant/..."

    def refuse(sent: Body) -> Refusal | None:
        roles = [message["role"] for message in sent["messages"] if message["role"] != "system"]
        bad = any(a == b for a, b in pairwise(roles)) or "tool" in roles
        return (500, said(text)) if bad else None

    call = {"name": "get_asset", "args": {"tag": "CR-01"}, "id": "c", "type": "tool_call"}
    spoken = [*ASKED, HumanMessage("And why?"), AIMessage("", tool_calls=[call]), ToolMessage("Lifter", tool_call_id="c")]  # fmt: skip
    with serving(GOOD, refuse=refuse) as server:
        assert (await hear(remote(server.url), spoken)).text == GOOD.text
    roles = [message["role"] for message in server.requests[-1]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert server.requests[-1]["messages"][1]["content"] == "How tight?\n\nAnd why?"


TOOLS_REFUSED = {
    "ollama": (400, said("registry.ollama.ai/library/gemma:2b does not support tools")),
    "vllm": (400, {"object": "error", "message": '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', "code": 400}),
    "openrouter": (404, said("No endpoints found that support tool use. To learn more about provider routing, visit ...", code=404)),
    "llama.cpp": (500, said("tools param requires --jinja flag", code=500)),
    "groq": (400, said("`tool calling` is not supported with this model")),
    "mistral": (422, {"detail": [{"loc": ["body", "tools"], "msg": "Extra inputs are not permitted"}]}),
}  # fmt: skip


@pytest.mark.parametrize("name", TOOLS_REFUSED)
async def test_refused_tools_are_offered_in_the_prompt_and_read_from_the_text(name: str) -> None:
    called = Say('<tool_call>{"name": "search_manuals", "arguments": {"query": "bolts"}}</tool_call>')
    with serving(called, GOOD, GOOD, refuse=refusing("tools", *TOOLS_REFUSED[name])) as server:
        model = remote(server.url)
        heard = await hear(model)
        result = ToolMessage("85 Nm", tool_call_id=str(heard.reply.tool_calls[0]["id"]))
        assert (await hear(model, [*ASKED, heard.reply, result], [])).text == GOOD.text
        assert "tool" not in {message["role"] for message in server.requests[-1]["messages"]}
        assert (await hear(model, [*ASKED, heard.reply, result])).text == GOOD.text
    assert (heard.calls, heard.text) == ([("search_manuals", {"query": "bolts"})], "")
    system, *rest = server.requests[-1]["messages"]
    assert system["content"].startswith("You help.")
    assert "- search_manuals(query: string, limit?: integer): Does search_manuals." in system["content"]
    assert [message["role"] for message in rest] == ["user", "assistant", "user"]
    assert '<tool_call>{"name": "search_manuals", "arguments": {"query": "bolts"}}</tool_call>' in rest[1]["content"]
    assert "85 Nm" in rest[2]["content"]
    assert not {"tools", "tool_choice"} & set(server.requests[-1])


async def test_endpoints_that_do_not_stream() -> None:
    refused = refusing("stream", 400, said("Streaming is not supported by this deployment."))
    for script, refuse in (([Say(GOOD.text, at_once=True)], None), ([GOOD], refused)):
        with serving(*script, refuse=refuse) as server:
            model = remote(server.url)
            heard = await hear(model)
        assert (heard.text, model.usage.estimated) == (GOOD.text, False)
    with serving(Say(tools=[("get_asset", '{"tag": "CR-01"}')], at_once=True)) as server:
        assert (await hear(remote(server.url))).calls == [("get_asset", {"tag": "CR-01"})]


async def test_azure_gets_its_version_and_its_key_with_every_request() -> None:
    with serving(GOOD, GOOD) as server:
        address = server.url + "/openai/deployments/d/chat/completions?api-version=2024-10-21&x=1"
        model = remote(address)
        await hear(model)
        await hear(model)
    assert server.paths == ["/v1/openai/deployments/d/chat/completions?api-version=2024-10-21&x=1"] * 2
    assert [(h["api-key"], h["authorization"]) for h in server.headers] == [(KEY, f"Bearer {KEY}")] * 2
    with serving(GOOD) as server:
        await hear(remote(server.url + "/"))
    assert server.paths == ["/v1/chat/completions"]
    assert "api-key" not in server.headers[0]


def test_addresses() -> None:
    assert read_address("https://x.openai.azure.com/openai/v1/").is_azure
    assert read_address("") == read_address("  ")
    assert not read_address("https://api.protocols.openai.com/v1").is_azure
    assert read_address("http://localhost:8400/v1").is_loopback


async def test_a_refusal_that_no_change_cures_ends() -> None:
    with serving(refuse=lambda _: (400, {"message": "Bad Request"})) as server:
        model = remote(server.url)
        with pytest.raises(Unavailable, match="it refused the request, status 400"):
            await hear(model)
    assert len(server.requests) <= 4
    with serving(GOOD) as server:
        await hear(remote(server.url))
    assert "temperature" in server.requests[0], "what did not help is not remembered"


async def test_a_filter_is_no_matter_of_parameters() -> None:
    filtered = said("The response was filtered due to the prompt triggering Azure OpenAI's content management policy.", code="content_filter")  # fmt: skip
    with serving(refuse=lambda _: (400, filtered)) as server, pytest.raises(Unavailable):
        await hear(remote(server.url))
    assert len(server.requests) == 1


async def test_each_model_of_an_endpoint_is_learned_by_itself() -> None:
    def refuse(sent: Body) -> Refusal | None:
        return (400, said("temperature is not supported")) if sent["model"] == "o9" and "temperature" in sent else None

    with serving(GOOD, GOOD, refuse=refuse) as server:
        o9 = settings(server.url, model="openai:o9")
        await hear(Remote(chat_model(o9), o9))
        await hear(remote(server.url))
    assert ["temperature" in sent for sent in server.requests] == [True, False, True]
