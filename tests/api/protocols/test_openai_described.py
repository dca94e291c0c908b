"""What `/v1` sends is what the description of the API says."""

from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from api.protocols.openai.shapes.chat import ChatChunk, ChatCompletion, ModelCard, ModelList, StreamFailed
from api.protocols.openai.shapes.responses import DeletedResponse, ModelResponse, ResponseEvent
from tests.api.organisation import MANUAL_QUESTION
from tests.api.sse_frames import frames

pytestmark = pytest.mark.anyio
CHUNK = TypeAdapter(ChatChunk | StreamFailed)
TITLE = "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n### Output:\nJSON"


async def sent(client: httpx.AsyncClient, path: str, **body: Any) -> Any:
    response = await client.post(path, json={"model": "nacelle", **body})
    assert response.status_code == 200, response.text
    return [data for _, data in frames(response.text)] if body.get("stream") else response.json()


@pytest.mark.parametrize("question", [MANUAL_QUESTION, TITLE, "what is the capital of France?"])
async def test_chat(client: httpx.AsyncClient, question: str) -> None:
    messages = [{"role": "user", "content": question}]
    ChatCompletion.model_validate(await sent(client, "/v1/chat/completions", messages=messages))
    for options in ({}, {"stream_options": {"include_usage": True}}):
        *chunks, last = await sent(client, "/v1/chat/completions", messages=messages, stream=True, **options)
        assert last == "[DONE]"
        for chunk in chunks:
            CHUNK.validate_python(chunk)


async def test_responses(client: httpx.AsyncClient) -> None:
    whole = ModelResponse.model_validate(await sent(client, "/v1/responses", input=MANUAL_QUESTION))
    assert whole.nacelle
    events = [
        ResponseEvent.model_validate(event)
        for event in await sent(client, "/v1/responses", input=MANUAL_QUESTION, stream=True)
    ]
    assert events[-1].type == "response.completed"
    assert events[-1].response
    path = f"/v1/responses/{whole.id}"
    ModelResponse.model_validate((await client.get(path)).json())
    DeletedResponse.model_validate((await client.delete(path)).json())


async def test_models(client: httpx.AsyncClient) -> None:
    ModelList.model_validate((await client.get("/v1/models")).json())
    ModelCard.model_validate((await client.get("/v1/models/nacelle")).json())


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/none"),
        ("POST", "/healthz"),
        ("GET", "/v1/none"),
        ("PUT", "/v1/models"),
        ("GET", "/agui"),
        ("POST", "/api/threads/none/runs"),
        ("GET", "/api/documents/none/pages/x"),
        ("DELETE", "/api/session/codes"),
    ],
)
async def test_every_error_is_a_problem(client: httpx.AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, path, json={} if method == "POST" else None)
    assert response.status_code >= 400
    assert response.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "request_id"} <= set(response.json())
