"""The server's own turns are scored in the background and told at /metrics."""

import asyncio

import pytest

from agent.assistant import Assistant
from tests.api.small_server import client_of, new_thread


def _value(page: str, name: str) -> float:
    return next((float(line.split()[-1]) for line in page.splitlines() if line.startswith(f"{name} ")), 0.0)


@pytest.mark.anyio
async def test_a_turn_of_the_sample_is_scored(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACELLE_MONITOR_SHARE", "1")
    async with client_of(assistant) as client:
        before = _value((await client.get("/metrics")).text, "nacelle_monitor_scored_turns_total")
        thread = await new_thread(client)
        body = {"input": "When is the brake lining replaced?"}
        answer = await client.post(f"/api/threads/{thread}/runs", json=body, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.text
        async with asyncio.timeout(10):
            while _value((await client.get("/metrics")).text, "nacelle_monitor_scored_turns_total") == before:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert _value((await client.get("/metrics")).text, "nacelle_monitor_failures_total") == 0
