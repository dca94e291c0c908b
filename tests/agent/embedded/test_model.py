"""The embedded model as a chat model: it calls tools that are bound, then writes; it reads messages and nothing else."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage, ToolMessage

from agent.models.embedded.model import EmbeddedModel
from agent.question.header import Header, Named, with_header
from agent.turn.found import Found
from domain.answers import Evidence

HEADER = Header(today=date(2026, 11, 29), named=(Named(kind="alarm", value="309", said="309"),))
ASKED = [SystemMessage("rules"), HumanMessage(with_header("309?", HEADER))]
ALARM = Evidence(
    id="alarm:309", kind="alarm", title="Alarm 309 Belt slips", text="Alarm 309: Belt slips", source_id="309"
)


def bound(*names: str) -> Any:
    return EmbeddedModel().bind_tools(
        [{"type": "function", "function": {"name": name, "description": "", "parameters": {}}} for name in names]
    )


def test_it_calls_what_is_bound_with_the_same_ids_each_time() -> None:
    first, again = (bound("lookup_alarm").invoke(ASKED) for _ in range(2))
    assert [(call["name"], call["args"]) for call in first.tool_calls] == [("lookup_alarm", {"code": "309"})]
    assert first.tool_calls == again.tool_calls


def test_it_calls_nothing_that_is_not_bound() -> None:
    assert bound("find_parts").invoke(ASKED).tool_calls == []


def test_without_tools_it_writes() -> None:
    assert EmbeddedModel().invoke(ASKED).tool_calls == []


def test_it_writes_from_what_was_found_line_by_line() -> None:
    call = {"name": "lookup_alarm", "args": {"code": "309"}, "id": "c"}
    found = Found(name="lookup_alarm", numbers=(7,), evidence=(ALARM,))
    messages = [*ASKED, AIMessage("", tool_calls=[call]), ToolMessage("", tool_call_id="c", artifact=found)]
    chunks: list[AIMessageChunk] = list(bound("lookup_alarm").stream(messages))
    text = "".join(str(chunk.content) for chunk in chunks)
    assert "Belt slips" in text
    assert "[7]" in text


def test_messages_without_a_question_are_refused() -> None:
    with pytest.raises(ValueError, match="no question"):
        EmbeddedModel().invoke([SystemMessage("rules")])


def test_its_modules_ask_no_store_and_no_network() -> None:
    here = Path(__file__).parents[3] / "agent" / "models" / "embedded"
    for path in here.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "open_stores" not in text
        assert "httpx" not in text
