"""AG-UI natively: what `@ag-ui/client` sends and reads."""

import uuid
from typing import Any

import httpx
import pytest
from ag_ui.core import Event
from pydantic import TypeAdapter

from agent.assistant import Assistant
from stores.open_stores import Stores
from tests.api.organisation import MANUAL_QUESTION, QUESTION
from tests.api.people.test_people import key_of
from tests.api.small_server import client_of
from tests.api.sse_frames import frames

pytestmark = pytest.mark.anyio
EVENTS: TypeAdapter[Any] = TypeAdapter(Event)


def asked(*texts: str, thread: str = "t1", run: str = "", **more: Any) -> dict[str, Any]:
    """An input whose messages are a person's and, between them, answers."""
    roles = ["user" if (len(texts) - n) % 2 else "assistant" for n in range(len(texts))]
    messages = [
        {"id": f"{n}", "role": role, "content": text} for n, (role, text) in enumerate(zip(roles, texts, strict=True))
    ]
    empty = {"state": {}, "tools": [], "context": [], "forwardedProps": {}}
    return {**empty, "threadId": thread, "runId": run or uuid.uuid4().hex, "messages": messages, **more}


async def run(client: httpx.AsyncClient, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a run, each of which the protocol's own types accept."""
    response = await client.post("/agui", json=given, headers={"accept": "text/event-stream"})
    assert response.status_code == 200, response.text
    events = [event for _, event in frames(response.text)]
    for event in events:
        EVENTS.validate_python(event)
    assert {event["threadId"] for event in events if "threadId" in event} == {given["threadId"]}
    assert {event["runId"] for event in events if "runId" in event} == {given["runId"]}
    return events


async def test_a_conversation_goes_on(client: httpx.AsyncClient, stores: Stores) -> None:
    first = await run(client, asked(MANUAL_QUESTION, thread="going on"))
    assert (first[0]["type"], first[-1]["type"]) == ("RUN_STARTED", "RUN_FINISHED")
    text = "".join(event["delta"] for event in first if event["type"] == "TEXT_MESSAGE_CONTENT")
    assert text.index("lock out the main switch") < text.index("85 Nm"), (
        "warnings are in the text that every client shows"
    )
    more = await run(client, asked(MANUAL_QUESTION, text, "And the tools?", thread="going on"))
    answers = [next(event["value"] for event in events if event.get("name") == "answer") for events in (first, more)]
    assert answers[0]["thread_id"] == answers[1]["thread_id"]
    assert [turn.question for turn in stores.threads.turns(answers[0]["thread_id"], "local")] == [MANUAL_QUESTION, "And the tools?"]  # fmt: skip


async def test_what_is_not_an_answer_is_said_too(client: httpx.AsyncClient) -> None:
    for question in ("?", "what is the torque of the flux capacitor?", "How do I bypass the brake interlock?"):
        events = await run(client, asked(question, thread=question))
        text = "".join(event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT")
        answer = next(event["value"] for event in events if event.get("name") == "answer")
        assert text.strip(), answer["status"]


async def test_the_same_run_again_is_the_same_run(client: httpx.AsyncClient) -> None:
    given = asked(QUESTION, run="once", thread="again")
    assert await run(client, given) == await run(client, given)
    other = await client.post("/agui", json=asked("something else", run="once", thread="again"))
    assert other.status_code == 409


async def test_interrupts_are_resumed(client: httpx.AsyncClient, stores: Stores) -> None:
    for said, status, written in (("approve", "done", True), ("reject", "rejected", False)):
        note = f"{said} over AG-UI"
        events = await run(client, asked(f"note on JOB-77: {note}", thread=said))
        outcome = events[-1]["outcome"]
        assert outcome["type"] == "interrupt"
        (interrupt,) = outcome["interrupts"]
        entry = {"interruptId": interrupt["id"], "status": "resolved"}
        for unclear in ("perhaps", 1, [said], {said: True}):
            answer = asked(thread=said, resume=[{**entry, "payload": {"decision": unclear}}])
            assert (await client.post("/agui", json=answer)).status_code == 400
        answer = asked(thread=said, resume=[{**entry, "payload": {"decision": said}}])
        resumed = await run(client, answer)
        assert resumed[-1]["outcome"] == {"type": "success"}
        assert next(event["value"]["status"] for event in resumed if event.get("name") == "approval") == status
        assert (await run(client, answer))[-1] == resumed[-1], "sent again it is not decided again"
        assert (note in stores.records.work_order("JOB-77").actions) == written


async def test_the_same_thread_id_of_two_people_is_two_threads(assistant: Assistant) -> None:
    anna, bob = (key_of(assistant.stores, name, "technician") for name in ("anna", "bob"))
    async with client_of(assistant, auth="keys") as client:
        threads: set[str] = set()
        for who in (anna, bob):
            client.headers.update(who)
            events = await run(client, asked(QUESTION, thread="mine"))
            threads.add(next(event["value"]["thread_id"] for event in events if event.get("name") == "answer"))
        assert len(threads) == 2


async def test_what_cannot_be_answered_is_a_problem(client: httpx.AsyncClient) -> None:
    assert (await client.post("/agui", json=asked())).status_code == 400
    assert (await client.post("/agui", json={"threadId": "x"})).status_code == 422
    entry = {"interruptId": "none", "status": "cancelled"}
    assert (await client.post("/agui", json=asked(resume=[entry]))).status_code == 404
