"""Replies as models of all makes write them: calls in the text, thoughts, pieces under wrong indices."""

import time
from typing import Any

import pytest

from agent.models.replies.calls_in_text import calls_in_text
from agent.models.replies.reading import ReplyReader
from tests.agent.models.conftest import hear, remote
from tests.agent.models.serving import Say, serving

KNOWN = ("search_manuals", "get_asset", "find_work_orders")
SEARCH = ("search_manuals", '{"query": "brake"}')
ASSET = ("get_asset", '{"tag": "X"}')
ONE = '{"name": "search_manuals", "arguments": {"query": "brake"}}'
TWO = '{"name": "get_asset", "arguments": {"tag": "X"}}'

WRITTEN: dict[str, tuple[str, list[tuple[str, str]], str]] = {
    "fenced": (f"```json\n{ONE}\n```", [SEARCH], ""),
    "hermes and qwen": (f"I look.\n<tool_call>\n{ONE}\n</tool_call>\n<tool_call>{TWO}</tool_call>", [SEARCH, ASSET], "I look."),
    "unclosed tag": (f"<tool_call>\n{ONE}", [SEARCH], ""),
    "tools tag": (f"<tools>\n{ONE}\n</tools>", [SEARCH], ""),
    "qwen coder": ("<tool_call>\n<function=search_manuals>\n<parameter=query>\nbrake\n</parameter>\n</function>\n</tool_call>", [SEARCH], ""),
    "bare object": (ONE.replace("arguments", "parameters"), [SEARCH], ""),
    "bare list": (f"[{ONE}, {TWO}]", [SEARCH, ASSET], ""),
    "one a line": (f"{ONE}\n{TWO}", [SEARCH, ASSET], ""),
    "llama 3.1": (f"<|python_tag|>{ONE}<|eom_id|>", [SEARCH], ""),
    "llama 3.1, function": ('<function=search_manuals>{"query": "brake"}</function>', [SEARCH], ""),
    "llama 4": ('[search_manuals(query="brake"), get_asset(tag="X")]', [SEARCH, ASSET], ""),
    "mistral": (f"[TOOL_CALLS] [{ONE}]", [SEARCH], ""),
    "mistral 3": ('[TOOL_CALLS]search_manuals[ARGS]{"query": "brake"}[TOOL_CALLS]get_asset[ARGS]{"tag":"X"}', [SEARCH, ASSET], ""),
    "gemma": ('```tool_code\nprint(default_api.search_manuals(query="brake"))\n```', [SEARCH], ""),
    "deepseek": ('<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>search_manuals\n```json\n{"query": "brake"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>', [SEARCH], ""),
    "phi": (f"functools[{ONE}]", [SEARCH], ""),
    "react": ('Action: search_manuals\nAction Input: {"query": "brake"}', [SEARCH], ""),
    "as on the wire": ('{"tool_calls": [{"type": "function", "function": {"name": "search_manuals", "arguments": "{\\"query\\": \\"brake\\"}"}}]}', [SEARCH], ""),
    "name as key": ('{"search_manuals": {"query": "brake"}}', [SEARCH], ""),
    "flat": ('{"tool": "search_manuals", "query": "brake"}', [SEARCH], ""),
    "inside a thought": ('{"thought": "x", "action": {"name": "search_manuals", "args": {"query": "brake"}}}', [SEARCH], ""),
    "python's quotes": ("{'name': 'search_manuals', 'arguments': {'query': 'brake',}}", [SEARCH], ""),
    "a brace too few": (ONE[:-1], [SEARCH], ""),
    "braces around": ("{\n" + ONE + "\n}", [SEARCH], ""),
    "a call": ('search_manuals({"query": "brake"})', [SEARCH], ""),
    "cut off": (ONE[:-5], [("search_manuals", ONE[:-5])], ""),
    "unknown": ('<tool_call>{"name": "launch_drone", "arguments": {}}</tool_call>', [], '<tool_call>{"name": "launch_drone", "arguments": {}}</tool_call>'),
    "prose": ("95 Nm [7][9]. {see} search_manuals for more.\n[7] x", [], "95 Nm [7][9]. {see} search_manuals for more.\n[7] x"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_calls_in_text(name: str) -> None:
    text, expected, rest = WRITTEN[name]
    calls, left = calls_in_text(text, KNOWN)
    assert ([(call.name, call.arguments) for call in calls], left) == (expected, rest)


@pytest.mark.parametrize("size", [1, 3, 8, 10_000])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_call_is_never_shown_however_the_text_is_cut(name: str, size: int) -> None:
    text, expected, rest = WRITTEN[name]
    shown, last, calls = read(text, size)
    assert [(call.name, call.arguments) for call in calls] == expected
    assert (shown.strip() + last).strip() == rest or not expected
    assert expected or shown + last == text


def read(text: str, size: int, **more: Any) -> tuple[str, str, list[Any]]:
    reader = ReplyReader(KNOWN, **more)
    shown = "".join([reader.feed(text[at : at + size]) for at in range(0, len(text), size)])
    return shown, *reader.finish()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<think>95 Nm {?</think>Yes [1].", "Yes [1]."),
        ("<THINK>a</think>Yes.<think>b</think>", "Yes."),
        ("[THINK]hm[/THINK]Yes.", "Yes."),
        ("5 < 7 and a <b> stay", "5 < 7 and a <b> stay"),
        ("<think>never closed", ""),
        ("Yes <thi", "Yes <thi"),
    ],
)
def test_thoughts_are_left_out(text: str, shown: str) -> None:
    for size in (1, 4, 100):
        first, last, _ = read(text, size)
        assert first + last == shown


def test_a_sentence_is_shown_with_its_last_character() -> None:
    reader = ReplyReader(KNOWN)
    assert "".join(reader.feed(c) for c in "Tighten to 85 Nm [1].") == "Tighten to 85 Nm [1]."
    assert reader.feed("\nThen") == "\nThen"


def test_text_that_only_begins_like_a_call_is_shown_soon() -> None:
    text = "[x] done\n" + "and so on " * 30
    assert len(read(text, 5)[1]) < 200


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{" * 100_000, '{"a":' * 30_000, "search_manuals(" * 10_000, "search_manuals {" * 10_000, "{'name':'search_manuals'," * 5_000, "<function=search_manuals>" * 5_000, "`" * 100_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_nonsense_is_bounded(text: str) -> None:
    began = time.process_time()
    calls_in_text(text + " search_manuals", KNOWN)
    assert time.process_time() - began < 10


@pytest.mark.anyio
async def test_calls_in_the_text_of_a_stream_become_calls() -> None:
    for at_once in (False, True):
        with serving(Say(f"I look.\n```json\n{ONE}\n```", at_once=at_once)) as server:
            heard = await hear(remote(server.url))
        assert heard.calls == [("search_manuals", {"query": "brake"})]
        assert heard.text.strip() == "I look."
        assert len(str(heard.reply.tool_calls[0]["id"])) == 9


@pytest.mark.anyio
async def test_a_call_that_is_cut_off_in_the_text_is_invalid() -> None:
    with serving(Say(ONE[:-5])) as server:
        heard = await hear(remote(server.url))
    assert [call["name"] for call in heard.reply.invalid_tool_calls] == ["search_manuals"]


def piece(index: int | None, call_id: str | None, name: str | None, arguments: Any) -> dict[str, Any]:
    function = {key: value for key, value in (("name", name), ("arguments", arguments)) if value is not None}
    given = {"index": index, "id": call_id, "function": function}
    return {"tool_calls": [{key: value for key, value in given.items() if value is not None}]}


STREAMS = {
    "one index for all": [piece(0, "a", "search_manuals", '{"query": "brake"}'), piece(0, "b", "get_asset", '{"tag": "X"}')],
    "no index": [piece(None, "a", "search_manuals", '{"query": '), piece(None, None, None, '"brake"}'), piece(None, "b", "get_asset", '{"tag": "X"}')],
    "no id": [piece(0, None, "search_manuals", '{"query": "brake"}'), piece(1, None, "get_asset", '{"tag": "X"}')],
    "name repeated": [piece(0, "a", "search_manuals", '{"query": '), piece(0, "a", "search_manuals", '"brake"}'), piece(1, "b", "get_asset", '{"tag": "X"}')],
    "an object": [piece(0, "a", "search_manuals", {"query": "brake"}), piece(1, "b", "get_asset", {"tag": "X"})],
    "thoughts beside": [{"reasoning_content": "hm", "content": None}, {"content": [{"type": "thinking", "text": "no"}, {"type": "text", "text": ""}]},
                        piece(0, "a", "search_manuals", '{"query": "brake"}'), piece(1, "b", "get_asset", '{"tag": "X"}')],
}  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize("name", STREAMS)
async def test_pieces_of_calls_are_put_together(name: str) -> None:
    with serving(Say(deltas=STREAMS[name], finish="tool_calls")) as server:
        heard = await hear(remote(server.url))
    assert heard.calls == [("search_manuals", {"query": "brake"}), ("get_asset", {"tag": "X"})]
    assert len({call["id"] for call in heard.reply.tool_calls}) == 2
    assert heard.text == ""


@pytest.mark.anyio
async def test_a_model_whose_thought_was_opened_in_the_prompt_is_known_the_second_time() -> None:
    with serving(Say("I think.</think>Yes."), Say("I think.</think>Yes."), Say("Just text.")) as server:
        await hear(remote(server.url))
        assert (await hear(remote(server.url))).text == "Yes."
        assert (await hear(remote(server.url))).text == "Just text."
