"""The unmodified OpenAI client against a real server on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import openai
import pytest
import uvicorn
from langchain_core.messages import HumanMessage
from openai.types.chat import ChatCompletionChunk
from openai.types.chat.chat_completion_message import AnnotationURLCitation

from agent.assistant import Assistant
from api.app import create_app
from api.protocols.openai.text import whole_text
from api.serving import Server, address_of, bind
from api.settings import ApiSettings
from domain.answers import Answer
from domain.errors import NotFound
from tests.api.organisation import MANUAL_QUESTION
from tests.api.people.test_people import key_of
from tests.api.small_server import StallingModel, client_of, opened, serving, until_asked

pytestmark = pytest.mark.anyio
ASKED: Any = [
    {"role": "system", "content": "You are a pirate."},
    {"role": "user", "content": "What is the weather?"},
    {"role": "assistant", "content": "Rain."},
    {"role": "user", "content": [{"type": "text", "text": MANUAL_QUESTION}]},
]


@pytest.fixture
async def ai(assistant: Assistant) -> AsyncIterator[openai.AsyncOpenAI]:
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    app = create_app(opened(assistant), ApiSettings())
    server = Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1), lambda: None)
    async with (
        serving(server, bound),
        openai.AsyncOpenAI(base_url=f"{address_of(bound)}/v1", api_key="none", max_retries=0) as client,
    ):
        yield client


def checked(text: str, annotations: list[Any]) -> None:
    """Warnings stand first, and every marker is an annotation."""
    assert text.index("lock out the main switch") < text.index("85 Nm")
    assert annotations
    for annotation in annotations:
        assert text[annotation.start_index : annotation.end_index] == f"[{text[annotation.start_index + 1]}]"
        assert annotation.url.startswith("http://127.0.0.1:")
        assert annotation.url.endswith("/api/documents/doc/pages/2")
        assert annotation.title == "Crane manual, p. 2"


async def test_models(ai: openai.AsyncOpenAI) -> None:
    assert [model.id async for model in ai.models.list()] == ["nacelle"]
    assert (await ai.models.retrieve("nacelle")).owned_by == "nacelle"
    with pytest.raises(openai.NotFoundError, match="There is no model 'gpt'"):
        await ai.models.retrieve("gpt")


async def test_chat_completion_whole_and_in_history(ai: openai.AsyncOpenAI, assistant: Assistant) -> None:
    completion = await ai.chat.completions.create(model="nacelle", messages=ASKED)
    message = completion.choices[0].message
    checked(str(message.content), [each.url_citation for each in message.annotations or []])
    answer = (completion.model_extra or {})["nacelle"]
    assert answer["status"] == "answered"
    turns = assistant.stores.threads.turns(answer["thread_id"], "local")
    assert [turn.question for turn in turns] == [MANUAL_QUESTION]
    more = await ai.chat.completions.create(
        model="nacelle", messages=ASKED, metadata={"thread_id": answer["thread_id"]}
    )
    assert (more.model_extra or {})["nacelle"]["thread_id"] == answer["thread_id"]
    assert len(assistant.stores.threads.turns(answer["thread_id"], "local")) == 2


async def test_the_messages_sent_are_the_conversation(ai: openai.AsyncOpenAI, assistant: Assistant) -> None:
    first: list[Any] = [{"role": "user", "content": MANUAL_QUESTION}]
    one = await ai.chat.completions.create(model="nacelle", messages=first, metadata={"asset": "CR-01"})
    again = await ai.chat.completions.create(model="nacelle", messages=first)
    answers = [(each.model_extra or {})["nacelle"] for each in (one, again)]
    assert answers[0]["thread_id"] != answers[1]["thread_id"], (
        "asked again is asked anew: nothing is taken from a like one"
    )
    follow_up: list[Any] = [
        *first,
        {"role": "assistant", "content": one.choices[0].message.content},
        {"role": "user", "content": "And the tools?"},
    ]
    more = await ai.chat.completions.create(model="nacelle", messages=follow_up)
    told = (more.model_extra or {})["nacelle"]
    assert told["thread_id"] not in {answer["thread_id"] for answer in answers}
    assert told["status"] != "failed"
    assert [turn.question for turn in assistant.stores.threads.turns(told["thread_id"], "local")] == ["And the tools?"]


async def test_a_response_goes_on_with_the_one_before(ai: openai.AsyncOpenAI) -> None:
    first: Any = await ai.responses.create(model="nacelle", input=MANUAL_QUESTION)
    second: Any = await ai.responses.create(model="nacelle", input="And the tools?", previous_response_id=first.id)
    assert second.model_extra["nacelle"]["thread_id"] == first.model_extra["nacelle"]["thread_id"]
    again: Any = await ai.responses.retrieve(first.id)
    assert (again.id, again.output_text) == (first.id, first.output_text)
    with pytest.raises(openai.NotFoundError, match="No response 'resp_x'"):
        await ai.responses.retrieve("resp_x")
    with pytest.raises(openai.NotFoundError, match="No response 'resp_x'"):
        await ai.responses.create(model="nacelle", input="?", previous_response_id="resp_x")


async def test_a_deleted_response_is_forgotten_and_the_rest_of_its_conversation_goes_on(
    ai: openai.AsyncOpenAI, assistant: Assistant
) -> None:
    first: Any = await ai.responses.create(model="nacelle", input=MANUAL_QUESTION)
    second: Any = await ai.responses.create(
        model="nacelle", input="What about part 55-100?", previous_response_id=first.id
    )
    thread_id = first.model_extra["nacelle"]["thread_id"]
    await ai.responses.delete(first.id)
    with pytest.raises(openai.NotFoundError):
        await ai.responses.retrieve(first.id)
    with pytest.raises(openai.NotFoundError):
        await ai.responses.delete(first.id)
    assert await assistant.messages(thread_id) == []
    assert (await ai.responses.retrieve(second.id)).id == second.id
    third: Any = await ai.responses.create(model="nacelle", input="Where is it?", previous_response_id=second.id)
    assert third.model_extra["nacelle"]["thread_id"] == thread_id
    told = [message.text for message in await assistant.messages(thread_id) if isinstance(message, HumanMessage)]
    assert ["55-100" in text for text in told] == [True, False]
    assert not any(MANUAL_QUESTION in text for text in told)
    await ai.responses.delete(second.id)
    await ai.responses.delete(third.id)
    with pytest.raises(NotFound):
        assistant.stores.threads.get(thread_id, "local")


async def test_chat_completion_streamed(ai: openai.AsyncOpenAI) -> None:
    stream = await ai.chat.completions.create(
        model="nacelle", messages=ASKED, stream=True, stream_options={"include_usage": True}
    )
    chunks: list[ChatCompletionChunk] = [chunk async for chunk in stream]
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    usage, last = chunks[-1], chunks[-2]
    assert usage.usage
    assert last.choices[0].finish_reason == "stop"
    assert text == whole_text(Answer.model_validate((last.model_extra or {})["nacelle"]))
    notes = (last.choices[0].delta.model_extra or {})["annotations"]
    checked(text, [AnnotationURLCitation(**n["url_citation"]) for n in notes])


async def test_response_whole(ai: openai.AsyncOpenAI) -> None:
    response: Any = await ai.responses.create(model="nacelle", input=MANUAL_QUESTION)
    part = response.output[0].content[0]
    checked(response.output_text, part.annotations)
    assert (response.model_extra or {})["nacelle"]["status"] == "answered"
    assert response.usage


async def test_response_streamed(ai: openai.AsyncOpenAI) -> None:
    asked: Any = [{"role": "user", "content": [{"type": "input_text", "text": MANUAL_QUESTION}]}]
    events: list[Any] = [event async for event in await ai.responses.create(model="nacelle", input=asked, stream=True)]
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert events[0].type == "response.created"
    last = events[-1]
    assert last.type == "response.completed"
    said = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert said == last.response.output_text
    checked(said, last.response.output[0].content[0].annotations)


async def test_refusals_say_why(ai: openai.AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="no user message"):
        await ai.chat.completions.create(model="nacelle", messages=[{"role": "system", "content": "x"}])
    with pytest.raises(openai.BadRequestError, match="takes up to 8,000"):
        await ai.responses.create(model="nacelle", input="x" * 8_001)
    with pytest.raises(openai.NotFoundError, match="No thread 'x'"):
        await ai.responses.create(model="nacelle", input="x", metadata={"thread_id": "x"})
    clarified = await ai.chat.completions.create(model="nacelle", messages=[{"role": "user", "content": "?"}])
    assert clarified.choices[0].message.content


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"model": "gpt-6"}, "model"),
        ({"n": 2}, "n"),
        ({"tools": [{"type": "function", "function": {"name": "x"}}], "tool_choice": "required"}, "tool_choice"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"logprobs": True}, "logprobs"),
    ],
)
async def test_what_a_chat_would_not_get_is_refused(ai: openai.AsyncOpenAI, given: Any, param: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        await ai.chat.completions.create(**({"model": "nacelle", "messages": ASKED} | given))
    assert (refused.value.param, refused.value.type) == (param, "invalid_request_error")


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"store": False}, "store"),
        ({"background": True}, "background"),
        ({"text": {"format": {"type": "json_schema", "name": "x", "schema": {}}}}, "text.format"),
    ],
)
async def test_what_a_response_would_not_get_is_refused(ai: openai.AsyncOpenAI, given: Any, param: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        await ai.responses.create(**({"model": "nacelle", "input": "x"} | given))
    assert refused.value.param == param


async def test_errands_of_chat_clients_are_no_turns(ai: openai.AsyncOpenAI, assistant: Assistant) -> None:
    before = len(assistant.stores.threads.of("local", limit=200))
    task = '### Task:\nGenerate {}\nJSON format: {{ "{}": "..." }}\n<chat_history>\nUSER: what is alarm 41?\nASSISTANT: x\n</chat_history>'
    for what, field, reply in (("a title", "title", "what is alarm 41?"), ("tags", "tags", [])):
        for stream in (False, True):
            asked: Any = [{"role": "user", "content": task.format(what, field)}]
            got: Any = await ai.chat.completions.create(model="nacelle", messages=asked, stream=stream)
            text = (
                "".join([c.choices[0].delta.content or "" async for c in got])
                if stream
                else got.choices[0].message.content
            )
            assert json.loads(text) == {field: reply}
    assert len(assistant.stores.threads.of("local", limit=200)) == before


async def test_a_closed_connection_stops_the_run(stalling: tuple[Assistant, StallingModel]) -> None:
    assistant, model = stalling
    bound = bind("127.0.0.1", 0, trusts_everybody=True)
    app = create_app(opened(assistant), ApiSettings(ingest_worker=False))
    server = Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1), lambda: None)
    async with (
        serving(server, bound),
        openai.AsyncOpenAI(base_url=f"{address_of(bound)}/v1", api_key="none", max_retries=0) as client,
    ):
        for number, stream in enumerate((False, True), start=1):
            model.asked.clear()
            asking = asyncio.create_task(_read(client, stream=stream))
            await until_asked(model)
            asking.cancel()
            async with asyncio.timeout(15):
                while len(model.stopped) < number:  # noqa: ASYNC110  the model has no event for it
                    await asyncio.sleep(0.01)


async def _read(client: openai.AsyncOpenAI, *, stream: bool) -> None:
    asked: Any = [{"role": "user", "content": MANUAL_QUESTION}]
    got: Any = await client.chat.completions.create(model="nacelle", messages=asked, stream=stream)
    async for _ in got:
        pass


async def test_people_behind_one_program_are_told_apart(assistant: Assistant) -> None:
    gateway = key_of(assistant.stores, "gateway", "service")
    async with client_of(assistant, auth="keys") as client:
        client.headers.update(gateway)
        body: Any = {"messages": ASKED, "user": "anna"}
        thread = (await client.post("/v1/chat/completions", json=body)).json()["nacelle"]["thread_id"]
        for user, expected in (("anna", 200), ("bob", 404)):
            more = {**body, "user": user, "metadata": {"thread_id": thread}}
            assert (await client.post("/v1/chat/completions", json=more)).status_code == expected
