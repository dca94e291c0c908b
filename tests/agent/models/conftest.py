"""A remote model over a real endpoint on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from agent.models.endpoint.connection import forget_dialects
from agent.models.endpoint.opening import chat_model
from agent.models.remote import Remote
from agent.settings import AgentSettings

KEY = "sk-secret-4711"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    forget_dialects()
    yield
    forget_dialects()


def settings(url: str, **more: Any) -> AgentSettings:
    given = {"model": "openai:tiny", "openai_base_url": url, "openai_api_key": KEY, "model_retry_wait_s": 0.0}
    return AgentSettings.model_validate({**given, "model_first_token_s": 5.0, "model_silence_s": 5.0, **more})


def tool(name: str, **properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(properties)[:1]}
    return {"type": "function", "function": {"name": name, "description": f"Does {name}.", "parameters": schema}}


TOOLS = [
    tool("search_manuals", query={"type": "string"}, limit={"anyOf": [{"type": "integer"}, {"type": "null"}]}),
    tool("get_asset", tag={"type": "string"}),
]
ASKED: list[BaseMessage] = [SystemMessage("You help."), HumanMessage("How tight?")]


@dataclass
class Heard:
    """What came of one call."""

    pieces: list[str] = field(default_factory=list[str])
    reply: AIMessage = field(default_factory=lambda: AIMessage(""))

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def calls(self) -> list[tuple[str, dict[str, Any]]]:
        return [(call["name"], call["args"]) for call in self.reply.tool_calls]


async def hear(remote: Remote, messages: list[BaseMessage] = ASKED, tools: list[Any] = TOOLS) -> Heard:
    heard = Heard()
    async for piece in remote.reply(messages, tools):
        if isinstance(piece, AIMessage):
            heard.reply = piece
        else:
            heard.pieces.append(piece)
    assert heard.text == heard.reply.text, "the pieces are the text"
    assert KEY not in heard.reply.model_dump_json()
    return heard


def remote(url: str, **more: Any) -> Remote:
    given = settings(url, **more)
    return Remote(chat_model(given), given)
