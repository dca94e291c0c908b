"""A turn as spans at a collector: the whole tree, without content unless it is wanted, and nothing where nobody listens."""

import subprocess
import sys
import time

import httpx
import pytest
from langchain_core.messages import AIMessage

from agent.assistant import Assistant
from agent.settings import AgentSettings
from agent.tracing.opening import open_tracing
from agent.tracing.settings import tracing_settings
from domain.errors import SettingsError
from stores.open_stores import Stores
from tests.api.operation.collector import collecting
from tests.api.organisation import MANUAL_QUESTION
from tests.api.small_server import client_of, new_thread
from tests.fakes import ScriptedChatModel

pytestmark = pytest.mark.anyio
ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


async def ask(stores: Stores, question: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """One turn over HTTP, its spans flushed."""
    async with open_tracing(tracing_settings()) as tracing, client_of(Assistant(stores, tracing=tracing)) as client:
        thread = await new_thread(client)
        path = f"/api/threads/{thread}/runs"
        answer = await client.post(path, json={"input": question}, headers=headers or {})
        assert answer.status_code == 200, answer.text
    return answer


async def test_the_tree_of_a_turn(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    with collecting() as collector:
        monkeypatch.setenv(ENDPOINT, collector.url)
        parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        answer = await ask(stores, MANUAL_QUESTION, {"traceparent": parent, "x-request-id": "job-7"})
    assert answer.headers["x-request-id"] == "job-7"
    top = ["POST /api/threads/{thread_id}/runs", "invoke_agent nacelle"]
    assert collector.path("retrieval main") == [*top, "nacelle.tools", "execute_tool search_manuals", "retrieval main"]
    assert collector.path("nacelle.open") == [*top, "nacelle.open"]
    assert collector.service == "nacelle"
    turn, request = collector.named(top[1]), collector.named(top[0])
    assert (request.trace.hex(), request.parent.hex()) == (parent.split("-")[1], parent.split("-")[2])
    assert request.fields["nacelle.request.id"] == "job-7"
    assert turn.fields["gen_ai.operation.name"] == "invoke_agent"
    assert turn.fields["nacelle.answer.status"] == "answered"
    assert collector.named("retrieval main").fields["nacelle.retrieval.hits"] > 0
    assert not any(span.failed for span in collector.spans)
    for content in (b"torque", b"85 Nm", b"CR-01", b"local"):
        assert content not in collector.raw


async def test_content_only_where_it_is_wanted(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    with collecting() as collector:
        monkeypatch.setenv(ENDPOINT, collector.url)
        monkeypatch.setenv("NACELLE_TRACE_CONTENT", "true")
        await ask(stores, MANUAL_QUESTION)
    turn = collector.named("invoke_agent nacelle").fields
    assert MANUAL_QUESTION in turn["gen_ai.input.messages"]
    assert "85 Nm" in turn["gen_ai.output.messages"]
    assert "torque" in collector.named("retrieval main").fields["gen_ai.retrieval.query.text"]
    assert "85 Nm" in collector.named("execute_tool search_manuals").fields["gen_ai.tool.call.result"]


async def test_a_language_model_is_a_chat_with_its_tokens(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    with collecting() as collector:
        monkeypatch.setenv(ENDPOINT, collector.url)
        async with open_tracing(tracing_settings()) as tracing:
            model = ScriptedChatModel(script=[AIMessage("Hello."), RuntimeError("secret of the endpoint")])
            settings = AgentSettings(model="openai:small")
            assistant = Assistant(stores, settings=settings, model=model, tracing=tracing)
            async with client_of(assistant) as client:
                thread = await new_thread(client)
                await client.post(f"/api/threads/{thread}/runs", json={"input": MANUAL_QUESTION})
    chat = collector.named("chat small")
    assert (chat.fields["gen_ai.provider.name"], chat.fields["gen_ai.request.model"]) == ("openai", "small")
    assert chat.fields["gen_ai.usage.input_tokens"] > 0
    assert collector.path("chat small")[-2:] == ["nacelle.plan", "chat small"]
    assert b"secret" not in collector.raw


async def test_a_collector_that_is_away_stops_nothing(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    with collecting() as collector:
        monkeypatch.setenv(ENDPOINT, collector.url)
    began = time.monotonic()
    answer = await ask(stores, MANUAL_QUESTION)
    assert answer.json()["status"] == "answered"
    assert time.monotonic() - began < 30


def test_off_costs_no_import_and_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = ("opentelemetry.exporter", "opentelemetry.instrumentation", "agent.tracing.spans")
    look = f"import sys, api.serving, agent.assistant; sys.exit(any(name in sys.modules for name in {packages}))"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
    assert not tracing_settings().on
    monkeypatch.setenv(ENDPOINT, "http://127.0.0.1:4318")
    assert tracing_settings().on
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier pigeon")
    with pytest.raises(SettingsError, match="OTEL_EXPORTER_OTLP"):
        tracing_settings()
